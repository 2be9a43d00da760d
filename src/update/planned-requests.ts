/** What a dry run says would be sent. */
import type { UpdateOutcome } from "../domain/change.ts";
import type { JsonObject } from "../domain/json.ts";
import type { Connection, CustomerRef } from "./connection.ts";
import { type Pending, previewOf } from "./outcomes.ts";
import { updateRequest } from "./write-customer.ts";

export function withRequests(
  connection: Connection,
  ref: CustomerRef,
  { read, plan: { preparation, body } }: Pending,
  planned: UpdateOutcome,
): UpdateOutcome {
  const preview = (content: JsonObject) =>
    previewOf(
      connection.provider.idempotency?.header,
      updateRequest(connection, ref, read, content).request,
    );
  return {
    ...planned,
    ...(preparation === undefined
      ? {}
      : { preparation: { request: preview(preparation.body), because: preparation.because } }),
    request: preview(body),
  };
}
