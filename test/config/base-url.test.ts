import { expect, test } from "vitest";
import { parseBaseUrl } from "../../src/config/base-url.ts";

test.each([
  ["https://a.example", "https://a.example", "a.example"],
  ["https://A.example/v1//", "https://a.example/v1", "a.example"],
  ["https://a.example:8443/v1/", "https://a.example:8443/v1", "a.example"],
  ["http://localhost:4010/vayu", "http://localhost:4010/vayu", "localhost"],
  ["http://127.9.9.9", "http://127.9.9.9", "127.9.9.9"],
  ["http://[::1]:80", "http://[::1]", "[::1]"],
])("%s is a base URL", (text, url, host) => {
  expect(parseBaseUrl(text)).toEqual({ url, host });
});

test.each([
  ["", "absolute"],
  ["a.example", "absolute"],
  ["//a.example", "absolute"],
  [" https://a.example", "absolute"],
  ["https://a.ex\tample", "absolute"],
  ["https:\\\\a.example", "absolute"],
  ["ftp://a.example", "https"],
  ["file:///etc/passwd", "https"],
  ["http://a.example", "loopback"],
  ["http://127.0.0.1.a.example", "loopback"],
  ["http://localhost.a.example", "loopback"],
  ["http://0.0.0.0", "loopback"],
  ["https://me:pw@a.example", "user"],
  ["https://@a.example", "user"],
  ["https:me:pw@a.example", "user"],
  ["https://a.example/?x=1", "query"],
  ["https://a.example/#", "query"],
])("%j is none", (text, problem) => {
  expect(parseBaseUrl(text)).toEqual({ problem: expect.stringContaining(problem) as string });
});
