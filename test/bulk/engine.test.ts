import { access } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import type { BulkOptions, BulkPorts, RunMode } from "../../src/bulk/ports.ts";
import { BillingError } from "../../src/domain/errors.ts";
import type { HttpRequest } from "../../src/domain/exchange.ts";
import { type Exchange, scriptedSend } from "../support/scripted-send.ts";
import { patchOf } from "../update/customers.ts";
import { renaming, runRoom, sourceOf } from "./support.ts";

const idOf = ({ url }: HttpRequest): string => url.slice(url.lastIndexOf("/") + 1);
const answer = (body: object) => ({ status: 200, headers: {}, body: JSON.stringify(body) });

/** A provider that keeps its customers: each is named A and has an e-mail address. */
function memory() {
  const held = new Map<string, object>();
  const writes: string[] = [];
  return {
    writes,
    held,
    send: async (request: HttpRequest) => {
      const id = idOf(request);
      const record = held.get(id) ?? { id, name: "A", email: "a@a.example" };
      if (request.method === "GET") return answer(record);
      writes.push(id);
      const after = { ...record, ...(JSON.parse(request.body ?? "{}") as object) };
      held.set(id, after);
      return answer(after);
    },
  };
}

const removing = (rows: number) =>
  Array.from({ length: rows }, () => patchOf({ email: undefined }));
const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

describe("the mode", () => {
  it.each<readonly [RunMode, string, number]>([
    ["write", "finished", 3],
    ["rehearse", "finished", 3],
    ["dry-run", "planned", 0],
  ])("%s ends as %s with %i writes", async (mode, end, writes) => {
    await using room = await runRoom();
    const provider = memory();
    const { report, heard } = await room.sit(sourceOf(renaming(3)), provider.send, {
      options: { mode },
    });
    expect(report).toMatchObject({
      end,
      mode: mode === "dry-run" ? mode : "write",
      earlier: 0,
      again: 0,
      warnings: [],
    });
    expect(provider.writes).toHaveLength(writes);
    expect(heard.results.map(({ row }) => row)).toEqual([1, 2, 3]);
    expect(heard.planned).toEqual(mode === "dry-run" ? [1, 2, 3] : []);
    expect(heard.asked).toEqual([]);
    expect(heard.ends).toEqual([report]);
    expect(await isThere(join(room.stateDir, "runs"))).toBe(mode !== "dry-run");
  });
});

describe("a dry run", () => {
  it.each<readonly [string, readonly string[], string]>([
    ["no row can be planned", [], "failed"],
    ["some rows fail and some hold what is asked", ["cus_1"], "failed"],
    ["every row holds what is asked", ["cus_1", "cus_2"], "unchanged"],
  ])("of which %s says so", async (_when, known, end) => {
    await using room = await runRoom();
    const send = async (request: HttpRequest) => {
      const id = idOf(request);
      return known.includes(id) ? answer({ id, name: "B" }) : { ...answer({}), status: 404 };
    };
    const { report } = await room.sit(sourceOf(renaming(2)), send, {
      options: { mode: "dry-run" },
    });
    expect(report.end).toBe(end);
  });
});

