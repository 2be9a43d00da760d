import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HttpRequest } from "../../../src/domain/exchange.ts";
import { asCurl } from "../../../src/http/print/curl.ts";
import { rounds } from "../../support/random.ts";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "billing-curl-"));
  const curl = join(folder, "curl");
  writeFileSync(curl, "#!/bin/sh\nprintf '%s\\0' \"$@\"\n");
  chmodSync(curl, 0o755);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The words that curl is started with when a shell runs the command. */
function run(command: string, env: Record<string, string> = {}): string[] {
  const path = `${folder}${delimiter}${process.env["PATH"] ?? ""}`;
  const output = execFileSync("sh", ["-c", command], { env: { ...env, PATH: path } });
  return output.toString().split("\0").slice(0, -1);
}

const patch: HttpRequest = {
  method: "PATCH",
  url: "https://api.test/customers/1?a=1&b=2",
  headers: { "content-type": "application/json", authorization: "Bearer s3cr3t" },
  body: '{"name":"Acme"}',
};

test("the command reads well", () => {
  expect(asCurl(patch, { Authorization: "Bearer $BILLING_MAPLE_TOKEN" })).toBe(
    [
      "curl \\",
      "  --request 'PATCH' \\",
      '  --header "Authorization: Bearer $BILLING_MAPLE_TOKEN" \\',
      "  --header 'content-type: application/json' \\",
      `  --data-raw '{"name":"Acme"}' \\`,
      "  'https://api.test/customers/1?a=1&b=2'",
    ].join("\n"),
  );
});

describe("run by a shell, the command", () => {
  test("fills the credential in from the environment, as one word", () => {
    const command = asCurl(patch, { Authorization: "Bearer $BILLING_MAPLE_TOKEN" });
    expect(run(command, { BILLING_MAPLE_TOKEN: "a b*'\"$x" })).toEqual([
      "--request",
      "PATCH",
      "--header",
      "Authorization: Bearer a b*'\"$x",
      "--header",
      "content-type: application/json",
      "--data-raw",
      '{"name":"Acme"}',
      "https://api.test/customers/1?a=1&b=2",
    ]);
  });

  test.each([
    'it\'s "quoted"',
    "two\nlines\n\n",
    "\t\u{1}\u{1B}[2J\r",
    "Zoë 🦊 \u{202E}",
    "$HOME `id` $(id) \\n \\ !! ~ * ? # ; & | < >",
    "@/etc/passwd",
    "''",
    "'",
    "",
    "-x",
    "%s%d\\0",
  ])("carries the body %j unharmed", (body) => {
    const words = run(asCurl({ ...patch, body }));
    expect(words[words.indexOf("--data-raw") + 1]).toBe(body);
    expect(words.at(-1)).toBe(patch.url);
  });

  test("carries any text unharmed in body, header and address", () => {
    const text = fc.string({ unit: "binary" }).filter((each) => !each.includes("\0"));
    fc.assert(
      fc.property(text, text, text, (body, value, query) => {
        const url = `https://api.test/?${query}`;
        const words = run(
          asCurl({ method: "POST", url, headers: { "X-Note": `.${value}` }, body }),
        );
        expect(words.slice(-6)).toEqual(
          [
            "--header",
            `X-Note: .${value}`,
            "--header",
            "content-type:",
            "--data-raw",
            body,
            url,
          ].slice(-6),
        );
        expect(words).toContain(`X-Note: .${value}`);
      }),
      { numRuns: rounds(15) },
    );
  });
});

describe("curl's own ways are allowed for:", () => {
  test.each<[string, Partial<HttpRequest>, string[]]>([
    ["a plain read needs no method", { method: "GET" }, []],
    ["HEAD must not wait for a body", { method: "HEAD" }, ["--head"]],
    ["DELETE has no body", { method: "DELETE" }, ["--request", "DELETE"]],
    [
      "an empty POST states its length and no form",
      { method: "POST" },
      ["--request", "POST", "--header", "content-type:", "--data-raw", ""],
    ],
    [
      "a read with a body stays a read",
      { method: "GET", body: "{}" },
      ["--request", "GET", "--header", "content-type:", "--data-raw", "{}"],
    ],
    [
      "an empty header is sent, not left out",
      { method: "GET", headers: { "X-Empty": "" } },
      ["--header", "X-Empty;"],
    ],
    [
      "brackets in the address are no pattern",
      { method: "GET", url: "https://api.test/?a[b]={c}" },
      ["--globoff"],
    ],
  ])("%s", (_, change, words) => {
    const request = { method: "GET", url: "https://api.test/", headers: {}, ...change };
    expect(run(asCurl(request))).toEqual([...words, request.url]);
  });
});

test("a credential without an expression is masked, never shown", () => {
  const command = asCurl({ ...patch, headers: { "X-API-Key": "s3cr3t", Authorization: "s3cr3t" } });
  expect(command).not.toContain("s3cr3t");
  expect(command).toContain("--header 'X-API-Key: ***'");
});
