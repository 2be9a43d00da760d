/** Runs the steps of a workflow as GitHub Actions does, as far as they need it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import * as z from "zod";

const env = z.record(z.string(), z.string()).default({});
const stepSchema = z.strictObject({
  name: z.string().optional(),
  id: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  env,
  run: z.string().optional(),
});
/** As much of a workflow as is used, and nothing else. */
const workflowSchema = z.strictObject({
  name: z.string(),
  on: z.strictObject({
    pull_request: z.strictObject({ paths: z.array(z.string()) }),
    push: z.strictObject({ branches: z.array(z.string()), paths: z.array(z.string()) }),
    workflow_dispatch: z.strictObject({
      inputs: z.record(
        z.string(),
        z.strictObject({ description: z.string(), required: z.boolean() }),
      ),
    }),
  }),
  permissions: z.record(z.string(), z.enum(["read", "write"])),
  env,
  jobs: z.record(
    z.string(),
    z.strictObject({
      if: z.string(),
      "runs-on": z.literal("ubuntu-latest"),
      environment: z.string(),
      concurrency: z.string().optional(),
      permissions: z.record(z.string(), z.enum(["read", "write"])),
      env,
      steps: z.array(stepSchema),
    }),
  ),
});

export type Workflow = z.infer<typeof workflowSchema>;

/** @throws when it is no YAML, has a key twice, or something that is not known here */
export function parseWorkflow(text: string): Workflow {
  return workflowSchema.parse(parseYaml(text));
}

export function parseYaml(text: string): unknown {
  const document = parseDocument(text, { strict: true, uniqueKeys: true });
  if (document.errors.length + document.warnings.length > 0) throw document.errors[0];
  return document.toJS();
}

interface Runner {
  /** What stays between jobs: artifacts by name. */
  readonly store: string;
  /** Values of `secrets.NAME`, `inputs.NAME`, `github.NAME`. */
  readonly context: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** What checking out lays. */
  readonly checkout: (directory: string) => void;
}

export interface Step {
  readonly title: string;
  readonly code: number | null;
  readonly log: string;
  readonly summary: string;
}

/** Runs one job in an empty directory; after a failure only what always runs. */
export async function runJob(
  { jobs, env: outer }: Workflow,
  name: string,
  directory: string,
  runner: Runner,
): Promise<readonly Step[]> {
  const job = jobs[name];
  if (job === undefined) throw new Error(`there is no job ${name}`);
  const work = join(directory, "work");
  mkdirSync(work, { recursive: true });
  const context = new Map(Object.entries(runner.context));
  const steps: Step[] = [];
  for (const [index, step] of job.steps.entries()) {
    const hasFailed = steps.some(({ code }) => code !== 0);
    if (!isDue(step.if, hasFailed, work)) continue;
    const filled = (text: string | number) => expanded(String(text), context);
    const parameters = Object.fromEntries(
      Object.entries(step.with).map(([key, value]) => [key, filled(value)]),
    );
    const title = step.name ?? step.uses ?? "";
    if (step.uses !== undefined) {
      const log = useAction(step.uses, parameters, work, runner);
      steps.push({ title, code: log === "" ? 0 : 1, log, summary: "" });
      continue;
    }
    const [script, output, summary] = ["sh", "output", "summary"].map((kind) =>
      join(directory, `${name}-${index}.${kind}`),
    ) as [string, string, string];
    writeFileSync(script, step.run ?? "");
    for (const file of [output, summary]) writeFileSync(file, "");
    const variables = Object.entries({ ...outer, ...job.env, ...step.env });
    const ended = await runScript(["-e", script], work, {
      ...runner.env,
      GITHUB_ACTIONS: "true",
      CI: "true",
      GITHUB_WORKSPACE: work,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      ...Object.fromEntries(variables.map(([key, value]) => [key, filled(value)])),
    });
    for (const line of readFileSync(output, "utf8").split("\n")) {
      const [key = "", value = ""] = line.split(/=(.*)/su);
      if (key !== "") context.set(`steps.${step.id}.outputs.${key}`, value);
    }
    steps.push({ title, ...ended, summary: readFileSync(summary, "utf8") });
  }
  return steps;
}

/** One script in bash, with nothing of this machine but what is given. */
export async function runScript(
  words: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly log: string }> {
  const child = spawn("bash", ["--noprofile", "--norc", ...words], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      log += text;
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { code, log };
}

function isDue(condition: string | undefined, hasFailed: boolean, work: string): boolean {
  if (condition === "always()") return true;
  const file = /^hashFiles\('(?<file>[\w.]+)'\) != ''$/u.exec(condition ?? "")?.groups?.["file"];
  if (condition !== undefined && file === undefined) throw new Error(`unknown: ${condition}`);
  return !hasFailed && (file === undefined || existsSync(join(work, file)));
}

function expanded(text: string, context: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$\{\{ ([^}]*) \}\}/gu, (whole, name: string) => {
    const value = context.get(name);
    if (value === undefined) throw new Error(`unknown: ${whole}`);
    return value;
  });
}

/** What the action does, as far as a step after it can tell. @returns what went wrong */
function useAction(
  uses: string,
  { name = "", path = ".", "run-id": run }: Readonly<Record<string, string>>,
  work: string,
  { store, checkout }: Runner,
): string {
  const [action = ""] = uses.split("@");
  switch (action) {
    case "actions/checkout":
      checkout(work);
      return "";
    case "actions/setup-node":
      return "";
    case "actions/upload-artifact": {
      const place = join(store, name);
      rmSync(place, { recursive: true, force: true });
      const found = path.split("\n").filter((each) => each !== "" && existsSync(join(work, each)));
      for (const each of found) {
        const target = each.endsWith("/") ? place : join(place, each);
        cpSync(join(work, each), target, { recursive: true });
      }
      return "";
    }
    case "actions/download-artifact":
      if (run === undefined || run === "" || !existsSync(join(store, name))) return `no ${name}`;
      cpSync(join(store, name), join(work, path), { recursive: true });
      return "";
    default:
      throw new Error(`unknown: ${uses}`);
  }
}
