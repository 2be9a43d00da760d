/** Where everything comes together. */
import { dispatch } from "./cli/dispatch.ts";
import { exitCodes } from "./domain/errors.ts";
import type { Host } from "./host/host.ts";
import { end, nodeHost, setExitCode } from "./host/node-host.ts";

async function run(host: Host): Promise<number> {
  try {
    return await dispatch(host);
  } catch (error) {
    // Nothing above has a name for it: a bug.
    const { failureText } = await import("./render/failure.ts");
    const { createStyle, decideUnicode } = await import("./render/text/style.ts");
    const style = createStyle({ colour: false, columns: host.stderr.columns });
    const { withoutCommands } = await import("./domain/text/ci-log.ts");
    const text = failureText(error, style, { debug: host.argv.includes("--debug") });
    const { spelled } = await import("./render/text/signs.ts");
    await host.stderr.write(withoutCommands(spelled(text, { unicode: decideUnicode(host.env) })));
    return exitCodes.internal;
  }
}

// A run that nothing ends any more is a bug as well.
setExitCode(exitCodes.internal);
void run(nodeHost()).then(end);
