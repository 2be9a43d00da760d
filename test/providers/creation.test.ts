import { describe, expect, it, test } from "vitest";

import { isFieldName } from "../../src/domain/fields.ts";
import {
  asCreated,
  creationBody,
  isCreating,
  missingFields,
} from "../../src/providers/creation.ts";
import { allProviders, providers } from "../../src/providers/registry.ts";
import { mappingOf } from "../../src/providers/wire/record.ts";

const creating = allProviders.filter(isCreating);

test("what each vendor needs, from its documents", () => {
  expect(Object.fromEntries(creating.map(({ id, create }) => [id, create.required]))).toEqual({
    vayu: ["name"],
    commet: ["email"],
    flexprice: ["externalId", "name"],
    maple: ["externalId"],
    kirim: ["name"],
  });
});

describe("a provider as a creation sees it", () => {
  it("has nothing to be stored first, and no whole record", () => {
    for (const provider of creating) {
      const view = asCreated(provider);
      expect(view.updateStyle).toBe("partial");
      expect(Object.values(view.fields).filter((mapping) => mapping?.needs !== undefined)).toEqual(
        [],
      );
      expect(asCreated(provider)).toBe(view);
    }
  });

  it("does not take what the update alone takes", () => {
    expect(mappingOf(asCreated(providers.kirim), "status")?.access).toBe("read-only");
    expect(mappingOf(providers.kirim, "status")?.access).toBeUndefined();
  });

  it("has a key where only this call takes one", () => {
    expect(asCreated(providers.kirim).idempotency?.header).toBe("idempotency-key");
    expect(providers.kirim).not.toHaveProperty("idempotency");
    expect(asCreated(providers.vayu)).not.toHaveProperty("idempotency");
  });
});

test("a body has each member where this call takes it", () => {
  const commet = creating.find(({ id }) => id === "commet");
  expect(commet && creationBody(commet, { externalId: "a", email: "e" })).toEqual({
    id: "a",
    email: "e",
  });
});

test("everything that is missing is said", () => {
  const edits = [
    { field: "name", rest: [], op: "set", value: "A", location: { name: "x" } },
  ] as const;
  for (const provider of creating) {
    const missing = missingFields(provider, { edits, replaceMetadata: false });
    expect(missing).toHaveLength(provider.create.required.filter((name) => name !== "name").length);
  }
  expect(creating.flatMap(({ create }) => create.required).every(isFieldName)).toBe(true);
});
