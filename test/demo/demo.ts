/** The README's first command: one update at each provider, on an emulator of its own. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../bin/billing.js", import.meta.url));
const state = mkdtempSync(join(tmpdir(), "billing-demo-"));

const commands = [
  ["vayu", "65f0c1a2b3d4e5f60718293a", "--name", "Northwind Robotics AG", "--city", "Hamburg"],
  ["commet", "cus_7Qm2rT", "--name", "Ana Lima", "--metadata", "seats:=15"],
  [
    "flexprice",
    "cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD",
    "--address-line2",
    "2. etg",
    "--metadata",
    "segment=large",
  ],
  ["maple", "cus_2Nb8LmPq", "--title", "VP Finance", "--metadata", "region=nordics"],
  [
    "kirim",
    "cus_7H2KX0M4QWERTN8B3ZC5DVA9PG",
    "--unset",
    "email",
    "--metadata",
    "owner=dewi",
    "--yes",
  ],
] as const;

let failed = false;
for (const [provider, id, ...change] of commands) {
  const words = ["customers", "update", id, "-p", provider, "--emulator", ...change];
  const shown = words.map((word) => (/^[\w@:=.-]+$/u.test(word) ? word : `"${word}"`)).join(" ");
  console.log(`$ billing ${shown}`);
  const { status } = spawnSync(process.execPath, [program, ...words], {
    stdio: "inherit",
    env: { ...process.env, BILLING_EMULATOR_STATE: state },
  });
  console.log("");
  failed ||= status !== 0;
}
rmSync(state, { recursive: true, force: true });
process.exitCode = failed ? 1 : 0;
