/** Files that a command line or a configuration names, and what is on stdin: devices, pipes, far too long, CR LF. */
import type { Case } from "../case.ts";

const get = `customers get cus_7Qm2rT -p commet --base-url http://127.0.0.1:9 --no-retry`;
const update = "customers update cus_7Qm2rT -p commet --emulator -y --name Ana";
const many = "customers update --from - -p commet --emulator -y";
const row = '{"id":"cus_7Qm2rT","name":"Ana"}\n';

/** Files that are none, each beside every flag that names a file to be read: NAME is the file. */
const readers: Readonly<Record<string, string>> = {
  apply: "billing apply NAME --emulator",
  "--file": "billing customers update cus_7Qm2rT -p commet --emulator -f NAME",
  "--metadata-file":
    "billing customers update cus_7Qm2rT -p commet --emulator --metadata-file NAME",
  "--metadata-file beside rows": `echo '${row.trim()}' >r.ndjson; billing customers update --from r.ndjson -p commet --emulator -n --metadata-file NAME`,
  "--from": "billing customers update --from NAME -p commet --emulator -y",
  "--config": `billing ${get} --config NAME`,
  "a secret": `echo 'providers: {commet: {apiKey: {file: NAME}}}' >c.yaml; billing ${get} --config c.yaml`,
  ca: `echo 'ca: NAME' >c.yaml; BILLING_COMMET_API_KEY=ck_test_1234 billing ${get} --config c.yaml`,
};

const none: readonly (readonly [name: string, make: string, says: RegExp])[] = [
  ["/dev/zero", "", /is a device|is not a regular file/u],
  ["/dev/tty", "", /is a device|is not a regular file/u],
  ["dir", "mkdir dir", /is a directory/u],
  [
    "sock",
    `"$node" -e 'require("net").createServer().listen("sock",()=>process.kill(process.pid,9))'`,
    /is a socket|is not a regular file/u,
  ],
  ["/proc/kmsg", "", /is made up by the system|is not a regular file/u],
  ["loop", "ln -s loop loop", /go in a circle|leads back to itself/u],
];

const odd: readonly Case[] = none.flatMap(([name, make, says]) =>
  Object.entries(readers).map(([reader, typed]) => ({
    met: `${name} for ${reader}`,
    typed: `${make}; ${typed.replaceAll("NAME", name)}`.replace(/^; /u, ""),
    code: /config|secret|ca/u.test(reader) && reader !== "apply" ? 3 : 2,
    says: [says],
    never: ["this is a bug", "put the secret into"],
  })),
);

/** A pipe is waited for; who waits says so, and can be called off. */
const silent: readonly Case[] = ["apply", "--file", "--metadata-file", "--from"].map((reader) => ({
  met: `a pipe that nobody writes to for ${reader}`,
  typed: `mkfifo p; ${readers[reader]?.replace("billing", '"$node" "$program"').replace("NAME", "p")} 2>err & pid=$!; until grep -q 'waiting for' err 2>/dev/null; do :; done; kill $pid; wait $pid; code=$?; cat err >&2; exit $code`,
  code: 143,
  says: [/waiting for what is written to .*p\n/u, "interrupted while p was read; nothing was sent"],
}));

/** Files to be written that nobody reads. */
const unread: readonly Case[] = ["--results", "--failed", "--out"].map((flag) => ({
  met: `a pipe that nobody reads for ${flag}`,
  typed: `mkfifo p; echo '${row.trim()}' | billing ${many} ${flag} p ${flag === "--out" ? "-n" : ""}`,
  code: 2,
  says: ['"p"', "nobody reads the pipe (EPIPE)"],
}));

const seen = "is not read: for a patch add --file -";
const flags = `"$node" "$program" ${update} -n`;

