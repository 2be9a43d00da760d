import fc from "fast-check";
import { describe, expect, it, test } from "vitest";

import { createSecrets } from "../../../src/domain/text/secrets.ts";
import { BillingError } from "../../../src/domain/errors.ts";
import { type FieldName, fieldNames } from "../../../src/domain/fields.ts";
import { type Json, parseJson, printJson } from "../../../src/domain/json.ts";
import type { CustomerPatch, Edit } from "../../../src/domain/patch.ts";
import type { Path } from "../../../src/domain/path.ts";
import { providers } from "../../../src/providers/registry.ts";
import { accountSeal } from "../../../src/update/saved/seal.ts";
import { openSavedPlan, parseSavedPlan } from "../../../src/update/saved/open-plan.ts";
import { printSavedPlan } from "../../../src/update/saved/saved-plan.ts";
import { hostileText } from "../../render/hostile.ts";
import { outcomeOf } from "../../render/outcomes.ts";
import { accountOf } from "../accounts.ts";
import { rounds } from "../../support/random.ts";

const request = {
  method: "PATCH",
  url: "https://x.example/c",
  headers: { accept: "*/*" },
  body: {},
};
const rename: Edit = {
  field: "name",
  rest: [],
  op: "set",
  value: "B",
  location: { name: "--name" },
};

function print(
  patch: Partial<CustomerPatch> = {},
  images: readonly { field: FieldName; value?: Json }[] = [],
) {
  return printSavedPlan({
    account: accountOf(),
    secrets: createSecrets(Object.values(accountOf().secrets)),
    identity: { companyId: "cmp_1" },
    outcome: outcomeOf({ provider: "maple", id: "cus_1", outcome: "planned", request }),
    patch: { edits: [rename], replaceMetadata: false, ...patch },
    images,
    tool: "0.1.0",
    now: 0,
    seal: accountSeal(accountOf()),
    form: "file",
  });
}

const rotated = accountOf({ secrets: { token: "another-token" } });

const open = (
  text: string,
  account = accountOf(),
  provider: keyof typeof providers = "maple",
  trusts = false,
) =>
  openSavedPlan(
    parseSavedPlan(text, "p.json"),
    "p.json",
    providers[provider],
    account,
    accountSeal(account),
    trusts,
  );

