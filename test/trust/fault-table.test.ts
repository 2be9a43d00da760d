/** What becomes of an update at each vendor when something goes wrong, by the vendor's own record. */
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import type { JsonObject } from "../../src/domain/json.ts";
import { demoCustomer } from "../emulator/support.ts";
import { trial, type VendorName, vendorNames, ways, withMember } from "./support.ts";

const asked = "Renamed by Trust";

/** How an update ends. Every number counts updates; a vendor's logins and reads are none. */
interface End {
  readonly outcome: "updated" | "failed" | "unknown";
  readonly exitCode: number;
  /** Updates that arrived at the vendor. */
  readonly reached: number;
  /** Updates that the vendor carried out. */
  readonly applied: number;
  /** Waits in milliseconds, of retries and between the looks at an unclear outcome. */
  readonly waits: readonly number[];
  readonly warnings?: readonly string[];
  /** It is stored although none of the updates was carried out while it was answered. */
  readonly isLate?: true;
}

/** Sent again under the same key: the vendor carries it out once. */
const sentAgain: End = { outcome: "updated", exitCode: 0, reached: 2, applied: 1, waits: [250] };
/** Not sent again, and found stored by the first look. */
const foundStored: End = {
  outcome: "updated",
  exitCode: 0,
  reached: 1,
  applied: 1,
  waits: [],
  warnings: ["settled_by_reading"],
};
/** Not sent again, and found stored by the third look. The vendor says that it did not carry the request out. */
const storedLate: End = { ...foundStored, applied: 0, waits: [1000, 3000], isLate: true };
/** Not sent again, and not found stored: it may still be on its way. */
const unclear: End = {
  outcome: "unknown",
  exitCode: 8,
  reached: 1,
  applied: 0,
  waits: [1000, 3000],
};
/** Refused by the vendor itself. */
const rejected: End = { outcome: "failed", exitCode: 5, reached: 1, applied: 0, waits: [] };
/** Turned away, then let in. */
const letIn = (wait: number): End => ({
  outcome: "updated",
  exitCode: 0,
  reached: 2,
  applied: 1,
  waits: [wait],
});

type Row = Readonly<Record<VendorName, End>>;

/** Commet and Maple honour an idempotency key; the others document none. */
const byKey = (keyed: End, unkeyed: End): Row => ({
  vayu: unkeyed,
  commet: keyed,
  flexprice: unkeyed,
  maple: keyed,
  kirim: unkeyed,
});
const everywhere = (end: End): Row => byKey(end, end);

/** Maple's error is kept under its key, where the answer of the update is by then. */
const keptAnswer: Row = {
  ...everywhere(foundStored),
  maple: { ...foundStored, warnings: ["replayed_answer"] },
};

const table: Readonly<Record<string, Row>> = {
  "reset-before": byKey(sentAgain, unclear),
  "reset-after": byKey(sentAgain, foundStored),
  "hang-before": byKey(sentAgain, unclear),
  "hang-after": byKey(sentAgain, foundStored),
  truncate: byKey(sentAgain, foundStored),
  // A whole answer, if an empty one: no attempt was lost.
  empty: everywhere(foundStored),
  // Who fails over a request may have got somewhere with it; and under its key Maple would only say the same again.
  "500": everywhere(unclear),
  "501": everywhere(unclear),
  "503": everywhere(unclear),
  // What a gateway says does not tell what became of the request.
  "html-502": everywhere(unclear),
  // Behind a gateway that ran out of time the update may still be under way.
  "504": everywhere(unclear),
  "429;retryAfter=7": everywhere(letIn(7000)),
  // The vendor's own refusal, proven by one look.
  "400": everywhere(rejected),
  "in-success;status=400": everywhere(rejected),
  // Stored, and then something else is said.
  "status-after;status=400": keptAnswer,
  "status-after;status=409;body=blocked": everywhere(foundStored),
  "status-after;status=301;location=https://elsewhere.example/": everywhere(foundStored),
  "status-after;status=304": everywhere(foundStored),
  "status-after;status=408": everywhere(foundStored),
  "status-after;status=425": everywhere(foundStored),
  "status-after;status=499": everywhere(foundStored),
  "status-after;status=500": keptAnswer,
  "status-after;status=502": everywhere(foundStored),
  "status-after;status=520": everywhere(foundStored),
  "status-after;status=524": everywhere(foundStored),
  "status-after;status=700": everywhere(foundStored),
  // The same, and stored only while it is looked for.
  ...Object.fromEntries(
    [301, 304, 408, 425, 499, 500, 501, 502, 503, 504, 520, 524, 700].map((status) => [
      `late;reads=2;status=${status}`,
      everywhere(storedLate),
    ]),
  ),
  switch: everywhere(foundStored),
  "hang-body": byKey(sentAgain, foundStored),
  stale: everywhere(foundStored),
  "partial;members=created_at": everywhere({ ...foundStored, warnings: [] }),
  "429": everywhere(letIn(250)),
};

