import { expect, test } from "vitest";
import { parse as parseYaml } from "yaml";

import { failureSchema } from "../../src/domain/documents/errors/failure.ts";
import { outcomeSchema } from "../../src/domain/documents/outcome.ts";
import { runCli } from "../support/run-cli.ts";
import type { Scripted } from "../support/scripted-server.ts";
import { customerAt, updateAgainst } from "./providers.ts";

const formats = ["json", "ndjson", "yaml"] as const;
type Format = (typeof formats)[number];

/** The one document that the text is; in NDJSON it is one line. */
function documentIn(text: string, format: Format): unknown {
  expect(text.endsWith("\n")).toBe(true);
  if (format === "ndjson") expect(text.trimEnd()).not.toContain("\n");
  return format === "yaml" ? parseYaml(text) : JSON.parse(text);
}

const before = customerAt("commet");
const stored = customerAt("commet", { fullName: "X" });
const refusal: Scripted = { status: 422, body: { error: { code: "no", message: "No." } } };
const limited: Scripted = { status: 429, body: { message: "slow down" } };

interface Ending {
  readonly outcome: string;
  readonly code: number;
  /** Of the error's document; undefined when there must be none. */
  readonly error?: string;
  readonly words?: readonly string[];
  readonly script: readonly Scripted[];
}

const endings: readonly Ending[] = [
  { outcome: "updated", code: 0, script: [before, stored] },
  { outcome: "updated", code: 0, script: [limited, before, limited, stored] },
  { outcome: "unchanged", code: 0, words: ["--name", "Ana Ferreira"], script: [before] },
  { outcome: "planned", code: 0, words: ["--name", "X", "--dry-run"], script: [before] },
  {
    outcome: "planned",
    code: 10,
    words: ["--name", "X", "--dry-run", "--detailed-exitcode"],
    script: [before],
  },
  { outcome: "failed", code: 5, error: "rejected", script: [before, refusal, before] },
  {
    outcome: "failed",
    code: 5,
    error: "rejected",
    script: [before, before, before, before, before],
  },
  { outcome: "failed", code: 4, error: "not_found", script: [{ status: 404, body: {} }] },
  {
    outcome: "failed",
    code: 7,
    error: "unavailable",
    script: [limited, limited, limited, limited],
  },
  {
    outcome: "unknown",
    code: 8,
    error: "unknown",
    script: [before, { status: 200, body: "{" }, before, before, before],
  },
  {
    outcome: "declined",
    code: 11,
    error: "declined",
    words: ["--external-id", "other"],
    script: [customerAt("commet", { externalId: "usr_1" })],
  },
];

const everyEnding = endings.flatMap((ending) => formats.map((format) => ({ ...ending, format })));

test.each(everyEnding)(
  "$outcome ($code) in $format is one document, and one more when it failed",
  async ({ outcome, code, error, words = ["--name", "X"], script, format }) => {
    const result = await updateAgainst("commet", { words: [...words, "-o", format], script });
    expect(result.code).toBe(code);
    const document = outcomeSchema.parse(documentIn(result.stdout, format));
    expect(document.outcome).toBe(outcome);
    if (error === undefined) {
      expect(result.stderr).toBe("");
      return;
    }
    const failure = failureSchema.parse(JSON.parse(result.stderr));
    expect(failure.error).toMatchObject({ code: error, exitCode: code });
  },
);

test.each(formats)("a mistake in the input is one error and no outcome (%s)", async (format) => {
  const mistakes = [
    ["--nmae", "X"],
    ["--name", ""],
    ["--city", "X"],
    ["--name", "X", "extra"],
    ["-f", "none.json"],
    ["--timeout", "0", "--name", "X"],
    [],
  ];
  for (const words of mistakes) {
    for (const flag of [["-o", format], [`-o${format}`], [`--output=${format}`]]) {
      const { code, stdout, stderr } = await updateAgainst("commet", {
        words: [...flag, ...words],
        script: [],
      });
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      const { error } = failureSchema.parse(JSON.parse(stderr));
      expect(error).toMatchObject({ code: "usage", exitCode: 2 });
      expect(error.complaints?.length ?? 0).toBeLessThanOrEqual(1);
    }
  }
});

test.each([[["nowhere"]], [["customers", "nowhere"]], [["providers", "nowhere"]]])(
  "%j: a mistake is told in the form that was asked for",
  async (words) => {
    const { code, stdout, stderr } = await runCli([...words, "-o", "json"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(failureSchema.parse(JSON.parse(stderr)).error.code).toBe("usage");
  },
);

test("without a configuration the error is a document as well", async () => {
  const args = ["customers", "update", "cus_1", "-p", "commet", "--name", "A", "-o", "json"];
  const { code, stdout, stderr } = await runCli(args);
  expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
  expect(failureSchema.parse(JSON.parse(stderr)).error).toMatchObject({
    code: "auth",
    exitCode: 3,
  });
});

test("a failed get has no document but the error", async () => {
  const args = ["customers", "get", "cus_none", "-p", "commet", "--emulator", "-o", "json"];
  const { code, stdout, stderr } = await runCli(args);
  expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
  expect(failureSchema.parse(JSON.parse(stderr)).error.code).toBe("not_found");
});

test("a result goes to stdout in every form", async () => {
  for (const format of ["table", "markdown", ...formats]) {
    const { stdout } = await updateAgainst("commet", {
      words: ["--name", "X", "-o", format],
      script: [before, stored],
    });
    expect(stdout).toContain("Ana Ferreira");
  }
});
