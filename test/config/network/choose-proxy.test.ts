import { expect, test } from "vitest";

import { chooseProxy } from "../../../src/config/network/choose-proxy.ts";

const api = "https://api.commet.test/v1";
const inFile = { text: "http://file.test", origin: { kind: "user", name: "config.yaml" } } as const;

test.each([
  ["HTTPS_PROXY", { HTTPS_PROXY: "http://a.test" }, "http://a.test", "HTTPS_PROXY"],
  ["lower case", { https_proxy: "http://a.test" }, "http://a.test", "https_proxy"],
  ["both cases", { https_proxy: "l", HTTPS_PROXY: "U" }, "l", "https_proxy"],
  ["empty counts as unset", { https_proxy: "", HTTPS_PROXY: "U" }, "U", "HTTPS_PROXY"],
  ["ALL_PROXY", { ALL_PROXY: "all" }, "all", "ALL_PROXY"],
  ["all_proxy", { all_proxy: "all" }, "all", "all_proxy"],
  ["the closer one first", { all_proxy: "all", HTTPS_PROXY: "s" }, "s", "HTTPS_PROXY"],
  ["exempt by no_proxy", { HTTPS_PROXY: "s", no_proxy: "commet.test" }, undefined, undefined],
  ["exempt by NO_PROXY", { HTTPS_PROXY: "s", NO_PROXY: "commet.test" }, undefined, undefined],
  ["HTTP_PROXY is not for https", { HTTP_PROXY: "h" }, undefined, undefined],
  ["none", {}, undefined, undefined],
] as const)("%s", (_, env, text, name) => {
  const chosen = chooseProxy(api, env, undefined);
  expect([chosen?.text, chosen?.origin.name]).toEqual([text, name]);
});

test("the configuration is stronger than the environment, NO_PROXY is heeded for both", () => {
  expect(chooseProxy(api, { HTTPS_PROXY: "s" }, inFile)).toEqual(inFile);
  expect(chooseProxy(api, { NO_PROXY: "*.commet.test" }, inFile)).toBeUndefined();
});

test.each(["http://127.0.0.1:9000", "https://localhost/v1", "http://[::1]:1", "http://127.9.9.9"])(
  "%s is this machine: never through a proxy",
  (url) => {
    const env = { HTTPS_PROXY: "s", HTTP_PROXY: "h", ALL_PROXY: "a" };
    expect(chooseProxy(url, env, inFile)).toBeUndefined();
  },
);

test("a port that is spelt out is the one NO_PROXY means", () => {
  const env = { HTTPS_PROXY: "s", NO_PROXY: "commet.test:8443" };
  expect(chooseProxy("https://api.commet.test:8443/v1", env, undefined)).toBeUndefined();
  expect(chooseProxy(api, env, undefined)?.text).toBe("s");
});
