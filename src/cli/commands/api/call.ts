/** `billing api`: one call, as it stands. */
import { compact } from "../../../domain/compact.ts";
import { BillingError } from "../../../domain/errors.ts";
import { type HttpRequest, type HttpResponse, NoAnswer } from "../../../domain/exchange.ts";
import { type Json, parseJson, printJson } from "../../../domain/json.ts";
import { escapeControls, safeJson } from "../../../domain/text/safe-text.ts";
import { accountLines } from "../../../render/change/account-line.ts";
import { knownAccount } from "../../../update/known-account.ts";
import { announce } from "../../show/announce.ts";
import { requestIdOf } from "../../../providers/wire/answers.ts";
import { failureIn, isSuccess } from "../../../providers/wire/failures.ts";
import { isProvenRefusal } from "../../../providers/wire/write-answer.ts";
import { accountLabel, locationOf } from "../../../update/saved/seal.ts";
import { openConnection, type SingleConnection } from "../../accounts/open.ts";
import type { Handler } from "../../args/command.ts";
import { inputsOf, readSource } from "../../args/input-files.ts";
import { overlookedJson } from "../../args/overlooked.ts";
import { canAsk, isConfirmed } from "../../confirm.ts";
import { journalOf } from "../../journal.ts";
import type { Ports } from "../../ports.ts";
import type { ApiOptions } from "./call.command.ts";
import { nextPage } from "./next-page.ts";
import { isRead, rawRequest } from "./raw-request.ts";

export const handle: Handler<ApiOptions> = async (options, ports) => {
  const { operands } = ports;
  const [method = "", path = ""] = operands;
  const connection = await openConnection(ports, options);
  const { provider, account } = connection;
  const body = await bodyOf(ports, options.file);
  const request = rawRequest(provider, account, { method, path, headers: options.header, body });
  if (isRead(provider, account, request)) return read(ports, options, connection, request);
  if (options.paginate) {
    throw BillingError.usage([
      { location: { name: "--paginate" }, message: `${request.method} ${path} is no list` },
    ]);
  }
  if (options.file === undefined) {
    await ports.terminal.warn(await overlookedJson(ports.host, "for the body add --file -"));
  }
  return write(ports, options, connection, request);
};

async function read(
  ports: Ports,
  options: ApiOptions,
  connection: SingleConnection,
  first: HttpRequest,
): Promise<number> {
  const { provider } = connection;
  let request: HttpRequest | undefined = { ...first, repeatable: true };
  while (request !== undefined) {
    const response = await answerTo(connection, request);
    const page = await shown(ports, response);
    checkSuccess(connection, response, request);
    request =
      options.paginate && page !== undefined && !ports.terminal.isDone()
        ? nextPage(provider, request, page)
        : undefined;
  }
  return 0;
}

async function write(
  ports: Ports,
  options: ApiOptions,
  connection: SingleConnection,
  request: HttpRequest,
): Promise<number> {
  const { host, terminal } = ports;
  const { provider, account } = connection;
  const known = knownAccount(provider, account);
  const what = `${request.method} ${request.url.slice(account.baseUrl.length)}`;
  const isConfirmedUnseen = options.yes || options.confirm === "never";
  const isAsked = !isConfirmedUnseen && canAsk(host, options.noInput);
  const where = accountLines(known, terminal.errStyle).map((line) => `${line}\n`);
  const question = `${provider.title}: ${request.method} ${request.url}\n${where.join("")}It is sent as it stands, and cannot be undone from here. Send it? [y/N] `;
  if (!isConfirmedUnseen && !(isAsked && (await isConfirmed(host, terminal, question)))) {
    throw new BillingError(
      "declined",
      isAsked
        ? "declined; nothing was sent"
        : `${what} is a write: nobody was asked, and nothing was sent`,
      { provider: provider.id, hint: "confirm it with --yes" },
    );
  }
  // Before it is written down: what was interrupted here was not sent.
  connection.beginWrite({ noun: "call" });
  const journal = options.noJournal ? undefined : journalOf(ports, options);
  const changeId = journal?.newChange() ?? "";
  await journal?.intent(
    compact({
      changeId,
      provider: provider.id,
      baseUrl: locationOf(account),
      account: accountLabel(account),
      known,
      id: "",
      name: what,
      fields: [],
      changes: [],
      raw: compact({ method: request.method, url: request.url, body: request.body }),
      timeout: account.timeout,
    }),
  );
  const settle = async (outcome: "updated" | "failed" | "unknown", requestId?: string) => {
    const warning = await journal?.result(compact({ changeId, outcome, requestId }));
    if (warning !== undefined) await terminal.warn([warning]);
  };
  await announce(terminal, { provider: provider.id, account: known });
  let response: HttpResponse;
  try {
    response = await answerTo(connection, request);
  } catch (error) {
    await settle(error instanceof BillingError && error.kind === "unknown" ? "unknown" : "failed");
    throw error;
  }
  const isDone = isSuccess(provider, response);
  const isRefused = !isDone && isProvenRefusal(provider, response);
  const isPromised = isDone && response.status === 202;
  await settle(
    isDone && !isPromised ? "updated" : isRefused ? "failed" : "unknown",
    requestIdOf(provider, response),
  );
  await shown(ports, response);
  if (!isDone && !isRefused) {
    throw new BillingError(
      "unknown",
      `${provider.title} answered ${response.status}: whether it was carried out is not known`,
      { provider: provider.id, hint: "look before you send it again" },
    );
  }
  checkSuccess(connection, response, request);
  if (isPromised) {
    await terminal.notice(`${provider.title} only promised it (202): look whether it was done`);
  }
  if (journal !== undefined) await terminal.notice(`recorded as change ${changeId}`);
  return 0;
}

/** @throws {BillingError} `unknown` for a write that may have arrived, else `unavailable` */
async function answerTo(
  { provider, send }: SingleConnection,
  request: HttpRequest,
): Promise<HttpResponse> {
  try {
    return await send(request);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const isRead = request.repeatable === true;
    const isUnclear = error.sent && !isRead;
    const isInterrupted = error.code === "ABORTED" && !isUnclear;
    const what = isInterrupted ? "interrupted" : `no usable answer came: ${error.message}`;
    const fate = isUnclear ? "whether it was carried out is not known" : "nothing was changed";
    throw new BillingError(
      isUnclear ? "unknown" : isInterrupted ? "interrupted" : "unavailable",
      isRead ? what : `${what}; ${fate}`,
      { provider: provider.id, cause: error, ...compact({ hint: error.hint }) },
    );
  }
}

function checkSuccess(
  { provider, account }: SingleConnection,
  response: HttpResponse,
  { method, url }: HttpRequest,
): void {
  if (isSuccess(provider, response)) return;
  throw failureIn(provider, response, `${method} ${url.slice(account.baseUrl.length)}`, account);
}

/** Prints the body; what it holds of JSON. */
async function shown({ terminal }: Ports, { body }: HttpResponse): Promise<Json | undefined> {
  if (body.trim() === "") return undefined;
  let json: Json;
  try {
    json = parseJson(body);
  } catch {
    await terminal.out(`${escapeControls(body.trimEnd())}\n`);
    return undefined;
  }
  await terminal.out(`${safeJson(printJson(terminal.secrets.redactValue(json), 2))}\n`);
  return json;
}

async function bodyOf(ports: Ports, file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const source = await readSource(inputsOf(ports), "--file", file);
  if ("complaints" in source) throw BillingError.usage(source.complaints);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(source.bytes);
  } catch {
    throw BillingError.usage([{ location: { name: "--file" }, message: "it is not UTF-8 text" }]);
  }
}
