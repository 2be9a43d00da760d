import { expect, test } from "vitest";
import { NoAnswer } from "../../../src/domain/exchange.ts";
import type { HttpRequest, Send } from "../../../src/domain/exchange.ts";
import { debugging } from "../../../src/http/send/debugging.ts";
import { redactor } from "../../../src/domain/text/redactor.ts";

const request: HttpRequest = {
  method: "GET",
  url: "https://api.test/s3cr3t",
  headers: { authorization: "Bearer s3cr3t" },
};

function setup(answer: Send) {
  const written: string[] = [];
  let now = 0;
  const send = debugging(
    async (sent) => {
      written.push("(sent)");
      return answer(sent);
    },
    {
      write: async (text) => void written.push(text),
      redact: redactor(["s3cr3t"]),
      now: () => (now += 7),
    },
  );
  return { send, written };
}

const shown = "> GET https://api.test/***\n> authorization: ***\n";

test("the request is written before it goes out, the answer after, and both pass unchanged", async () => {
  const response = { status: 200, headers: {}, body: "s3cr3t" };
  const { send, written } = setup(async (sent) => {
    expect(sent).toBe(request);
    return response;
  });
  expect(await send(request)).toBe(response);
  expect(written).toEqual([shown, "(sent)", "< HTTP 200 after 7 ms\n<\n< ***\n"]);
});

test("a missing answer is written and thrown on", async () => {
  const error = new NoAnswer("gone (EPIPE)", { sent: true, code: "EPIPE" });
  const { send, written } = setup(() => Promise.reject(error));
  await expect(send(request)).rejects.toBe(error);
  expect(written.at(-1)).toBe(
    "< no answer after 7 ms: gone (EPIPE); the request may have arrived\n",
  );
});

test("a bug is thrown on and not described", async () => {
  const bug = new TypeError("bug s3cr3t");
  const { send, written } = setup(() => Promise.reject(bug));
  await expect(send(request)).rejects.toBe(bug);
  expect(written).toEqual([shown, "(sent)"]);
});
