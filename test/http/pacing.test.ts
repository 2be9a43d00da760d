import { expect, test } from "vitest";

import type { Send } from "../../src/domain/exchange.ts";
import { pacing } from "../../src/http/pacing.ts";

const request = { method: "GET", url: "http://127.0.0.1/", headers: {} };

/** A clock that only sleeping moves, and the moments at which requests went out. */
function setup(rate: number) {
  let clock = 1000;
  const sent: number[] = [];
  const play: Send = async () => {
    sent.push(clock);
    return { status: 200, headers: {}, body: "" };
  };
  const send = pacing(play, rate, {
    now: () => clock,
    sleep: async (milliseconds) => {
      clock += milliseconds;
    },
  });
  return { send, sent, pass: (milliseconds: number) => (clock += milliseconds) };
}

test("the first request goes at once, the next ones at the rate", async () => {
  const { send, sent } = setup(4);
  for (let count = 0; count < 3; count += 1) await send(request);
  expect(sent).toEqual([1000, 1250, 1500]);
});

test("time that passed by itself is not waited again, and saves up no burst", async () => {
  const { send, sent, pass } = setup(2);
  await send(request);
  pass(2000);
  await send(request);
  await send(request);
  expect(sent).toEqual([1000, 3000, 3500]);
});

test("a rate below one a second waits for longer than a second", async () => {
  const { send, sent } = setup(0.5);
  await send(request);
  await send(request);
  expect(sent).toEqual([1000, 3000]);
});
