/** What a command prints and how it looks: the one place through which text leaves the program. */
import type { UpdateOutcome, Warning } from "../domain/change.ts";
import { BillingError } from "../domain/errors.ts";
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
import type { StepSummary } from "./show/step-summary.ts";
import { spelled, spelledMasks } from "../render/text/signs.ts";
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
import { asTold, outputFailure, shortFailure } from "./failure.ts";
import type { Annotations } from "./show/annotate.ts";
import { fitTo, widthOf } from "./show/width.ts";

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
  /** Text of a result. Where it cannot be written, the command goes on: see {@link Terminal.finish}. */
  out(text: string): Promise<void>;
  /** Writes the step's summary. @returns why a result could not be written, and what became of what was asked */
  finish(): Promise<BillingError | undefined>;
  /** Nothing more of a result is read or can be written: what is only shown need not go on. */
  isDone(): boolean;
  /** Conversation; escaping is the caller's. */
  err(text: string): Promise<void>;
  /** A line for people, unless they asked for quiet or for a format for programs. */
  notice(text: string): Promise<void>;
  /** In a format for programs they wait for {@link Terminal.flush}, and a failure drops them: its document stands alone. */
  warn(warnings: readonly Warning[]): Promise<void>;
  /**
   * Says what went wrong.
   *
   * @param outcome what it is about, where it came to that: what it says of a person is masked in the error as well
   * @returns the exit code
   */
  fail(error: unknown, outcome?: UpdateOutcome): Promise<number>;
  /** What shows on stderr that something is waited for. */
  progress(): Progress;
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
  const [quiet, debug] = [given["quiet"] === true, given["debug"] === true];
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
  const maxSize = givenUnder(given, "max-size");
  const lookOf = (style: Style, stream: Host["stdout"]): Look => ({
    style,
    width: widthOf(stream, env),
    mask: personal,
    maxSize: Number(maxSize ?? usualMaxSize),
    now: host.now(),
    home,
  });
  /** Opened when it is needed: what is masked is known by then. */
  let opened: Promise<StepSummary | undefined> | undefined;
  const summaryOf = async () =>
    given["summary"] === true ? (opened ??= openSummary()) : undefined;
  const openSummary = async () => {
    const { openStepSummary } = await import("./show/step-summary.ts");
    const summary = await openStepSummary(host, lookOf(outStyle, host.stdout), maxSize);
    if (summary?.isFull === true) {
      const message = "the step's summary is full: GitHub takes 1,048,576 bytes of one step";
      await terminal.warn([{ code: "summary_full", message }]);
    }
    return summary;
  };

  const secrets = createSecrets();
  const isLog = isCiLog(env);
  const inSigns = (text: string) => (personal ? spelledMasks(text, errStyle) : text);
  const forPeople = (text: string) => (isLog ? withoutCommands(inSigns(text)) : inSigns(text));
  const waiting: Warning[] = [];
  /** A configuration that several accounts are read from warns of the same for each. */
  const warned = new Set<string>();
  const printWarnings = async (warnings: readonly Warning[]): Promise<void> => {
    for (const { message } of warnings) {
      const text = forEyes(shortMessage(secrets.redact(message)));
      const lines = fitTo(host.stderr, env, `warning: ${spelled(safeText(text), errStyle)}`);
      await terminal.err(`${lines.replace("warning:", (head) => errStyle.warning(head))}\n`);
      await annotate(({ warning }) => warning(text));
    }
  };
  /** A command to the log, beside the line for people. */
  const annotate = async (text: (annotations: Annotations) => string): Promise<void> => {
    if (env["GITHUB_ACTIONS"] !== "true") return;
    const { annotationsFor } = await import("./show/annotate.ts");
    await host.stderr.write(secrets.redact(text(annotationsFor(host))));
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
      await (await summaryOf())?.show(view, safe);
      await terminal.out(await render(view, format, safe, lookOf(outStyle, host.stdout)));
      if (quiet || machine !== undefined) return;
      for (const { message } of view.warnings?.(safe, { mask: personal }) ?? []) {
        await annotate(({ warning }) => warning(shortMessage(message)));
      }
    },
    list: async (view) => {
      await preparePrinting(format);
      const list = renderList(view, format, lookOf(outStyle, host.stdout));
      const both = (await summaryOf())?.beside(view, list) ?? list;
      return {
        ...both,
        item: (item) => both.item(secrets.redactValue(item)),
        earlier: (item) => both.earlier?.(secrets.redactValue(item)),
        end: (end) => {
          fate = view.fate?.(end);
          return both.end(secrets.redactValue(end));
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
    async finish() {
      const cause = await (await summaryOf())?.write();
      if (refused !== undefined) return outputFailure(refused.cause, fate);
      return cause === undefined ? undefined : outputFailure(cause, fate, "the step's summary");
    },
    err: (text) => host.stderr.write(forPeople(secrets.redact(text))),
    notice: async (text) => {
      const lines = fitTo(host.stderr, env, spelled(safeText(forEyes(text)), errStyle));
      if (!quiet && machine === undefined) await terminal.err(`${errStyle.dim(lines)}\n`);
    },
    warn: async (given) => {
      if (quiet) return;
      const warnings = given.filter(({ message }) => !warned.has(message));
      for (const { message } of warnings) warned.add(message);
      if (machine === undefined) await printWarnings(warnings);
      else waiting.push(...warnings);
    },
    async fail(thrown, outcome) {
      waiting.length = 0;
      const said = (unwritten: BillingError | undefined) =>
        shortFailure(asTold(thrown, { unwritten, interrupted: host.interrupted }), (text) =>
          secrets.redact(text),
        );
      const masked = (error: unknown) =>
        personal !== undefined && error instanceof BillingError
          ? maskFailure(personal, error, outcome, personalOptions(personal, given))
          : error;
      (await summaryOf())?.fail(masked(said(refused && outputFailure(refused.cause, fate))));
      const error = said(await terminal.finish());
      if (machine === undefined) {
        const told = masked(error);
        await terminal.err(spelled(failureText(told, errStyle, { debug }), errStyle));
        await annotate(({ failure }) => failure(told));
      } else {
        const { failureDocument } = await import("../render/machine/failure-json.ts");
        const form = machine === "ndjson" ? "ndjson" : "json";
        const document = secrets.redactValue(failureDocument(error));
        await host.stderr.write(await printMachine(document, form));
      }
      return asFailure(error).exitCode;
    },
    progress: () =>
      createProgress(stderrTerminal(), {
        quiet: quiet || debug,
        term: env["TERM"],
        unicode: errStyle.unicode,
        clock: host,
      }),
    flush: () => printWarnings(waiting.splice(0)),
    path: (path) => (machine === undefined ? fromHome(path, home) : path),
  };
  return terminal;
}
