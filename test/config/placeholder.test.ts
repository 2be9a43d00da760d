import { describe, expect, test } from "vitest";

import { placeholder } from "../../src/config/placeholder.ts";
import { textProblem } from "../../src/config/settings/setting-value.ts";

test.each([
  "$MAPLE_TOKEN",
  "${MAPLE_TOKEN}",
  "${MAPLE_TOKEN:-none}",
  "${env:MAPLE_TOKEN}",
  "$env:MAPLE_TOKEN",
  "$Env:MAPLE_TOKEN",
  "$(MAPLE_TOKEN)",
  "%MAPLE_TOKEN%",
  "{{ MAPLE_TOKEN }}",
  "{{MAPLE_TOKEN}}",
  "${{ secrets.MAPLE_TOKEN }}",
  "{MAPLE_TOKEN}",
  "#{MAPLE_TOKEN}",
  "#{MAPLE_TOKEN}#",
  "env:MAPLE_TOKEN",
  "env: MAPLE_TOKEN",
  "ENV MAPLE_TOKEN",
  "env://MAPLE_TOKEN",
  "env.MAPLE_TOKEN",
  "process.env.MAPLE_TOKEN",
  'ENV["MAPLE_TOKEN"]',
  "__MAPLE_TOKEN__",
  "@MAPLE_TOKEN@",
])("%s names a variable", (text) => {
  expect(placeholder(text)).toEqual({
    problem: "names a variable as a shell would, and is taken as it stands",
    write: "{ env: MAPLE_TOKEN }",
  });
});

test.each([
  [
    "op://billing/maple/token",
    "of 1Password",
    '{ command: [op, read, "op://billing/maple/token"] }',
  ],
  ["file:/run/secrets/maple", "to a file", "{ file: /run/secrets/maple }"],
  ["file:///run/secrets/maple", "to a file", "{ file: /run/secrets/maple }"],
  ["file:token.txt", "to a file", "{ file: token.txt }"],
  ["@~/.secrets/maple", "to a file", "{ file: ~/.secrets/maple }"],
  ["~/.secrets/maple", "to a file", "{ file: ~/.secrets/maple }"],
  ["./secrets/maple", "to a file", "{ file: ./secrets/maple }"],
  ["keychain:maple", "to a keychain", "{ keychain: maple }"],
  ["vault:secret/data/maple#token", "to a vault", "{ command: [vault, kv, get, -field=…, …] }"],
  ["vault://secret/maple", "to a vault", "{ command: [vault, kv, get, -field=…, …] }"],
  ["ssm:/prod/maple", "to a store of secrets", "{ command: [program, words] }"],
  [
    "arn:aws:secretsmanager:eu-1:1:secret:x",
    "to a store of secrets",
    "{ command: [program, words] }",
  ],
  ["ref+vault://secret/x", "to a store of secrets", "{ command: [program, words] }"],
  ["aws-secretsmanager://prod/maple", "to a store of secrets", "{ command: [program, words] }"],
  [
    "ENC[AES256_GCM,data:p673w==,type:str]",
    "to an encrypted value",
    "{ command: [sops, decrypt, --extract, …] }",
  ],
  ["$(pass show maple)", "to a command", "{ command: [program, words] }"],
  ["`pass show maple`", "to a command", "{ command: [program, words] }"],
  ["cmd:pass show maple", "to a command", "{ command: [program, words] }"],
] as const)("%s is a reference %s", (text, what, write) => {
  expect(placeholder(text)).toEqual({
    problem: `is a reference ${what}, and is taken as it stands`,
    write,
  });
});

describe("what people were to replace", () => {
  test.each([
    "<your key>",
    "<api-key>",
    "[your key]",
    "your-api-token",
    "ck_your_api_key",
    "YOUR_TOKEN_HERE",
    "token-goes-here",
    "xxx",
    "XXXXXXXXXXXX",
    "ck_live_xxxxxxxx",
    "********",
    "ck_t****",
    "changeme",
    "change-me",
    "CHANGE_ME",
    "changeit",
    "replace-me",
    "replace_with_your_token",
    "insert-token",
    "todo",
    "TBD",
    "null",
    "undefined",
    "placeholder",
    "redacted",
    "password",
    "api_key",
    "ck_test_...",
    "ck_test_…",
  ])("%s", (text) => {
    expect(placeholder(text)).toEqual({
      problem: "is a placeholder, which something was to be put in the place of",
      write: "{ env: NAME }, { file: path } or { keychain: name }",
    });
  });
});

test.each([
  "ck_test_12345678",
  "s3cret-01",
  "$ecret-0001",
  "$ecretWord01",
  "hvs.CAESIJ0abc",
  "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
  "dG9rZW46eHh4eA==",
  "envoy-9f8a7b6c",
  "passage-9f8a7b",
  "settler-9f8a7b6c",
  "password-of-nobody-1",
  "http://ana:pr0xy@proxy.example:3128",
  "proxy.example:3128",
  "vault:8200",
  "secret:3128",
  "x".repeat(1000),
])("%s may be a credential or a proxy", (text) => {
  expect(placeholder(text)).toBeUndefined();
});

test("a setting that is no secret takes no variable either", () => {
  const spec = { help: "id of your company", example: "cmp_1", pattern: /^cmp_\w+$/u };
  expect(textProblem(spec, "${MAPLE_COMPANY}")).toBe(
    "names a variable as a shell would, and is taken as it stands; write the value itself",
  );
  expect(textProblem(spec, "cmp_1")).toBeUndefined();
});
