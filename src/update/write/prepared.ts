/** An update that was prepared: what prepared it is stored, whatever became of the update. Pure. */
import type { FieldChange, Warning } from "../../domain/change.ts";
import { BillingError } from "../../domain/errors.ts";
import { type JsonObject, printJson } from "../../domain/json.ts";
import { rootOf } from "../../domain/members.ts";
import { compact } from "../../domain/compact.ts";
import { withField } from "../../plan/apply-edits.ts";
import type { Provider } from "../../providers/contract.ts";
import { decodeField, fieldsOf, mappingOf } from "../../providers/wire/record.ts";
import { hintBesidesProof, type Pending, type Updated } from "../outcomes.ts";

/**
 * How the update ended, with what had been stored for it before.
 *
 * @param body of the preparing update, which was answered with success
 */
export function withPrepared(
  provider: Provider,
  { read: { native } }: Pending,
  body: JsonObject,
  ended: Updated,
): Updated {
  const { outcome, error } = ended;
  if (outcome.outcome === "updated" || error === undefined) return ended;
  const stays = outcome.outcome === "failed" ? ", and stays so" : "";
  const fields = fieldsOf(provider).filter((field) =>
    Object.hasOwn(body, rootOf(mappingOf(provider, field)?.path ?? field)),
  );
  const stored = fields.flatMap((field) => {
    const value = decodeField(provider, { ...native, ...body }, field);
    return value === undefined ? [] : [{ field, value }];
  });
  const rows = stored.map(({ field, value }): FieldChange => ({
    field,
    kind: "changed",
    ...compact({ before: decodeField(provider, native, field) }),
    after: value,
  }));
  const warnings = rows.map(({ field, after = null }): Warning => ({
    code: "prepared",
    field,
    message: `${field} was stored as ${printJson(after)} to prepare the change${stays}`,
  }));
  const isRead =
    outcome.proof === "moved" || (outcome.outcome === "unknown" && ended.unseen !== true);
  const after = isRead
    ? outcome.after
    : stored.reduce(
        (customer, { field, value }) => withField(customer, field, value),
        outcome.after,
      );
  return {
    ...ended,
    outcome: {
      ...outcome,
      after,
      beside: [...rows, ...(outcome.beside ?? [])],
      warnings: [...outcome.warnings, ...warnings],
    },
    error: sayingPrepared(error, warnings),
  };
}

/** That reading showed the customer unchanged is not the whole truth then. */
function sayingPrepared(error: BillingError, warnings: readonly Warning[]): BillingError {
  const { kind, message, complaints, provider, providerError, requestId, hint } = error;
  const said = warnings.map((warning) => warning.message).join("; ");
  const besides = hintBesidesProof(hint);
  const facts = compact({ complaints, provider, providerError, requestId });
  return new BillingError(kind, message, {
    ...facts,
    hint: besides === undefined ? said : `${said}; ${besides.replace("nothing was written; ", "")}`,
    cause: error.cause,
  });
}
