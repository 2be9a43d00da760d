import type { Host } from "../../host/host.ts";
import type { CommandSpec } from "./command.ts";
import type { Given } from "./option.ts";

/** Whether the command line may name a file to be written. Cheap: it is asked each time. */
export function mayWriteFiles({ env, stdout }: Host, given: Given, spec: CommandSpec): boolean {
  const knows = (long: string) => spec.flags.some((flag) => flag.long === long);
  return (
    ["results", "failed", "out", "journal", "emulator-state"].some((long) => long in given) ||
    (knows("journal") && Boolean(env["BILLING_JOURNAL"])) ||
    (knows("emulator-state") && Boolean(env["BILLING_EMULATOR_STATE"])) ||
    (knows("config") && stdout.file !== undefined)
  );
}
