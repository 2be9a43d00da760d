/** What `customers get` prints can be given back: unedited it asks for nothing. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { idOf, recordOf } from "./records.ts";
import { vendors } from "./vendors.ts";
import { holds, worldOf } from "./world.ts";

/** What becomes of the text between the two commands. */
const ways = [
  { way: "as it was printed", output: "json", pass: (text: string) => text },
  { way: "as YAML", output: "yaml", pass: (text: string) => text },
  {
    way: "through another program's JSON",
    output: "json",
    pass: (text: string) => JSON.stringify(JSON.parse(text)),
  },
] as const;

describe.each(vendors)("$id", (vendor) => {
  const switches = vendor.readings[0]?.switches ?? {};
  test.each(ways)("given back $way, nothing is written", async ({ output, pass }) => {
    await using world = await worldOf(vendor.id, switches);
    await holds(
      fc.asyncProperty(recordOf(vendor), async (record) => {
        await world.location(record);
        const id = idOf(record);
        const { stdout } = await world.run(["customers", "get", id, "-o", output]);
        const again = await world.run(
          ["customers", "update", id, "--file", "-", "-o", "json"],
          pass(stdout),
        );
        expect({ code: again.code, stderr: again.stderr }).toEqual({ code: 0, stderr: "" });
        expect(again.json()).toMatchObject({ outcome: "unchanged", changes: [] });
        expect(world.writes()).toBe(0);
      }),
      15,
    );
  });
});