const cells = Object.entries(table).flatMap(([fault, row]) =>
  vendorNames.map((vendor) => ({ fault, vendor, end: row[vendor] })),
);

describe.concurrent("an update that meets", () => {
  test.each(cells)(
    "$fault at $vendor is $end.outcome",
    async ({ fault, vendor, end: { isLate, ...end } }) => {
      await using world = await trial(vendor, [`${vendor}:update:${fault}`]);
      const { named } = ways[vendor];
      const before = await world.stored();
      const patience = fault.startsWith("hang") ? ["--timeout", "2"] : [];

      const result = await world.update(["--name", asked, ...patience]);

      const outcome = result.json();
      const updates = world.updates();
      expect({
        outcome: outcome.outcome,
        exitCode: result.code,
        reached: updates.length,
        applied: updates.filter(({ applied }) => applied).length,
        waits: result.sleeps,
        warnings: outcome.warnings.map(({ code }: { code: string }) => code),
      }).toEqual({ warnings: [], ...end });
      const isStored = end.applied > 0 || isLate === true;
      expect(await world.stored()).toEqual(
        !isStored ? before : withMember(before, world.id, named, asked),
      );

      const { name } = demoCustomer(vendor);
      expect(await world.journal()).toMatchObject([
        {
          changeId: outcome.changeId,
          provider: vendor,
          id: world.id,
          outcome: end.outcome,
          fields: [{ field: "name", before: name, after: asked }],
          storedFields: [{ field: "name", stored: isStored ? asked : name }],
        },
      ]);
      if (end.exitCode === 0) expect(result.stderr).not.toContain('"error"');
      else expect(result.stderr).toContain(`"exitCode": ${end.exitCode}`);
    },
  );
});

describe.concurrent.each(vendorNames)("a success at %s that", (vendor) => {
  test.each([
    ["late", 0, "updated", [1000]],
    ["late;status=202", 0, "updated", [1000]],
    ["late;reads=9;status=202", 8, "unknown", [1000, 3000]],
    ["late;reads=9", 5, "failed", [1000, 3000]],
    ["echo", 5, "failed", [1000, 3000]],
  ] as const)(
    "is only %s is looked for with --verify read",
    async (fault, code, outcome, waits) => {
      await using world = await trial(vendor, [`${vendor}:update:${fault}`]);
      const result = await world.update(["--name", asked, "--verify", "read"]);
      expect({ code: result.code, outcome: result.json().outcome, waits: result.sleeps }).toEqual({
        code,
        outcome,
        waits,
      });
    },
  );

  test("is only promised is looked for in any case", async () => {
    await using world = await trial(vendor, [`${vendor}:update:late;status=202`]);
    const result = await world.update(["--name", asked]);
    expect(result.json()).toMatchObject({ outcome: "updated", verifiedBy: "reading" });
  });

  test("shows a part is completed by reading, and the result says so", async () => {
    await using world = await trial(vendor, [`${vendor}:update:partial;members=created_at`]);
    const result = await world.update(["--name", asked]);
    expect(result.json()).toMatchObject({ outcome: "updated", verifiedBy: "reading" });
  });

  test("shows all is believed, and the result says so", async () => {
    await using world = await trial(vendor);
    const result = await world.update(["--name", asked]);
    expect(result.json()).toMatchObject({ outcome: "updated", verifiedBy: "answer" });
  });
});

