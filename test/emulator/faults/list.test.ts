import { expect, test } from "vitest";
import type { Fault } from "../../../src/emulator/faults/fault.ts";
import { faultList } from "../../../src/emulator/faults/list.ts";
import { kirim } from "../../../src/emulator/vendors/kirim/kirim.ts";
import { maple } from "../../../src/emulator/vendors/maple/maple.ts";
import { vayu } from "../../../src/emulator/vendors/vayu/vayu.ts";

const limited: Fault = { vendor: "kirim", call: "update", kind: "status", status: 429 };

/** Nothing here happens by chance. */
const never = () => 1;

function meetings(faults: readonly Fault[], calls: number): readonly (string | undefined)[] {
  const list = faultList(faults, never);
  return Array.from({ length: calls }, () => list.meet(kirim, "update")?.kind);
}

test("a fault meets one call unless it says more", () => {
  expect(meetings([limited], 3)).toEqual(["status", undefined, undefined]);
  expect(meetings([{ ...limited, times: 2 }], 3)).toEqual(["status", "status", undefined]);
  expect(meetings([{ ...limited, times: "always" }], 3)).toEqual(["status", "status", "status"]);
});

test("the first calls pass when it comes after them", () => {
  expect(meetings([{ ...limited, after: 2 }], 4)).toEqual([
    undefined,
    undefined,
    "status",
    undefined,
  ]);
});

test("calls that another fault met count as passed", () => {
  const empty: Fault = { vendor: "any", call: "any", kind: "empty", after: 2 };
  expect(meetings([{ ...limited, times: 2 }, empty], 4)).toEqual([
    "status",
    "status",
    "empty",
    undefined,
  ]);
});

test("another vendor, another call and a call without a name are not met", () => {
  const list = faultList([limited], never);
  expect(list.meet(vayu, "update")).toBeUndefined();
  expect(list.meet(kirim, "read")).toBeUndefined();
  expect(list.meet(kirim, undefined)).toBeUndefined();
  expect(list.list()).toEqual([{ ...limited, seen: 0, met: 0 }]);
  const all = faultList([{ ...limited, vendor: "any", call: "any" }], never);
  expect(all.meet(vayu, undefined)?.kind).toBe("status");
});

test("what one vendor alone can have meets no other", () => {
  const list = faultList([{ vendor: "any", call: "any", kind: "replay" }], never);
  expect(list.meet(kirim, "update")).toBeUndefined();
  expect(list.meet(maple, "update")?.kind).toBe("replay");
});

test("faults are added and all removed", () => {
  const list = faultList([], never);
  list.add(limited, { ...limited, vendor: "vayu" });
  list.meet(kirim, "update");
  expect(list.list().map(({ vendor, seen, met }) => [vendor, seen, met])).toEqual([
    ["kirim", 1, 1],
    ["vayu", 0, 0],
  ]);
  list.clear();
  expect(list.list()).toEqual([]);
});

test("every seventh call is met, counted from the first that may be", () => {
  const met = (fault: Partial<Fault>, calls: number) =>
    meetings([{ ...limited, ...fault } as Fault], calls).flatMap((kind, index) =>
      kind === undefined ? [] : [index + 1],
    );
  expect(met({ every: 7 }, 22)).toEqual([7, 14, 21]);
  expect(met({ every: 3, after: 2 }, 9)).toEqual([5, 8]);
  expect(met({ every: 3, times: 2 }, 12)).toEqual([3, 6]);
  expect(met({ every: 1 }, 3)).toEqual([1, 2, 3]);
});

test("chance asks the given numbers, and only for calls that may be met", () => {
  const numbers = [0.04, 0.05, 0.9, 0];
  const list = faultList([{ ...limited, chance: 0.05, after: 1 }], () => numbers.shift() ?? 1);
  const met = Array.from({ length: 6 }, () => list.meet(kirim, "update") !== undefined);
  expect(met).toEqual([false, true, false, false, true, false]);
  expect(list.list()).toMatchObject([{ seen: 6, met: 2 }]);
});