describe("a rehearsal", () => {
  it("asks once, with numbers, before anything is written", async () => {
    await using room = await runRoom();
    const provider = memory();
    const { report, heard } = await room.sit(
      sourceOf([...removing(2), ...renaming(1)]),
      provider.send,
      { options: { mode: "rehearse" } },
    );
    expect(heard.asked).toMatchObject([
      { mode: "rehearse", end: "planned", tally: { counts: { planned: 3 }, destructive: 2 } },
    ]);
    expect(report).toMatchObject({ end: "finished", tally: { counts: { updated: 3 } } });
    // Nothing of the rehearsal is a result.
    expect(heard.results).toHaveLength(3);
  });

  it("leaves nothing behind where the answer is no", async () => {
    await using room = await runRoom();
    const provider = memory();
    const { report, heard } = await room.sit(sourceOf(removing(2)), provider.send, {
      options: { mode: "rehearse" },
      answer: false,
    });
    expect(report).toMatchObject({ mode: "rehearse", end: "declined" });
    expect([provider.writes, heard.results, heard.ends]).toEqual([[], [], []]);
    expect(await isThere(room.stateDir)).toBe(false);
  });

  it("asks nothing where no row would destroy anything", async () => {
    await using room = await runRoom();
    const provider = memory();
    provider.held.set("cus_1", { id: "cus_1", name: "A" });
    const { report, heard } = await room.sit(sourceOf(removing(1)), provider.send, {
      options: { mode: "rehearse" },
    });
    expect([heard.asked, report.tally.counts]).toEqual([[], { unchanged: 1 }]);
  });

  it.each<readonly [string, Partial<BulkOptions>, number | undefined]>([
    ["renames, which destroy nothing", {}, undefined],
    ["renames, where changed data is asked about", { confirm: "changes-data" }, 2],
    ["renames, where everything is", { confirm: "always" }, 2],
    ["so many rows", { confirmRows: 2 }, 2],
    ["fewer rows", { confirmRows: 3 }, undefined],
    ["so many rows, where nothing is", { confirmRows: 2, confirm: "never" }, undefined],
  ])("of %s", async (_name, options, toConfirm) => {
    await using room = await runRoom();
    const provider = memory();
    const { report, heard } = await room.sit(sourceOf(renaming(2)), provider.send, {
      options: { mode: "rehearse", ...options },
    });
    expect(heard.asked.map((one) => one.toConfirm)).toEqual(
      toConfirm === undefined ? [] : [toConfirm],
    );
    expect([heard.shown, report.tally.counts]).toEqual([[], { updated: 2 }]);
  });

  it("shows what is not asked about where somebody watches, before anything is written", async () => {
    await using room = await runRoom();
    const provider = memory();
    const written: number[] = [];
    const { report, heard } = await room.sit(sourceOf(renaming(2)), provider.send, {
      options: { mode: "rehearse", shows: true, confirm: "never" },
      ports: ({ show }) => ({
        show: async (rehearsed) => {
          written.push(provider.writes.length);
          await show(rehearsed);
        },
      }),
    });
    expect(heard.shown).toMatchObject([{ mode: "rehearse", tally: { counts: { planned: 2 } } }]);
    expect([written, heard.asked, report.tally.counts]).toEqual([[0], [], { updated: 2 }]);
  });

  it("of a run that goes on leaves out what is done", async () => {
    await using room = await runRoom();
    const provider = memory();
    const ending = { options: { maxErrors: 1 } };
    const send = async (request: HttpRequest) =>
      idOf(request) === "cus_2" ? { status: 503, headers: {}, body: "" } : provider.send(request);
    const first = await room.sit(sourceOf(renaming(3)), send, ending);
    expect(first.report.end).toBe("stopped");
    const { report, heard } = await room.sit(sourceOf(renaming(3)), provider.send, {
      resumed: true,
      options: { mode: "rehearse", confirm: "always" },
    });
    const left = 3 - report.earlier;
    expect(report.earlier).toBeGreaterThan(0);
    expect(heard.asked).toMatchObject([{ toConfirm: left, tally: { counts: { planned: left } } }]);
    expect(report).toMatchObject({ end: "finished", tally: { counts: { updated: 3 } } });
  });

  it("does not confirm what somebody changes while the question stands", async () => {
    await using room = await runRoom();
    const provider = memory();
    const { report } = await room.sit(sourceOf(removing(2)), provider.send, {
      options: { mode: "rehearse" },
      ports: () => ({
        confirm: async () => {
          provider.held.set("cus_1", { id: "cus_1", name: "A", email: "b@b.example" });
          return "yes";
        },
      }),
    });
    expect(report.tally.counts).toEqual({ failed: 1, updated: 1 });
    expect(report.tally.failureKinds).toEqual({ conflict: 1 });
    expect(provider.writes).toEqual(["cus_2"]);
  });
});

