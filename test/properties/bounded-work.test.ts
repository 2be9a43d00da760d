/** What is done for many keys, items and complaints takes a time in proportion to them. */
import { expect, test } from "vitest";

import type { FieldChange, UpdateOutcome } from "../../src/domain/change.ts";
import { BillingError } from "../../src/domain/errors.ts";
import type { FieldName } from "../../src/domain/fields.ts";
import { type Json, type JsonObject, printJson } from "../../src/domain/json.ts";
import type { Edit } from "../../src/domain/patch.ts";
import { createSecrets } from "../../src/domain/text/secrets.ts";
import { readDocument } from "../../src/patch/document.ts";
import { overlaps } from "../../src/patch/overlap.ts";
import { withAdded } from "../../src/plan/added-members.ts";
import { applyEdits } from "../../src/plan/apply-edits.ts";
import { diffField } from "../../src/plan/diff.ts";
import { imagesOf, movedSince } from "../../src/plan/images.ts";
import { inverseOf } from "../../src/plan/inverse.ts";
import { matchItems } from "../../src/plan/match-items.ts";
import { typeWarnings } from "../../src/plan/checks/type-warnings.ts";
import { planUpdate } from "../../src/plan/plan.ts";
import { verifyUpdate } from "../../src/plan/verify.ts";
import { checkPatch } from "../../src/providers/check-patch.ts";
import { allProviders, providers } from "../../src/providers/registry.ts";
import { changeTable } from "../../src/render/change/table.ts";
import { failureText } from "../../src/render/failure.ts";
import { maskOutcome } from "../../src/render/mask/mask.ts";
import { createPersonal } from "../../src/render/mask/personal.ts";
import { createStyle } from "../../src/render/text/style.ts";
import { growth, times } from "../support/growth.ts";

const location = { name: "test" };
const count = <T>(n: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: n }, (_value, index) => make(index));
const map = (n: number, value: Json = "x"): JsonObject =>
  Object.fromEntries(count(n, (index) => [`key${index}`, value]));
const people = (n: number, by = "a") =>
  count(n, (index) => ({ email: `${by}${index}@x.example`, name: `${index}`, title: "AP" }));
const edit = (field: FieldName, rest: Edit["rest"], value?: Json): Edit =>
  value === undefined
    ? { field, rest, op: "unset", location }
    : { field, rest, op: "set", value, location };
const lay = (before: JsonObject, edits: readonly Edit[], mayBeGone = false) =>
  applyEdits(
    before,
    { edits, replaceMetadata: false },
    () => ({ with: null, unreadable: false }),
    mayBeGone,
  );
const style = createStyle({ colour: false, columns: 80, isScreen: false, unicode: true });
const changes = (n: number): readonly FieldChange[] =>
  count(n, (index) => ({
    field: `metadata.key${index}`,
    kind: "changed",
    before: "a ".repeat(60),
    after: `${index}`,
  }));
const outcome = (n: number): UpdateOutcome => ({
  provider: "maple",
  account: { provider: "maple" } as never,
  id: "cus_1",
  title: "A",
  outcome: "updated",
  changes: changes(n),
  unchanged: count(n, (index) => ({ field: `metadata.other${index}`, value: "x" })),
  before: { metadata: map(n) },
  after: { metadata: map(n, "y") },
  warnings: count(n, (index) => ({ code: "x", message: `about ${index}` })),
  verified: true,
});
const keysPatch = (n: number) => ({
  edits: count(n, (index) => edit("metadata", [{ key: `key${index}` }], "y")),
  replaceMetadata: false,
});
const mapleRecord = (n: number, value: string) => ({
  id: "cus_1",
  name: "A",
  metadata: map(n, value),
});

