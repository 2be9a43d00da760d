import { expect, it } from "vitest";

import type { BulkPorts, OpenRun } from "../../src/bulk/ports.ts";
import type { RowResult } from "../../src/domain/run/run.ts";
import { type Exchange, scriptedSend } from "../support/scripted-send.ts";
import { lost } from "../update/customers.ts";
import { renaming, runRoom, sourceOf } from "./support.ts";

/** The process is gone: no code of the program handles this. */
const killed = new Error("killed");

const old = { id: "cus_1", name: "A" };
const ok = (body: object) => ({ status: 200, body });
const fresh = ok({ ...old, name: "B" });
const broken = { status: 500, body: { error_code: "e", error_message: "no" } };
const read = (reply: Exchange[1]): Exchange => ["GET cus_1", reply];
const refusal = { status: 400, body: { error_code: "e", error_message: "no" } };
const write = (reply: Exchange[1]): Exchange => ["PATCH cus_1", reply];
const whole = [read(ok(old)), write(fresh)];

/** The first sitting dies before it writes this down. */
const dyingBefore =
  (...steps: readonly ("intent" | "result" | "row" | "end")[]) =>
  ({ store }: BulkPorts): Partial<BulkPorts> => {
    const die = () => Promise.reject(killed);
    const begin = async (): Promise<OpenRun> => {
      const run = await store.begin();
      const { journal } = run;
      const dying = Object.fromEntries(steps.map((step) => [step, die]));
      const forRow: typeof journal.forRow = (...row) => ({ ...journal.forRow(...row), ...dying });
      return { ...run, ...dying, journal: { ...journal, ...dying, forRow } };
    };
    return { store: { ...store, begin } };
  };

interface Case {
  /** When the first sitting ended. */
  readonly step: string;
  readonly first: readonly Exchange[];
  readonly ports?: ReturnType<typeof dyingBefore>;
  /** What the second sitting sends. */
  readonly second: readonly Exchange[];
  /** The row as the second sitting reports it; missing: it ended in the first. */
  readonly now?: string;
  /** Whether the run can be gone on with once more. */
  readonly again?: true;
}

const cases: readonly Case[] = [
  { step: "before the customer was read", first: [read(killed)], second: whole, now: "updated" },
  {
    step: "before the change was written down",
    first: [read(ok(old))],
    ports: dyingBefore("intent"),
    second: whole,
    now: "updated",
  },
  {
    step: "before the change was sent: it is sent",
    first: [read(ok(old)), write(killed)],
    // It is looked at again and again, for as long as it may still be carried out.
    second: [...[1, 2, 3, 4].map(() => read(ok(old))), ...whole],
    now: "updated",
  },
  {
    step: "while it was on its way: it arrived at the last moment",
    first: [read(ok(old)), write(killed)],
    second: [...[1, 2, 3].map(() => read(ok(old))), read(fresh)],
    now: "updated settled_by_reading",
  },
  {
    step: "after the provider failed over it: what moved since is a conflict",
    first: [read(ok(old)), write(broken), ...[1, 2, 3].map(() => read(ok(old)))],
    second: [read(ok({ ...old, name: "C" })), read(ok({ ...old, name: "C" }))],
    now: "failed",
  },
  {
    step: "after the provider failed over it: it was stored later",
    first: [read(ok(old)), write(broken), ...[1, 2, 3].map(() => read(ok(old)))],
    second: [read(fresh)],
    now: "updated settled_by_reading",
  },
  {
    step: "while it was on its way: it arrived",
    first: [read(ok(old)), write(killed)],
    second: [read(ok(old)), read(fresh)],
    now: "updated settled_by_reading",
  },
  {
    step: "after the provider stored it: it is not sent again",
    first: [read(ok(old)), write(killed)],
    second: [read(fresh)],
    now: "updated settled_by_reading",
  },
  {
    step: "after it was answered, before that was written down",
    first: whole,
    ports: dyingBefore("result"),
    second: [read(fresh)],
    now: "updated settled_by_reading",
  },
  {
    step: "while it was sent, and somebody else changed the customer since",
    first: [read(ok(old)), write(killed)],
    second: [read(ok({ ...old, name: "C" }))],
    now: "unknown",
    again: true,
  },
  {
    step: "while it was sent, and the customer cannot be read",
    first: [read(ok(old)), write(killed)],
    second: [read({ status: 503 })],
    now: "unknown",
    again: true,
  },
  {
    step: "after its outcome was found unclear: it is looked up again",
    first: [read(ok(old)), write(lost), read(lost)],
    second: [read(fresh)],
    now: "updated settled_by_reading",
  },
  {
    step: "after the result, before the end of the run",
    first: whole,
    ports: dyingBefore("end"),
    second: [],
  },
  {
    step: "after the end",
    first: whole,
    second: [],
  },
  {
    step: "unchanged, before that was written down",
    first: [read(fresh)],
    ports: dyingBefore("row"),
    second: [read(fresh)],
    now: "unchanged",
  },
  { step: "unchanged, after that was written down", first: [read(fresh)], second: [] },
  {
    step: "after a failure that passes: it is tried again",
    first: [read({ status: 503 })],
    second: whole,
    now: "updated",
  },
  {
    step: "after a refused credential: it is tried again",
    first: [read({ status: 401 })],
    second: whole,
    now: "updated",
  },
  { step: "after a failure that lasts", first: [read({ status: 404 })], second: [] },
  {
    step: "after a refusal of the change",
    first: [read(ok(old)), write(refusal), read(ok(old))],
    second: [],
  },
];

const inShort = ({ outcome, warnings }: RowResult): string =>
  [outcome, ...warnings.map(({ code }) => code)].join(" ");

for (const { step, first, ports, second, now, again } of cases) {
  it(`goes on with a run that stopped ${step}`, async () => {
    await using room = await runRoom();
    {
      using script = scriptedSend(first);
      const sitting = room.sit(sourceOf(renaming(1)), script.send, ports && { ports });
      await sitting.catch((error: unknown) => expect(error).toBe(killed));
    }
    using script = scriptedSend(second);
    const { report, heard } = await room.sit(sourceOf(renaming(1)), script.send, { resumed: true });
    expect(heard.results.map(inShort)).toEqual(now === undefined ? [] : [now]);
    expect([report.end, report.earlier, report.again]).toEqual([
      "finished",
      now === undefined ? 1 : 0,
      again === true ? 1 : 0,
    ]);
    // What ended before is not lost for the results of the whole run.
    expect(heard.earlier).toHaveLength(report.earlier);
  });
}

it("puts rows that failed for good into the new file of failed rows", async () => {
  await using room = await runRoom();
  const missing: Exchange = ["GET cus_1", { status: 404 }];
  for (const [script, resumed] of [
    [[missing], undefined],
    [[], true],
  ] as const) {
    using scripted = scriptedSend(script);
    const facts = resumed === undefined ? {} : { resumed };
    const { heard } = await room.sit(sourceOf(renaming(1)), scripted.send, facts);
    expect(heard.failed).toEqual(["row 1"]);
  }
});
