/** One customer in an editor, and what was changed in it carried out. */
import { join } from "node:path";

import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import { withAnotherHint } from "../../domain/map-failure.ts";
import { decodeRecord } from "../../providers/wire/record.ts";
import { expectationOf } from "../../update/expectation.ts";
import { type CustomerRead, secretWarning } from "../../update/read-customer.ts";
import type { SingleConnection } from "../accounts/open.ts";
import type { ChangeOptions } from "../args/options/change-options.ts";
import type { ConnectionOptions } from "../args/options/shared-options.ts";
import type { Host } from "../../host/host.ts";
import { canAsk } from "../confirm.ts";
import { performUpdate } from "../perform-update.ts";
import type { Ports } from "../ports.ts";
import { stateDirectoryIfAny } from "../state-directory.ts";
import { commonForm } from "./common-form.ts";
import { createDraft, type Draft } from "./draft.ts";
import { editText } from "./edit-text.ts";
import type { Editor } from "./editor-command.ts";
import { keepTyped, keptText, leftOutWarning, restoreRecord } from "./kept-text.ts";
import { nativeForm } from "./native-form.ts";
import { understand } from "./understand.ts";

type Options = ChangeOptions &
  ConnectionOptions & { readonly native: boolean; readonly unlisted: boolean };

/** @returns the exit code */
export async function editCustomer(
  ports: Pick<Ports, "host" | "terminal">,
  options: Options,
  connection: SingleConnection,
  { editor, read }: { readonly editor: Editor; readonly read: CustomerRead },
): Promise<number> {
  const { host, terminal } = ports;
  const { provider, secrets } = connection;
  await terminal.warn(secretWarning(provider, secrets, read.native));
  const shown = withoutSecrets(connection, read);
  const form = options.native ? nativeForm(connection, shown) : commonForm(connection, shown);
  const draft = await createDraft(draftDirectories(host, options), read.id);
  const kept = keptText(terminal.path(draft.path), read.id, provider.id, options);
  const { name } = draft;
  const subject = { connection, form, read, shown, unlisted: options.unlisted, name };
  /** @returns whether the text is kept */
  const keep = async (): Promise<boolean> => {
    await restoreRecord(draft, form.text, async (text) => {
      const found = await understand(subject, text);
      return "complaints" in found ? undefined : found.patch;
    }).catch(() => undefined);
    return keepTyped(draft, form.text);
  };
  let hasFailed = false;
  const told = async (error: BillingError): Promise<BillingError> => {
    hasFailed = true;
    return (await keep()) ? withAnotherHint(error, kept) : error;
  };
  try {
    const { patch, leftOut } = await editText({
      host,
      editor,
      draft,
      text: form.text,
      understand: (bytes) => understand(subject, bytes),
      mayReopen: !options.noInput,
      isSeen: canAsk(host, false),
      redact: (text) => secrets.redact(text),
    });
    await terminal.warn(leftOutWarning(leftOut));
    const code = await performUpdate(ports, options, connection, {
      // Another customer may have the caller's id by now.
      ref: { kind: "id", reference: read.id },
      patch,
      ...compact({ expected: expectationOf({ base: read.customer }, patch, "it was opened") }),
      told,
    });
    if (!hasFailed) await finish(ports, options, { draft, keep, kept });
    return code;
  } catch (error) {
    // After a bug, the text stays where it is.
    throw error instanceof BillingError ? await told(error) : error;
  }
}

/** The customer as it may be kept. */
function withoutSecrets({ provider, secrets }: SingleConnection, read: CustomerRead): CustomerRead {
  const native = secrets.redactValue(read.native);
  return native === read.native
    ? read
    : { ...read, native, customer: decodeRecord(provider, native) };
}

/** Where a text outlives this process and this machine's next start, and where it does not. */
function draftDirectories(host: Host, options: Options): readonly string[] {
  const state = stateDirectoryIfAny(host, options);
  return [...(state === undefined ? [] : [join(state, "edits")]), host.temporary];
}

interface Finishing {
  readonly draft: Draft;
  readonly keep: () => Promise<boolean>;
  /** Where the text is, in words. */
  readonly kept: string;
}

/** What came of a dry run may be wanted in earnest. */
async function finish(
  { terminal }: Pick<Ports, "terminal">,
  { dryRun, asCurl, out }: Options,
  { draft, keep, kept }: Finishing,
): Promise<void> {
  const isTrial = (dryRun || asCurl === true) && out === undefined;
  const canTell = !terminal.quiet && !terminal.isForPrograms;
  if (!isTrial || !canTell) return draft.remove();
  if (await keep()) await terminal.notice(kept);
}
