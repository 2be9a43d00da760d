import { expect, test } from "vitest";
import { targetOf } from "../../../src/http/send/target.ts";

test.each([
  ["http://127.0.0.1:4010", "http://127.0.0.1:4010/"],
  ["https://api.test", "https://api.test/"],
  ["https://api.test?x=1", "https://api.test/?x=1"],
  ["https://API.test:443/v1/", "https://api.test/v1/"],
  ["http://[::1]:80/x", "http://[::1]/x"],
  ["https://api.test/a%2Fb/%2e%2fx/...", "https://api.test/a%2Fb/%2e%2fx/..."],
  ["https://api.test/O'Brien!(x)*~", "https://api.test/O'Brien!(x)*~"],
  ["https://api.test/x?name=O'Brien", "https://api.test/x?name=O%27Brien"],
  ["https://api.test//x", "https://api.test//x"],
])("%s is sent as %s", (given, sent) => {
  expect(targetOf(given).href).toBe(sent);
});

test.each([
  ["https://api.test/customers/..", "has a path that is not fully encoded"],
  ["https://api.test/customers/%2E%2e", "has a path that is not fully encoded"],
  ["https://api.test/Zoë", "has a path that is not fully encoded"],
  ["https://me:pass@api.test/", "carries a user name"],
  ["https://api.test@evil.test/", "carries a user name"],
  ["https:\\\\evil.test/", "is not an http or https address"],
  ["https://api.test:99999/", "is not an http or https address"],
  ["file:///etc/passwd", "is not an http or https address"],
  ["", "is not an http or https address"],
])("%s is refused", (given, why) => {
  expect(() => targetOf(given)).toThrow(`The request's address ${why}`);
});
