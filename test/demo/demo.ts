/** The README's first command: one update at each provider, on the emulator. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../bin/billing.js", import.meta.url));

const commands = [
  ["emulator", "reset"],
  ...[
    [
      "65f0c1a2b3d4e5f60718293a",
      "-p",
      "vayu",
      "--name",
      "Northwind Robotics AG",
      "--city",
      "Hamburg",
    ],
    ["cus_7Qm2rT", "-p", "commet", "--name", "Ana Lima", "--metadata", "seats:=15"],
    [
      "cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD",
      ...["-p", "flexprice", "--address-line2", "2. etg", "--metadata", "segment=large"],
    ],
    ["cus_2Nb8LmPq", "-p", "maple", "--title", "VP Finance", "--metadata", "region=nordics"],
    [
      "cus_7H2KX0M4QWERTN8B3ZC5DVA9PG",
      ...["-p", "kirim", "--unset", "email", "--metadata", "owner=dewi", "--yes"],
    ],
  ].map((words) => ["customers", "update", ...words, "--emulator"]),
];

for (const words of commands) {
  const shown = words.map((word) => (/^[\w@:=.-]+$/u.test(word) ? word : `"${word}"`)).join(" ");
  console.log(`$ billing ${shown}`);
  const { status } = spawnSync(process.execPath, [program, ...words], { stdio: "inherit" });
  console.log("");
  if (status !== 0) process.exitCode = 1;
}
