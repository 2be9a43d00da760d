/** What a check found, as a document and as text. */
import { compact } from "../../../domain/compact.ts";
import { errorDocument } from "../../../domain/documents/errors/error-document.ts";
import type { ConfigCheckDocument } from "../../../domain/documents/setup.ts";
import { accountWords } from "../../../render/change/account-line.ts";
import { failureText } from "../../../render/failure.ts";
import { recordsCsv } from "../../../render/fields/choose.ts";
import { columnsNamed } from "../../../render/fields/lists.ts";
import { columnsOf } from "../../../render/text/text-columns.ts";
import type { Look, View } from "../../../render/view.ts";
import type { Checked } from "./check-provider.ts";

/** Seconds that two clocks may differ by without a word: the header is rounded, and the answer was under way. */
const tolerated = 5;

type Checks = readonly Checked[];

const document = (checks: Checks) => ({ providers: checks.map(checkDocument) });
const csv = recordsCsv(
  columnsNamed(
    ..."provider profile ok configured reachable accepted read write clockSeconds".split(" "),
    ..."account baseUrl settings credential.kind credential.name credential.look".split(" "),
    ..."error.code error.message error.hint".split(" "),
  ),
  (checks: Checks) => checks.map(checkRecord),
);
export const checkView: View<Checks> = { document, draw: { table: checksText, csv } };
/** The accounts alone. */
export const shortView: View<Checks> = { document, draw: { table: accountsText, csv } };

function checkRecord(checked: Checked): object {
  const { settings, ...found } = checkDocument(checked);
  const { known = {} } = checked;
  return {
    ...found,
    account: accountWords(known).join(", "),
    settings: Object.entries(settings)
      .map(([name, value]) => `${name} ${value}`)
      .join(", "),
  };
}

function checkDocument(checked: Checked): ConfigCheckDocument["providers"][number] {
  const { provider, profile, account, reachable, accepted, read, clockSeconds, error } = checked;
  const { known } = checked;
  return {
    provider: provider.id,
    title: provider.title,
    ...compact({ profile, account: known, baseUrl: account?.baseUrl }),
    settings: account?.values ?? {},
    ...compact({ credential: credentialOf(checked) }),
    configured: account !== undefined,
    ...compact({ reachable, accepted, read }),
    ...(read === true ? { write: "not tried" } : {}),
    ...compact({ clockSeconds }),
    ok: error === undefined,
    ...compact({ error: error && errorDocument(error) }),
  };
}

function checksText(checks: readonly Checked[], look: Look): string {
  const rows = checks.map((checked) => {
    const { provider, account, reachable, accepted, read, error } = checked;
    return [
      provider.id,
      error === undefined ? "ok" : "failed",
      yesNo(account !== undefined),
      yesNo(reachable),
      yesNo(accepted),
      yesNo(read),
      read === true ? "not tried" : "-",
      clockText(checked),
      accountText(checked),
    ];
  });
  const header = "PROVIDER STATE CONFIGURED REACHABLE KEY READ WRITE CLOCK ACCOUNT".split(" ");
  return columnsOf([header, ...rows], look.width) + failuresText(checks, look);
}

function accountsText(checks: readonly Checked[], look: Look): string {
  const rows = checks.map((checked) => [
    checked.provider.id,
    checked.error === undefined ? "ok" : "failed",
    accountText(checked),
  ]);
  return (
    columnsOf([["PROVIDER", "STATE", "ACCOUNT"], ...rows], look.width) + failuresText(checks, look)
  );
}

function failuresText(checks: readonly Checked[], { style }: Look): string {
  return checks
    .flatMap(({ provider, error }) =>
      error === undefined ? [] : [`\n${provider.title}\n${failureText(error, style)}`],
    )
    .join("");
}

const yesNo = (known: boolean | undefined) => (known === undefined ? "-" : known ? "yes" : "no");

function clockText({ clockSeconds }: Checked): string {
  if (clockSeconds === undefined) return "-";
  if (Math.abs(clockSeconds) <= tolerated) return "in step";
  return clockSeconds > 0 ? `${clockSeconds} s ahead` : `${-clockSeconds} s behind`;
}

/** What names it, whether it is live, settings, address, and where the credential came from. */
function accountText(checked: Checked): string {
  const { account, known } = checked;
  if (account === undefined || known === undefined) return "-";
  const credential = credentialOf(checked);
  const { baseUrl: _address, ...names } = known;
  const others = Object.entries(account.values).filter(
    ([name]) => known.facts?.[name] === undefined,
  );
  return [
    ...accountWords(names),
    ...others.map(([name, value]) => `${name} ${value}`),
    account.baseUrl,
    ...(credential === undefined ? [] : [`key from ${credential.look ?? credential.name}`]),
  ].join(", ");
}

/** Of the first credential: of another the account has no need. */
function credentialOf({ account }: Checked) {
  const [name] = Object.keys(account?.secrets ?? {});
  return name === undefined ? undefined : account?.origins[name];
}
