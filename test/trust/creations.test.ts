/** A creation under every fault at every vendor: what is said of it is true, and nothing is made twice. */
import { describe, expect, test } from "vitest";

import { faultKinds } from "../../src/emulator/faults/kinds.ts";
import { vendors } from "../../src/emulator/registry.ts";
import { runCli, temporaryHome } from "../support/run-cli.ts";

/** The customer's own id is the key where there is one; Kirim's customers have an e-mail address alone. */
const words: Readonly<Record<string, readonly string[]>> = {
  vayu: ["--external-id", "new-1", "--name", "Nord"],
  commet: ["--external-id", "new-1", "--name", "Nord", "--email", "n@n.example"],
  flexprice: ["--external-id", "new-1", "--name", "Nord", "--city", "Oslo"],
  maple: ["--external-id", "new-1", "--name", "Nord", "--city", "Oslo"],
  kirim: ["--name", "Nord", "--email", "n@n.example"],
};
/** Members that the vendor's record has, for faults that are about some. */
const name: Readonly<Record<string, string>> = { commet: "fullName" };

const settings = (vendor: string): Readonly<Record<string, string>> => ({
  status: "status=500",
  "status-after": "status=500",
  "in-success": "status=500",
  slow: "ms=1",
  partial: `members=id`,
  drop: `members=${name[vendor] ?? "name"}`,
  normalise: `members=${name[vendor] ?? "name"}`,
  "edit-between": `set={"${name[vendor] ?? "name"}":"Other"}`,
});

/** These end when the time is up: longer than any answer takes on a busy machine. */
const waits = new Set(["hang-before", "hang-after", "hang-body"]);

const cases = vendors.flatMap((vendor) =>
  Object.entries(faultKinds)
    .filter(([, { isAt }]) => isAt?.(vendor) ?? true)
    .map(([kind]) => [vendor.id, kind] as const),
);

describe.concurrent.each([["answer"], ["read"], [false]] as const)("proven by %s", (verify) => {
  test.each(cases)("%s, %s", async (vendor, kind) => {
    await using home = await temporaryHome();
    const world = { env: { XDG_STATE_HOME: home.path } };
    const set = settings(vendor)[kind];
    const fault = `${vendor}:create:${kind}${set === undefined ? "" : `;${set}`}`;
    const how = [
      ...(verify === false ? ["--no-verify"] : ["--verify", verify]),
      ...(waits.has(kind) ? ["--timeout", "2"] : []),
    ];
    const made = await runCli(
      [
        "customers",
        "create",
        "-p",
        vendor,
        "--emulator",
        "-o",
        "json",
        ...(words[vendor] ?? []),
        ...how,
        "--fault",
        fault,
      ],
      world,
    );
    const list = await runCli(
      ["customers", "list", "-p", vendor, "--emulator", "-q", "--all", "-o", "json"],
      world,
    );
    const there = list.json().length - 3;
    const { outcome, id, verified, warnings } = JSON.parse(made.stdout);
    const said = { kind, outcome, code: made.code, there };
    expect(said.there).toBeLessThanOrEqual(1);
    // A vendor that lies in its answer is believed, unless it is to be read again.
    const isBelieved = ["echo", "late"].includes(kind) && verify !== "read";
    if (outcome === "created" && !isBelieved) {
      expect(said).toMatchObject({ there: 1 });
      expect(list.json().map((customer: { readonly id: string }) => customer.id)).toContain(id);
    }
    if (outcome === "failed") expect(said).toMatchObject({ there: 0 });
    expect(["created", "failed", "unknown"]).toContain(outcome);
    expect(made.code === 0).toBe(
      outcome === "created" && made.stderr.includes('"error"') === false,
    );
    if (outcome === "unknown") expect(made.code).toBe(8);
    // All of a new customer is new: what the answer lacked and a reading shows is no change beside.
    if (kind === "partial") {
      expect(warnings).not.toContainEqual(expect.objectContaining({ code: "changed_beside" }));
    }
    if (verify === "read" && outcome === "created") expect(verified).toBe(true);
    const [change] = (await runCli(["history", "--emulator", "-o", "json"], world)).json().changes;
    expect(change).toMatchObject({ creates: true, outcome });
  });
});
