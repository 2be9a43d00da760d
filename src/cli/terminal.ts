/** What a command prints and how it looks: the one place through which text leaves the program. */
import type { Warning } from "../domain/change.ts";
import { BillingError } from "../domain/errors.ts";
import { safeFailure } from "../domain/map-failure.ts";
import { isCiLog, withoutCommands } from "../domain/text/ci-log.ts";
import { safeText } from "../domain/text/safe-text.ts";
import { shortMessage } from "../domain/text/short-text.ts";
import type { Host } from "../host/host.ts";
import { terminal as stderrTerminal } from "../host/node-host.ts";
import { createSecrets, type Secrets } from "../domain/text/secrets.ts";
import { asFailure, failureText } from "../render/failure.ts";
import { preparePrinting, printMachine } from "../render/machine/machine.ts";
import { decideMask, maskFailure } from "../render/mask/mask.ts";
import { personalOptions } from "../render/mask/mask-run.ts";
import { maskAddresses } from "../render/mask/mask-text.ts";
import { createPersonal, type Personal } from "../render/mask/personal.ts";
import { fromHome } from "../render/text/from-home.ts";
import { createProgress, type Progress } from "../render/text/spinner.ts";
import { createStyle, decideColour, decideUnicode, type Style } from "../render/text/style.ts";
import {
  type List,
  type ListView,
  type Look,
  render,
  renderList,
  type View,
} from "../render/view.ts";
import { type Given, givenUnder } from "./args/option.ts";
import { machineFormats, outputFormats, usualMaxSize } from "./args/options/shared-options.ts";
import { asTold, outputFailure } from "./failure.ts";
import { widthOf } from "./show/width.ts";

export interface Terminal {
  /** Whether stdout is read by a program. */
  readonly isForPrograms: boolean;
  /** What is about a person, and masked in what people read; missing: nothing is. */
  readonly masks: Personal | undefined;
  /** Masks these paths as well, where anything is masked. */
  maskAlso(paths: readonly string[]): void;
  /** Nothing but errors on stderr. */
  readonly quiet: boolean;
  readonly debug: boolean;
  /** How stderr looks. */
  readonly errStyle: Style;
  /** What no text that leaves contains. */
  readonly secrets: Secrets;
  /** Prints a result in the format that was asked for. */
  show<Value>(view: View<Value>, value: Value): Promise<void>;
  /** A result of many items in that format: pieces for {@link Terminal.out}. */
  list<Item, End>(view: ListView<Item, End>): Promise<List<Item, End>>;
  /** Draws on stderr, for people, what a question is about. */
  preview<Value>(view: View<Value>, value: Value): Promise<void>;
  /** Text of a result. Where it cannot be written, the command goes on: see {@link Terminal.unwritten}. */
  out(text: string): Promise<void>;
  /** Why a result could not be written, and what became of what was asked. */
  unwritten(): BillingError | undefined;
  /** Nothing more of a result is read or can be written: what is only shown need not go on. */
  isDone(): boolean;
  /** Conversation; escaping is the caller's. */
  err(text: string): Promise<void>;
  /** A line for people, unless they asked for quiet or for a format for programs. */
  notice(text: string): Promise<void>;
  /** In a format for programs they wait for {@link Terminal.flush}, and a failure drops them: its document stands alone. */
  warn(warnings: readonly Warning[]): Promise<void>;
  /** Says what went wrong. @returns the exit code */
  fail(error: unknown): Promise<number>;
  /** What shows on stderr that something is waited for. */
  progress(): Promise<Progress>;
  /** Writes the warnings that wait. */
  flush(): Promise<void>;
  /** A path as it is printed: for people, short. */
  path(path: string): string;
}

