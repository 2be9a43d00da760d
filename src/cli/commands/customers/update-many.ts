/** `customers update --from`. */
import type { Handler } from "../../args/command.ts";
import type { UpdateOptions } from "../../args/options/update-options.ts";
import { beginRun } from "../../runs/begin-run.ts";
import { checkFrom } from "../../runs/options.ts";

export const handle: Handler<UpdateOptions> = async (options, ports) => {
  checkFrom(options, ports.operands);
  return beginRun(ports, options);
};