function refusal(run: () => unknown): BillingError {
  try {
    run();
  } catch (error) {
    if (error instanceof BillingError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

describe("a saved plan", () => {
  it("is opened as it was saved", () => {
    const images = [{ field: "name", value: "A" }, { field: "email" }] as const;
    expect(open(print({ replaceMetadata: true }, images))).toEqual({
      createdAt: "1970-01-01T00:00:00.000Z",
      id: "cus_1",
      patch: { edits: [{ ...rename, location: { name: "p.json" } }], replaceMetadata: true },
      images,
      identity: { companyId: "cmp_1" },
    });
  });

  it("is opened with another key only where its missing seal is accepted", () => {
    const text = print();
    const { kind, message, hint } = refusal(() => open(text, rotated));
    expect({ kind, message }).toEqual({
      kind: "declined",
      message: expect.stringContaining("its seal cannot be checked"),
    });
    expect(hint).toContain("--trust-plan");
    expect(open(text, rotated, "maple", true)).toEqual(open(text));
  });

  it("that is trusted still asks for nothing that the provider refuses", () => {
    for (const [from, to] of [
      ['"value": "B"', '"value": 5'],
      ['"path": "name"', '"path": "legalName"'],
      ['"path": "name"', '"path": "no.such"'],
    ] as const) {
      const text = print().replace(from, to);
      expect(text).toContain(to);
      expect(refusal(() => open(text, rotated, "maple", true)).kind).toBe("usage");
    }
  });

  it("with the right key is not trusted where it was changed", () => {
    const text = print().replace('"value": "B"', '"value": "C"');
    expect(refusal(() => open(text, accountOf(), "maple", true)).message).toContain(
      "changed after it was saved",
    );
  });

  it("is opened at no other place or provider", () => {
    const text = print();
    const others = [
      [
        accountOf({ baseUrl: "https://staging.example" }),
        "maple",
        "this account is at https://staging.example",
      ],
      [accountOf(), "kirim", "the plan is for maple, not for kirim"],
    ] as const;
    for (const [account, provider, says] of others) {
      const { kind, message, hint } = refusal(() => open(text, account, provider));
      expect({ kind, message }).toEqual({ kind: "usage", message: expect.stringContaining(says) });
      expect(hint).toBeDefined();
    }
  });

  it("is not made where what is asked holds the credential", () => {
    const secret = accountOf().secrets["token"] ?? "";
    const { kind, message } = refusal(() =>
      print({ edits: [{ ...rename, value: `my ${secret}` }] }),
    );
    expect(kind).toBe("usage");
    expect(message).not.toContain(secret);
  });

  it("holds the credential masked where it stands beside what is asked, and opens all the same", () => {
    const secret = accountOf().secrets["token"] ?? "";
    const text = print({}, [{ field: "metadata", value: { note: `my ${secret}` } }]);
    expect(text).not.toContain(secret);
    expect(open(text).images).toEqual([{ field: "metadata", value: { note: "my ***" } }]);
  });

  it("does not open when any one character of a value is another", () => {
    const text = print({}, [{ field: "name", value: "Aardvark" }]);
    for (const [from, to] of [
      ["Aardvark", "aardvark"],
      ["cus_1", "cus_2"],
      ['"set"', '"add"'],
      ["0.1.0", "0.1.1"],
      ["1970", "1971"],
    ] as const) {
      expect(text).toContain(from);
      expect(refusal(() => open(text.replace(from, to))).message).toContain(
        "changed after it was saved",
      );
    }
  });
});

const number = fc
  .constantFrom("9007199254740993", "1e400", "12345678901234567890.5", "0.1", "1E-9", "-0", "1.0")
  .map((digits) => parseJson(digits));
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    hostileText,
    number,
    fc.constantFrom<Json>(null, true, "", [], {}),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof(hostileText, fc.constantFrom("__proto__", "constructor", "a.b", "")),
      tie("value"),
      { maxKeys: 3 },
    ),
  ),
})).value;
const safeKey = hostileText.filter(
  (key) => !["__proto__", "constructor", "prototype"].includes(key),
);
const rest: fc.Arbitrary<Path> = fc.array(
  fc.oneof(
    safeKey.map((key) => ({ key })),
    hostileText.filter((item) => item !== "").map((item) => ({ item })),
  ),
  { maxLength: 3 },
);
const edit: fc.Arbitrary<Edit> = fc
  .record({
    field: fc.constantFrom(...fieldNames),
    rest,
    value: json,
    op: fc.constantFrom("set", "add", "unset"),
  })
  .map(({ op, value, ...base }) => ({
    ...base,
    location: { name: "p.json" },
    ...(op === "unset" ? { op: "unset" } : { op, value }),
  }));
const image = fc.record(
  { field: fc.constantFrom(...fieldNames), value: json },
  { requiredKeys: ["field"] },
);

test("whatever is in it, it survives being printed, written again and opened", () => {
  fc.assert(
    fc.property(
      fc.array(edit, { maxLength: 3 }),
      fc.array(image, { maxLength: 3 }),
      fc.boolean(),
      (edits, images, replaceMetadata) => {
        const text = print({ edits, replaceMetadata }, images);
        expect(Array.from(text).every((char) => char === "\n" || char >= " ")).toBe(true);
        for (const again of [text, printJson(parseJson(text)), printJson(parseJson(text), 7)]) {
          const { patch, images: seen } = open(again);
          expect(printJson(patch)).toBe(
            printJson({
              edits: edits.map(({ field, rest, location, ...more }) => ({
                field,
                rest,
                location,
                ...more,
              })),
              replaceMetadata,
            }),
          );
          expect(printJson(seen)).toBe(printJson(images));
        }
      },
    ),
    { numRuns: rounds(10) },
  );
});