/** Somebody else changes the customer after the plan was saved; what then comes of applying it. */
async function applyAfterEdit(vendor: VendorName, set: JsonObject, words: readonly string[] = []) {
  const world = await trial(vendor);
  const plan = join(world.directory, "plan.json");
  const planned = await world.update(["--name", asked, "--dry-run", "--out", plan]);
  expect(planned.json()).toMatchObject({ outcome: "planned" });
  await world.emulator.edit(vendor, world.id, set);
  const edited = await world.stored();
  const result = await world.run(["apply", plan, "-o", "json", ...words]);
  return { world, edited, result };
}

describe.concurrent.each(vendorNames)("somebody else meanwhile changes, at %s,", (vendor) => {
  const { named, other } = ways[vendor];

  test("the same member after a plan was saved: nothing is written", async () => {
    const { world, edited, result } = await applyAfterEdit(vendor, { [named]: "Theirs" });
    await using _ = world;
    expect(result.code).toBe(6);
    expect(result.json()).toMatchObject({
      outcome: "failed",
      moved: [{ field: "name", before: demoCustomer(vendor).name, after: "Theirs" }],
    });
    expect(world.updates()).toEqual([]);
    expect(await world.stored()).toEqual(edited);
    expect(await world.journal()).toEqual([]);
  });

  test("the same member, and --force overwrites it", async () => {
    const { world, edited, result } = await applyAfterEdit(vendor, { [named]: "Theirs" }, [
      "--force",
    ]);
    await using _ = world;
    expect(result.code).toBe(0);
    expect(result.json()).toMatchObject({
      outcome: "updated",
      changes: [{ field: "name", before: "Theirs", after: asked }],
    });
    expect(await world.stored()).toEqual(withMember(edited, world.id, named, asked));
    expect(await world.journal()).toMatchObject([
      { outcome: "updated", fields: [{ field: "name", before: "Theirs", after: asked }] },
    ]);
  });

  test("another member after a plan was saved: both changes stay", async () => {
    const { world, edited, result } = await applyAfterEdit(vendor, { [other.path]: other.value });
    await using _ = world;
    expect({ code: result.code, outcome: result.json().outcome }).toEqual({
      code: 0,
      outcome: "updated",
    });
    expect(result.json().warnings).toEqual([]);
    expect(world.updates()).toMatchObject([{ applied: true }]);
    expect(await world.stored()).toEqual(withMember(edited, world.id, named, asked));
    expect(await world.journal()).toMatchObject([{ outcome: "updated" }]);
  });
});

describe.concurrent.each(vendorNames)(
  "while the question waits somebody changes, at %s,",
  (vendor) => {
    const { other, asked: wanted } = ways[vendor];
    const editBetween = (set: JsonObject) =>
      ({ vendor, call: "read", kind: "edit-between", set }) as const;

    test("the same member: nothing is written", async () => {
      await using world = await trial(vendor, [editBetween({ [wanted.path]: wanted.others })]);
      const before = await world.stored();
      const result = await world.update(wanted.words, { typed: "y" });
      expect(result.code).toBe(6);
      expect(result.json()).toMatchObject({ outcome: "failed", moved: [{ after: wanted.others }] });
      expect(world.updates()).toEqual([]);
      expect(await world.stored()).toEqual(
        withMember(before, world.id, wanted.path, wanted.others),
      );
      expect(await world.journal()).toEqual([]);
    });

    test("the same member, and --force overwrites it", async () => {
      await using world = await trial(vendor, [editBetween({ [wanted.path]: wanted.others })]);
      const before = await world.stored();
      const result = await world.update([...wanted.words, "--force"], { typed: "y" });
      expect({ code: result.code, outcome: result.json().outcome }).toEqual({
        code: 0,
        outcome: "updated",
      });
      expect(await world.stored()).toEqual(withMember(before, world.id, wanted.path, wanted.value));
    });

    test("another member: both changes stay", async () => {
      await using world = await trial(vendor, [editBetween({ [other.path]: other.value })]);
      const before = await world.stored();
      const result = await world.update(wanted.words, { typed: "y" });
      expect({ code: result.code, outcome: result.json().outcome }).toEqual({
        code: 0,
        outcome: "updated",
      });
      const theirs = withMember(before, world.id, other.path, other.value);
      expect(await world.stored()).toEqual(withMember(theirs, world.id, wanted.path, wanted.value));
    });
  },
);
