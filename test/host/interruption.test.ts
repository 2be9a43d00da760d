import { EventEmitter } from "node:events";
import { expect, test } from "vitest";

import { interruption } from "../../src/host/interruption.ts";

/** A process that can be sent signals. */
function world() {
  const events = new EventEmitter();
  const listening = {
    platform: "linux",
    on: (name: string, hear: () => void) => events.on(name, hear),
    off: (name: string, hear: () => void) => events.off(name, hear),
  };
  return {
    listening: listening as unknown as NodeJS.Process,
    /** @returns whether anybody listened: a signal that nobody listens to ends the process */
    send: (name: string) => events.emit(name),
  };
}

test.each(["SIGINT", "SIGTERM"])("the first %s is heard and the second is not", (name) => {
  const { listening, send } = world();
  const { interrupted } = interruption(listening);
  expect(interrupted.aborted).toBe(false);
  expect(send(name)).toBe(true);
  expect(interrupted.reason).toBe(name);
  expect(send(name)).toBe(false);
});

test("what the keyboard sends while it is left to another program is that program's", () => {
  const { listening, send } = world();
  const { interrupted, leaveKeyboard } = interruption(listening);
  const takeBack = leaveKeyboard();
  for (const name of ["SIGINT", "SIGQUIT", "SIGINT"]) expect(send(name)).toBe(true);
  expect(interrupted.aborted).toBe(false);
  takeBack();
  expect(send("SIGQUIT")).toBe(false);
  expect(send("SIGINT")).toBe(true);
  expect(interrupted.reason).toBe("SIGINT");
});

test("the end that the system asks for is heard meanwhile", () => {
  const { listening, send } = world();
  const { interrupted, leaveKeyboard } = interruption(listening);
  leaveKeyboard();
  send("SIGTERM");
  expect(interrupted.reason).toBe("SIGTERM");
});