/** The terminal that the options ask for: of them, what can be understood, for the others may be refused here. */
export function createTerminal(host: Host, given: Given): Terminal {
  const format = outputFormats.find((known) => known === given["output"]) ?? "table";
  const machine = machineFormats.find((known) => known === format);
  const flag = (["always", "never"] as const).find((known) => known === given["color"]) ?? "auto";
  const quiet = given["quiet"] === true;
  const debug = given["debug"] === true;
  const { env, home } = host;
  const isMasking = decideMask(typeof given["mask"] === "boolean" ? given["mask"] : undefined, env);
  let personal = isMasking ? createPersonal() : undefined;
  const forEyes = (text: string) =>
    personal === undefined || machine !== undefined ? text : maskAddresses(text);
  const styleOf = (stream: Host["stdout"]) =>
    createStyle({
      colour: decideColour({ flag, env, isTTY: stream.isTTY }),
      columns: widthOf(stream, env),
      isScreen: stream.isTTY,
      unicode: decideUnicode(env),
    });
  const outStyle = styleOf(host.stdout);
  const errStyle = styleOf(host.stderr);
  const lookOf = (style: Style, stream: Host["stdout"]): Look => ({
    style,
    width: widthOf(stream, env),
    mask: personal,
    maxSize: Number(givenUnder(given, "max-size") ?? usualMaxSize),
    now: host.now(),
    home,
  });

  const secrets = createSecrets();
  const forPeople = isCiLog(env) ? withoutCommands : (text: string) => text;
  const waiting: Warning[] = [];
  /** A configuration that several accounts are read from warns of the same for each. */
  const warned = new Set<string>();
  const printWarnings = async (warnings: readonly Warning[]): Promise<void> => {
    for (const { message } of warnings) {
      await terminal.err(
        `${errStyle.warning("warning:")} ${safeText(forEyes(shortMessage(secrets.redact(message))))}\n`,
      );
    }
  };
  let refused: { readonly cause: unknown } | undefined;
  let fate: string | undefined;
  const terminal: Terminal = {
    isForPrograms: machine !== undefined,
    get masks() {
      return machine === undefined ? personal : undefined;
    },
    maskAlso(paths) {
      if (personal !== undefined) personal = createPersonal(paths);
    },
    quiet,
    debug,
    errStyle,
    secrets,
    show: async (view, value) => {
      fate = view.fate?.(value);
      const safe = secrets.redactValue(value);
      await terminal.out(await render(view, format, safe, lookOf(outStyle, host.stdout)));
    },
    list: async (view) => {
      await preparePrinting(format);
      const list = renderList(view, format, lookOf(outStyle, host.stdout));
      return {
        item: (item) => list.item(secrets.redactValue(item)),
        earlier: (item) => list.earlier?.(secrets.redactValue(item)),
        end: (end) => {
          fate = view.fate?.(end);
          return list.end(secrets.redactValue(end));
        },
      };
    },
    preview: async (view, value) =>
      terminal.err(
        await render(view, "table", secrets.redactValue(value), lookOf(errStyle, host.stderr)),
      ),
    out: async (text) => {
      if (refused !== undefined) return;
      try {
        // A document was redacted before it was printed: its text has keys, which stay.
        await host.stdout.write(machine === undefined ? forPeople(secrets.redact(text)) : text);
      } catch (cause) {
        refused = { cause };
      }
    },
    isDone: () => refused !== undefined || host.stdout.isUnread === true,
    unwritten: () => refused && outputFailure(refused.cause, fate),
    err: (text) => host.stderr.write(forPeople(secrets.redact(text))),
    notice: async (text) => {
      if (!quiet && machine === undefined)
        await terminal.err(`${errStyle.dim(safeText(forEyes(text)))}\n`);
    },
    warn: async (given) => {
      if (quiet) return;
      const warnings = given.filter(({ message }) => !warned.has(message));
      for (const { message } of warnings) warned.add(message);
      if (machine === undefined) await printWarnings(warnings);
      else waiting.push(...warnings);
    },
    async fail(thrown) {
      waiting.length = 0;
      const unwritten = terminal.unwritten();
      const whole = asTold(thrown, { unwritten, interrupted: host.interrupted });
      const error =
        whole instanceof BillingError ? safeFailure(whole, (text) => secrets.redact(text)) : whole;
      if (machine === undefined) {
        const told =
          personal !== undefined && error instanceof BillingError
            ? maskFailure(personal, error, undefined, personalOptions(personal, given))
            : error;
        await terminal.err(failureText(told, errStyle, { debug }));
      } else {
        const { failureDocument } = await import("../render/machine/failure-json.ts");
        const form = machine === "ndjson" ? "ndjson" : "json";
        const document = secrets.redactValue(failureDocument(error));
        await host.stderr.write(await printMachine(document, form));
      }
      return asFailure(error).exitCode;
    },
    progress: () =>
      createProgress({
        stream: stderrTerminal(),
        quiet: quiet || debug,
        term: env["TERM"],
        unicode: errStyle.unicode,
      }),
    flush: () => printWarnings(waiting.splice(0)),
    path: (path) => (machine === undefined ? fromHome(path, home) : path),
  };
  return terminal;
}
