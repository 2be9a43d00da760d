/** A new format for programs is one entry of the printers, and every result has it. */
import { afterEach, beforeEach, expect, test } from "vitest";

import { outcomeView } from "../../src/render/change/views.ts";
import { customerView } from "../../src/render/customers/views.ts";
import {
  historyView,
  recordView,
  runChangesView,
  runRecordView,
} from "../../src/render/history/views.ts";
import { printers } from "../../src/render/machine/machine.ts";
import { runRowsView, runView } from "../../src/render/run/views.ts";
import { type OutputFormat, render, renderList } from "../../src/render/view.ts";
import { recordOf } from "./history.ts";
import { look } from "./look.ts";
import { outcomeOf } from "./outcomes.ts";
import { rowOf, runId, runOf, summaryOf } from "./runs.ts";

const entries: Record<string, { print: (document: unknown) => unknown }> = printers;
const dummy = "dummy" as OutputFormat;

beforeEach(() => {
  entries["dummy"] = { print: (document) => Object.keys(document as object).join(" ") };
});
afterEach(() => {
  delete entries["dummy"];
});

const customer = { name: "Northwind Robotics" };
const read = {
  provider: "vayu",
  account: {},
  id: "1",
  title: "",
  customer,
  document: { id: "1", native: {} },
};
const outcome = outcomeOf({});

test.each([
  ["a customer", () => render(customerView(undefined), dummy, read, look()), "id native"],
  [
    "an update",
    () => render(outcomeView, dummy, { outcome, secretHeaders: [] }, look()),
    "provider account id outcome changes before after warnings verified",
  ],
  [
    "a history",
    () => render(historyView, dummy, { changes: [], runs: [], damaged: [] }, look()),
    "changes runs damaged",
  ],
  [
    "a recorded change",
    () => render(recordView, dummy, recordOf({}), look()),
    "changeId at provider id name outcome settledAt changes fields baseUrl account tool",
  ],
  [
    "a recorded run",
    () => render(runRecordView, dummy, runOf({}), look()),
    "type run at command input rows chosen counts options cwd accounts tool",
  ],
  [
    "what a run came to",
    () => render(runView, dummy, summaryOf([]), look()),
    "run command end rows counts byProvider accounts fields destructive failureKinds warnings seconds files",
  ],
  [
    "the rows of a run",
    async () => {
      const list = renderList(runRowsView(runId), dummy, look());
      expect(list.item(rowOf({}))).toBe("");
      return await list.end(summaryOf([]));
    },
    "run results summary",
  ],
  [
    "the changes of a run",
    async () => await renderList(runChangesView, dummy, look()).end([]),
    "changes damaged",
  ],
])("%s", async (_name, text, keys) => {
  expect(await text()).toBe(keys);
});

test("a format of its own that one view draws is drawn there", async () => {
  const view = { ...recordView, draw: { ...recordView.draw, [dummy]: () => "drawn" } };
  expect(await render(view, dummy, recordOf({}), look())).toBe("drawn");
});

test("a format for people that a view does not draw looks like the table", async () => {
  const view = { document: () => ({}), draw: { table: () => "a table", csv: () => "" } };
  expect(await render(view, "markdown", recordOf({}), look())).toBe(
    await render(view, "table", recordOf({}), look()),
  );
});
