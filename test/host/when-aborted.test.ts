import { expect, test } from "vitest";

import { whenAborted } from "../../src/host/when-aborted.ts";

test("it calls once the signal fires, and once only", () => {
  const controller = new AbortController();
  let calls = 0;
  whenAborted(controller.signal, () => (calls += 1));
  expect(calls).toBe(0);
  controller.abort();
  controller.abort();
  expect(calls).toBe(1);
});

test("it calls at once where the signal has fired", () => {
  let calls = 0;
  whenAborted(AbortSignal.abort(), () => (calls += 1));
  expect(calls).toBe(1);
});

test("it does not call once nobody listens", () => {
  const controller = new AbortController();
  let calls = 0;
  const stop = whenAborted(controller.signal, () => (calls += 1));
  stop();
  controller.abort();
  expect(calls).toBe(0);
});
