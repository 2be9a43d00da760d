import { describe, expect, test } from "vitest";

import { chosenField } from "../../src/domain/field/chosen-fields.ts";
import type { JsonObject } from "../../src/domain/json.ts";
import { parseJson } from "../../src/domain/json.ts";
import { compareSides, driftOutcome } from "../../src/drift/compare.ts";
import { type ProviderId, providers } from "../../src/providers/registry.ts";

type Held = readonly (readonly [ProviderId, JsonObject | undefined])[];

/** Each row in short: the verdict, and the value of each customer or the word for its lack. */
function rows(held: Held, fields?: string) {
  const sides = held.map(([id, document]) =>
    document === undefined ? { provider: providers[id] } : { provider: providers[id], document },
  );
  const found = compareSides(sides, fields?.split(" ").map(chosenField));
  return Object.fromEntries(
    found.map(({ field, verdict, values }) => [
      field,
      [verdict, ...values.map(({ state, value }) => (state === "value" ? value : `(${state})`))],
    ]),
  );
}

describe("a field", () => {
  test.each<[string, Held, ReturnType<typeof rows>]>([
    [
      "differs where two hold something else",
      [
        ["maple", { name: "Ida" }],
        ["kirim", { name: "Bo" }],
      ],
      { name: ["differs", "Ida", "Bo"] },
    ],
    [
      "that one record does not carry differs from a value",
      [
        ["maple", { email: "a@b.example" }],
        ["kirim", {}],
      ],
      { email: ["differs", "a@b.example", "(absent)"] },
    ],
    [
      "holds nothing, however that is written",
      [
        ["flexprice", { address: { state: "" }, phone: null }],
        ["vayu", { address: { state: null } }],
        ["maple", { address: {} }],
      ],
      {
        phone: ["same", null, "(unsupported)", "(absent)"],
        "address.state": ["same", "", null, "(absent)"],
      },
    ],
    [
      "that only one provider has is not compared",
      [
        ["maple", { phone: "+47", title: "CFO" }],
        ["kirim", { status: "active" }],
      ],
      {
        phone: ["not-compared", "+47", "(unsupported)"],
        title: ["not-compared", "CFO", "(unsupported)"],
        status: ["differs", "(absent)", "active"],
      },
    ],
    [
      "that a provider never returns is not compared",
      [
        ["commet", {}],
        ["maple", { address: { city: "Oslo" } }],
      ],
      { "address.city": ["not-compared", "(unreadable)", "Oslo"] },
    ],
    [
      "of a customer that was not read is not compared",
      [
        ["maple", { name: "Ida" }],
        ["kirim", undefined],
        ["vayu", { name: "Ida" }],
      ],
      { name: ["same", "Ida", "(unread)", "Ida"] },
    ],
    [
      "has one verdict for all of them",
      [
        ["maple", { name: "Ida" }],
        ["kirim", { name: "Ida" }],
        ["vayu", { name: "Bo" }],
      ],
      { name: ["differs", "Ida", "Ida", "Bo"] },
    ],
    [
      "that can only be read is not compared unless it is asked for",
      [
        ["maple", { createdAt: "2026-01-01" }],
        ["kirim", { createdAt: "2026-01-02" }],
      ],
      {},
    ],
  ])("%s", (_name, held, wanted) => {
    expect(rows(held)).toEqual(wanted);
  });

  test("says which of many are the same", () => {
    const sides = (["maple", "kirim", "vayu"] as const).map((id, index) => ({
      provider: providers[id],
      document: { name: ["Ida", "Bo", "Ida"][index] ?? "" },
    }));
    const [row] = compareSides(sides);
    expect(row?.values.map(({ group }) => group)).toEqual([1, 2, 1]);
  });
});

