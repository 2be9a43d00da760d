import { describe, expect, test } from "vitest";

import { fieldOf } from "../../src/domain/fields.ts";
import type { Provider } from "../../src/providers/contract.ts";
import { fieldsOf, mappingOf } from "../../src/providers/wire/record.ts";
import {
  allProviders,
  isProviderId,
  type ProviderId,
  providerIds,
  providers,
} from "../../src/providers/registry.ts";

test("each provider is under its own id", () => {
  expect(providerIds).toEqual(["vayu", "commet", "flexprice", "maple", "kirim"]);
  expect(allProviders.map(({ id }) => id)).toEqual(providerIds);
  expect(isProviderId("vayu")).toBe(true);
  for (const word of ["", "Vayu", "stripe", "constructor", "__proto__"]) {
    expect(isProviderId(word)).toBe(false);
  }
});

test("every host is the vendor's own, and the credential's", () => {
  expect(Object.fromEntries(allProviders.map(({ id, baseUrl }) => [id, baseUrl]))).toEqual({
    vayu: "https://connect.withvayu.com",
    commet: "https://commet.co/api/v1",
    flexprice: {
      setting: "region",
      urls: {
        us: "https://us.api.flexprice.io/v1",
        india: "https://api.cloud.flexprice.io/v1",
      },
    },
    maple: "https://api.maplebilling.com/api/v1",
    kirim: "https://api.kirimdev.com/v1",
  });
  for (const { baseUrl, hosts } of allProviders) {
    for (const url of typeof baseUrl === "string" ? [baseUrl] : Object.values(baseUrl.urls)) {
      expect(hosts).toContain(new URL(url).host);
    }
  }
});

describe.each(allProviders)("$id", (provider) => {
  test("names no two fields by one path, and no field that can only be read twice", () => {
    const paths = fieldsOf(provider).map((field) => mappingOf(provider, field)?.path);
    const readOnly = Object.values(provider.readOnly).map(({ path }) => path);
    expect(new Set([...paths, ...readOnly]).size).toBe(paths.length + readOnly.length);
  });

  test("clears a field with a value of its kind, or null", () => {
    const empty = { list: [], stringList: [], map: {}, object: {}, string: "", boolean: false };
    for (const field of fieldsOf(provider)) {
      const value = mappingOf(provider, field)?.clear?.with ?? null;
      expect([null, empty[fieldOf(field).kind]]).toContainEqual(value);
    }
  });

  test("asks for the secrets that its way of signing in needs, and marks them", () => {
    const { auth, settings } = provider;
    const used = [
      auth.secret,
      ...("login" in auth && auth.login ? [auth.login.secret] : []),
      ...Object.values(auth.also ?? {}),
    ];
    const secret = Object.keys(settings).filter((name) => settings[name]?.secret === true);
    expect(secret.toSorted()).toEqual(used.toSorted());
  });

  test("says where its facts come from", () => {
    expect(provider.documents.length).toBeGreaterThan(0);
    for (const { url, read } of provider.documents) {
      expect(new URL(url).protocol).toBe("https:");
      expect(read).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
    }
  });
});

describe("what does not compile", () => {
  type All = { readonly [Id in ProviderId]: Provider<Id> };

  test("an id without a provider", () => {
    const { kirim: _left, ...four } = providers;
    // @ts-expect-error kirim is missing
    const all: All = four;
    expect(Object.keys(all)).toHaveLength(4);
  });

  test("a provider under another's id, or under an id that nobody has", () => {
    // @ts-expect-error maple is not kirim
    const swapped: All = { ...providers, kirim: providers.maple };
    // @ts-expect-error there is no such id
    const unknown: ProviderId = "stripe";
    expect([swapped, unknown]).toHaveLength(2);
  });
});
