/** What stands between a change and a wrong claim about it. */
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { printJson } from "../../src/domain/json.ts";
import { demoCustomer } from "../emulator/support.ts";
import type { CliResult } from "../support/run-cli.ts";
import { trial, ways, withMember } from "./support.ts";

const rename = ["--name", "Renamed by Trust"];

function codesOf(result: CliResult): readonly string[] {
  return result.json().warnings.map(({ code }: { code: string }) => code);
}

describe("an edit of somebody else's beside the change, in the same object,", () => {
  test.each([
    ["vayu", "address.city", ["--postal-code", "10999"], "address.postalCode", "10999"],
    ["maple", "address.city", ["--postal-code", "0150"], "address.zip", "0150"],
    ["commet", "metadata.tier", ["--metadata", "seats:=13"], "metadata.seats", 13],
    ["flexprice", "metadata.segment", ["--metadata", "crm=HS-1"], "metadata.crm", "HS-1"],
    ["maple", "metadata.owner", ["--metadata", "tier=silver"], "metadata.tier", "silver"],
    ["kirim", "metadata.segment", ["--metadata", "crm_id=S-1"], "metadata.crm_id", "S-1"],
  ] as const)("is kept at %s (%s)", async (vendor, theirs, words, path, value) => {
    await using world = await trial(vendor);
    const plan = join(world.directory, "plan.json");
    await world.update([...words, "--dry-run", "--out", plan]);
    await world.emulator.edit(vendor, world.id, { [theirs]: "Theirs" });
    const edited = await world.stored();
    const result = await world.run(["apply", plan, "-o", "json"]);
    expect({ code: result.code, outcome: result.json().outcome }).toEqual({
      code: 0,
      outcome: "updated",
    });
    expect(printJson(await world.stored())).toBe(
      printJson(withMember(edited, world.id, path, value)),
    );
  });

  test("is kept in vayu's lists, which an update that leaves them out would empty", async () => {
    await using world = await trial("vayu");
    const plan = join(world.directory, "plan.json");
    await world.update([...rename, "--dry-run", "--out", plan]);
    await world.emulator.edit("vayu", world.id, { "aliases[0]": "theirs" });
    const edited = await world.stored();
    const result = await world.run(["apply", plan, "-o", "json"]);
    expect(result.code).toBe(0);
    expect(await world.stored()).toEqual(withMember(edited, world.id, "name", rename[1] ?? ""));
  });
});

describe("a saved plan", () => {
  test("that is carried out already changes nothing more", async () => {
    await using world = await trial("kirim");
    const plan = join(world.directory, "plan.json");
    await world.update([...rename, "--dry-run", "--out", plan]);
    expect((await world.run(["apply", plan, "-o", "json"])).json().outcome).toBe("updated");
    const again = await world.run(["apply", plan, "-o", "json"]);
    expect({ code: again.code, outcome: again.json().outcome }).toEqual({
      code: 0,
      outcome: "unchanged",
    });
    expect(world.updates()).toHaveLength(1);
  });

  test("is asked about like any change: --force answers no question", async () => {
    await using world = await trial("maple");
    const plan = join(world.directory, "plan.json");
    const { words, path, others } = ways.maple.asked;
    await world.update([...words, "--dry-run", "--out", plan]);
    await world.emulator.edit("maple", world.id, { [path]: others });
    const result = await world.run(["apply", plan, "--force", "-o", "json"]);
    expect({ code: result.code, outcome: result.json().outcome }).toEqual({
      code: 11,
      outcome: "declined",
    });
    expect(world.updates()).toEqual([]);
  });
});

describe("an access token of vayu's that expires", () => {
  const logins = ({ emulator }: { emulator: { requests: readonly { path: string }[] } }) =>
    emulator.requests.filter(({ path }) => path === "/login").length;

  test("before the update: one login more, and the update once more", async () => {
    await using world = await trial("vayu", ["vayu:update:token-expiry"]);
    const before = await world.stored();
    const result = await world.update(rename);
    expect({ code: result.code, warnings: codesOf(result) }).toEqual({ code: 0, warnings: [] });
    expect(world.updates()).toMatchObject([
      { status: 401, applied: false },
      { status: 200, applied: true },
    ]);
    expect(logins(world)).toBe(2);
    expect(await world.stored()).toEqual(withMember(before, world.id, "name", "Renamed by Trust"));
  });

  test("each time: refused, and known not to be applied", async () => {
    await using world = await trial("vayu", ["vayu:update:token-expiry;times=always"]);
    const before = await world.stored();
    const result = await world.update(rename);
    expect({ code: result.code, outcome: result.json().outcome }).toEqual({
      code: 3,
      outcome: "failed",
    });
    expect(world.updates()).toHaveLength(2);
    expect(logins(world)).toBe(2);
    expect(await world.stored()).toEqual(before);
  });

  test("while the question waits: the look before the write logs in again", async () => {
    await using world = await trial("vayu", ["vayu:read:token-expiry;after=1"]);
    const { words } = ways.vayu.asked;
    const result = await world.update(words, { typed: "y" });
    expect({ code: result.code, outcome: result.json().outcome }).toEqual({
      code: 0,
      outcome: "updated",
    });
    expect(world.updates()).toHaveLength(1);
    expect(logins(world)).toBe(2);
  });
});

