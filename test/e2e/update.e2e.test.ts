import { describe, expect, test } from "vitest";

import { run, runShell } from "../support/built-program.ts";
import { machineNode } from "../support/nodes.ts";
import { temporaryHome } from "../support/run-cli.ts";

const node = machineNode();

const commet = ["cus_7Qm2rT", "-p", "commet", "--emulator"];
const renamed = /~ name +Ana Ferreira +Ana Lima/u;

describe.concurrent("customers update", () => {
  test.each([
    ["vayu", "65f0c1a2b3d4e5f60718293a", ["--city", "Hamburg"], /address\.city +Berlin +Hamburg/u],
    ["commet", "cus_7Qm2rT", ["--name", "Ana Lima"], renamed],
    [
      "flexprice",
      "cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD",
      ["--metadata", "segment=large"],
      /metadata\.segment +\S.* +large/u,
    ],
    ["maple", "cus_2Nb8LmPq", ["--title", "VP Finance"], /title +\S.* +VP Finance/u],
    [
      "kirim",
      "cus_7H2KX0M4QWERTN8B3ZC5DVA9PG",
      ["--unset", "email", "--yes"],
      /- email +\S+ +\(unset\)/u,
    ],
  ])("updates a customer at %s", async (provider, id, change, row) => {
    await using home = await temporaryHome();
    const { code, stdout, stderr } = await run(
      ["customers", "update", id, "-p", provider, "--emulator", "-q", ...change],
      { node, home: home.path },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.startsWith(`${provider} · ${id} · `)).toBe(true);
    expect(stdout).toMatch(row);
    // An answer that leaves a field out does not prove that it is gone.
    const known = change.includes("--unset") ? "seen by reading" : "says the answer";
    expect(stdout).toMatch(new RegExp(`^updated · stored as sent, ${known}`, "mu"));
  });

  test("writes nothing on a dry run, and keeps what it wrote until the emulator is reset", async () => {
    await using home = await temporaryHome();
    const world = { node, home: home.path };
    const nameNow = async () => {
      const { stdout } = await run(["customers", "get", ...commet, "-o", "json"], world);
      return (JSON.parse(stdout) as { name: string }).name;
    };
    const change = ["customers", "update", ...commet, "--name", "Ana Lima"];

    const planned = await run([...change, "--dry-run"], world);
    expect(planned.code).toBe(0);
    expect(planned.stdout).toMatch(renamed);
    expect(planned.stdout).toMatch(
      /PUT http:\/\/127\.0\.0\.1:\d+\/commet\S*\/customers\/cus_7Qm2rT/u,
    );
    expect(await nameNow()).toBe("Ana Ferreira");

    expect((await run(change, world)).code).toBe(0);
    expect(await nameNow()).toBe("Ana Lima");

    expect((await run(["emulator", "reset"], world)).code).toBe(0);
    expect(await nameNow()).toBe("Ana Ferreira");
  });

  test("takes through a pipe what get gave, edited on the way", async () => {
    await using home = await temporaryHome();
    const options = commet.join(" ");
    const { code, stdout, stderr } = await runShell(
      `billing customers get ${options} -o json -q | sed 's/^  "name": "Ana Ferreira"/  "name": "Ana Lima"/' |
        billing customers update ${options} -q -f - -o json`,
      { node, home: home.path },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: "updated",
      changes: [{ field: "name", kind: "changed", before: "Ana Ferreira", after: "Ana Lima" }],
    });
  });

  test("prints the changes as a table of Markdown and as YAML", async () => {
    await using home = await temporaryHome();
    const change = ["customers", "update", ...commet, "--name", "Ana Lima", "--dry-run"];
    const markdown = await run([...change, "-o", "markdown"], { node, home: home.path });
    expect(markdown.stdout).toMatch(/^\|.*Ana Ferreira.*\|.*Ana Lima.*\|$/mu);
    const yaml = await run([...change, "-o", "yaml"], { node, home: home.path });
    expect(yaml.stdout).toMatch(/^outcome: planned$/mu);
  });
});
