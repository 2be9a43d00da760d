import { describe, expect, it, test } from "vitest";

import { BillingError } from "../../../src/domain/errors.ts";
import type { Json, JsonObject } from "../../../src/domain/json.ts";
import { patchFromFlags } from "../../../src/patch/from-flags.ts";
import { planUpdate } from "../../../src/plan/plan.ts";
import { providers } from "../../../src/providers/registry.ts";

const ida = { name: "Ida", email: "ida@x.example" };
const bob = { name: "Bob", email: "bob@x.example" };
const anne = { id: "cp_1", first_name: "Anne", email: "anne@x.example" };
const carl = { id: "cp_2", first_name: "Carl", email: "carl@x.example" };

function planned(
  provider: "vayu" | "flexprice" | "maple",
  native: JsonObject,
  set: readonly string[],
) {
  const flags = { fields: [], metadata: [], unset: [], replaceMetadata: false, set };
  const read = patchFromFlags(flags);
  if ("complaints" in read) throw BillingError.usage(read.complaints);
  return planUpdate(providers[provider], { id: "1", ...native }, read.patch);
}

function complaintsOf(...of: Parameters<typeof planned>): readonly string[] {
  try {
    planned(...of);
  } catch (error) {
    if (error instanceof BillingError) return error.complaints.map(({ message }) => message);
    throw error;
  }
  return [];
}

describe("a change that makes two items of a list one name", () => {
  const contacts = { contacts: [ida, bob] };
  const persons = { contact_persons: [anne, carl] };
  const to = (name: string, member: string, value: string) => `${name}.${member}=${value}`;

  it.each<[string, ...Parameters<typeof planned>, readonly RegExp[]]>([
    [
      "a contact renamed to another",
      "vayu",
      contacts,
      [to("contacts[ida@x.example]", "email", bob.email)],
      [/^contacts\[ida@x.example\]\.email: there is contacts\[bob@x.example\] already.*from it$/u],
    ],
    [
      "two contacts renamed to one",
      "vayu",
      contacts,
      [
        to("contacts[ida@x.example]", "email", "o@x.example"),
        to("contacts[bob@x.example]", "email", "o@x.example"),
      ],
      [
        /contacts\[ida@x.example\] and contacts\[bob@x.example\] would both be called "o@x.example"/u,
      ],
    ],
    [
      "a person named by id, by the e-mail of another",
      "flexprice",
      persons,
      [to("contactPersons[cp_1]", "email", carl.email)],
      [/^contactPersons\[cp_1\]\.email: there is contactPersons\[carl@x.example\] already/u],
    ],
    [
      "a person given the id of another",
      "flexprice",
      persons,
      [to("contactPersons[anne@x.example]", "id", "cp_2")],
      [/there is contactPersons\[cp_2\] already/u],
    ],
    [
      "a list of contacts",
      "vayu",
      {},
      [`contacts:=${JSON.stringify([ida, { ...bob, email: ida.email }])}`],
      [/^"contacts" would hold two items called "ida@x.example"/u],
    ],
    [
      "a list of aliases",
      "vayu",
      {},
      ['aliases:=["a","b","a"]'],
      [/^"aliases" would hold "a" twice/u],
    ],
    [
      "a list of tax ids",
      "vayu",
      { taxIds: ["a"] },
      ['taxIds:=["a","a"]'],
      [/"taxIds" would hold "a" twice/u],
    ],
  ])("is refused: %s", (_what, provider, native, set, says) => {
    const found = complaintsOf(provider, native, set);
    expect(found).toEqual(says.map((pattern) => expect.stringMatching(pattern)));
  });

  it.each<[string, Json[], readonly string[], Json[]]>([
    [
      "two that swap theirs",
      [ida, bob],
      [
        to("contacts[ida@x.example]", "email", bob.email),
        to("contacts[bob@x.example]", "email", ida.email),
      ],
      [
        { ...ida, email: bob.email },
        { ...bob, email: ida.email },
      ],
    ],
    [
      "one renamed, and changed under its old name",
      [ida, bob],
      [
        to("contacts[ida@x.example]", "email", "i@x.example"),
        to("contacts[ida@x.example]", "name", "I"),
      ],
      [{ name: "I", email: "i@x.example" }, bob],
    ],
    [
      "a change beside two that were called so before",
      [ida, { ...ida, name: "I" }, bob],
      [to("contacts[bob@x.example]", "name", "B")],
      [ida, { ...ida, name: "I" }, { ...bob, name: "B" }],
    ],
  ])("is none: %s", (_what, held, set, wanted) => {
    expect(planned("vayu", { contacts: held }, set).after["contacts"]).toEqual(wanted);
  });

  test("is none in what the provider never returns, such as two taxes of one kind", () => {
    const taxes = [1, 2].map((rate) => ({ country: "US", type: "vat", rate }));
    expect(complaintsOf("maple", {}, [`overrideTaxes:=${JSON.stringify(taxes)}`])).toEqual([]);
  });
});
