/** The workflow of docs/ci.md: every step of it is run as it is written. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { machineNode } from "../support/nodes.ts";
import { temporaryHome } from "../support/run-cli.ts";
import { type ServedEmulator, servedEmulator } from "../support/served-emulator.ts";
import { pageNamed, root } from "./pages.ts";
import { parseWorkflow, parseYaml, runJob, runScript, type Step } from "./workflow.ts";

const [github = "", gitlab = ""] = pageNamed("docs/ci.md")
  .blocks.filter(({ language }) => language === "yaml")
  .map(({ lines }) => lines.join("\n"));
const workflow = parseWorkflow(github);

/** Keys of the emulated Commet: one that only reads, and one that writes. */
const readKey = "rk_sandbox_emulator_read_92e4";
const writeKey = "rk_sandbox_emulator_both_51c7";
const rows = "id,name,metadata.wave\ncus_7Qm2rT,Ana Lima,7\ncus_000001,Bo Berg,7\n";

let home: Awaited<ReturnType<typeof temporaryHome>>;
let packed: string;
beforeAll(async () => {
  home = await temporaryHome();
  const { stdout } = spawnSync(
    "npm",
    ["pack", "--ignore-scripts", "--json", "--pack-destination", home.path],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  const [{ filename }] = JSON.parse(stdout) as [{ readonly filename: string }];
  packed = join(home.path, "packed.tgz");
  renameSync(join(home.path, filename), packed);
});
afterAll(() => home[Symbol.asyncDispose]());

/** What `gh` answers, and what it was asked to say. */
const gh = `#!/bin/sh
case "$1 $2" in
  "pr comment") shift 2; echo "$@" >> "$GH_SAID"; while [ "$1" != --body-file ]; do shift; done; cat "$2" >> "$GH_SAID" ;;
  "api repos/acme/customers/commits/5f1c/pulls") echo 9a7e ;;
  "run list") echo 4711 ;;
  *) echo "unknown: $*" >&2; exit 1 ;;
esac
`;

interface World {
  readonly served: ServedEmulator;
  readonly said: () => string;
  readonly job: (
    name: string,
    more?: Readonly<Record<string, string>>,
    checkout?: string,
  ) => Promise<readonly Step[]>;
}

async function inWorld<T>(work: (world: World) => Promise<T>): Promise<T> {
  await using place = await temporaryHome();
  await using served = await servedEmulator({ customers: 3 });
  const [bin, store, said] = ["bin", "store", "said"].map((name) => join(place.path, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(bin);
  writeFileSync(join(bin, "gh"), gh);
  chmodSync(join(bin, "gh"), 0o755);
  writeFileSync(said, "");
  let jobs = 0;
  return await work({
    served,
    said: () => readFileSync(said, "utf8"),
    job(name, more = {}, text = rows) {
      // Each job has a machine of its own.
      const machine = join(place.path, `machine-${(jobs += 1)}`);
      return runJob(workflow, name, machine, {
        store,
        context: {
          "secrets.COMMET_READ_KEY": readKey,
          "secrets.COMMET_KEY": writeKey,
          "github.token": "ghs_1",
          "github.event.pull_request.number": "12",
          ...more,
        },
        env: {
          PATH: [
            join(machine, "npm/bin"),
            bin,
            dirname(machineNode().path),
            process.env["PATH"],
          ].join(delimiter),
          HOME: machine,
          npm_config_prefix: join(machine, "npm"),
          // The program's one optional package is not fetched from anywhere.
          npm_config_offline: "true",
          GITHUB_REPOSITORY: "acme/customers",
          GITHUB_SHA: "5f1c",
          GH_SAID: said,
          BILLING_COMMET_BASE_URL: served.emulator.baseUrls["commet"] ?? "",
        },
        checkout(directory) {
          mkdirSync(join(directory, "tools"));
          cpSync(packed, join(directory, "tools/billing-0.1.0.tgz"));
          writeFileSync(join(directory, "customers.csv"), text);
        },
      });
    },
  });
}

const step = (steps: readonly Step[], title: string) => {
  const found = steps.find((one) => one.title === title);
  if (found === undefined) throw new Error(`${title} was not run: ${JSON.stringify(steps)}`);
  return found;
};
const failures = (steps: readonly Step[]) => steps.filter(({ code }) => code !== 0);
const names = async ({ served }: World) => {
  const stored = await served.stored("commet");
  return [stored["cus_7Qm2rT"], stored["cus_000001"]].map(
    (one) => one?.["fullName"] ?? one?.["name"],
  );
};

test("a plan is shown on the pull request, carried out by the merge, and taken back", async () => {
  await inWorld(async (world) => {
    const before = await names(world);
    const planned = await world.job("plan");
    expect(failures(planned)).toEqual([]);
    expect(step(planned, "Plan").summary).toMatch(/^\| `~` \| 1 \| `commet cus_7Qm2rT` \|/mu);
    expect(world.said()).toContain(
      "12 --edit-last --create-if-none --body-file plan.md\n**`customers.csv`",
    );
    expect(world.said()).toContain("To be changed:");
    // Masked, for everybody can read it.
    expect(world.said() + step(planned, "Plan").summary).not.toMatch(/Ferreira|Lima/u);
    expect(world.served.written("commet")).toEqual([]);

    const applied = await world.job("apply");
    expect(failures(applied)).toEqual([]);
    expect(await names(world)).toEqual(["Ana Lima", "Bo Berg"]);
    const { summary, log } = step(applied, "Apply");
    expect(log + summary).not.toMatch(/Ana Lima|Ferreira/u);
    const [, run = ""] = /undo with: `billing undo (\w+)/u.exec(summary) ?? [];
    expect(run).not.toBe("");

    const undone = await world.job("undo", { "inputs.run": "4712", "inputs.change": run });
    expect(failures(undone)).toEqual([]);
    expect(step(undone, "Undo").summary).toContain("2 rows");
    expect(await names(world)).toEqual(before);
    const secrets = [...planned, ...applied, ...undone].map(
      ({ log: text, summary: md }) => text + md,
    );
    expect(secrets.join("")).not.toMatch(/rk_sandbox/u);
  });
});

test("a plan that failed fails the check, with its reason beside the row and in the comment", async () => {
  await inWorld(async (world) => {
    const wrong = await world.job("plan", {}, "id,nmae\ncus_7Qm2rT,X\n");
    expect(failures(wrong).map(({ title, code }) => [title, code])).toEqual([
      ["Fail where the plan failed", 2],
    ]);
    expect(step(wrong, "Plan").log).toMatch(/^::error file=customers\.csv,line=1/mu);
    const missing = await world.job("plan", {}, "id,name\ncus_404,X\n");
    expect(failures(missing).map(({ code }) => code)).toEqual([9]);
    expect(world.said()).toMatch(/^\| `x` \| 1 \| `commet cus_404` \|/mu);
    // Without a plan nothing is carried out.
    const applied = await world.job("apply");
    expect(failures(applied).map(({ title }) => title)).toEqual(["actions/download-artifact@v7"]);
    expect(world.served.written("commet")).toEqual([]);
  });
});

test("what somebody changed since the plan is not overwritten, and the journal is kept", async () => {
  await inWorld(async (world) => {
    expect(failures(await world.job("plan"))).toEqual([]);
    const url = `${world.served.emulator.baseUrls["commet"]}/customers/cus_7Qm2rT`;
    const headers = { "x-api-key": writeKey, "content-type": "application/json" };
    const body = JSON.stringify({ fullName: "Somebody Else" });
    expect((await fetch(url, { method: "PUT", headers, body })).status).toBe(200);
    const applied = await world.job("apply");
    expect(failures(applied).map(({ title, code }) => [title, code])).toEqual([["Apply", 9]]);
    expect(await names(world)).toEqual(["Somebody Else", "Bo Berg"]);
    expect(applied.at(-1)).toMatchObject({ title: "actions/upload-artifact@v6", code: 0 });
  });
});

test("a plan without changes has nothing to carry out", async () => {
  await inWorld(async (world) => {
    const same = "id,metadata.tier\ncus_7Qm2rT,pro\n";
    expect(failures(await world.job("plan", {}, same))).toEqual([]);
    const applied = await world.job("apply", {}, same);
    expect(failures(applied)).toEqual([]);
    expect(world.served.written("commet")).toEqual([]);
  });
});

test("the lines for GitLab do the same", async () => {
  expect(gitlab.split("\n")).toHaveLength(10);
  const jobs = parseYaml(gitlab) as Readonly<Record<string, { readonly script: string }>>;
  expect(Object.keys(jobs)).toEqual(["plan", "apply"]);
  await inWorld(async (world) => {
    await using place = await temporaryHome();
    const work = join(place.path, "work");
    mkdirSync(work);
    writeFileSync(join(work, "customers.csv"), rows);
    writeFileSync(
      join(place.path, "billing"),
      `#!/bin/sh\nexec '${machineNode().path}' '${join(root, "bin/billing.js")}' "$@"\n`,
    );
    chmodSync(join(place.path, "billing"), 0o755);
    const env = {
      PATH: `${place.path}${delimiter}${process.env["PATH"]}`,
      HOME: place.path,
      CI: "true",
      GITLAB_CI: "true",
      GITHUB_STEP_SUMMARY: "",
      BILLING_PROVIDER: "commet",
      BILLING_COMMET_BASE_URL: world.served.emulator.baseUrls["commet"] ?? "",
    };
    const plan = await runScript(["-eo", "pipefail", "-c", jobs["plan"]?.script ?? ""], work, {
      ...env,
      BILLING_COMMET_API_KEY: readKey,
    });
    expect(plan).toMatchObject({ code: 0 });
    expect(readFileSync(join(work, "plan.md"), "utf8")).toContain("To be changed:");
    const applied = await runScript(["-eo", "pipefail", "-c", jobs["apply"]?.script ?? ""], work, {
      ...env,
      BILLING_COMMET_API_KEY: writeKey,
    });
    expect(applied).toMatchObject({ code: 0 });
    expect(plan.log + applied.log).not.toMatch(/^::/mu);
    expect(await names(world)).toEqual(["Ana Lima", "Bo Berg"]);
    rmSync(work, { recursive: true });
  });
});

test("every run of the workflow was run", () => {
  const runs = Object.values(workflow.jobs).flatMap(({ steps }) =>
    steps.filter(({ run }) => run !== undefined),
  );
  expect(runs.length).toBe(9);
  // What comes from outside is a variable of the step, and no part of its text.
  expect(runs.filter(({ run }) => run?.includes("${{"))).toEqual([]);
});
