import { describe, expect, it, test } from "vitest";

import type { HttpResponse } from "../../../src/domain/exchange.ts";
import { failureIn, isOwnError, isSuccess } from "../../../src/providers/wire/failures.ts";
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

describe("an error of the vendor's own", () => {
  test.each([
    [vayu, { type: "t", code: "c", message: "m" }],
    [commet, { success: false, error: { type: "t", code: "c", message: "m" } }],
    [commet, { success: false, code: "c", message: "m" }],
    [flexprice, { code: "c", message: "m", http_status_code: 400 }],
    [flexprice, { success: false, error: { message: "m" } }],
    [maple, { error_message: "m", error_type: "t" }],
    [kirim, { error: { type: "t", code: "c", request_id: "r" } }],
  ])("is told by its form at $id: %j", (provider, body) => {
    expect(isOwnError(provider, answer(body, 400))).toBe(true);
  });

  test("is a message alone only with the statuses where that is documented", () => {
    const alone = (status: number) => answer({ message: "Forbidden" }, status);
    for (const provider of [vayu, flexprice]) {
      expect([400, 401, 403, 404].map((status) => isOwnError(provider, alone(status)))).toEqual([
        false,
        true,
        true,
        false,
      ]);
    }
    expect(isOwnError(kirim, alone(403))).toBe(false);
  });

  test.each(["", "<html>", "null", "[]", "{}", '{"title":"no"}', '{"code":404,"message":"no"}'])(
    "is not %j",
    (body) => {
      for (const provider of allProviders) {
        expect(isOwnError(provider, answer(body, 400))).toBe(false);
      }
    },
  );

  test("is the text that Flexprice's router and its recovery give", () => {
    expect(isOwnError(flexprice, answer("404 page not found\n", 404))).toBe(true);
    expect(isOwnError(flexprice, answer("", 500))).toBe(true);
    expect(isOwnError(flexprice, answer("404 page not found", 400))).toBe(false);
    expect(isOwnError(vayu, answer("", 500))).toBe(false);
  });
});

describe("a status of success", () => {
  const inside = { success: false, error: { code: "c", type: "t", message: "m" } };

  test.each([
    ["is none with success: false", commet, inside, false],
    [
      "is none with success: false beside a record",
      commet,
      { ...inside, data: { id: "c" } },
      false,
    ],
    ["is none with an error in place of the record", kirim, { error: inside.error }, false],
    ["is none with a flat error", vayu, inside.error, false],
    ["is one with a record", vayu, { customer: { id: "c" }, code: "c", message: "m" }, true],
    ["is one where nothing is said of it", maple, {}, true],
  ])("%s", (_what, provider, body, expected) => {
    expect(isSuccess(provider, answer(body))).toBe(expected);
  });

  test.each([
    ["authentication_error", "auth"],
    ["not_found_error", "not_found"],
    ["rate_limit_error", "unavailable"],
    ["validation_error", "rejected"],
    ["anything", "rejected"],
  ])("with an error of type %s is %s", (type, kind) => {
    const error = { code: "c", type, message: "m", doc_url: "https://commet.co/docs/c" };
    const failure = failureIn(commet, answer({ success: false, error }), "customer c");
    expect(failure).toMatchObject({ kind, providerError: { status: 200, docUrl: error.doc_url } });
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

test("an error code called constructor has the kind of its status, and no hint of ours", () => {
  const body = JSON.stringify({ code: "constructor", message: "no" });
  const error = failureIn(commet, { status: 422, headers: {}, body }, "customer cus_1");
  expect(error).toMatchObject({ kind: "rejected", exitCode: 5 });
  expect(error.hint).toBeUndefined();
});
