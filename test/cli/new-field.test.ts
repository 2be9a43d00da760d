/** What one more field takes: a row in the vocabulary, and a place in the providers that have it. */
import { globSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { fieldNames } from "../../src/domain/fields.ts";
import { filesListedIn } from "../support/contributing.ts";
import { type Changes, changedProgram } from "../support/changed-program.ts";
import { withDummyProvider } from "../support/dummy-provider/changes.ts";
import { runCli, type World } from "../support/run-cli.ts";

/** A row of the table, and where the dummy provider keeps the field. */
const withShoeSize: Changes = {
  ...withDummyProvider,
  "src/domain/fields.ts": (source) =>
    source.replace(
      "} as const satisfies",
      `shoeSize: string("shoe-size", "size of shoes", {
         personal: true,
         destroys: { because: "the shoes no longer fit" },
       }),
       } as const satisfies`,
    ),
  "test/support/dummy-provider/description.ts": (source) =>
    source
      .replace("fields: {", 'fields: { shoeSize: at("shoes", clearedBy(null)),')
      .replace(', shoes: shown("shoes")', ""),
};

let program: Awaited<ReturnType<typeof changedProgram>>;
beforeAll(async () => {
  program = await changedProgram(withShoeSize);
});
afterAll(() => program[Symbol.asyncDispose]());

const run = (words: readonly string[], world: World = {}) =>
  runCli(words, { ...world, dispatch: program.dispatch });

const at = ["-p", "dummy", "--emulator"];
const update = ["customers", "update", "d1", ...at];

/** The change that a dry run shows. */
async function planned(words: readonly string[], stdin?: string) {
  const world = stdin === undefined ? {} : { stdin };
  const { code, stdout, stderr } = await run(
    [...update, ...words, "--dry-run", "-o", "json"],
    world,
  );
  expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

describe("a field that is a row of the vocabulary", () => {
  const change = { field: "shoeSize", kind: "changed", before: "3", after: "44" };
  const asked = { changes: [change], request: { body: { shoes: "44" } } };

  test("has a flag, a path, and a key in files", async () => {
    expect(await planned(["--shoe-size", "44"])).toMatchObject(asked);
    expect(await planned(["--set", "shoeSize=44"])).toMatchObject(asked);
    expect(await planned(["-f", "-"], '{"shoeSize":"44"}')).toMatchObject(asked);
    expect(await planned(["-f", "-"], "shoeSize: '44'\n")).toMatchObject(asked);
    expect(await planned(["--unset", "shoeSize"])).toMatchObject({
      request: { body: { shoes: null } },
    });
  });

  test("is a column in tables of rows", async () => {
    const words = ["customers", "update", "--from", "-", "--input-format", "csv", ...at];
    const { code, stdout } = await run([...words, "--dry-run", "-o", "json"], {
      stdin: "id,shoeSize\nd1,44\n",
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).results).toMatchObject([{ changes: [change] }]);
  });

  test("is shown, masked and asked about as its row says", async () => {
    const { stdout } = await run([
      ...update,
      "--shoe-size",
      "size forty-four",
      "--dry-run",
      "--mask",
    ]);
    expect(stdout).toMatch(/shoeSize.*s…ur/u);
    expect(stdout).toContain("the shoes no longer fit");
  });

  test("is suggested, and in help and the support table", async () => {
    const { stderr } = await run([...update, "--set", "shoesize=44"]);
    expect(stderr).toContain('did you mean "shoeSize"?');
    expect((await run(["customers", "update", "--help-all"])).stdout).toMatch(
      /--shoe-size <text> +size of shoes \(dummy\)/u,
    );
    expect((await run(["providers"])).stdout).toMatch(/^shoeSize( +-)+ +shoes$/mu);
  });
});

describe("the files that CONTRIBUTING names for a new field", () => {
  const listed = filesListedIn("A new field");

  test("name each file of src that the field above was added to", () => {
    const changed = Object.keys(withShoeSize).filter(
      (file) => !Object.hasOwn(withDummyProvider, file),
    );
    expect(listed).toEqual(
      expect.arrayContaining(changed.filter((file) => file.startsWith("src/"))),
    );
  });

  test("are all the files of src that name one", () => {
    // The words that mean something else as well: members of documents, keys of rows, words in help.
    const other = ["name", "status", "title", "source", "metadata", "externalId", "email"];
    const fields = fieldNames.flatMap((name) => [name, ...name.split(".").slice(0, -1)]);
    const named = new Set(fields.filter((name) => !other.includes(name)));
    const allowed = listed.flatMap((file) =>
      globSync(file.replace("<id>", "*").replace(/\*$/u, "**")),
    );
    const naming = globSync("src/**/*.ts").filter((file) => {
      const code = readFileSync(file, "utf8").replaceAll(/\/\*[^]*?\*\//gu, "");
      return [...code.matchAll(/"(?<text>[\w.]+)"/gu)].some((match) => named.has(match[1] ?? ""));
    });
    expect(naming.filter((file) => !allowed.includes(file))).toEqual([]);
  });

  test("name the fields that stand for themselves through the vocabulary", () => {
    const rooms = ["patch", "plan", "providers/wire", "render"];
    const naming = rooms.flatMap((room) =>
      globSync(`src/${room}/**/*.ts`).filter((file) =>
        /[=!]== "(?:metadata|externalId|status|name)"/u.test(readFileSync(file, "utf8")),
      ),
    );
    expect(naming).toEqual([]);
  });
});
