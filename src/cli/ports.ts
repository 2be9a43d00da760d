import type { Host } from "../host/host.ts";
import type { Embedded } from "./accounts/emulated.ts";
import type { Given } from "./args/option.ts";
import type { Terminal } from "./terminal.ts";

/** What every command has at hand besides its options. */
export interface Ports {
  readonly host: Host;
  readonly terminal: Terminal;
  readonly emulator: Embedded;
  readonly operands: readonly string[];
  /** The options before they were understood, for the record of a run. */
  readonly given: Given;
}
