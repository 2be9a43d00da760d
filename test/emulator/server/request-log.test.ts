import { expect, test } from "vitest";
import { requestLog } from "../../../src/emulator/server/request-log.ts";

const request = { vendor: "a", method: "PUT", path: "/", status: 200, applied: true };

test("the list is cut at ten thousand, the counts are not", () => {
  const log = requestLog(["a", "b"]);
  for (let n = 0; n < 12_345; n += 1) log.note({ ...request, path: `/${n}` });
  expect(log.requests).toHaveLength(10_000);
  expect(log.requests[0]?.path).toBe("/2345");
  expect(log.counts).toEqual({
    a: { requests: 12_345, limited: 0, applied: 12_345, failed: 0 },
    b: { requests: 0, limited: 0, applied: 0, failed: 0 },
  });
});

test("a 429 is limited, another error or no answer is failed, and either may be applied", () => {
  const told: number[] = [];
  const log = requestLog(["a"], ({ status }) => told.push(status));
  const { counts } = log;
  for (const status of [200, 301, 400, 404, 429, 500, 0]) {
    log.note({ ...request, status, applied: status === 0 });
  }
  log.note({ ...request, vendor: undefined, status: 404 });
  expect(counts).toEqual({ a: { requests: 7, limited: 1, applied: 1, failed: 4 } });
  expect(told).toEqual([200, 301, 400, 404, 429, 500, 0, 404]);
});