const cases: readonly (readonly [string, (n: number) => () => unknown])[] = [
  ["keys set", (n) => () => lay({ metadata: map(n) }, keysPatch(n).edits)],
  [
    "keys set in as many maps",
    (n) => {
      const edits = count(n, (index) => edit("metadata", [{ key: `m${index}` }, { key: "k" }], 1));
      return () =>
        lay(
          { metadata: map(n, { a: 1 }) },
          edits.map((one) => ({ ...one })),
        );
    },
  ],
  [
    "items changed and taken out in turn",
    (n) => {
      const contacts = people(n);
      const edits = contacts.flatMap(({ email }, index) => [
        edit("contacts", [{ item: email }, { key: "title" }], "CFO"),
        ...(index % 2 === 0 ? [edit("contacts", [{ item: email }])] : []),
      ]);
      return () => lay({ contacts }, edits);
    },
  ],
  [
    "keys that are gone already",
    (n) => {
      const edits = count(n, (index) => edit("metadata", [{ key: "m" }, { key: `no${index}` }]));
      return () => lay({ metadata: { ...map(n), m: map(n) } }, edits);
    },
  ],
  [
    "items that are gone already",
    (n) => {
      const edits = people(n).map(({ email }) => edit("contacts", [{ item: email }]));
      return () => lay({ contacts: people(n, "b") }, edits, true);
    },
  ],
  [
    "items that are not there, each of which is complained of",
    (n) => {
      const edits = people(n).map(({ email }) => edit("contacts", [{ item: email }]));
      return () =>
        expect(() => lay({ contacts: people(n, "b") }, edits)).toThrow("things are wrong");
    },
  ],
  [
    "an undo of as many removed and added items",
    (n) => {
      const [before, after] = [people(n), people(n, "b").map(({ email }) => ({ email }))];
      return () => {
        const turn = { field: "contacts", before, after } as const;
        const { edits } = inverseOf(providers.vayu, [turn], location);
        return lay({ contacts: after }, edits, true);
      };
    },
  ],
  [
    "an undo of as many keys and maps",
    (n) => {
      const turn = { field: "metadata", before: map(n), after: map(2 * n, { a: 1 }) } as const;
      return () => {
        const { edits } = inverseOf(providers.maple, [turn], location);
        return lay({ metadata: turn.after }, edits, true);
      };
    },
  ],
  ["items all renamed", (n) => () => matchItems(people(n), people(n, "b"), [["email"]])],
  [
    "items all replaced by others that are alike",
    (n) => {
      const like = (by: string) => people(n, by).map((one) => ({ ...one, name: "the same" }));
      const [before, after] = [like("a"), like("b")];
      return () => matchItems(before, after, [["email"]]);
    },
  ],
  ["differences of lists", (n) => () => diffField("contacts", people(n), people(n, "b"))],
  [
    "what moved meanwhile",
    (n) => () =>
      movedSince(
        imagesOf({ metadata: map(n) }, ["metadata"]),
        { metadata: map(n, "z") },
        keysPatch(n),
      ),
  ],
  [
    "items with what a vendor adds",
    (n) => {
      const have = people(n).map((one, index) => ({ ...one, id: `p${index}` }));
      return () => withAdded(providers.flexprice, "contactPersons", people(n), have);
    },
  ],
  [
    "a plan and its verification",
    (n) => () => {
      const [native, stored] = [mapleRecord(n, "x"), mapleRecord(n, "y")];
      return verifyUpdate(
        providers.maple,
        planUpdate(providers.maple, native, keysPatch(n)),
        native,
        stored,
      );
    },
  ],
  ["checks of a patch", (n) => () => checkPatch(providers.maple, keysPatch(n), allProviders)],
  ["edits that do not collide", (n) => () => overlaps(keysPatch(n).edits)],
  [
    "a document of JSON",
    (n) => {
      const bytes = new TextEncoder().encode(printJson({ metadata: map(n) }));
      return () => readDocument(bytes, "p");
    },
  ],
  [
    "a document of JSON that is read with care",
    (n) => {
      const bytes = new TextEncoder().encode(printJson({ metadata: map(n, "\\n") }));
      return () => readDocument(bytes, "p");
    },
  ],
  ["a table", (n) => () => changeTable(outcome(n), style, { showUnchanged: true })],
  [
    "a narrow table",
    (n) => () =>
      changeTable(
        outcome(n),
        createStyle({ colour: false, columns: 40, isScreen: false, unicode: true }),
      ),
  ],
  [
    "texts in place of numbers",
    (n) => {
      const numbers = changes(n).map((change) => ({ ...change, before: 1 }));
      return () => typeWarnings(numbers, keysPatch(n));
    },
  ],
  ["masking", (n) => () => maskOutcome(createPersonal(["metadata.key1"]), outcome(n))],
  [
    "redaction",
    (n) => {
      const secrets = createSecrets(["secret-0123456789abcdef"]);
      return () => secrets.redactValue(outcome(n));
    },
  ],
  [
    "a failure of as many complaints",
    (n) => {
      const error = BillingError.usage(count(n, (index) => ({ message: `wrong ${index}` })));
      return () => failureText(error, style);
    },
  ],
];

test.each(cases)(
  `%s: ${times} times as many do not take ${times} times ${times} times as long`,
  (_what, workOf) => {
    expect(growth(workOf, 500)).toBeLessThan(5 * times);
  },
);

test("as many items that are not there are complained of in as much text", () => {
  const complaintsOf = (n: number): number => {
    const edits = people(n).map(({ email }) =>
      edit("contacts", [{ item: email }, { key: "title" }], "x"),
    );
    try {
      lay({ contacts: people(n, "b") }, edits);
    } catch (error) {
      return failureText(error, style).length;
    }
    return 0;
  };
  expect(complaintsOf(3200) / complaintsOf(200)).toBeLessThan(2 * 16);
});

test("a table may have more rows than a call of a function has arguments", () => {
  const many = count(150_000, (): FieldChange => ({ field: "a", kind: "added", after: "b" }));
  expect(changeTable({ ...outcome(0), changes: many }, style).split("\n")).toHaveLength(150_004);
});
