/**
 * A program of its own that gives made customers of Commet new names, one after another, until it is killed:
 * `updater.ts <state directory> <round>`. Each number it prints is the number of a customer whose name was confirmed.
 */
import { startEmulator } from "../../../src/emulator/emulator.ts";
import { call, testWorld } from "../support.ts";

const [stateDir = "", round = ""] = process.argv.slice(2);
const emulator = await startEmulator({ stateDir, world: testWorld() });
const ids = await emulator.fill("commet", { count: 400 });
for (let n = 0; ; n += 4) {
  const group = [0, 1, 2, 3].map((offset) => (n + offset) % ids.length);
  await Promise.all(
    group.map(async (index) => {
      const body = { fullName: `Round ${round}` };
      const { status } = await call(emulator, "commet", "PUT", `/customers/${ids[index]}`, {
        body,
      });
      if (status === 200) process.stdout.write(`${index}\n`);
    }),
  );
}
