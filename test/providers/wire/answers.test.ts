import { describe, expect, it, test } from "vitest";

import type { HttpResponse } from "../../../src/domain/exchange.ts";
import {
  matchesIn,
  recordIn,
  requestIdOf,
  Unreadable,
} from "../../../src/providers/wire/answers.ts";
import { flexprice } from "../../../src/providers/flexprice.ts";
import { kirim } from "../../../src/providers/kirim.ts";
import { maple } from "../../../src/providers/maple.ts";
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
