import { expect, test } from "vitest";

import { historyEntries } from "../../../src/render/history/entries.ts";
import { recordOf } from "../history.ts";
import { runOf } from "../runs.ts";

test("changes and runs are in the order of their ids, the newest first", () => {
  const changes = ["01A", "01D"].map((change) => recordOf({ changeId: change }));
  const runs = ["01C", "01B"].map((run) => runOf({ run }));
  expect(
    historyEntries(changes, runs).map((entry) =>
      entry.type === "run" ? entry.run.header.run : entry.change.changeId,
    ),
  ).toEqual(["01D", "01C", "01B", "01A"]);
  expect(historyEntries([], [])).toEqual([]);
});
