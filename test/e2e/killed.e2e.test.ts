/** Processes that are killed at any moment, and processes side by side: what the journal says afterwards is true. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";

import { expect, test } from "vitest";

import { variableName } from "../../src/config/environment.ts";
import { type Emulator, startEmulator } from "../../src/emulator/emulator.ts";
import type { AnsweredRequest } from "../../src/emulator/server/request-log.ts";
import { readJournal } from "../../src/journal/read-journal.ts";
import { demoCustomer, readDemo, temporaryDirectory } from "../emulator/support.ts";
import { type ProcessWorld, run, start } from "../support/built-program.ts";
import { type Gate, gateBefore, isWrite } from "../support/gate.ts";
import { nodeRuntimes } from "../support/nodes.ts";
import { randomNumbers, rounds, testSeed } from "../support/random.ts";
import { temporaryHome } from "../support/run-cli.ts";

const nodes = nodeRuntimes();
const nodeOf = (index: number) => {
  const node = nodes[index % nodes.length];
  if (node === undefined) throw new Error("no Node to run the program on");
  return node;
};

/** An emulator in this process; `told` may be given what to do at each answered request. */
async function served(): Promise<
  AsyncDisposable & { readonly emulator: Emulator; told: (request: AnsweredRequest) => void }
> {
  const directory = await temporaryDirectory();
  const world = {
    now: () => Date.now(),
    uuid: () => crypto.randomUUID(),
    random: () => Math.random(),
  };
  const own = { told: (_request: AnsweredRequest): void => undefined };
  const emulator = await startEmulator({
    stateDir: directory.path,
    world,
    switches: { kirim: { rateLimit: false } },
    log: (request) => own.told(request),
  });
  return Object.assign(own, {
    emulator,
    async [Symbol.asyncDispose]() {
      await emulator.close();
      await directory[Symbol.asyncDispose]();
    },
  });
}

/** @param gate that stands before the emulator */
function environment(emulator: Emulator, vendor: string, state: string, gate?: Gate) {
  const { baseUrls, settings, origin } = emulator;
  const baseUrl = (baseUrls[vendor] ?? "").replace(origin, gate?.origin ?? origin);
  const values = { ...settings[vendor], baseUrl };
  return {
    XDG_STATE_HOME: state,
    ...Object.fromEntries(
      Object.entries(values).map(([name, value]) => [variableName(vendor, name), value]),
    ),
  };
}

function renaming(vendor: string, name: string): readonly string[] {
  const { id } = demoCustomer(vendor);
  return ["customers", "update", id, "-p", vendor, "--name", name, "-o", "json"];
}

/** What the vendor holds, once everything that was sent to it before has been dealt with. */
async function nameHeld(emulator: Emulator, vendor: string): Promise<unknown> {
  await readDemo(emulator, vendor);
  return (await readDemo(emulator, vendor))[demoCustomer(vendor).nameField];
}

const lanes = ["commet", "maple", "kirim"];

/** Each of these is met for certain; what else is met is up to chance. */
const certain = ["read held", "write lost", "write late", "ended"] as const;

/** From when a process is waited with before it is killed, and how much of a run's time at most. */
const moments = [
  ["start", 1],
  ["read", 0.4],
  ["write", 0.1],
] as const;

type Plan = { readonly index: number } & (
  | { readonly moment: (typeof certain)[number] }
  | { readonly after: "start" | "read" | "write"; readonly wait: number }
);

const kills = rounds(24);
const pairs = rounds(4);

/** Holds what the program must not get past before it is killed. */
function gateFor({ origin }: Emulator, moment: (typeof certain)[number]): Promise<Gate> {
  return gateBefore(origin, (request) =>
    moment === "read held" ? !isWrite(request) : moment !== "ended" && isWrite(request),
  );
}

type Found = "no intent" | "intent" | "result";

