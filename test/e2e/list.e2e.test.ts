/** Lists of any length in a process: what is held stays the same, and it ends when nobody reads on. */
import { describe, expect, test } from "vitest";

import { providerIds } from "../../src/providers/registry.ts";
import { programPath, runCommand, runShell } from "../support/built-program.ts";
import { machineNode } from "../support/nodes.ts";
import { temporaryHome } from "../support/run-cli.ts";
import { servedEmulator } from "../support/served-emulator.ts";

const node = machineNode();
const customers = 10_000;
/** MiB of old heap: enough for the program and a page, and not for the records of all customers. */
// Maple's records are long, and so is a page of them.
const heapFor = (provider: string) => (provider === "maple" ? 44 : 28);

describe("a list of every customer", () => {
  test.each([
    ...["ndjson", "csv", "table", "yaml", "markdown"].map((format) => ["vayu", format] as const),
    ...providerIds.filter((id) => id !== "vayu").map((id) => [id, "ndjson"] as const),
  ])("is held page by page: %s, -o %s", async (provider, format) => {
    await using home = await temporaryHome();
    await using served = await servedEmulator({ customers });
    const words = ["customers", "list", "-p", provider, "--all", "-q", "-o", format];
    const program = [`--max-old-space-size=${heapFor(provider)}`, programPath, ...words];
    const { code, stdout, stderr } = await runCommand(node.path, program, {
      home: home.path,
      env: served.env(),
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const found = new Set(stdout.match(/Customer \d{6,}/gu));
    expect(found.size).toBe(customers);
    if (format !== "ndjson") return;
    const ids = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("ends when its reader went away", async () => {
    await using home = await temporaryHome();
    await using served = await servedEmulator({ customers });
    const line = "{ billing customers list -p vayu --all -o ndjson; echo $? >&2; } | head -1";
    const { stdout, stderr } = await runShell(line, { node, home: home.path, env: served.env() });
    expect(JSON.parse(stdout)).toMatchObject({ provider: "vayu" });
    expect(stderr).toBe("0\n");
    const asked = served.emulator.requests.filter(({ path }) => path.endsWith("/customers"));
    expect(asked.length).toBeLessThan(10);
  });
});
