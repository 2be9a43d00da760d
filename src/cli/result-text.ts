/** Results on stdout. */
import type { UpdateOutcome } from "../domain/change.ts";
import { compact } from "../domain/compact.ts";
import { variableName } from "../config/environment.ts";
import { printJson } from "../domain/json.ts";
import { shellWord } from "../domain/text/shell-word.ts";
import type { Host } from "../host/host.ts";
import { asCurl } from "../http/print/curl.ts";
import { secretHeaders } from "../providers/wire/authorize.ts";
import { outcomeView } from "../render/change/views.ts";
import { decideMask, maskOutcome } from "../render/mask/mask.ts";
import { type Look, render, type View } from "../render/view.ts";
import type { GivenOptions, Invocation } from "./args/command.ts";
import type { Session } from "./accounts/open.ts";
import type { Terminal } from "./terminal.ts";

export function masksFor({ env }: Host, options: GivenOptions): boolean {
  return decideMask(options.onOff("mask"), env);
}

/** The outcome as people are to see it: masked where that is wanted. */
export function shownOutcome(
  host: Host,
  options: GivenOptions,
  outcome: UpdateOutcome,
): UpdateOutcome {
  return masksFor(host, options) ? maskOutcome(outcome) : outcome;
}

/** How people are to see a result on stdout. */
export function lookFor(
  { host, options }: Pick<Invocation, "host" | "options">,
  terminal: Terminal,
) {
  const { outStyle: style } = terminal;
  return { style, mask: masksFor(host, options), now: host.now(), home: host.home } satisfies Look;
}

/** Puts a result on stdout, in the asked form. */
export async function show<Value>(
  invocation: Pick<Invocation, "host" | "options">,
  terminal: Terminal,
  view: View<Value>,
  value: Value,
): Promise<void> {
  const look = lookFor(invocation, terminal);
  await terminal.out(await render(view, terminal.format, value, look));
}

/** What stdout gets of an update: its view, or a command line. */
export async function showOutcome(
  invocation: Invocation,
  { terminal, session }: { readonly terminal: Terminal; readonly session: Session },
  outcome: UpdateOutcome,
): Promise<void> {
  const { options } = invocation;
  const { request, changeId, changes } = outcome;
  if (options.has("as-curl") && request !== undefined) {
    await terminal.out(`${curlCommand(session, request)}\n`);
    return;
  }
  const undo =
    changeId === undefined || changes.every(({ unreadable }) => unreadable)
      ? undefined
      : ["billing undo", changeId, ...accountWords(options)].join(" ");
  await show(invocation, terminal, outcomeView, {
    outcome,
    ...compact({ undo }),
    showUnchanged: options.has("show-unchanged"),
    secretHeaders: Object.keys(secretHeaders(session.provider, session.account)),
  });
}

/** What leads another command to the same account. */
export function accountWords(options: GivenOptions): readonly string[] {
  return [
    ...(options.has("emulator") ? ["--emulator"] : []),
    ...["emulator-state", "profile", "config", "base-url"].flatMap((long) => {
      const value = options.text(long);
      return value === undefined ? [] : [`--${long}`, shellWord(value)];
    }),
  ];
}

/** With variables of the shell in place of what is secret or new each time. */
function curlCommand(
  { provider, account }: Session,
  { method, url, headers, body }: NonNullable<UpdateOutcome["request"]>,
): string {
  const secrets = Object.entries(secretHeaders(provider, account)).map(
    ([name, { setting, bearer }]) => {
      const variable = `$${variableName(provider.id, setting)}`;
      return [name, bearer ? `Bearer ${variable}` : variable] as const;
    },
  );
  const { header } = provider.idempotency ?? {};
  const { [header ?? ""]: _key, ...others } = headers;
  return asCurl(
    { method, url, headers: others, body: printJson(body) },
    {
      ...Object.fromEntries(secrets),
      ...(header === undefined ? {} : { [header]: "$(uuidgen)" }),
    },
  );
}