test("whenever it is killed, the journal is true", async () => {
  const random = randomNumbers(testSeed);
  await using server = await served();
  const { emulator } = server;
  await using homes = await temporaryHome();

  // As busy as it will be: three at once.
  const measure = async (index: number) => {
    const started = performance.now();
    const vendor = lanes[index % lanes.length] ?? "";
    const env = environment(emulator, vendor, join(homes.path, `measured-${index}`));
    const world = { node: nodeOf(index), home: homes.path, env };
    expect((await run(renaming(vendor, `Measured ${index}`), world)).code).toBe(0);
    return performance.now() - started;
  };
  const times = await Promise.all([0, 1, 2].map(measure));
  const median = times.toSorted((one, other) => one - other)[1] ?? 0;

  // A third of the kills falls anywhere; as a write is a small part of a run, the others fall around it.
  const plans: readonly Plan[] = [
    ...certain.map((moment) => ({ moment })),
    ...Array.from({ length: kills - certain.length }, (_, index) => {
      const [after, share] = moments[index % moments.length] ?? moments[0];
      return { after, wait: random() * median * share };
    }),
  ].map((plan, index) => ({ ...plan, index }));
  const counts: Record<Found, number> = { "no intent": 0, intent: 0, result: 0 };
  const resolutions: Record<string, number> = {};
  const waiters = new Map<string, () => void>();
  server.told = ({ vendor, method }) => {
    waiters.get(`${method === "GET" ? "read" : "write"} ${vendor}`)?.();
  };

  /** Starts the program and kills it when the plan says so. */
  const killed = async (
    plan: Plan,
    vendor: string,
    words: readonly string[],
    world: ProcessWorld,
    gate?: Gate,
  ) => {
    const reached =
      "after" in plan
        ? new Promise<void>((resolve) => {
            waiters.set(`${plan.after} ${vendor}`, resolve);
          })
        : undefined;
    await using program = start(words, world);
    if ("moment" in plan) {
      await (plan.moment === "ended" ? program.ended : gate?.arrived(1));
    } else {
      if (plan.after !== "start") await Promise.race([reached, program.ended]);
      await delay(plan.wait);
    }
    program.child.kill("SIGKILL");
    await program.ended;
  };

  const killOne = async (vendor: string, plan: Plan) => {
    const before = await nameHeld(emulator, vendor);
    const name = `Killed ${plan.index}`;
    const state = join(homes.path, `state-${plan.index}`);
    await using gate = "moment" in plan ? await gateFor(emulator, plan.moment) : undefined;
    const env = environment(emulator, vendor, state, gate);
    const world = { node: nodeOf(plan.index), home: homes.path, env };
    await killed(plan, vendor, renaming(vendor, name), world, gate);
    if ("moment" in plan && plan.moment === "write late") await gate?.open();
    gate?.drop();
    gate?.hold(() => false);

    const held = await nameHeld(emulator, vendor);
    const path = join(state, "billing", "journal.ndjson");
    const { changes } = await readJournal({ path });
    const [change] = changes;
    if (change === undefined) {
      counts["no intent"] += 1;
      expect(held).toBe(before);
      return;
    }
    expect(changes).toHaveLength(1);
    expect(change.fields).toMatchObject([{ field: "name", before, after: name }]);
    const expected = held === name ? "updated" : "failed";
    if (expected === "failed") expect(held).toBe(before);
    if (change.settledAt !== undefined) {
      counts.result += 1;
      expect(change.outcome).toBe(expected);
      return;
    }
    counts.intent += 1;
    expect(change.outcome).toBe("unknown");
    const resolving = await run(["history", "--resolve", "-o", "json"], world);
    expect(resolving.code).toBe(0);
    // What is not there may still come: no verdict so soon after the request.
    expect(JSON.parse(resolving.stdout).changes).toMatchObject([
      expected === "updated"
        ? { changeId: change.changeId, outcome: expected, resolved: true }
        : { changeId: change.changeId, outcome: "unknown" },
    ]);
    expect(await nameHeld(emulator, vendor)).toBe(held);
    resolutions[expected] = (resolutions[expected] ?? 0) + 1;
  };

  const waiting = [...plans];
  const lane = async (vendor: string): Promise<void> => {
    for (let plan = waiting.shift(); plan !== undefined; plan = waiting.shift()) {
      await killOne(vendor, plan);
    }
  };
  await Promise.all(lanes.map(lane));
  console.info(
    `kills: runs of ${Math.round(median)} ms; found ${JSON.stringify(counts)}, resolved ${JSON.stringify(resolutions)}`,
  );
  expect(counts["no intent"] + counts.intent + counts.result).toBe(kills);
  // Every kind was met, so every claim above was put to the test.
  expect(Object.values(counts)).not.toContain(0);
  expect(Object.keys(resolutions).toSorted()).toEqual(["failed", "updated"]);
});

test("two processes write the same journal at the same time, and every entry is whole", async () => {
  await using server = await served();
  const { emulator } = server;
  await using homes = await temporaryHome();
  const state = join(homes.path, "state");
  const vendors = ["flexprice", "kirim"];

  for (let round = 0; round < pairs; round += 1) {
    const ended = await Promise.all(
      vendors.map((vendor, index) =>
        run(renaming(vendor, `Round ${round}`), {
          node: nodeOf(round + index),
          home: homes.path,
          env: environment(emulator, vendor, state),
        }),
      ),
    );
    expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
      vendors.map(() => ({ code: 0, stderr: "" })),
    );
  }

  const path = join(state, "billing", "journal.ndjson");
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  const kinds = lines.map((line) => JSON.parse(line).type as string);
  for (const kind of ["intent", "result"]) {
    expect(kinds.filter((found) => found === kind)).toHaveLength(2 * pairs);
  }
  expect(kinds).toHaveLength(4 * pairs);
  const { changes, damaged } = await readJournal({ path });
  expect(damaged).toEqual([]);
  expect(new Set(changes.map(({ changeId: change }) => change)).size).toBe(2 * pairs);
  for (const vendor of vendors) {
    const ofVendor = changes.filter(({ provider }) => provider === vendor);
    expect(
      ofVendor.map(({ id, outcome, fields }) => ({ id, outcome, after: fields[0]?.after })),
    ).toEqual(
      Array.from({ length: pairs }, (_, round) => ({
        id: demoCustomer(vendor).id,
        outcome: "updated",
        after: `Round ${round}`,
      })),
    );
    expect(await nameHeld(emulator, vendor)).toBe(`Round ${pairs - 1}`);
  }
});
