/** Whether a command line names files to be written, and what they are. */
import { compact } from "../../domain/compact.ts";
import type { Host } from "../../host/host.ts";
import { emulatorStateDirectory, isEmulatorStateNamed } from "../state-directory.ts";
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

/**
 * Looks at everything that a command line names to be written.
 *
 * @throws {BillingError} usage: writing one of them would destroy another, or a configuration
 */
export async function checkWrittenFiles(
  host: Host,
  given: Given,
  operands: readonly string[],
  spec: CommandSpec,
): Promise<void> {
  const { checkOutputFiles } = await import("../output-files.ts");
  const { env, stdout } = host;
  const textOf = (long: string) => {
    const value = given[long];
    return typeof value === "string" ? value : undefined;
  };
  const knows = (long: string) => spec.flags.some((flag) => flag.long === long);
  const plan = operands[spec.operands.findIndex(({ name }) => name === "plan")];
  const state = textOf("emulator-state");
  await checkOutputFiles(
    host,
    {
      config: textOf("config"),
      from: textOf("from"),
      plan,
      file: textOf("file"),
      metadataFile: textOf("metadata-file"),
      results: textOf("results"),
      failed: textOf("failed"),
      out: textOf("out"),
      journal: textOf("journal"),
    },
    [],
    compact({
      journal: knows("journal") ? env["BILLING_JOURNAL"] || undefined : undefined,
      emulatorState:
        knows("emulator-state") && isEmulatorStateNamed(host, state)
          ? emulatorStateDirectory(host, state)
          : undefined,
      printsTo: knows("config") ? stdout.file : undefined,
    }),
  );
}
