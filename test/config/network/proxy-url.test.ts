import { expect, test } from "vitest";

import { parseProxy } from "../../../src/config/network/proxy-url.ts";

test.each([
  ["http://proxy.test:3128", { url: "http://proxy.test:3128", host: "proxy.test:3128" }],
  ["proxy.test:3128", { url: "http://proxy.test:3128", host: "proxy.test:3128" }],
  ["http://proxy.test/", { url: "http://proxy.test:80", host: "proxy.test:80" }],
  ["https://proxy.test", { url: "https://proxy.test:443", host: "proxy.test:443" }],
  ["http://[::1]:3128", { url: "http://[::1]:3128", host: "[::1]:3128" }],
  [
    "http://ana:p%40ss@proxy.test:1",
    { url: "http://proxy.test:1", host: "proxy.test:1", user: "ana", password: "p@ss" },
  ],
  [
    "ana:pass@proxy.test:1",
    { url: "http://proxy.test:1", host: "proxy.test:1", user: "ana", password: "pass" },
  ],
])("%s", (text, expected) => {
  expect(parseProxy(text)).toEqual(expected);
});

test.each([
  "socks5://ana:s3cret@proxy.test:1080",
  "http://ana:s3cret@proxy.test/path",
  "http://ana:s3cret@proxy.test?x",
  "http://ana:s3cret%ZZ@proxy.test",
  "http://ana:s3 cret@proxy.test",
  "http://",
  "http://proxy.test:99999",
])("%s is refused, and not quoted", (text) => {
  const read = parseProxy(text);
  expect(read).toHaveProperty("problem");
  expect(JSON.stringify(read)).not.toMatch(/s3|cret/u);
});
