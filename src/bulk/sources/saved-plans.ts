/** A file of saved plans, one a line, as the source of a run. */
import { compact } from "../../domain/compact.ts";
import type { SavedPlanFile } from "../../domain/documents/saved-plan.ts";
import { BillingError, type Complaint } from "../../domain/errors.ts";
import { type Line, linesOf } from "../../files/lines/lines.ts";
import type { Connection } from "../../update/connection.ts";
import { openSavedPlan, parseSavedPlan, type SavedPlan } from "../../update/saved/open-plan.ts";
import type { AccountSeal } from "../../update/saved/seal.ts";
import { collectComplaints } from "../complaints.ts";
import type { RunItem, RunSource } from "../ports.ts";
import { mark } from "../row-marks.ts";
import { seenIds } from "../seen-ids.ts";
import { collectRows, inputFacts } from "./collect-rows.ts";
import type { InputFile } from "./input-file.ts";

/** Bytes of a line; a plan holds a customer twice. */
const longestLine = 32 * 1024 * 1024;

/** The account that plans of a provider are to be carried out with. */
export interface PlanAccount extends Pick<Connection, "provider" | "account"> {
  readonly seal: AccountSeal;
}

export interface PlanSourceOptions {
  readonly input: InputFile;
  /** @throws {BillingError} for a plan that no account here can carry out */
  readonly accountFor: (file: SavedPlanFile) => Promise<PlanAccount>;
  /** Takes plans whose seal cannot be checked. */
  readonly trusts: boolean;
}

/**
 * Checks every plan: whole, as it was saved, and for an account at hand.
 *
 * @throws {BillingError} usage: with what is wrong, by line
 */
export async function planSource(options: PlanSourceOptions): Promise<RunSource> {
  const { input } = options;
  await input.check();
  const collected = collectRows();
  const complaints = collectComplaints();
  const seen = seenIds();
  let rows = 0;
  for await (const { row, line, raw } of rawPlans(options)) {
    rows = row;
    const plan = await planOf(options, line, raw);
    if ("complaint" in plan) {
      complaints.add([plan.complaint]);
      continue;
    }
    if (seen.add(`${plan.provider} ${plan.id}`)) {
      const message = `customer ${plan.id} has more than one plan`;
      complaints.add([{ location: { name: input.name, line }, message, hint: "keep one of them" }]);
    }
    collected.add(row, plan.provider, plan.patch);
  }
  complaints.refuse("nothing was sent; make the plans again with --dry-run --out");
  const { marks, ...facts } = collected.facts();
  return {
    command: "apply",
    input: inputFacts(input, "plans"),
    rows,
    marks,
    ...facts,
    namesTwoWays: false,
    failedFile: { extension: ".ndjson", before: "", between: "\n", after: "\n" },
    async *items(queue): AsyncGenerator<RunItem> {
      await input.check();
      for await (const { row, line, raw } of rawPlans(options)) {
        if (marks.get(row) !== queue) continue;
        const plan = await planOf(options, line, raw);
        // It was right when all plans were checked.
        if ("complaint" in plan) throw BillingError.usage([plan.complaint]);
        const expected = {
          images: plan.images,
          since: `your plan of ${plan.createdAt}`,
          ...compact({ identity: plan.identity }),
        };
        yield { row, kind: "id", reference: plan.id, patch: plan.patch, expected, raw };
      }
    },
    async *leftOut() {
      for await (const { row, raw } of rawPlans(options)) {
        if (marks.get(row) === mark.failed) yield { raw };
      }
    },
  };
}

type FoundPlan = (SavedPlan & { readonly provider: string }) | { readonly complaint: Complaint };

/** The lines that hold something. */
async function* rawPlans({ input }: PlanSourceOptions) {
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
  { input, accountFor, trusts }: PlanSourceOptions,
  line: number,
  raw: string,
): Promise<FoundPlan> {
  const name = `${input.name}:${line}`;
  try {
    const file = parseSavedPlan(raw, name);
    const { provider, account, seal } = await accountFor(file);
    return { ...openSavedPlan(file, name, provider, account, seal, trusts), provider: provider.id };
  } catch (error) {
    if (!(error instanceof BillingError) || error.kind !== "usage") throw error;
    const { message, hint } = error;
    return { complaint: compact({ message, hint }) };
  }
}
