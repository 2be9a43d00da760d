/** A creation that is refused in the vendor's own form, stored or not: it is looked for before anything is said. */
import { describe, expect, test } from "vitest";

import { vendors } from "../../src/emulator/registry.ts";
import { runCli, temporaryHome } from "../support/run-cli.ts";

const own = ["--external-id", "new-1"];
const email = ["--email", "n@n.example"];
/** Ways to name a new customer: by the caller's own id where there is one, and without. */
const words: Readonly<Record<string, readonly (readonly string[])[]>> = {
  vayu: [own, []],
  commet: [[...own, ...email], email],
  flexprice: [own],
  maple: [own],
  kirim: [email, []],
};
const statuses = [400, 402, 404, 409, 412, 413, 422, 429];
const cases = vendors.flatMap(({ id }) =>
  (words[id] ?? []).flatMap((named) =>
    statuses.map((status) => [id, status, named.join(" ")] as const),
  ),
);

/** What is said of it, and how many customers there are more. */
async function made(vendor: string, named: string, fault: string, how: readonly string[] = []) {
  await using home = await temporaryHome();
  const world = { env: { XDG_STATE_HOME: home.path } };
  const at = ["-p", vendor, "--emulator", "-q", "-o", "json"];
  const what = [...named.split(" ").filter((word) => word !== ""), "--name", "Nord", ...how];
  const ended = await runCli(
    ["customers", "create", ...at, ...what, "--no-retry", "--fault", `${vendor}:create:${fault}`],
    world,
  );
  const list = await runCli(["customers", "list", ...at, "--all"], world);
  const { outcome, id, proof } = JSON.parse(ended.stdout);
  const [change] = (await runCli(["history", "--emulator", "-o", "json"], world)).json().changes;
  expect(change.outcome).toBe(outcome);
  if (outcome === "unknown") {
    const resolve = ["history", "--resolve", "--emulator", "-o", "json"];
    await runCli(resolve, { ...world, now: () => Date.now() + 3_600_000 });
    const [again] = (await runCli(["history", "--emulator", "-o", "json"], world)).json().changes;
    // After a 409 it may be somebody else's, whom an undo is not to archive.
    if (fault.endsWith("409")) expect(again.outcome).toBe("unknown");
  }
  const listed: readonly string[] = list.json().map((one: { readonly id: string }) => one.id);
  const { code, stderr } = ended;
  return { outcome, id, proof, code, stderr, there: listed.length - 3, listed };
}

describe("stored, and refused", () => {
  test.each(cases)("%s, %i, %s", async (vendor, status, named) => {
    const said = await made(vendor, named, `status-after;status=${status}`);
    expect(said).toMatchObject({ there: 1 });
    // Where the refusal may mean another's of the same moment, nobody can say whose it is.
    const isOpen = said.outcome === "unknown" && said.code === 8;
    expect({ ...said, isTrue: said.outcome === "created" || isOpen }).toMatchObject({
      isTrue: true,
    });
    if (said.outcome === "created") expect(said.listed).toContain(said.id);
    if (status !== 409) expect(said).toMatchObject({ outcome: "created", code: 0 });
    expect(said.stderr).not.toContain("none was made");
  });
});

/** Where the vendor's own error has no such status, it proves nothing. */
const documented = new Set([400, 404, 409, 429]);

describe("refused", () => {
  test.each(cases)("%s, %i, %s", async (vendor, status, named) => {
    const said = await made(vendor, named, `${status}`);
    expect(said.there).toBe(0);
    if (said.outcome === "unknown") expect(documented).not.toContain(status);
    else expect(said).toMatchObject({ outcome: "failed", proof: "absent" });
  });

  test.each(cases)("%s, %i, %s, and nobody is to look", async (vendor, status, named) => {
    const said = await made(vendor, named, `${status}`, ["--no-verify"]);
    expect(said.there).toBe(0);
    if (said.outcome === "unknown") expect(documented).not.toContain(status);
    else expect(said).toMatchObject({ outcome: "failed", proof: "not-looked" });
  });
});
