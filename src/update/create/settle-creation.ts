/** Makes sure of what became of a creation whose answer does not prove it, by looking for the customer. */
import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import { shellWord } from "../../domain/text/shell-word.ts";
import { verifyUpdate } from "../../plan/verify.ts";
import { asCreated } from "../../providers/creation.ts";
import type { Standing } from "../../providers/wire/write-answer.ts";
import { type Pending, refused, type Updated, verified } from "../outcomes.ts";
import type { CustomerRead } from "../read-customer.ts";
import { turnsOf } from "../record-change.ts";
import { pauses, type Waiting } from "../write/look.ts";
import {
  type Found,
  lookForMade,
  madeAt,
  ownIdOf,
  type Search,
  type SearchWords,
  searchWords,
  slack,
} from "./find-made.ts";
import type { IfExists } from "./if-exists.ts";
import type { CreatingConnection } from "./plan-creation.ts";

interface Looking extends Waiting {
  readonly search: Search;
}

/** Why nobody can say what came of it. */
interface Unclear {
  /** In words. */
  readonly why: string;
  /** What the provider said. */
  readonly error?: BillingError | undefined;
}

/**
 * After silence, or an answer that proves nothing: a customer that is found was made; one that is not may still come.
 */
export async function settleUnclearCreation(
  connection: CreatingConnection,
  looking: Looking,
  pending: Pending,
  { since, why, error }: Unclear & { readonly since: number },
): Promise<Updated> {
  const found = await look(connection, looking, pending, since, pauses.late);
  return "made" in found
    ? foundMade(connection, pending, found.made, why)
    : unknownCreation(connection, pending, { why, error }, found);
}

/**
 * After a refusal: that nothing was made is looked up. Where the provider is asked to say who has an own id, a 409 means
 * that it is taken: by another's customer, or by one that this very request made.
 */
export async function settleRefusedCreation(
  connection: CreatingConnection,
  looking: Looking & {
    readonly verify: "answer" | "read" | false;
    readonly ifExists?: IfExists | undefined;
  },
  pending: Pending,
  refusal: { readonly error: BillingError; readonly standing: Standing; readonly since: number },
): Promise<Updated | { readonly there: CustomerRead }> {
  const { error, standing, since } = refusal;
  const { planned } = pending;
  if (standing === "locked-out") return refused(planned, error, "locked-out");
  if (looking.verify === false) return refused(planned, error, "not-looked");
  const found = await look(connection, looking, pending, since, pauses.once);
  if ("error" in found) return refused(planned, error, "not-read");
  const open = { why: error.message, error };
  const isTaken = error.providerError?.status === 409;
  if ("made" in found) {
    if (!isTaken) return foundMade(connection, pending, found.made, error.message);
    const isLeft = (looking.ifExists ?? "fail") === "fail";
    return isLeft
      ? unknownCreation(connection, pending, open, { unsure: [found.made] })
      : { there: found.made };
  }
  const [other] = found.unsure;
  if (other === undefined) return refused(planned, error, "absent");
  const asked = turnsOf(asCreated(connection.provider), pending.plan);
  const isAnothers = isTaken || madeAt(other) < since - slack;
  return ownIdOf(connection.provider, asked) !== undefined && isAnothers
    ? { there: other }
    : unknownCreation(connection, pending, open, found);
}

async function look(
  connection: CreatingConnection,
  { search, sleep, onStep }: Looking,
  { plan }: Pending,
  since: number,
  waits: readonly number[],
): Promise<Found> {
  const view = asCreated(connection.provider);
  let found: Found = { unsure: [] };
  for (const wait of waits) {
    if (wait > 0) await sleep(wait);
    onStep?.("making sure of the outcome: looking for the customer");
    found = await lookForMade(
      { ...connection, provider: view },
      turnsOf(view, plan),
      since,
      search,
    );
    if (!("unsure" in found)) return found;
  }
  return found;
}

function foundMade(
  { provider }: CreatingConnection,
  { plan, planned }: Pending,
  made: CustomerRead,
  what: string,
): Updated {
  const verdict = verifyUpdate(asCreated(provider), plan, made.native, made.native);
  const message = `${what}; looking for the customer showed that it was made`;
  const ended = verified(
    provider,
    { ...planned, id: made.id },
    verdict,
    [{ code: "settled_by_reading", message }],
    "reading",
  );
  return { ...ended, outcome: { ...ended.outcome, outcome: "created" } };
}

/** Nobody can say. */
export function unknownCreation(
  connection: CreatingConnection,
  { plan, planned }: Pending,
  { why, error }: Unclear,
  found: Exclude<Found, { made: CustomerRead }>,
): Updated {
  const { provider } = connection;
  const asked = turnsOf(asCreated(provider), plan);
  const own = ownIdOf(provider, asked);
  const unsure = "unsure" in found ? found.unsure.map(({ id }) => id).slice(0, 5) : [];
  const seen =
    unsure.length > 0
      ? `; ${unsure.join(", ")} may be it`
      : "error" in found
        ? `; it could not be looked for: ${found.error.message}`
        : "";
  return {
    outcome: { ...planned, outcome: "unknown" },
    unseen: true,
    error: new BillingError(
      "unknown",
      `the creation was sent and its outcome is not known: ${why}${seen}`,
      compact({
        provider: provider.id,
        providerError: error?.providerError,
        requestId: planned.requestId,
        hint: [error?.hint, hintFor(connection, own, searchWords(provider, asked))]
          .filter((hint) => hint !== undefined)
          .join("; "),
      }),
    ),
  };
}

function hintFor(
  { provider, words: leading }: CreatingConnection,
  own: string | undefined,
  words: SearchWords | undefined,
): string {
  const [name = "", text = ""] = Object.entries(words ?? {})[0] ?? [];
  const command =
    own !== undefined
      ? `get ${shellWord(own)} --by external-id`
      : `list${name === "" ? "" : ` --${name} ${shellWord(text)}`}`;
  const look = [
    `billing customers ${command} -p ${provider.id}`,
    ...(leading?.customer ?? []),
  ].join(" ");
  const settle = ["billing history --resolve", ...(leading?.records ?? [])].join(" ");
  return `look before you try again, or there may be two: ${look}; and settle the record: ${settle}`;
}
