/** What a command says and how it looks: the one place through which text leaves the program. */
import type { Warning } from "../domain/change.ts";
import { redactor } from "../http/print/redact.ts";
import type { Host } from "../host/host.ts";
import { failureDocument, failureText } from "../render/failure.ts";
import { type MachineFormat, printMachine } from "../render/machine/machine.ts";
import { isCiLog, withoutCommands } from "../domain/text/ci-log.ts";
import { safeText } from "../domain/text/safe-text.ts";
import { createStyle, decideColour, decideUnicode, type Style } from "../render/text/style.ts";
import { machineFormats, type OutputFormat } from "./args/shared-options.ts";

export interface Terminal {
  readonly format: OutputFormat;
  /** The form, where it is one for programs. */
  readonly machine: MachineFormat | undefined;
  /** Looks of stdout and of stderr, each decided for itself. */
  readonly outStyle: Style;
  readonly errStyle: Style;
  readonly quiet: boolean;
  readonly debug: boolean;
  /** From now on no text that leaves contains it. */
  hide(secret: string): void;
  /** The result. */
  out(text: string): Promise<void>;
  /** Conversation; escaping is the caller's. */
  err(text: string): Promise<void>;
  /** A line for people, unless they asked for quiet or for a form for programs. */
  notice(text: string): Promise<void>;
  /** In a form for programs they wait for {@link Terminal.flush}, and a failure drops them: its document stands alone. */
  warn(warnings: readonly Warning[]): Promise<void>;
  fail(error: unknown): Promise<void>;
  /** Writes the warnings that wait. */
  flush(): Promise<void>;
  /** Masks what must not leave. */
  redact(text: string): string;
  /** The same in what holds customers' records, for files as well: texts too short to tell from ordinary words stay. */
  redactResult(text: string): string;
}

/** Shorter ones would mask ordinary words of a customer's record. */
const shortestMaskedInResults = 8;

export function createTerminal(
  host: Host,
  options: {
    readonly format: OutputFormat;
    readonly color: "auto" | "always" | "never";
    readonly quiet: boolean;
    readonly debug: boolean;
  },
): Terminal {
  const { format, color: flag, quiet, debug } = options;
  const { env } = host;
  const styleOf = (stream: Host["stdout"]) =>
    createStyle({
      colour: decideColour({ flag, env, isTTY: stream.isTTY }),
      columns: stream.columns ?? columnsFrom(env["COLUMNS"]),
      unicode: decideUnicode(env),
    });
  const secrets = new Set<string>();
  let redact = redactor([]);
  let redactResult = redactor([]);
  const errStyle = styleOf(host.stderr);
  const forPeople = isCiLog(env) ? withoutCommands : (text: string) => text;

  const machine = machineFormats.find((known) => known === format);
  const waiting: Warning[] = [];
  /** A configuration that several accounts are read from has the same to say for each. */
  const told = new Set<string>();
  const printWarnings = async (warnings: readonly Warning[]): Promise<void> => {
    for (const { message } of warnings) {
      await terminal.err(`${errStyle.warning("warning:")} ${safeText(message)}\n`);
    }
  };
  const terminal: Terminal = {
    format,
    machine,
    outStyle: styleOf(host.stdout),
    errStyle,
    quiet,
    debug,
    hide(secret) {
      secrets.add(secret);
      redact = redactor([...secrets]);
      redactResult = redactor(
        [...secrets].filter(({ length }) => length >= shortestMaskedInResults),
      );
    },
    redact: (text) => redact(text),
    redactResult: (text) => redactResult(text),
    out: (text) =>
      host.stdout.write(machine === undefined ? forPeople(redactResult(text)) : redactResult(text)),
    err: (text) => host.stderr.write(forPeople(redact(text))),
    notice: async (text) => {
      if (!quiet && machine === undefined) await terminal.err(`${errStyle.dim(safeText(text))}\n`);
    },
    warn: async (given) => {
      if (quiet) return;
      const warnings = given.filter(({ message }) => !told.has(message));
      for (const { message } of warnings) told.add(message);
      if (machine === undefined) await printWarnings(warnings);
      else waiting.push(...warnings);
    },
    async fail(error) {
      waiting.length = 0;
      if (machine === undefined) await terminal.err(failureText(error, errStyle, { debug }));
      else {
        const form = machine === "ndjson" ? "ndjson" : "json";
        await host.stderr.write(redact(await printMachine(failureDocument(error), form)));
      }
    },
    flush: () => printWarnings(waiting.splice(0)),
  };
  return terminal;
}

function columnsFrom(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,3}$/u.test(text) ? Number(text) : undefined;
}
