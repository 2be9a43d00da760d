/** What stands between a machine and a provider: proxies, certificates, refused credentials; and an odd Node or clock. */
import { billingTest } from "../../support/tls-names.ts";
import type { Case } from "./case.ts";

const get = "billing customers get cus_7Qm2rT -p commet --no-retry";
const key = "BILLING_COMMET_API_KEY=ck_test_12345678";
/** Nobody listens there; it is this machine, and no loopback address. */
const direct = "--base-url https://0.0.0.0:9";
const proxy = "HTTPS_PROXY=http://ana:pr0xy-s3cret@127.0.0.1:9";

/** Serves on a port that is told in the file `port`; ended when the line is done. */
const serving = (server: string): string =>
  `"$node" -e '${server}.listen(0,"127.0.0.1",function(){require("fs").writeFileSync("p",String(this.address().port));require("fs").renameSync("p","port")})' & trap "kill $!" EXIT; until [ -s port ]; do :; done`;
const refusing = serving('require("http").createServer((q,r)=>{r.writeHead(401);r.end("{}")})');
const selfSigned = serving(
  'require("https").createServer({cert:require("fs").readFileSync("cert.pem"),key:require("fs").readFileSync("key.pem")},(q,r)=>r.end("{}"))',
);
const inFile = "providers:\n  commet:\n    apiKey: ck_test_12345678\n";

const lines: readonly (Partial<Case> & Pick<Case, "met" | "typed" | "code" | "says">)[] = [
  {
    met: "a refused credential of a file",
    typed: `${refusing}; ${get} --config c.yaml --base-url "http://127.0.0.1:$(cat port)"`,
    files: { "c.yaml": inFile },
    code: 3,
    says: ["c.yaml:3:"],
  },
  {
    met: "a refused credential of a variable",
    typed: `${refusing}; ${key} ${get} --base-url "http://127.0.0.1:$(cat port)"`,
    code: 3,
    says: ["BILLING_COMMET_API_KEY"],
  },
  {
    met: "a proxy of the environment that is not there",
    typed: `${proxy} ${key} ${get} ${direct}`,
    code: 7,
    says: ["proxy", "HTTPS_PROXY"],
  },
  ...["0.0.0.0/8", "0.0.0.0", "x.example, 0.0.0.0:9", "*"].map((names) => ({
    met: `an address for which NO_PROXY has ${names}`,
    typed: `${proxy} NO_PROXY='${names}' ${key} ${get} ${direct}`,
    code: 7,
    says: ["refused the connection"],
    never: ["HTTPS_PROXY"],
  })),
  {
    met: "an address outside what NO_PROXY has",
    typed: `${proxy} NO_PROXY=10.0.0.0/8 ${key} ${get} ${direct}`,
    code: 7,
    says: ["HTTPS_PROXY"],
  },
  {
    met: "a proxy of the configuration",
    typed: `${key} ${get} ${direct} --config c.yaml`,
    files: { "c.yaml": "proxy: http://ana:pr0xy-s3cret@127.0.0.1:9\n" },
    code: 7,
    says: ["proxy", "c.yaml"],
  },
  {
    met: "a certificate that is not trusted",
    typed: `${selfSigned}; ${key} ${get} --base-url "https://127.0.0.1:$(cat port)"`,
    files: { "cert.pem": billingTest.cert, "key.pem": billingTest.key },
    code: 7,
    says: ["NODE_EXTRA_CA_CERTS", "ca"],
  },
  ...["18.20.8", "20.0.0", "20.18.3"].map((version) => ({
    met: `Node ${version}`,
    typed: '"$node" -r ./old.cjs "$program" --version',
    files: {
      "old.cjs": `Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}})`,
    },
    code: 1,
    says: [`error: billing needs Node 20.19 or newer; this is Node ${version}\n`],
  })),
  {
    met: "a clock before 1970, in a run",
    typed: `echo '{"id":"cus_7Qm2rT","name":"Ana"}' | "$node" -r ./clock.cjs "$program" customers update --from - -p commet --emulator -y`,
    files: {
      "clock.cjs":
        "const D=Date,o=D.now()+864e5,n=()=>D.now()-o;globalThis.Date=class extends D{constructor(...a){if(a.length)super(...a);else super(n())}static now(){return n()}}",
    },
    code: 0,
    says: [],
    prints: [/commet +1/u],
  },
];

export const networkCases: readonly Case[] = lines.map((one) => ({
  ...one,
  never: [...(one.never ?? []), "this is a bug", "at node:", "s3cret", "ck_test"],
}));
