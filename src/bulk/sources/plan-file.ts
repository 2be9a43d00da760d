/** A file of saved plans: one plan, or one a line. */

import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import { foreignForm } from "../../domain/text/files/foreign-form.ts";
import { readLine } from "../../files/lines/read-line.ts";
import { readWithin } from "../../files/read-within.ts";
import { isSystemError, readRemedyOf } from "../../files/system-error.ts";
import { fileReason } from "./input-file.ts";

/** Bytes of a line; a plan holds a customer twice. */
const longestFirstLine = 32 * 1024 * 1024;

/** Whether its first line is a whole plan; a plan in a file of its own is laid out over several lines. */
export async function holdsPlanPerLine(path: string): Promise<boolean> {
  try {
    return typeof JSON.parse(await readLine(path, longestFirstLine)) === "object";
  } catch (error) {
    // A file that cannot be read says so when it is read as one plan.
    if (error instanceof SyntaxError || isSystemError(error)) return false;
    throw error;
  }
}

/** Bytes. */
const longestPlan = 64 * 1024 * 1024;

/** Of these what a file is instead is told. */
const headBytes = 4096;

/**
 * The text of one plan.
 *
 * @throws {BillingError} usage: the file cannot be read
 */
export async function readPlan(path: string, name: string): Promise<string> {
  try {
    const bytes = await readWithin(path, longestPlan);
    const foreign = foreignForm(bytes.subarray(0, headBytes));
    if (foreign !== undefined) {
      const hint = `${foreign.hint}; rows of a table are given with billing customers update --from`;
      throw new BillingError("usage", `${name}: ${foreign.message}`, { hint });
    }
    return bytes.toString("utf8");
  } catch (error) {
    if (error instanceof BillingError) throw error;
    if (error instanceof RangeError) {
      throw new BillingError("usage", `the plan "${name}" holds ${error.message}`);
    }
    const message = `the plan "${name}" cannot be read: ${fileReason(error, name)}`;
    throw new BillingError("usage", message, {
      ...compact({ hint: readRemedyOf(error) }),
      cause: error,
    });
  }
}