describe("metadata", () => {
  test("is compared key by key, deep inside, and null is a value", () => {
    expect(
      rows([
        ["maple", { metadata: { tier: "gold", a: { b: 1, c: 2 }, n: null, "x.y": 1 } }],
        ["kirim", { metadata: { tier: "gold", a: { b: 1, c: 3 }, "x.y": 1 } }],
      ]),
    ).toEqual({
      "metadata.tier": ["same", "gold", "gold"],
      "metadata.a.b": ["same", 1, 1],
      "metadata.a.c": ["differs", 2, 3],
      "metadata.n": ["differs", null, "(absent)"],
      'metadata["x.y"]': ["same", 1, 1],
    });
  });

  test("shows as a whole what one of them lacks as a whole", () => {
    const held: Held = [
      ["maple", { metadata: { a: { b: 1, c: 2 } } }],
      ["kirim", { metadata: {} }],
    ];
    expect(rows(held)).toEqual({ "metadata.a": ["differs", { b: 1, c: 2 }, "(absent)"] });
  });

  test("of a provider that keeps strings alone is compared as it is written", () => {
    const seats = { metadata: { seats: 12, on: true } };
    const written = { metadata: { seats: "12", on: "true" } };
    const same = rows([
      ["commet", seats],
      ["flexprice", written],
    ]);
    expect(Object.values(same).map(([verdict]) => verdict)).toEqual(["same", "same"]);
    const differs = rows([
      ["commet", seats],
      ["maple", written],
    ]);
    expect(Object.values(differs).map(([verdict]) => verdict)).toEqual(["differs", "differs"]);
  });

  test("that is none, or no map, is compared as a whole", () => {
    expect(
      rows([
        ["maple", { metadata: {} }],
        ["kirim", { metadata: null }],
      ]),
    ).toEqual({ metadata: ["same", {}, null] });
    expect(
      rows([
        ["maple", { metadata: { a: 1 } }],
        ["kirim", { metadata: "odd" }],
      ]),
    ).toEqual({ metadata: ["differs", { a: 1 }, "odd"] });
  });

  test("has keys of any name, and numbers of any length", () => {
    const odd = parseJson('{"__proto__": 1, "constructor": 12345678901234567890}') as JsonObject;
    const other = parseJson('{"__proto__": 2, "constructor": 12345678901234567891}') as JsonObject;
    const found = rows([
      ["maple", { metadata: odd }],
      ["kirim", { metadata: other }],
    ]);
    expect(Object.entries(found).map(([field, [verdict]]) => [field, verdict])).toEqual([
      ["metadata.__proto__", "differs"],
      ["metadata.constructor", "differs"],
    ]);
  });

  test("that a provider writes itself is not missing elsewhere", () => {
    const held: Held = [
      ["flexprice", { metadata: { old_external_ids: "a,b" } }],
      ["maple", { metadata: {} }],
      ["flexprice", { metadata: {} }],
    ];
    expect(rows(held.slice(0, 2))).toEqual({
      "metadata.old_external_ids": ["not-compared", "a,b", "(unsupported)"],
    });
    expect(rows(held)).toEqual({
      "metadata.old_external_ids": ["differs", "a,b", "(unsupported)", "(absent)"],
    });
    const isNull: Held = [["flexprice", { metadata: { old_external_ids: null } }]];
    expect(rows([...isNull, ...held.slice(1)])).toEqual({
      "metadata.old_external_ids": ["differs", null, "(unsupported)", "(absent)"],
    });
  });
});

describe("a list", () => {
  test("is compared item by item, in any order", () => {
    expect(
      rows([
        [
          "vayu",
          {
            aliases: ["a", "b"],
            contacts: [
              { email: "i@x.example", title: "CFO" },
              { email: "b@x.example", title: "AP" },
            ],
          },
        ],
        ["vayu", { aliases: ["b", "c"], contacts: [{ title: "CEO", email: "i@x.example" }] }],
      ]),
    ).toEqual({
      "aliases[a]": ["differs", "a", "(absent)"],
      "aliases[b]": ["same", "b", "b"],
      "aliases[c]": ["differs", "(absent)", "c"],
      "contacts[i@x.example].email": ["same", "i@x.example", "i@x.example"],
      "contacts[i@x.example].title": ["differs", "CFO", "CEO"],
      "contacts[b@x.example]": ["differs", { email: "b@x.example", title: "AP" }, "(absent)"],
    });
  });

  test("whose items cannot be told apart is compared as a whole", () => {
    const [one, two] = [[{ title: "AP" }], [{ title: "CFO" }]];
    expect(
      rows([
        ["vayu", { contacts: one }],
        ["vayu", { contacts: two }],
      ]),
    ).toEqual({ contacts: ["differs", one, two] });
    expect(
      rows([
        ["vayu", { aliases: ["a", "a"] }],
        ["vayu", { aliases: ["a"] }],
      ]),
    ).toEqual({ aliases: ["differs", ["a", "a"], ["a"]] });
  });
});

describe("chosen fields", () => {
  const held: Held = [
    ["maple", { name: "Ida", address: { city: "Oslo" }, native: { n: 1 }, mrr: 5, metadata: {} }],
    ["vayu", { name: "Ida", address: { city: "Bergen" }, native: { n: 1 } }],
  ];

  test("stand alone, in their order, with all that is in them", () => {
    expect(Object.entries(rows(held, "address name address.city"))).toEqual([
      ["address.city", ["differs", "Oslo", "Bergen"]],
      ["name", ["same", "Ida", "Ida"]],
    ]);
  });

  test("may be those that can only be read, the provider's own, and what is nowhere", () => {
    expect(rows(held, "native.n mrr metadata.tier address.state")).toEqual({
      "native.n": ["same", 1, 1],
      mrr: ["not-compared", 5, "(unsupported)"],
      "metadata.tier": ["not-compared", "(absent)", "(unsupported)"],
      "address.state": ["same", "(absent)", "(absent)"],
    });
  });
});

test.each([
  ["differs", ["same", "differs", "not-compared"], 0],
  ["differs", ["differs"], 1],
  ["incomplete", ["same"], 1],
  ["incomplete", [], 1],
  ["same", ["same", "not-compared"], 0],
  ["not-compared", ["not-compared"], 0],
  ["not-compared", [], 0],
] as const)("%s: of %j with %d that could not be read", (wanted, verdicts, unread) => {
  const error = { code: "not_found" as const, exitCode: 4, message: "none" };
  const customer = { name: "maple", provider: "maple", by: "id" as const, reference: "c" };
  const customers = [customer, ...Array.from({ length: unread }, () => ({ ...customer, error }))];
  const fields = verdicts.map((verdict) => ({ field: "name", verdict, values: [] }));
  expect(driftOutcome({ customers, fields })).toBe(wanted);
});
