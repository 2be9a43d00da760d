/** A program of its own that creates customers at Vayu: `writer.ts <state directory> <name> <count>`. */
import { startEmulator } from "../../../src/emulator/emulator.ts";
import { call, testWorld } from "../support.ts";

const [stateDir = "", name = "", count = "0"] = process.argv.slice(2);
const emulator = await startEmulator({ stateDir, world: testWorld() });
for (let index = 0; index < Number(count); index += 1) {
  const { status } = await call(emulator, "vayu", "POST", "/customers", {
    body: { name: `${name} ${index}` },
  });
  if (status !== 200) throw new Error(`status ${status}`);
}
await emulator.close();
