import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type JsonObject, parseJson } from "../../../src/domain/json.ts";
import { appendLine } from "../../../src/files/lines/append-line.ts";
import { put, recorded, remove } from "../../../src/emulator/state/state.ts";
import { stateFileOf, stateLog, type StateLog } from "../../../src/emulator/state/state-file.ts";
import type { VendorState } from "../../../src/emulator/vendor.ts";
import { storeState, temporaryDirectory } from "../support.ts";
import { notebook } from "./notebook.ts";

async function logIn(directory: string): Promise<{ log: StateLog; file: string }> {
  const file = stateFileOf(directory, "notebook");
  const log = stateLog(notebook(), file);
  await log.catchUp();
  return { log, file };
}

/** Changes the log's own state, and gives the line that says so. */
function change(
  { state, lineOf }: StateLog,
  act: (noted: VendorState) => void,
): ReturnType<StateLog["lineOf"]> {
  return lineOf(recorded(state, act).changes);
}

test("any state comes back as it was written", async () => {
  await using directory = await temporaryDirectory();
  const key = fc.string();
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(key, fc.dictionary(key, fc.jsonValue())),
      fc.dictionary(
        key,
        fc.jsonValue().filter((value) => value !== null),
      ),
      async (customers, other) => {
        const text = JSON.stringify({ customers, other });
        const state = parseJson(text) as unknown as VendorState;
        await storeState(directory.path, "notebook", state);
        const { log } = await logIn(directory.path);
        const { customers: read, other: others } = log.state;
        expect(JSON.stringify({ customers: read, other: others })).toBe(JSON.stringify(state));
      },
    ),
    { numRuns: 60 },
  );
});

test("a number that no double holds stays as it is", async () => {
  await using directory = await temporaryDirectory();
  const text = '{"customers":{"a":{"n":9007199254740993}},"other":{"m":1e400}}';
  await storeState(directory.path, "notebook", parseJson(text) as unknown as VendorState);
  const { log, file } = await logIn(directory.path);
  await appendLine(
    file,
    change(log, (noted) => {
      for (const [id, customer] of Object.entries(noted.customers)) {
        put(noted, "customers", id, { ...customer });
      }
    }).text,
    "",
  );
  const [, line = ""] = (await readFile(file, "utf8")).split("\n");
  expect(line).toContain('"customers":{"a":{"n":9007199254740993}}');
});

test("a state and what became of it come back, order and removals included", async () => {
  await using directory = await temporaryDirectory();
  const { log, file } = await logIn(directory.path);
  const add = async (act: (noted: VendorState) => void) => {
    await appendLine(file, change(log, act).text, "");
    await log.catchUp();
  };
  await add((noted) => {
    for (const id of ["a", "b", "東\n{"]) put(noted, "customers", id, { id });
    put(noted, "other", "key", { at: 1 });
  });
  await add((noted) => {
    put(noted, "customers", "a", { id: "a", "": [null] });
    remove(noted, "customers", "b");
    remove(noted, "other", "key");
    put(noted, "customers", "c", { id: "c" });
  });
  const { log: other } = await logIn(directory.path);
  for (const { state } of [log, other]) {
    expect(Object.values(state.customers)).toEqual([
      { id: "a", "": [null] },
      { id: "東\n{" },
      { id: "c" },
    ]);
    expect({ ...state.other }).toEqual({});
    expect("constructor" in state.customers).toBe(false);
  }
});

test("of two lines with one number the first one counts, for everybody", async () => {
  await using directory = await temporaryDirectory();
  const { log: one, file } = await logIn(directory.path);
  const { log: other } = await logIn(directory.path);
  const lines = ["one", "other"].map((name, index) => {
    const log = [one, other][index] ?? one;
    return change(log, (noted) => put(noted, "customers", "a", { id: "a", name }));
  });
  for (const { text } of lines) await appendLine(file, text, "");
  expect([await one.catchUp(lines[0]?.id), await other.catchUp(lines[1]?.id)]).toEqual([
    true,
    false,
  ]);
  for (const { state } of [one, other]) {
    expect({ ...state.customers }).toEqual({ a: { id: "a", name: "one" } });
  }
});

