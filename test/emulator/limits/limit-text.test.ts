import { expect, test } from "vitest";
import { BillingError, describeComplaint } from "../../../src/domain/errors.ts";
import { parseLimits } from "../../../src/emulator/limits/limit-text.ts";

test("limits are read by vendor", () => {
  expect(parseLimits([])).toEqual({});
  expect(parseLimits(["kirim=60/m", "vayu=500/s;burst=100", "any=1/s", "maple=off"])).toEqual({
    kirim: { requests: 60, seconds: 60 },
    vayu: { requests: 500, seconds: 1, burst: 100 },
    any: { requests: 1, seconds: 1 },
    maple: false,
  });
});

test.each([
  ["kirim", '"kirim" is not a limit'],
  ["kirim=", '"kirim=" is not a limit'],
  ["kirim=0/s", '"kirim=0/s" is not a limit'],
  ["kirim=1.5/s", '"kirim=1.5/s" is not a limit'],
  ["kirim=60/h", '"kirim=60/h" is not a limit'],
  ["kirim=60/m;burst=0", '"kirim=60/m;burst=0" is not a limit'],
  ["kirim=60/m;burst=2;burst=3", "is not a limit"],
  ["kirm=60/m", 'unknown vendor "kirm" in a limit; did you mean "kirim"?'],
])("%s is refused, with the flag's name", (text, message) => {
  try {
    parseLimits([text]);
    expect.unreachable();
  } catch (error) {
    const [complaint] = (error as BillingError).complaints;
    expect(complaint && describeComplaint(complaint)).toContain(message);
    expect(complaint?.location).toEqual({ name: "--limit" });
  }
});

test("everything that is wrong is told at once", () => {
  try {
    parseLimits(["nobody=1/s", "x", "vayu=1/s", "vayu=2/s"]);
    expect.unreachable();
  } catch (error) {
    expect((error as BillingError).complaints.map(({ message }) => message)).toEqual([
      expect.stringContaining('unknown vendor "nobody" in a limit; expected one of vayu,'),
      expect.stringContaining('"x" is not a limit'),
      "vayu is limited twice",
    ]);
  }
});
