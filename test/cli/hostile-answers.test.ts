import { expect, test } from "vitest";

import type { Scripted } from "../support/scripted-server.ts";
import { credentials, customerAt, providerNames, updateAgainst } from "./providers.ts";

/** What must not reach a terminal as it is: controls but the line feed, direction changes, separators. */
const driving = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const unsafe = (text: string) => text.replaceAll("\n", "").match(driving) ?? [];

const hostile = "\u{1b}[31mRed\u{1b}]0;owned\u{7}\u{202e}gpj\u{2066}\u{200b}\r\n\u{9b}2J\u{2028}";

test.each(["table", "markdown"])(
  "a hostile record cannot drive a terminal (%s)",
  async (format) => {
    for (const extra of [[], ["--debug"], ["--show-unchanged"], ["--dry-run"]]) {
      const dry = extra.includes("--dry-run");
      const read = customerAt("commet", {
        fullName: hostile,
        email: hostile,
        metadata: { [hostile]: hostile },
      });
      // The answer lacks the metadata, which is looked up.
      const changed = customerAt("commet", { fullName: `X${hostile}`, email: hostile });
      const { code, stdout, stderr } = await updateAgainst("commet", {
        words: ["--name", "X", "--no-journal", "-o", format, ...extra],
        script: dry ? [read] : [read, changed, changed],
      });
      expect(code).toBe(0);
      expect(unsafe(stdout + stderr)).toEqual([]);
    }
  },
);

test.each(["json", "ndjson", "yaml"])(
  "in %s a hostile value is escaped and whole",
  async (format) => {
    const { stdout } = await updateAgainst("commet", {
      words: ["--name", "X", "-o", format],
      script: [
        customerAt("commet", { fullName: hostile }),
        customerAt("commet", { fullName: "X" }),
      ],
    });
    expect(stdout.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
    if (format !== "yaml") expect(JSON.parse(stdout).before.name).toBe(hostile);
  },
);

test("a hostile error cannot drive a terminal", async () => {
  const error = { type: hostile, code: hostile, message: hostile, param: hostile };
  const answer: Scripted = {
    status: 422,
    headers: { "x-request-id": "req\u{9b}2J" },
    body: { error: { ...error, details: [{ field: hostile, message: hostile }] } },
  };
  for (const extra of [[], ["--debug"]]) {
    const { code, stdout, stderr } = await updateAgainst("commet", {
      words: ["--name", "X", ...extra],
      script: [customerAt("commet"), answer, customerAt("commet")],
    });
    expect(code).toBe(5);
    expect(unsafe(stdout + stderr)).toEqual([]);
  }
});

test("emoji and wide letters are shown as they are and keep their columns", async () => {
  const { stdout } = await updateAgainst("commet", {
    script: [
      customerAt("commet", { fullName: "日本語 😀" }),
      customerAt("commet", { fullName: "X" }),
    ],
  });
  expect(stdout).toMatch(/^ {4}FIELD {3}BEFORE {6}AFTER$/mu);
  expect(stdout).toContain("  ~ name    日本語 😀   X\n");
});

test.each(providerNames)(
  "%s: a credential that is echoed is masked everywhere",
  async (provider) => {
    const secret = credentials[provider];
    const texts = [
      secret,
      encodeURIComponent(secret),
      btoa(secret),
      JSON.stringify({ key: secret }),
    ];
    const message = `bad credential: ${texts.join(" ")}`;
    const body = {
      message,
      error_message: message,
      code: secret,
      error: { message, code: secret, param: secret },
    };
    for (const format of ["table", "json", "ndjson", "yaml", "markdown"]) {
      for (const extra of [[], ["--debug"], ["--quiet"]]) {
        const { code, stdout, stderr } = await updateAgainst(provider, {
          words: ["--name", "X", "--no-journal", "-o", format, ...extra],
          script: [
            customerAt(provider, { name: `Ana ${secret}` }),
            { status: 400, headers: { "x-request-id": secret }, body },
            customerAt(provider, { name: `Ana ${secret}` }),
          ],
        });
        expect(code).toBe(5);
        expect(stderr).toContain("***");
        for (const text of [secret, btoa(secret).slice(0, -4)]) {
          expect(stdout).not.toContain(text);
          expect(stderr).not.toContain(text);
        }
      }
    }
  },
);