describe("an answer of maple's that belongs to an earlier request", () => {
  test("is reported, and the change is not claimed", async () => {
    await using world = await trial("maple", ["maple:update:replay"]);
    const before = await world.stored();
    const result = await world.update(rename);
    expect({ code: result.code, outcome: result.json().outcome }).toEqual({
      code: 5,
      outcome: "failed",
    });
    expect(codesOf(result)).toEqual(["replayed_answer", "not_stored"]);
    expect(await world.stored()).toEqual(before);
    expect(await world.journal()).toMatchObject([{ outcome: "failed" }]);
  });

  test("is no success on a table either", async () => {
    await using world = await trial("maple", ["maple:update:replay"]);
    const result = await world.run(["customers", "update", world.id, ...rename]);
    expect(result.stdout).not.toContain("stored as sent, says the answer");
    expect(result.stdout).not.toContain("updated");
    expect(result.stdout).toContain("the stored answer of an earlier request");
  });

  test("proves nothing when the record cannot be read afterwards", async () => {
    await using world = await trial("maple", [
      "maple:update:replay",
      "maple:read:500;after=1;times=always",
    ]);
    const result = await world.update(rename);
    expect({ code: result.code, outcome: result.json().outcome }).toEqual({
      code: 8,
      outcome: "unknown",
    });
    expect(result.stderr).toContain("could not be read again");
  });
});

describe("a key stays with an update that was lost", () => {
  test.each([
    ["after it was turned away", ["maple:update:429", "maple:update:reset-after"]],
    ["and then turned away", ["maple:update:reset-after", "maple:update:429"]],
    ["twice", ["maple:update:reset-before", "maple:update:reset-after"]],
    ["and then turned away, at commet", ["commet:update:reset-after", "commet:update:429"]],
  ])("%s: carried out once", async (_, faults) => {
    await using world = await trial(faults[0]?.startsWith("maple") ? "maple" : "commet", faults);
    const result = await world.update(rename);
    expect({ code: result.code, warnings: codesOf(result) }).toEqual({ code: 0, warnings: [] });
    const updates = world.updates();
    expect(updates).toHaveLength(3);
    expect(updates.filter(({ applied }) => applied)).toHaveLength(1);
  });

  test("and is settled by reading where every attempt is lost", async () => {
    await using world = await trial("maple", ["maple:update:reset-after;times=always"]);
    const result = await world.update(rename);
    expect({ code: result.code, warnings: codesOf(result) }).toEqual({
      code: 0,
      warnings: ["settled_by_reading"],
    });
    expect(world.updates().map(({ applied }) => applied)).toEqual([true, false, false, false]);
  });

  test("and is settled by reading where commet says that it is still under way", async () => {
    await using world = await trial("commet", ["commet:update:reset-after"], { slowKeys: true });
    const result = await world.update(rename);
    expect({ code: result.code, warnings: codesOf(result) }).toEqual({
      code: 0,
      warnings: ["settled_by_reading"],
    });
    expect(world.updates()).toMatchObject([{ applied: true }, { status: 409, applied: false }]);
  });
});

describe("what was stored otherwise than sent", () => {
  test.each(["vayu", "commet", "flexprice", "maple", "kirim"] as const)(
    "%s stores nothing of it: rejected",
    async (vendor) => {
      const { named } = ways[vendor];
      await using world = await trial(vendor, [`${vendor}:update:drop;members=${named}`]);
      const result = await world.update(rename);
      expect({ code: result.code, outcome: result.json().outcome }).toEqual({
        code: 5,
        outcome: "failed",
      });
      expect(codesOf(result)).toEqual(["not_stored"]);
      expect(result.json().after).toMatchObject({ name: demoCustomer(vendor).name });
      expect(await world.journal()).toMatchObject([{ outcome: "failed" }]);
    },
  );

  test.each(["vayu", "commet", "flexprice", "maple", "kirim"] as const)(
    "%s stores it in capitals: updated, and said",
    async (vendor) => {
      const { named } = ways[vendor];
      await using world = await trial(vendor, [`${vendor}:update:normalise;members=${named}`]);
      const result = await world.update(rename);
      expect({ code: result.code, outcome: result.json().outcome }).toEqual({
        code: 0,
        outcome: "updated",
      });
      expect(codesOf(result)).toEqual(["stored_differently"]);
      const shouted = "RENAMED BY TRUST";
      expect(result.json().changes).toMatchObject([{ stored: { value: shouted } }]);
      expect(await world.journal()).toMatchObject([
        { outcome: "updated", storedFields: [{ field: "name", stored: shouted }] },
      ]);
    },
  );

  test("one of two changes is dropped: the other is said to be stored", async () => {
    await using world = await trial("maple", ["maple:update:drop;members=title"]);
    const result = await world.update([...rename, "--set", "title=COO"]);
    expect({ code: result.code, outcome: result.json().outcome }).toEqual({
      code: 5,
      outcome: "updated",
    });
    expect(result.json().after).toMatchObject({ name: "Renamed by Trust", title: "CFO" });
  });
});