/** What is piped in is looked at, and neither waited for nor taken from others. */
const piped: readonly Case[] = [
  {
    met: "JSON in a pipe that nothing reads",
    typed: `echo '{"email":"a@b.example"}' | ${flags}`,
    code: 0,
    says: [seen],
  },
  {
    met: "JSON in a file on stdin that nothing reads",
    typed: `echo '{"email":"a@b.example"}' >p; ${flags} <p`,
    code: 0,
    says: [seen],
  },
  {
    met: "a loop over lines of JSON in a pipe",
    typed: `printf '{"a":1}\n{"a":2}\n{"a":3}\n' | while read -r line; do echo "$line" >&2; ${flags}; done`,
    code: 0,
    says: ['{"a":3}'],
    never: [seen],
  },
  {
    met: "a loop over lines of JSON in a file",
    typed: `printf '{"a":1}\n{"a":2}\n{"a":3}\n' >p; while read -r line; do echo "$line" >&2; ${flags}; done <p`,
    code: 0,
    says: ['{"a":3}'],
    never: [seen],
  },
  {
    met: "a pipe that stays silent beside flags",
    typed: `mkfifo p; exec 3<>p; ${flags} <p`,
    code: 0,
    prints: ["1 change"],
    never: [seen],
  },
];

/** Whatever is read may have been saved on Windows. */
const crlf: readonly Case[] = [
  {
    met: "a plan with CR LF",
    typed: `billing ${update} -n --out a >&2; sed 's/$/\\r/' a >p; billing apply p --emulator -y`,
    code: 0,
    prints: ["updated"],
  },
  {
    met: "plans with CR LF",
    typed: `echo '${row.trim()}' | billing ${many} -n --out a >&2; sed 's/$/\\r/' a >p; billing apply p --emulator -y`,
    code: 0,
    prints: [/commet +1/u],
  },
  {
    met: "rows of JSON with CR LF",
    typed: `printf '{"id":"cus_7Qm2rT","name":"Ana"}\\r\\n' | billing ${many}`,
    code: 0,
    prints: [/commet +1/u],
  },
  {
    met: "rows of CSV with CR LF",
    typed: `printf 'id,name\\r\\ncus_7Qm2rT,Ana\\r\\n' | billing ${many} -n`,
    code: 0,
    prints: [/name +Ana Ferreira +Ana$/mu],
  },
  {
    met: "a patch with CR LF",
    typed: `printf 'name: Ana\\r\\ntimezone: Asia/Tokyo\\r\\n' | billing customers update cus_7Qm2rT -p commet --emulator -n -f -`,
    code: 0,
    prints: [/name +Ana Ferreira +Ana$/mu, /timezone .*Asia\/Tokyo$/mu],
  },
  {
    met: "a configuration and a secret with CR LF",
    typed: `printf 'ck_test_12345678\\r\\n' >s; printf 'providers:\\r\\n  commet:\\r\\n    apiKey:\\r\\n      file: s\\r\\n' >c.yaml; billing ${get} --config c.yaml`,
    code: 7,
    says: ["refused the connection"],
  },
];

const others: readonly Case[] = [
  {
    met: "one plan for a pipe that nobody reads",
    typed: `mkfifo p; billing ${update} -n --out p`,
    code: 2,
    says: ['the plan cannot be saved to "p": nobody reads the pipe (EPIPE)'],
  },
  {
    met: "results for a pipe that is read",
    typed: `mkfifo p; cat p >&2 & echo '${row.trim()}' | billing ${many} --results p; wait`,
    code: 0,
    says: ['"outcome":"updated"'],
  },
  {
    met: "a plan that is far too long",
    typed: "truncate -s 8G p; billing apply p --emulator",
    code: 2,
    says: ['the plan "p" holds more than'],
  },
  {
    met: "a file for metadata that is far too long, beside rows",
    typed:
      readers["--metadata-file beside rows"]
        ?.replace("billing", "truncate -s 8G p; billing")
        .replace("NAME", "p") ?? "",
    code: 2,
    says: ['--metadata-file: "p" holds more than'],
  },
  {
    met: "rows that are far too long, called off",
    typed: `truncate -s 800G p; "$node" "$program" customers update --from p -p commet --emulator & pid=$!; until readlink /proc/$pid/fd/* | grep -q '/p$' || ! kill -0 $pid; do :; done 2>/dev/null; kill $pid; wait $pid`,
    code: 143,
    says: ["interrupted while p was read; nothing was sent"],
  },
];

/** Each is a line of bash. */
export const namedFileCases: readonly Case[] = [
  ...odd,
  ...silent,
  ...unread,
  ...piped,
  ...crlf,
  ...others,
];
