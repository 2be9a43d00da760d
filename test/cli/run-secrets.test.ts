/** No credential reaches anything that a run prints or keeps. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { commetId, lines, ndjson, type RunPlace, runPlace } from "./runs.ts";

/** Every file below the directory, as one text. */
async function filesBelow(directory: string): Promise<string> {
  const names = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = names.filter((name) => name.isFile());
  const texts = await Promise.all(
    files.map(({ parentPath, name }) => readFile(join(parentPath, name), "utf8")),
  );
  return texts.join("\n");
}

const keyOf = ({ emulator }: RunPlace) => emulator.settings["commet"]?.["apiKey"] ?? "";

test("what a provider's error repeats of the credential is masked in results and journal", async () => {
  await using location = await runPlace();
  const key = keyOf(location);
  const server = createServer((_request, response) => {
    const message = `no customer for ${key}`;
    response.writeHead(404, { "content-type": "application/json" });
    response.end(
      JSON.stringify({ success: false, error: { type: "not_found_error", code: key, message } }),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const { port } = server.address() as AddressInfo;
    const { code, stdout, stderr } = await location.from(
      "rows.ndjson",
      ndjson({ id: commetId(1), name: "One" }),
      ["-p", "commet", "-o", "ndjson"],
      { env: { BILLING_COMMET_BASE_URL: `http://127.0.0.1:${port}` } },
    );
    expect(code).toBe(9);
    expect(lines(stdout)[0].error.message).toContain("no customer for ***");
    const kept = await filesBelow(join(location.path, "state"));
    expect(kept).toContain("no customer for ***");
    expect(`${stdout}${stderr}${kept}`).not.toContain(key);
  } finally {
    server.close();
  }
});

test("a row that would store the credential is refused by itself, and kept nowhere", async () => {
  await using location = await runPlace();
  const key = keyOf(location);
  const rows = ndjson({ id: commetId(1), name: key }, { id: commetId(2), name: "Two" });
  const { code, stdout, stderr } = await location.from("rows.ndjson", rows, [
    "-p",
    "commet",
    "-o",
    "ndjson",
    "--failed",
    "failed.ndjson",
  ]);
  expect(code).toBe(9);
  const told = lines(stdout).toSorted((left, right) => left.row - right.row);
  expect(told.map(({ outcome }) => outcome)).toEqual(["failed", "updated"]);
  expect(told[0].error.message).toContain("it holds the credential of this account");
  expect(`${stdout}${stderr}`).not.toContain(key);
  expect(await filesBelow(join(location.path, "state"))).not.toContain(key);
  expect((await location.read("failed.ndjson")).trim()).toBe("");
});

test("the results of a dry run are masked as well, and its plans are refused", async () => {
  await using location = await runPlace();
  const key = keyOf(location);
  const rows = ndjson({ id: commetId(1), name: key });
  const words = ["-p", "commet", "-n", "-o", "ndjson", "--results", "out.ndjson"];
  const { stdout } = await location.from("rows.ndjson", rows, words);
  expect(lines(stdout)[0].changes[0].after).toBe("***");
  expect(await location.read("out.ndjson")).not.toContain(key);
  const planned = await location.from("rows.ndjson", rows, [...words, "--out", "plans.ndjson"]);
  expect(planned.code).toBe(9);
  expect(await location.read("plans.ndjson")).toBe("");
});

test("text that would drive a terminal is escaped in whatever is printed or kept", async () => {
  await using location = await runPlace();
  const wicked = "\u001B[2J\u202Eevil";
  await location.emulator.edit("commet", commetId(1), { fullName: wicked });
  const rows = ndjson({ id: commetId(1), name: `x${wicked}` }, { id: `cus_${"9".repeat(9)}` });
  const words = ["-p", "commet", "--name", `y${wicked}`, "--failed", "failed.ndjson"];
  const { stdout, stderr } = await location.from("rows.ndjson", rows, words);
  const machine = await location.from("rows.ndjson", rows, [...words, "-o", "json"]);
  const kept = await filesBelow(join(location.path, "state"));
  for (const text of [stdout, stderr, machine.stdout, machine.stderr, kept]) {
    for (const wild of ["\u001B", "\u202E"]) expect(text).not.toContain(wild);
  }
  expect(kept).toContain(String.raw`\u001b[2J`);
});

test.each([0, 1_048_576 - 90])(
  "a credential in what is piped in, %i bytes in, refuses the run, and nothing is kept",
  async (bytes) => {
    await using location = await runPlace();
    const key = keyOf(location);
    const rows = ndjson(
      { id: commetId(1), metadata: { note: "x".repeat(bytes), leaked: `k ${key}` } },
      { id: commetId(2), name: "Two" },
    );
    const words = ["customers", "update", "--from", "-", "-p", "commet", "-y"];
    const { code, stdout, stderr } = await location.run(words, { stdin: rows });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(
      "error: stdin holds a credential of this account, and a run keeps what is piped in; nothing was written",
    );
    expect(stderr).toContain("hint: take it out of the rows, or give them as a file");
    expect(stderr).not.toContain(key);
    expect(await location.runs()).toEqual([]);
    expect((await location.record("commet", commetId(2)))["fullName"]).not.toBe("Two");
  },
);

test("a credential among the options of a run refuses it", async () => {
  await using location = await runPlace();
  const key = keyOf(location);
  const words = ["-p", "commet", "-y", "--metadata", `leaked=${key}`];
  const rows = ndjson({ id: commetId(1), name: "One" });
  const { code, stdout, stderr } = await location.from("rows.ndjson", rows, words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("error: the command line holds a credential of this account");
  expect(stderr).not.toContain(key);
  expect(await location.runs()).toEqual([]);
});