describe("a removal that the answer does not prove", () => {
  const { words } = ways.maple.asked;

  test("is read back", async () => {
    await using world = await trial("maple");
    const result = await world.update([...words, "--yes"]);
    expect(result.json()).toMatchObject({ outcome: "updated", verified: true, warnings: [] });
  });

  test("is not called verified where it could not be read back", async () => {
    await using world = await trial("maple", ["maple:read:500;after=1;times=always"]);
    const result = await world.update([...words, "--yes"]);
    expect(result.code).toBe(0);
    expect(result.json()).toMatchObject({ outcome: "updated", verified: false });
    expect(codesOf(result)).toEqual(["not_verified"]);
  });

  test("is not called verified with --no-verify", async () => {
    await using world = await trial("maple");
    const result = await world.update([...words, "--yes", "--no-verify"]);
    expect(result.json()).toMatchObject({ outcome: "updated", verified: false, warnings: [] });
  });
});

test("the journal claims to have seen nothing where nothing could be read", async () => {
  await using world = await trial("vayu", [
    "vayu:update:reset-after",
    "vayu:read:500;after=1;times=always",
  ]);
  const result = await world.update(rename);
  expect({ code: result.code, outcome: result.json().outcome }).toEqual({
    code: 8,
    outcome: "unknown",
  });
  expect(await world.journal()).toMatchObject([{ outcome: "unknown", storedFields: [] }]);

  world.emulator.faults.clear();
  const history = await world.run(["history", "--resolve", "-o", "json"]);
  expect(history.json().changes).toMatchObject([
    { outcome: "updated", resolved: true, storedFields: [{ stored: "Renamed by Trust" }] },
  ]);
});

describe("a provider that asks for patience", () => {
  test("for longer than --max-wait: told at once", async () => {
    await using world = await trial("kirim", ["kirim:update:429;retryAfter=31;times=always"]);
    const before = await world.stored();
    const result = await world.update([...rename, "--max-wait", "30"]);
    expect({ code: result.code, outcome: result.json().outcome }).toEqual({
      code: 7,
      outcome: "failed",
    });
    expect(result.sleeps).toEqual([]);
    expect(world.updates()).toHaveLength(1);
    expect(await world.stored()).toEqual(before);
  });

  test("for just as long as --max-wait: waited for", async () => {
    await using world = await trial("kirim", ["kirim:update:429;retryAfter=30"]);
    const result = await world.update([...rename, "--max-wait", "30"]);
    expect({ code: result.code, sleeps: result.sleeps }).toEqual({ code: 0, sleeps: [30_000] });
  });

  test("again and again: not longer than --max-wait in all", async () => {
    await using world = await trial("kirim", ["kirim:update:429;retryAfter=20;times=always"]);
    const result = await world.update([...rename, "--max-wait", "50"]);
    expect({ code: result.code, sleeps: result.sleeps }).toEqual({
      code: 7,
      sleeps: [20_000, 20_000],
    });
    expect(world.updates()).toHaveLength(3);
  });

  test("by a date: until then", async () => {
    // By the clock of the answer, which is this machine's and not the program's; dates have whole seconds.
    const until = new Date(Date.now() + 1_200_000).toUTCString();
    await using world = await trial("flexprice", [
      { vendor: "flexprice", call: "update", kind: "status", status: 429, retryAfter: until },
    ]);
    const result = await world.update([...rename, "--max-wait", "1200"]);
    expect(result.code).toBe(0);
    expect(result.sleeps).toHaveLength(1);
    expect(result.sleeps[0]).toBeGreaterThan(900_000);
    expect(result.sleeps[0]).toBeLessThanOrEqual(1_200_000);
  });

  test("and --no-retry: told at once", async () => {
    await using world = await trial("commet", ["commet:update:429;retryAfter=1"]);
    const result = await world.update([...rename, "--no-retry"]);
    expect({ code: result.code, sleeps: result.sleeps }).toEqual({ code: 7, sleeps: [] });
    expect(world.updates()).toHaveLength(1);
  });
});

test("--no-retry sends a lost update once, and reads what came of it", async () => {
  await using world = await trial("commet", ["commet:update:reset-after"]);
  const result = await world.update([...rename, "--no-retry"]);
  expect({ code: result.code, warnings: codesOf(result) }).toEqual({
    code: 0,
    warnings: ["settled_by_reading"],
  });
  expect(world.updates()).toHaveLength(1);
});
