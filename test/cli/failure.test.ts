import { expect, test } from "vitest";

import { asTold } from "../../src/cli/failure.ts";
import { BillingError } from "../../src/domain/errors.ts";

test.each([
  ["declined; nothing was written", "interrupted; nothing was written"],
  ["interrupted; nothing was written", "interrupted; nothing was written"],
  ["no answer came", "interrupted; no answer came"],
])("an interruption after %s is said once, and nobody declined", (message, told) => {
  const error = new BillingError("declined", message);
  expect(
    asTold(error, { unwritten: undefined, interrupted: AbortSignal.abort("SIGINT") }),
  ).toMatchObject({ kind: "interrupted", message: told });
});
