/** Customers side by side to draw, invented. */
import fc from "fast-check";

import type { Drift, DriftCustomer, DriftField } from "../../src/domain/documents/drift.ts";
import { hostileAccount, hostileJson, hostileText } from "./hostile.ts";

export function customerNamed(name: string, facts: Partial<DriftCustomer> = {}): DriftCustomer {
  return {
    name,
    provider: name,
    by: "id",
    reference: "cus_1",
    id: "cus_1",
    title: "Ida",
    ...facts,
  };
}

const notFound = { code: "not_found", exitCode: 4, message: "there is none" } as const;

const hostileCustomer: fc.Arbitrary<DriftCustomer> = fc
  .tuple(hostileText, hostileText, hostileText, hostileText, hostileAccount, fc.nat(4))
  .map(([name, reference, id, title, account, chance]) =>
    chance === 0
      ? { name, provider: name, by: "id", reference, error: { ...notFound, message: title } }
      : customerNamed(name, { reference, id, title, account }),
  );

const hostileField = (customers: number): fc.Arbitrary<DriftField> =>
  fc.record({
    field: hostileText,
    verdict: fc.constantFrom("differs" as const, "same" as const, "not-compared" as const),
    values: fc.array(
      fc.oneof(
        fc.record({
          state: fc.constant("value" as const),
          value: hostileJson,
          group: fc.integer({ min: 1, max: 3 }),
        }),
        fc.record({
          state: fc.constantFrom("absent" as const, "unsupported" as const, "unread" as const),
        }),
      ),
      { minLength: customers, maxLength: customers },
    ),
  });

/** Customers whose every text is what the worst API would have sent. */
export const hostileDrift: fc.Arbitrary<Drift> = fc
  .array(hostileCustomer, { minLength: 2, maxLength: 5 })
  .chain((customers) =>
    fc.record({
      outcome: fc.constantFrom(...(["same", "differs", "incomplete", "not-compared"] as const)),
      customers: fc.constant(customers),
      fields: fc.array(hostileField(customers.length), { maxLength: 4 }),
    }),
  );

/** Three customers, in which every string is the text. */
export function driftFull(text: string): Drift {
  const account = { facts: { [text]: text }, profile: text, baseUrl: text, mode: "live" as const };
  const whole = { provider: text, reference: text, id: text, title: text, account };
  const error = { ...notFound, message: text, hint: text };
  return {
    outcome: "differs",
    customers: [
      customerNamed(text, whole),
      customerNamed(text, { ...whole, requestId: text }),
      { name: text, provider: text, by: "external-id", reference: text, error },
    ],
    fields: [
      {
        field: text,
        verdict: "differs",
        values: [
          { state: "value", value: text, group: 1 },
          { state: "value", value: [text, { [text]: text }], group: 2 },
          { state: "unread" },
        ],
      },
      {
        field: text,
        verdict: "not-compared",
        values: [{ state: "absent" }, { state: "unsupported" }, { state: "unread" }],
      },
    ],
  };
}
