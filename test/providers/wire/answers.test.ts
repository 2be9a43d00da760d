import { describe, expect, it, test } from "vitest";

import type { HttpResponse } from "../../../src/domain/exchange.ts";
import {
  matchesIn,
  recordIn,
  requestIdOf,
  Unreadable,
} from "../../../src/providers/wire/answers.ts";
import { failureIn, isSuccess } from "../../../src/providers/wire/failures.ts";
import { commet } from "../../../src/providers/commet.ts";
import { flexprice } from "../../../src/providers/flexprice.ts";
import { kirim } from "../../../src/providers/kirim.ts";
import { maple } from "../../../src/providers/maple.ts";
import { allProviders } from "../../../src/providers/registry.ts";
import { vayu } from "../../../src/providers/vayu.ts";

const answer = (
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = { "content-type": "application/json" },
): HttpResponse => ({
  status,
  headers,
  body: typeof body === "string" ? body : JSON.stringify(body),
});
const html = answer("<html>Bad gateway</html>", 502, {
  "content-type": "text/html; charset=utf-8",
});

describe("a record", () => {
  it.each<[string, HttpResponse, string]>([
    ["nothing", answer(""), "the answer was empty"],
    ["a web page", { ...html, status: 200 }, "the answer was not JSON (text/html, 24 bytes)"],
    [
      "JSON that was cut",
      answer('{"data":{"id":'),
      "the answer was not JSON (application/json, 14 bytes)",
    ],
    [
      "a text without a type",
      answer("ok", 200, {}),
      "the answer was not JSON (no content type, 2 bytes)",
    ],
    ["null", answer(null), 'no customer in it under "data"'],
    ["a list", answer([{ id: "c" }]), 'no customer in it under "data"'],
    ["no envelope", answer({ id: "c" }), 'no customer in it under "data"'],
    ["an empty envelope", answer({ data: null }), 'no customer in it under "data"'],
    ["a list in the envelope", answer({ data: [{ id: "c" }] }), 'no customer in it under "data"'],
    ["no id", answer({ data: { name: "A" } }), 'no customer in it under "data"'],
    ["an empty id", answer({ data: { id: "" } }), 'no customer in it under "data"'],
    ["an id that is a number", answer({ data: { id: 5 } }), 'no customer in it under "data"'],
  ])("is not in %s", (_what, response, message) => {
    const read = () => recordIn(kirim, kirim.byId.read, response);
    expect(read).toThrow(Unreadable);
    expect(read).toThrow(message);
  });

  test("is read whatever the content type says", () => {
    const text = answer({ data: { id: "c" } }, 200, { "content-type": "text/plain" });
    expect(recordIn(kirim, kirim.byId.read, text)).toEqual({ id: "c" });
    expect(recordIn(maple, maple.byId.read, answer({ id: "c" }))).toEqual({ id: "c" });
  });

  test("of depth without end is unreadable, not a crash", () => {
    const deep = answer(`${"[".repeat(200_000)}${"]".repeat(200_000)}`);
    expect(() => recordIn(kirim, kirim.byId.read, deep)).toThrow(Unreadable);
  });
});

describe("a look-up's matches", () => {
  const { read } = flexprice.byExternalId ?? flexprice.byId;
  const match = (items: unknown, externalId = "a") =>
    matchesIn(flexprice, read, answer({ items }), externalId);

  test("only the one that carries exactly the id counts", () => {
    const wanted = { id: "c2", external_id: "a" };
    expect(
      match([{ id: "c1", external_id: "A" }, { id: "c3", external_id: "ab" }, wanted]),
    ).toEqual([wanted]);
    expect(match([])).toEqual([]);
    expect(match([{ id: "c1", external_id: "b" }])).toEqual([]);
    expect(match([{ external_id: "a" }, null, "a", ["a"]])).toEqual([]);
    expect(match([wanted, { id: "c4", external_id: "a" }, wanted])).toHaveLength(2);
  });

  it.each([null, {}, "a", undefined])("%j is no list", (items) => {
    expect(() => match(items)).toThrow(Unreadable);
  });
});