describe("a run", () => {
  const gone = (id: string): Exchange => [`GET ${id}`, { status: 404 }];

  it("stops after so many failures, and can be gone on with", async () => {
    await using room = await runRoom();
    using script = scriptedSend([gone("cus_1"), gone("cus_2")]);
    const { report, heard } = await room.sit(sourceOf(renaming(4)), script.send, {
      options: { maxErrors: 2 },
    });
    expect(report).toMatchObject({ end: "stopped", tally: { counts: { failed: 2 } } });
    expect(heard.failed).toEqual(["row 1", "row 2"]);
  });

  it("stops at a refused credential: it is refused for every row", async () => {
    await using room = await runRoom();
    using script = scriptedSend([["GET cus_1", { status: 401 }]]);
    const { report } = await room.sit(sourceOf(renaming(3)), script.send);
    expect(report).toMatchObject({ end: "stopped", error: { kind: "auth" } });
  });

  it("finishes what is under way when it is interrupted, and begins nothing", async () => {
    await using room = await runRoom();
    const provider = memory();
    const interruption = new AbortController();
    const { report, heard } = await room.sit(
      sourceOf(renaming(4)),
      async (request) => {
        const isWrite = request.method !== "GET";
        if (isWrite && idOf(request) === "cus_2") interruption.abort("SIGINT");
        return provider.send(request);
      },
      { interrupted: interruption.signal },
    );
    expect(report).toMatchObject({ end: "interrupted", tally: { counts: { updated: 2 } } });
    expect(heard.interrupted).toEqual([1]);
  });

  it("gives results in the order of the rows where that is asked", async () => {
    await using room = await runRoom();
    const provider = memory();
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { heard } = await room.sit(
      sourceOf(renaming(5)),
      async (request) => {
        if (idOf(request) === "cus_1" && request.method === "GET") await gate;
        if (idOf(request) === "cus_5") open();
        return provider.send(request);
      },
      { options: { ordered: true, concurrency: 5 } },
    );
    expect(provider.writes.at(0)).not.toBe("cus_1");
    expect(heard.results.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5]);
  });

  it("tells where rows that were checked do not come any more", async () => {
    await using room = await runRoom();
    const provider = memory();
    const source = {
      ...sourceOf(renaming(2)),
      items: (queue: number) => sourceOf(renaming(1)).items(queue),
    };
    const { report } = await room.sit(source, provider.send);
    expect(report.error?.message).toBe("rows.csv was changed while its rows were sent");
  });

  it("refuses the second row that turns out to name the same customer", async () => {
    await using room = await runRoom();
    const provider = memory();
    const base = sourceOf(renaming(2));
    const { report } = await room.sit(
      {
        ...base,
        namesTwoWays: true,
        async *items(queue) {
          for await (const item of base.items(queue)) yield { ...item, reference: "cus_1" };
        },
      },
      provider.send,
    );
    expect(report.tally.counts).toEqual({ updated: 1, failed: 1 });
    expect(provider.writes).toEqual(["cus_1"]);
  });
});

describe("what cannot be written down", () => {
  const full = new BillingError("usage", "the disk is full");
  const warning = { code: "not_recorded", message: "the disk is full" };
  /** The journal of the run, some of it failing. */
  const journaling =
    (facts: Record<string, () => Promise<unknown>>) =>
    ({ store }: BulkPorts): Partial<BulkPorts> => ({
      store: {
        ...store,
        begin: async () => {
          const run = await store.begin();
          const { journal } = run;
          const forRow: typeof journal.forRow = (...row) => ({
            ...journal.forRow(...row),
            ...facts,
          });
          return { ...run, journal: { ...journal, ...facts, forRow } };
        },
      },
    });

  it("is not sent: neither this row nor any other", async () => {
    await using room = await runRoom();
    const provider = memory();
    const { report, heard } = await room.sit(sourceOf(renaming(3)), provider.send, {
      ports: journaling({ intent: () => Promise.reject(full) }),
    });
    expect([report.end, report.error, provider.writes]).toEqual(["stopped", full, []]);
    expect(heard.results).toEqual([]);
  });

  it("stops the run where it is a result, and warns at the row", async () => {
    await using room = await runRoom();
    const provider = memory();
    const { report, heard } = await room.sit(sourceOf(renaming(3)), provider.send, {
      ports: journaling({ result: async () => warning }),
    });
    expect(report).toMatchObject({ end: "stopped", error: { message: "the disk is full" } });
    expect(heard.results).toMatchObject([{ row: 1, outcome: "updated", warnings: [warning] }]);
  });

  it("is in the report where it is the end of the run", async () => {
    await using room = await runRoom();
    const { report } = await room.sit(sourceOf(renaming(1)), memory().send, {
      ports: ({ store }) => ({
        store: {
          ...store,
          begin: async () => ({ ...(await store.begin()), end: async () => warning }),
        },
      }),
    });
    expect(report).toMatchObject({ end: "finished", warnings: [warning] });
  });

  it("leaves no directory behind where the run cannot begin", async () => {
    await using room = await runRoom();
    const provider = memory();
    const sitting = room.sit(sourceOf(renaming(1)), provider.send, {
      ports: () => ({ openOutput: () => Promise.reject(full) }),
    });
    await expect(sitting).rejects.toBe(full);
    expect(provider.writes).toEqual([]);
    expect(await isThere(join(room.stateDir, "runs", "01JBK3T5V00000000000000001"))).toBe(false);
  });

  it("is an error of the report where it is the results", async () => {
    await using room = await runRoom();
    const { report } = await room.sit(sourceOf(renaming(1)), memory().send, {
      ports: ({ openOutput }) => ({
        openOutput: async () => ({ ...(await openOutput()), end: () => Promise.reject(full) }),
      }),
    });
    expect(report).toMatchObject({ end: "finished", tally: { counts: { updated: 1 } } });
    expect(report.error).toBe(full);
  });
});
