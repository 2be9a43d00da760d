import { expect, test } from "vitest";

import { type HttpRequest, NoAnswer } from "../../../src/domain/exchange.ts";
import { commet } from "../../../src/providers/commet.ts";
import { flexprice } from "../../../src/providers/flexprice.ts";
import {
  isReplayed,
  renewingKeys,
  withIdempotencyKey,
} from "../../../src/providers/wire/idempotency.ts";
import { kirim } from "../../../src/providers/kirim.ts";
import { maple } from "../../../src/providers/maple.ts";
import { vayu } from "../../../src/providers/vayu.ts";

const patch: HttpRequest = { method: "PATCH", url: "https://api.example/1", headers: { a: "b" } };
const numbered = () => {
  let count = 0;
  return () => `key-${(count += 1)}`;
};
const limited = { status: 429, headers: {}, body: "" };

test("a write has a key of its own where the provider honours one on that call", () => {
  for (const provider of [commet, maple]) {
    expect(withIdempotencyKey(provider, patch, numbered()).headers).toEqual({
      a: "b",
      "idempotency-key": "key-1",
    });
  }
  for (const provider of [vayu, flexprice, kirim]) {
    expect(withIdempotencyKey(provider, patch, numbered())).toBe(patch);
  }
});

test("after an answer the key is renewed where the first answer is kept under it", async () => {
  const uuid = numbered();
  const sent: (string | undefined)[] = [];
  const send = renewingKeys(
    maple,
    async ({ headers }) => {
      sent.push(headers["idempotency-key"]);
      return limited;
    },
    uuid,
  );
  const request = withIdempotencyKey(maple, patch, uuid);
  await send(request);
  await send(request);
  await send(request);
  expect(sent).toEqual(["key-1", "key-2", "key-3"]);
});

test("without an answer it stays", async () => {
  const uuid = numbered();
  const sent: (string | undefined)[] = [];
  const send = renewingKeys(
    maple,
    async ({ headers }) => {
      sent.push(headers["idempotency-key"]);
      if (sent.length < 3) throw new NoAnswer("reset", { sent: true, code: "ECONNRESET" });
      return limited;
    },
    uuid,
  );
  const request = withIdempotencyKey(maple, patch, uuid);
  await expect(send(request)).rejects.toThrow("reset");
  await expect(send(request)).rejects.toThrow("reset");
  await send(request);
  expect(sent).toEqual(["key-1", "key-1", "key-1"]);
});

test("a renewed key stays as well when no answer comes to it", async () => {
  const uuid = numbered();
  const sent: (string | undefined)[] = [];
  const send = renewingKeys(
    maple,
    async ({ headers }) => {
      sent.push(headers["idempotency-key"]);
      if (sent.length === 2) throw new NoAnswer("reset", { sent: true, code: "ECONNRESET" });
      return limited;
    },
    uuid,
  );
  const request = withIdempotencyKey(maple, patch, uuid);
  await send(request);
  await expect(send(request)).rejects.toThrow("reset");
  await send(request);
  expect(sent).toEqual(["key-1", "key-2", "key-2"]);
});

test("it stays after an answer where a failed one is not kept, and a request without one gets none", async () => {
  const send = async () => limited;
  expect(renewingKeys(commet, send, numbered())).toBe(send);
  const seen: HttpRequest[] = [];
  const noting = renewingKeys(
    maple,
    async (request) => {
      seen.push(request);
      return limited;
    },
    numbered(),
  );
  await noting(patch);
  await noting(patch);
  expect(seen).toEqual([patch, patch]);
});

test("an old answer says so itself", () => {
  const answer = (headers: Readonly<Record<string, string>>) => ({
    status: 200,
    headers,
    body: "",
  });
  expect(isReplayed(maple, answer({ "idempotency-used": "true" }))).toBe(true);
  expect(isReplayed(maple, answer({ "idempotency-used": "True" }))).toBe(true);
  expect(isReplayed(maple, answer({ "idempotency-used": "false" }))).toBe(false);
  expect(isReplayed(maple, answer({ "idempotency-key": "true" }))).toBe(false);
  expect(isReplayed(commet, answer({ "idempotency-used": "true" }))).toBe(false);
});

test("an old answer after an attempt that was lost is the lost one's, and so is none", async () => {
  let attempts = 0;
  const send = renewingKeys(
    maple,
    async () => {
      attempts += 1;
      if (attempts === 1) throw new NoAnswer("reset", { sent: true, code: "ECONNRESET" });
      return { status: 200, headers: { "idempotency-used": "true" }, body: "" };
    },
    numbered(),
  );
  const request = withIdempotencyKey(maple, patch, numbered());
  await expect(send(request)).rejects.toThrow("reset");
  expect(isReplayed(maple, await send(request))).toBe(false);
  expect(isReplayed(maple, await send(request))).toBe(true);
});
