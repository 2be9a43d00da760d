/** Runs over many rows that are killed again and again, at a server that fails as well: every row is applied once. */
import { access, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";

import { expect, test } from "vitest";

import type { Json, JsonObject } from "../../src/domain/json.ts";
import { parseFault } from "../../src/emulator/faults/text.ts";
import type { AnsweredRequest } from "../../src/emulator/server/request-log.ts";
import { textOf } from "../../src/emulator/state/records.ts";
import { run, start, type ProcessWorld } from "../support/built-program.ts";
import { nodeRuntimes } from "../support/nodes.ts";
import { randomNumbers, rounds, testSeed } from "../support/random.ts";
import { temporaryHome } from "../support/run-cli.ts";
import { journalOf, resultsFile, runDirectories } from "../support/run-files.ts";
import { servedEmulator, type ServedEmulator } from "../support/served-emulator.ts";

/** Of each run; with `BILLING_TEST_ROUNDS` 3 or more they are 18. */
const killsOfRun = rounds(6, 18);
/** More than are done before the last kill. */
const rowsOfRun = 130 * killsOfRun;

/**
 * None of these makes a vendor carry a request out twice: it is carried out and not answered (`reset-after`), or
 * answered late (`slow`), or not carried out at all. So no fault forces a write, and the vendors count as many as there
 * are rows that change something.
 */
const faults = [
  // A few: the pace that is found after one is not what is shown here.
  "any:update:429;retryAfter=1;every=900;times=4",
  "any:read:429;every=1500;times=2",
  "any:update:reset-before;chance=0.01",
  "any:update:reset-after;chance=0.02",
  "any:any:500;chance=0.01",
  "any:any:html-502;chance=0.01",
  "any:any:slow;ms=250;chance=0.01",
  "any:update:400;after=100;times=3",
].map((text) => parseFault(text));

/** Failures that are tried again when the run is resumed, as its summary says by naming the command. */
const passing = ["unavailable", "unknown"];

/** A kind of customers: how one is before, what is asked, and how it is to be afterwards. */
interface Kind {
  readonly vendor: string;
  /** Members besides those that the emulator makes. */
  readonly before: (n: number) => JsonObject;
  /** What a row asks, in the common vocabulary. */
  readonly asks: (n: number) => JsonObject;
  /** Members of the vendor's record that are then another. */
  readonly after: (n: number, before: JsonObject) => JsonObject;
  /** Where the caller's own id stands, for rows that name the customer by it. */
  readonly externalId?: string;
  readonly volatile: readonly string[];
}

const city = (n: number): string => `City ${n % 97}`;
const renamed = (n: number): string => `Renamed ${n}`;
/** Every so many rows ask for what is there already. */
const isIdle = (n: number): boolean => n % 20 === 0;
const clears = (n: number): boolean => n % 10 === 3;
const object = (value: Json | undefined): JsonObject => value as JsonObject;

const kinds = {
  // A PUT that replaces the whole record.
  vayu: {
    vendor: "vayu",
    before: (n) => ({
      aliases: [`alias-${n}`, "shared"],
      dueDays: n % 2 === 0 ? "30_DAYS" : "END_OF_MONTH",
      contacts: [{ name: `Contact ${n}`, email: `c${n}@rows.example`, receiveInvoiceEmail: true }],
    }),
    asks: (n) => ({ name: renamed(n), address: { city: city(n) } }),
    after: (n, before) => ({
      name: renamed(n),
      address: { ...object(before["address"]), city: city(n) },
    }),
    volatile: ["updatedAt"],
  },
  // Writes under a key.
  commet: {
    vendor: "commet",
    before: (n) => ({ metadata: { keep: n, tier: "old" }, email: `c${n}@rows.example` }),
    asks: (n) => ({ name: renamed(n), metadata: { tier: clears(n) ? null : `tier ${n}` } }),
    after: (n) => ({
      fullName: renamed(n),
      metadata: clears(n) ? { keep: n } : { keep: n, tier: `tier ${n}` },
    }),
    volatile: ["updatedAt"],
  },
  maple: {
    vendor: "maple",
    before: (n) => ({ metadata: { keep: n, tier: "old" }, title: `Title ${n}` }),
    asks: (n) => ({
      phone: clears(n) ? null : `+47${n}`,
      address: { city: city(n) },
      metadata: { tier: `tier ${n}` },
    }),
    after: (n, before) => ({
      phone: clears(n) ? null : `+47${n}`,
      address: { ...object(before["address"]), city: city(n) },
      metadata: { keep: n, tier: `tier ${n}` },
    }),
    externalId: "identifier",
    volatile: ["updated_at"],
  },
  // Metadata that is swapped whole.
  flexprice: {
    vendor: "flexprice",
    before: (n) => ({ metadata: { keep: `${n}`, segment: "old" }, contact: `+47${n}` }),
    asks: (n) => ({ address: { city: city(n) }, metadata: { segment: `segment ${n}` } }),
    after: (n) => ({
      address_city: city(n),
      metadata: { keep: `${n}`, segment: `segment ${n}` },
    }),
    externalId: "external_id",
    volatile: ["updated_at", "updated_by"],
  },
  kirim: {
    vendor: "kirim",
    before: (n) => ({ metadata: { keep: n, crm_id: "old" }, status: n % 2 ? "active" : "pending" }),
    asks: (n) => ({ email: clears(n) ? null : `r${n}@rows.example`, metadata: { crm_id: `${n}` } }),
    after: (n) => ({
      email: clears(n) ? null : `r${n}@rows.example`,
      metadata: { keep: n, crm_id: `${n}` },
    }),
    volatile: ["updated_at"],
  },
} satisfies Record<string, Kind>;

interface Row {
  readonly kind: Kind;
  readonly n: number;
  readonly id: string;
  /** Where the row names the customer by it. */
  readonly externalId?: string;
  readonly line: string;
}

const plans: readonly { readonly name: string; readonly kinds: readonly Kind[] }[] = [
  { name: "a whole record", kinds: [kinds.vayu] },
  { name: "under a key", kinds: [kinds.commet, kinds.maple] },
  { name: "a swapped map", kinds: [kinds.flexprice, kinds.kirim] },
];

/** Fills the vendors, and makes a row for each customer; the vendors take turns. */
async function filled(server: ServedEmulator, of: readonly Kind[]): Promise<readonly Row[]> {
  const count = rowsOfRun / of.length;
  const byKind = await Promise.all(
    of.map(async (kind) => {
      const { vendor } = kind;
      const ids = await server.emulator.fill(vendor, { count });
      const made = await server.stored(vendor);
      const customers = ids.map((id, index) => {
        const n = index + 1;
        const before = { ...made[id], ...kind.before(n) };
        return isIdle(n) ? { ...before, ...kind.after(n, before) } : before;
      });
      await server.emulator.fill(vendor, { customers });
      return ids.map((id, index): Row => {
        const n = index + 1;
        const externalId =
          kind.externalId === undefined || n % 7 > 0
            ? undefined
            : textOf(customers[index] ?? {}, kind.externalId);
        const who = externalId === undefined ? { id } : { externalId };
        return {
          kind,
          n,
          id,
          ...(externalId === undefined ? {} : { externalId }),
          line: JSON.stringify({ provider: vendor, ...who, ...kind.asks(n) }),
        };
      });
    }),
  );
  return Array.from(
    { length: rowsOfRun },
    (_, index) => byKind[index % of.length]?.[Math.floor(index / of.length)],
  ).filter((row) => row !== undefined);
}

const without = (record: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

test("however often it is killed, each row is applied exactly once and nothing else is touched", async () => {
  const nodes = nodeRuntimes();
  const [node] = nodes;
  if (node === undefined) throw new Error("no Node to run the program on");
  const random = randomNumbers(testSeed);
  await using server = await servedEmulator({ random: randomNumbers(testSeed + 1) });
  await using home = await temporaryHome();
  const { emulator } = server;

  const carriedOut = async (plan: (typeof plans)[number], index: number) => {
    const vendors: readonly string[] = plan.kinds.map(({ vendor }) => vendor);
    const rows = await filled(server, plan.kinds);
    const before = new Map(
      await Promise.all(vendors.map(async (id) => [id, await server.stored(id)] as const)),
    );
    const state = join(home.path, `state-${index}`);
    const path = join(home.path, `rows-${index}.ndjson`);
    await writeFile(path, `${rows.map(({ line }) => line).join("\n")}\n`);
    const world: ProcessWorld = {
      node: nodes[index % nodes.length] ?? node,
      home: home.path,
      // By itself the program would keep to what Kirim allows: sixty writes a minute.
      env: { ...server.env(), XDG_STATE_HOME: state, BILLING_KIRIM_RATE_LIMIT: "1000" },
    };
    const begin = beginning(path);
    const words = async () => ((await runsIn(state)).length === 0 ? begin : resuming);

    /** So many requests of this run, or of some kind, have been answered. */
    const answered = (count: number, isOne = (_request: AnsweredRequest) => true) => {
      let left = count;
      return server.until(
        (request) => vendors.includes(request.vendor ?? "") && isOne(request) && --left === 0,
      );
    };

    const startedAt = performance.now();
    let kills = 0;
    while (kills < killsOfRun) {
      const program = start(await words(), world);
      const wait = random();
      // Some are killed before they do anything, one while it writes, the others in the middle of what they do.
      if (kills % 4 === 0) await Promise.race([delay(wait * 800), answered(160)]);
      else if (kills === 1) {
        // At once: what was just stored cannot have been recorded.
        const writing = answered(1 + Math.floor(wait * 20), ({ applied }) => applied);
        await Promise.race([writing, program.ended]);
      } else {
        await Promise.race([answered(1 + Math.floor(wait * 160)), program.ended]);
        await delay(random() * 20);
      }
      program.child.kill("SIGKILL");
      const { signal, stderr } = await program.ended;
      // One that ended by itself has done all there is to do.
      if (signal !== "SIGKILL") throw new Error(`it ended before it was killed: ${stderr}`);
      kills += 1;
    }

    const killing = performance.now() - startedAt;
    const [directory = ""] = await runsIn(state);
    const sessions = await toItsEnd(directory, world);
    const results = await resultsFile(directory);
    expect(results.map(({ row }) => row).toSorted((one, other) => one - other)).toEqual(
      rows.map((_, location) => location + 1),
    );
    const lasting = results.filter(({ outcome }) => outcome === "failed");

    // What a vendor refused is in a file that can be run as it is.
    expect(lasting.map(({ error }) => error?.status)).toEqual(lasting.map(() => 400));
    if (lasting.length > 0) {
      await run(beginning(join(directory, "failed.ndjson")), world);
      const rest = (await runsIn(state))[1] ?? "";
      await toItsEnd(rest, world);
      const outcomes = (await resultsFile(rest)).map(({ outcome }) => outcome);
      expect(outcomes).toEqual(lasting.map(() => "updated"));
    }

    // Each row by itself: told as what it is, stored as asked, and nothing besides.
    const byRow = new Map(results.map((result) => [result.row, result]));
    const wrong: unknown[] = [];
    const stored = new Map(
      await Promise.all(vendors.map(async (id) => [id, await server.stored(id)] as const)),
    );
    for (const [location, { kind, n, id }] of rows.entries()) {
      const was = before.get(kind.vendor)?.[id] ?? {};
      const asked = without({ ...was, ...kind.after(n, was) }, kind.volatile);
      const held = without(stored.get(kind.vendor)?.[id] ?? {}, kind.volatile);
      const told = byRow.get(location + 1);
      const expected = isIdle(n) ? "unchanged" : "updated";
      const isTold = told?.id === id && told.provider === kind.vendor;
      const isFailed = told?.outcome === "failed";
      if (JSON.stringify(sorted(held)) !== JSON.stringify(sorted(asked))) {
        wrong.push({ id, held, asked });
      }
      if (!isFailed && (!isTold || told?.outcome !== expected)) wrong.push({ id, expected, told });
    }
    expect(wrong).toEqual([]);

    // As many writes as there are rows that change something: as each of these needs one, none had two.
    for (const kind of plan.kinds) {
      const changing = rows.filter((row) => row.kind === kind && !isIdle(row.n));
      expect(emulator.counts[kind.vendor]?.applied).toBe(changing.length);
    }

    // The journal: what a kill tore is all that cannot be used, and every change has its end.
    const { changes, damaged } = await journalOf(directory);
    expect(damaged.length).toBeLessThanOrEqual(kills);
    for (const { text } of damaged) expect(() => JSON.parse(text) as Json).toThrow(SyntaxError);
    const endings = ["updated", "failed"];
    expect(changes.filter(({ outcome }) => !endings.includes(outcome))).toEqual([]);
    const updatedIds = changes.filter(({ outcome }) => outcome === "updated").map(({ id }) => id);
    expect(new Set(updatedIds).size).toBe(updatedIds.length);
    expect(updatedIds).toHaveLength(results.filter(({ outcome }) => outcome === "updated").length);
    const settled = results.filter(({ warnings }) =>
      warnings.some(({ code }) => code === "settled_by_reading"),
    );
    console.info(
      `killed run of ${plan.name}: ${kills} kills in ${Math.round(killing / 1000)} s, ${sessions} sessions to its end, ${changes.length} intents, ` +
        `${settled.length} settled by reading, ${lasting.length} refused, ${damaged.length} torn lines, ${Math.round((performance.now() - startedAt) / 1000)} s in all`,
    );
    return { kills, settled: settled.length, torn: damaged.length };
  };

  emulator.faults.add(...faults);
  const ended = await Promise.all(plans.map(carriedOut));
  expect(ended.reduce((sum, { kills }) => sum + kills, 0)).toBe(plans.length * killsOfRun);
  // Rows were found under way in every run: each was killed once while it wrote.
  for (const { settled } of ended) expect(settled).toBeGreaterThan(0);
});

/** What was sent before a kill may arrive until its time has passed, and so long the next sitting waits for it. */
const common = ["--timeout", "5", "-q", "-o", "ndjson"];
const resuming = ["customers", "update", "--resume", ...common];

function beginning(path: string): readonly string[] {
  return ["customers", "update", "--from", path, "--yes", ...common];
}

/** Resumes the run until nothing is left that passes. @returns how many sessions it took */
async function toItsEnd(directory: string, world: ProcessWorld): Promise<number> {
  const words = ["customers", "update", "--resume", basename(directory), ...common];
  for (let sessions = 1; sessions <= 10; sessions += 1) {
    const { code, stderr } = await run(words, world);
    if (code !== 0 && code !== 9) throw new Error(`exit code ${code}: ${stderr}`);
    const failures = (await resultsFile(directory)).filter(({ error }) => error !== undefined);
    if (failures.every(({ error }) => !passing.includes(error?.code ?? ""))) return sessions;
  }
  throw new Error("the run does not come to an end");
}

async function runsIn(state: string): Promise<readonly string[]> {
  const all = await runDirectories(state).catch(() => []);
  const begun = await Promise.all(all.map((directory) => isBegun(directory)));
  return all.filter((_, index) => begun[index]);
}

async function isBegun(directory: string): Promise<boolean> {
  return access(join(directory, "run.json")).then(
    () => true,
    () => false,
  );
}

/** With the members of every object in one order. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, held]) => [name, sorted(held as Json)]),
  );
}
