import { exitCodes } from "../../../domain/errors.ts";
import type { Warning } from "../../../domain/change.ts";
import { compareSides, driftOutcome } from "../../../drift/compare.ts";
import { driftView } from "../../../render/drift/views.ts";
import type { Handler } from "../../args/command.ts";
import { chosenComparedFields } from "../../args/fields.ts";
import { failureOfSeveral } from "../../failure.ts";
import type { DriftOptions } from "./drift.command.ts";
import { type ReadTarget, readTargets } from "./drift/read.ts";
import { targetsOf } from "./drift/targets.ts";

export const handle: Handler<DriftOptions> = async (options, ports) => {
  const { terminal, operands } = ports;
  const targets = await targetsOf(ports, options, operands);
  const chosen = chosenComparedFields(
    options,
    targets.map(({ provider }) => provider),
  );
  const reads = await readTargets(ports, options, targets);
  const customers = reads.map(({ customer }) => customer);
  const fields = compareSides(
    reads.map(({ side }) => side),
    chosen,
  );
  const failures = reads.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
  const outcome = driftOutcome({ customers, fields });
  if (failures.length < reads.length) {
    await terminal.warn([...reads.flatMap(({ warnings }) => warnings), ...sameCustomer(reads)]);
    const showUnchanged = options.showUnchanged || chosen !== undefined;
    await terminal.show(driftView({ showUnchanged }), { outcome, customers, fields });
  }
  const failure = failureOfSeveral(failures, reads.length, "customers could not be read");
  if (failure !== undefined) throw failure;
  return options.detailedExitcode && outcome === "differs" ? exitCodes.changes : 0;
};

/** Two words may turn out to name the same customer. */
function sameCustomer(reads: readonly ReadTarget[]): readonly Warning[] {
  const keys = reads.map(({ customer: { provider, id, account } }) =>
    id === undefined ? undefined : JSON.stringify([provider, id, account]),
  );
  return reads.flatMap(({ customer: { name } }, index) => {
    const first = keys.indexOf(keys[index]);
    const other = reads[first]?.customer.name ?? "";
    return keys[index] === undefined || first === index
      ? []
      : [{ code: "same_customer", message: `${name} is the same customer as ${other}` }];
  });
}
