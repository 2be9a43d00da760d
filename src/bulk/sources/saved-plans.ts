/** A file of saved plans, one a line, as the work of a run. */
import type { SavedPlanFile } from "../../domain/documents/saved-plan.ts";
import { BillingError, type Complaint } from "../../domain/errors.ts";
import { type Line, linesOf } from "../../files/lines.ts";
import { mayDestroy } from "../../plan/destructive.ts";
import { seenIds } from "../seen-ids.ts";
import type { AccountSeal } from "../../update/seal.ts";
import type { InputFile } from "./input-file.ts";
import type { Target } from "../../update/read-customer.ts";
import { createRowTable, mark, type RowTable } from "../row-marks.ts";
import { collectComplaints, type RunWork } from "../ports.ts";
import { openSavedPlan, parseSavedPlan, type SavedPlan } from "../../update/open-plan.ts";
import type { RunItem } from "../update-many.ts";

/** Bytes of a line; a plan holds a customer twice. */
const longestLine = 32 * 1024 * 1024;

/** The account that plans of a provider are to be carried out with. */
export interface PlanAccount extends Pick<Target, "provider" | "account"> {
  readonly seal: AccountSeal;
}

export interface PlanWorkOptions {
  readonly input: InputFile;
  /** @throws BillingError for a plan that no account here can carry out */
  readonly accountFor: (file: SavedPlanFile) => Promise<PlanAccount>;
}

/**
 * Checks every plan: whole, as it was saved, and for an account at hand.
 *
 * @throws BillingError `usage` with what is wrong, by line
 */
export async function planWork(options: PlanWorkOptions): Promise<RunWork> {
  const { input } = options;
  await input.check();
  const table = createRowTable();
  const complaints = collectComplaints();
  const lanes: string[] = [];
  const seen = seenIds();
  let rows = 0;
  let destroys = false;
  for await (const { row, line, plan } of plansIn(options)) {
    rows = row;
    if ("complaint" in plan) {
      complaints.add([plan.complaint]);
      continue;
    }
    if (seen.add(`${plan.provider} ${plan.id}`)) {
      const message = `customer ${plan.id} has more than one plan`;
      complaints.add([{ location: { name: input.name, line }, message, hint: "keep one of them" }]);
    }
    if (!lanes.includes(plan.provider)) lanes.push(plan.provider);
    table.set(row, lanes.indexOf(plan.provider) + 1);
    destroys ||= mayDestroy(plan.patch);
  }
  complaints.refuse("nothing was sent; make the plans again with --dry-run --out");
  return {
    command: "apply",
    input: {
      name: input.name,
      path: input.path,
      format: "plans",
      bytes: input.bytes,
      sha256: input.sha256,
    },
    rows,
    chosen: rows,
    invalid: 0,
    providers: lanes,
    table,
    namesTwoWays: false,
    mayDestroy: destroys,
    failedFile: { extension: ".ndjson", before: "", between: "\n", after: "\n" },
    items: (lane) => itemsOf(options, table, lane),
    leftOut: () => leftOut(options, table),
  };
}

type FoundPlan = (SavedPlan & { readonly provider: string }) | { readonly complaint: Complaint };

interface PlanRow {
  readonly row: number;
  readonly line: number;
  readonly raw: string;
  readonly plan: FoundPlan;
}

async function* plansIn(
  options: PlanWorkOptions,
  wanted: (row: number) => boolean = () => true,
): AsyncGenerator<PlanRow> {
  for await (const { row, line, raw } of rawPlans(options)) {
    if (wanted(row)) yield { row, line, raw, plan: await planOf(options, line, raw) };
  }
}

/** The lines that hold something. */
async function* rawPlans({ input }: PlanWorkOptions) {
  let row = 0;
  for await (const line of linesOf(input.path, longestLine)) {
    const raw = textOf(line);
    if (raw.trim() === "") continue;
    row += 1;
    yield { row, line: line.number, raw };
  }
}

function textOf({ bytes, number }: Line): string {
  if (bytes === undefined) {
    throw new BillingError("usage", `line ${number} is longer than ${longestLine} bytes`);
  }
  return bytes.toString("utf8").replace(/\r$/u, "");
}

async function planOf(
  { input, accountFor }: PlanWorkOptions,
  line: number,
  raw: string,
): Promise<FoundPlan> {
  const name = `${input.name}:${line}`;
  try {
    const file = parseSavedPlan(raw, name);
    const { provider, account, seal } = await accountFor(file);
    return { ...openSavedPlan(file, name, provider, account, seal), provider: provider.id };
  } catch (error) {
    if (!(error instanceof BillingError) || error.kind !== "usage") throw error;
    const { message, hint } = error;
    return { complaint: { message, ...(hint === undefined ? {} : { hint }) } };
  }
}

async function* itemsOf(
  options: PlanWorkOptions,
  table: RowTable,
  lane: number,
): AsyncGenerator<RunItem> {
  await options.input.check();
  for await (const { row, raw, plan } of plansIn(options, (number) => table.get(number) === lane)) {
    // It was right when all plans were checked.
    if ("complaint" in plan) throw BillingError.usage([plan.complaint]);
    const expected = { images: plan.images, since: `your plan of ${plan.createdAt}` };
    yield { row, kind: "id", reference: plan.id, patch: plan.patch, expected, raw };
  }
}

async function* leftOut(
  options: PlanWorkOptions,
  table: RowTable,
): AsyncGenerator<{ readonly raw: string }> {
  for await (const { row, raw } of rawPlans(options)) {
    if (table.get(row) === mark.failed) yield { raw };
  }
}
