/** Whether a run that is resumed still reads what it read when it began. */
import { BillingError } from "../../domain/errors.ts";
import type { RunHeader } from "../../domain/run/run.ts";
import { type InputFile, openedInput } from "./input-file.ts";

/** @throws {BillingError} usage: the input is not what it was; interrupted */
export async function sameInput(
  { input, run }: RunHeader,
  signal: AbortSignal,
): Promise<InputFile> {
  const found = await openedInput("--resume", input.path, input.name, { signal });
  if (found.sha256 === input.sha256) return found;
  throw new BillingError(
    "usage",
    `${input.name} is not what it was when run ${run} began: its rows cannot be told from the old ones`,
    { hint: "put the file back as it was, or begin a new run with --from" },
  );
}

/** @throws {BillingError} usage: another file that says what to change is not what it was */
export async function checkBesides(
  { besides = [], run }: RunHeader,
  signal: AbortSignal,
): Promise<void> {
  for (const { path, sha256 } of besides) {
    const found = await openedInput("--resume", path, path, { signal });
    if (found.sha256 === sha256) continue;
    throw new BillingError("usage", `${path} is not what it was when run ${run} began`, {
      hint: "put the file back as it was, or begin a new run with --from",
    });
  }
}