describe("a failure", () => {
  it.each([
    [400, "rejected"],
    [401, "auth"],
    [402, "rejected"],
    [403, "auth"],
    [404, "not_found"],
    [408, "unavailable"],
    [409, "rejected"],
    [413, "rejected"],
    [422, "rejected"],
    [425, "unavailable"],
    [429, "unavailable"],
    [301, "unavailable"],
    [500, "unavailable"],
    [503, "unavailable"],
  ])("%i means %s at every provider", (status, kind) => {
    for (const provider of allProviders) {
      expect(failureIn(provider, answer("", status), "customer c")).toMatchObject({
        kind,
        provider: provider.id,
        providerError: { status },
      });
    }
    for (const provider of allProviders)
      expect(isSuccess(provider, answer("", status))).toBe(false);
  });

  test("is told by the provider's code where the status would mislead", () => {
    const said = (code: string) => answer({ error: { code, message: "No." } }, 404);
    expect(failureIn(commet, said("endpoint_not_available"), "customer c")).toMatchObject({
      kind: "rejected",
      hint: expect.stringContaining("providers.commet.version"),
    });
    expect(failureIn(commet, said("customer_not_found"), "customer c").kind).toBe("not_found");
  });

  test("says what the answer was where it says nothing itself", () => {
    expect(failureIn(vayu, html, "customer c").message).toBe(
      "Vayu answered 502: the answer was not JSON (text/html, 24 bytes)",
    );
    expect(failureIn(vayu, answer({ oops: 1 }, 400), "customer c").message).toBe(
      "Vayu refused the request (400): the answer had an unknown shape",
    );
    expect(failureIn(vayu, answer("", 404), "customer c")).toMatchObject({
      message: "Vayu has no customer c (404): the answer was empty",
      hint: "the answer does not come from the customers API: check baseUrl",
    });
    expect(failureIn(vayu, answer("", 302), "customer c").hint).toContain("redirects are not");
  });

  test("takes facts only where they are texts", () => {
    const odd = answer({ error: { code: 5, message: { a: 1 }, type: "", param: null } }, 400);
    expect(failureIn(kirim, odd, "customer c").providerError).toEqual({ status: 400 });
  });

  it.each<[unknown, readonly string[]]>([
    [[{ field: "a", message: "bad" }], ["a: bad"]],
    [[{ message: "bad" }], ["bad"]],
    [
      ["bad", 5, null],
      ['"bad"', "5", "null"],
    ],
    [{ a: "bad", b: [1] }, ["a: bad", "b: [1]"]],
    ["bad", ["bad"]],
  ])("lists details given as %j", (details, lines) => {
    const response = answer({ error: { message: "No.", details } }, 400);
    expect(failureIn(commet, response, "customer c").providerError?.details).toEqual(lines);
  });
});

describe("the request's id", () => {
  test("is the body's, else the first header's", () => {
    const headers = { "x-request-id": "of the header", "x-amzn-requestid": "of the gateway" };
    expect(
      requestIdOf(
        kirim,
        answer({ error: { request_id: "of the error" }, request_id: "b" }, 400, headers),
      ),
    ).toBe("of the error");
    expect(requestIdOf(kirim, answer({ request_id: "of the body" }, 200, headers))).toBe(
      "of the body",
    );
    expect(requestIdOf(vayu, answer("", 200, headers))).toBe("of the header");
    expect(requestIdOf(vayu, answer("", 200, { "x-amzn-requestid": "g" }))).toBe("g");
    expect(requestIdOf(vayu, html)).toBeUndefined();
  });
});

test("an error code called constructor has the kind of its status, and no hint of ours", () => {
  const body = JSON.stringify({ code: "constructor", message: "no" });
  const error = failureIn(commet, { status: 422, headers: {}, body }, "customer cus_1");
  expect(error).toMatchObject({ kind: "rejected", exitCode: 5 });
  expect(error.hint).toBeUndefined();
});
