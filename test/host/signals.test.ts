import { expect, test } from "vitest";

import { interruptingSignals } from "../../src/host/signals.ts";

test("Ctrl-C and an end by the system interrupt everywhere, Ctrl-Break and a closed console on Windows", () => {
  expect(interruptingSignals("linux")).toEqual(["SIGINT", "SIGTERM"]);
  expect(interruptingSignals("win32")).toEqual(["SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP"]);
});
