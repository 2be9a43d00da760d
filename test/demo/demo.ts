/** The README's first command: one update at each provider, on the emulator. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../bin/billing.js", import.meta.url));

const updates = [
  ["65f0c1a2b3d4e5f60718293a", "vayu", "--name", "Northwind Robotics AG", "--city", "Hamburg"],
  ["cus_7Qm2rT", "commet", "--name", "Ana Lima", "--metadata", "seats:=15"],
  ["cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD", "flexprice", "--address-line2", "2. etg"],
  ["cus_2Nb8LmPq", "maple", "--title", "VP Finance", "--metadata", "region=nordics"],
  ["cus_7H2KX0M4QWERTN8B3ZC5DVA9PG", "kirim", "--unset", "email", "--yes"],
] as const;

const commands = [
  ["emulator", "reset"],
  ...updates.map(([id, provider, ...change]) => [
    "customers",
    "update",
    id,
    "-p",
    provider,
    ...change,
    "--emulator",
  ]),
];

for (const words of commands) {
  const shown = words.map((word) => (/^[\w@:=.-]+$/u.test(word) ? word : `"${word}"`)).join(" ");
  console.log(`$ billing ${shown}`);
  const { status } = spawnSync(process.execPath, [program, ...words], { stdio: "inherit" });
  console.log("");
  if (status !== 0) process.exitCode = 1;
}