test("cut off at any byte of its last line, it is the state before, and takes the next line", async () => {
  await using directory = await temporaryDirectory();
  await storeState(directory.path, "notebook", { customers: { a: { id: "a" } }, other: {} });
  const { log, file } = await logIn(directory.path);
  const whole = await readFile(file);
  const line = Buffer.from(change(log, (noted) => put(noted, "customers", "é", { id: "é" })).text);
  for (let length = 1; length < line.length; length += 1) {
    await writeFile(file, Buffer.concat([whole, line.subarray(0, length)]));
    const { log: reader } = await logIn(directory.path);
    expect([length, Object.keys(reader.state.customers)]).toEqual([length, ["a"]]);
    const next = change(reader, (noted) => put(noted, "customers", "b", { id: "b" }));
    await appendLine(file, next.text, "");
    expect([length, await reader.catchUp(next.id)]).toEqual([length, true]);
    const { log: after } = await logIn(directory.path);
    expect([length, Object.keys(after.state.customers)]).toEqual([length, ["a", "b"]]);
  }
});

test("after a reset a line of the earlier life counts for nothing, and is no damage", async () => {
  await using directory = await temporaryDirectory();
  await storeState(directory.path, "notebook", { customers: { a: { id: "a" } }, other: {} });
  const { log: late, file } = await logIn(directory.path);
  const line = change(late, (noted) => put(noted, "customers", "late", { id: "late" }));
  await rm(file);
  await appendLine(file, line.text, "");
  expect(await late.catchUp(line.id)).toBe(false);
  expect({ ...late.state.customers }).toEqual({});
  const { log } = await logIn(directory.path);
  const first = change(log, (noted) => put(noted, "customers", "b", { id: "b" }));
  await appendLine(file, first.text, "");
  expect([await log.catchUp(first.id), await late.catchUp()]).toEqual([true, false]);
  expect(Object.keys(late.state.customers)).toEqual(["b"]);
});

test("an empty file is a fresh state", async () => {
  await using directory = await temporaryDirectory();
  await writeFile(stateFileOf(directory.path, "notebook"), "");
  const { log } = await logIn(directory.path);
  expect({ ...log.state.customers }).toEqual({});
});

const head = '"life":"x","line":1,"id":"a"';
test.each([
  "{",
  "null",
  "[]",
  "[]\n",
  "{}\n",
  `{${head},"customers":{}}\n`,
  `{${head},"customers":[],"other":{}}\n`,
  `{${head},"customers":{"a":1},"other":{}}\n`,
  `{${head},"customers":{},"other":{}}\n[]\n`,
  `{${head},"customers":{},"other":{}}\n{"life":"x","line":3,"id":"b","customers":{},"other":{}}\n`,
])("%j is no state", async (text) => {
  await using directory = await temporaryDirectory();
  const file = stateFileOf(directory.path, "notebook");
  await writeFile(file, text);
  await expect(logIn(directory.path)).rejects.toThrow(`${file} is damaged`);
});

test("a file that somebody edits in place, shorter or longer, is read anew", async () => {
  await using directory = await temporaryDirectory();
  const customers: Record<string, JsonObject> = { a: { id: "a", text: "xx" } };
  await storeState(directory.path, "notebook", { customers, other: {} });
  const { log, file } = await logIn(directory.path);
  for (const text of ["zzzz", "y"]) {
    await writeFile(
      file,
      (await readFile(file, "utf8")).replace(/"text":"\w+"/u, `"text":"${text}"`),
    );
    await log.catchUp();
    expect(log.state.customers["a"]).toEqual({ id: "a", text });
  }
  await appendFile(file, "not JSON\n");
  await log.catchUp();
  expect(log.state.customers["a"]).toEqual({ id: "a", text: "y" });
});

test("a first line that another process is in the middle of is waited for", async () => {
  await using directory = await temporaryDirectory();
  const { log: other, file } = await logIn(directory.path);
  const { id, text } = change(other, (noted) => put(noted, "customers", "a", { id: "a" }));
  await writeFile(file, text.slice(0, 30));
  const log = stateLog(notebook(), file, () => appendFile(file, `${text.slice(30)}\n`));
  expect(await log.catchUp(id)).toBe(true);
  expect(Object.keys(log.state.customers)).toEqual(["a"]);
});
