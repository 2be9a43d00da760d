import { describe, expect, test } from "vitest";

import { historyEntries } from "../../../src/render/history/entries.ts";
import { historyTable } from "../../../src/render/history/table.ts";
import { historyView, recordView, runChangesView } from "../../../src/render/history/views.ts";
import {
  historyDocument,
  recordDocument,
  runRecordDocument,
} from "../../../src/render/machine/history-json.ts";
import { render, renderList } from "../../../src/render/view.ts";
import { createPersonal } from "../../../src/render/mask/personal.ts";
import { recordOf } from "../history.ts";
import { dangerous } from "../hostile.ts";
import { look } from "../look.ts";
import { runOf } from "../runs.ts";

const change = recordOf({ changeId: "01A", name: "ida@fjord.example" });
const history = { changes: [change], runs: [runOf({ run: "01B" })], damaged: [] };

describe("a history", () => {
  test("is one document, or a line for each change and run, the newest first", async () => {
    const document = historyDocument(history);
    expect(JSON.parse(await render(historyView, "json", history, look()))).toEqual(document);
    const lines = (await render(historyView, "ndjson", history, look())).split("\n");
    expect(lines.map((line) => (line === "" ? "" : JSON.parse(line)))).toEqual([
      runRecordDocument(runOf({ run: "01B" })),
      recordDocument(change),
      "",
    ]);
  });

  test("is masked where people see it, and nowhere else", async () => {
    expect(await render(historyView, "table", history, look({ mask: createPersonal() }))).toContain(
      "i…@fjord.example",
    );
    for (const format of ["json", "yaml", "ndjson"] as const) {
      expect(
        await render(historyView, format, history, look({ mask: createPersonal() })),
      ).toContain("ida@fjord.example");
    }
    expect(
      await render(recordView, "table", change, look({ mask: createPersonal() })),
    ).not.toContain("ida@");
  });
});

describe("the changes of a run", () => {
  const damaged = [{ line: 7, reason: "\u001B[2J" }];
  const changesOf = (size: number) =>
    Array.from({ length: size }, (_none, index) => recordOf({ changeId: `${index}\u2028` }));

  test.each([0, 1, 3])("of %i changes are one document", async (size) => {
    for (const format of ["json", "yaml"] as const) {
      const changes = changesOf(size);
      const list = renderList(runChangesView, format, look());
      const text = changes.map((one) => list.item(one)).join("") + (await list.end(damaged));
      expect(text).not.toMatch(dangerous);
      expect(text).toMatch(format === "json" ? /\}\n$/u : /\n$/u);
      if (format === "json")
        expect(JSON.parse(text)).toEqual(historyDocument({ changes, damaged }));
      else expect(text.startsWith("changes:")).toBe(true);
    }
  });

  test("are shown in their order, the last thousand of them", async () => {
    const changes = changesOf(1003);
    const list = renderList(runChangesView, "table", look());
    expect(changes.map((one) => list.item(one)).join("")).toBe("");
    const last = changes.slice(3).map((one) => ({ type: "change", change: one }) as const);
    expect(await list.end([])).toBe(
      `${historyTable(last, look().style, look())}  … and 3 earlier changes; all of them: -o ndjson\n`,
    );
    expect(last).not.toEqual(historyEntries(changes.slice(3), []));
  });
});
