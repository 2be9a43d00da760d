import { Agent } from "node:http";
import { expect, test } from "vitest";

import { nativeRequest } from "../../../src/http/send/native-request.ts";
import { httpServer } from "../servers.ts";

test("it asks the host for path and query, with the method, the headers and over the agent that were given", async () => {
  await using server = await httpServer((response) => response.end());
  const agent = new Agent({ keepAlive: true });
  const headers = { "x-api-key": "ck_1" };
  const wire = nativeRequest(new URL(`${server.url}/a%2Fb?q=1`), { method: "PUT", headers, agent });
  await new Promise((resolve) => {
    wire.once("response", (response) => response.resume().once("end", resolve));
    wire.end("{}");
  });
  expect(server.received).toMatchObject([
    { method: "PUT", path: "/a%2Fb?q=1", headers: { ...headers, host: server.url.slice(7) } },
  ]);
  expect(Reflect.get(wire, "agent")).toBe(agent);
  agent.destroy();
});

test.each([
  ["http://[::1]:1/", "::1", "[::1]:1"],
  ["http://127.0.0.1:1/", "127.0.0.1", "127.0.0.1:1"],
  ["http://localhost/", "localhost", "localhost"],
])("%s is the host %s", (url, host, header) => {
  const wire = nativeRequest(new URL(url), {});
  wire.on("error", () => undefined).destroy();
  expect([wire.host, wire.getHeader("host")]).toEqual([host, header]);
});

test("an address of https is one that TLS is agreed on for", () => {
  const wire = nativeRequest(new URL("https://[::1]:1/"), {});
  wire.on("error", () => undefined).destroy();
  expect([wire.protocol, wire.host]).toEqual(["https:", "::1"]);
});
