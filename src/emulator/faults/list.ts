/** The faults that are set, in the memory of one emulator. */
import type { CallName, Fault } from "./fault.ts";
import { faultKinds } from "./kinds.ts";
import type { Vendor } from "../vendor.ts";

/** A fault and how far it has come. */
type SetFault = Fault & {
  /** Matching calls since it was set. */
  readonly seen: number;
  /** Calls it met. */
  readonly met: number;
};

interface Entry {
  readonly fault: Fault;
  seen: number;
  met: number;
}

/** What the owner of an emulator does with faults. */
export interface Faults {
  readonly add: (...faults: readonly Fault[]) => void;
  readonly clear: () => void;
  /** All that were set, the spent ones too, in the order of their setting. */
  readonly list: () => readonly SetFault[];
}

export interface FaultList extends Faults {
  /** The fault that meets this call, if any: the first that is due. Every matching fault has seen the call. */
  readonly meet: (vendor: Vendor, call: CallName | undefined) => Fault | undefined;
}

/** `random` gives numbers from 0 up to 1, for the faults that meet calls by chance. */
export function faultList(initial: readonly Fault[], random: () => number): FaultList {
  let entries: Entry[] = [];
  function add(...faults: readonly Fault[]): void {
    entries.push(...faults.map((fault) => ({ fault, seen: 0, met: 0 })));
  }
  add(...initial);
  return {
    add,
    clear() {
      entries = [];
    },
    list: () => entries.map(({ fault, seen, met }) => ({ ...fault, seen, met })),
    meet(vendor, call) {
      const matching = entries.filter(({ fault }) => matches(fault, vendor, call));
      for (const entry of matching) entry.seen += 1;
      const due = matching.find((entry) => isDue(entry, random));
      if (due !== undefined) due.met += 1;
      return due?.fault;
    },
  };
}

function isDue({ fault, seen, met }: Entry, random: () => number): boolean {
  const { after = 0, every = 1, chance } = fault;
  const { times = fault.every === undefined && chance === undefined ? 1 : "always" } = fault;
  if (seen <= after || (seen - after) % every !== 0) return false;
  if (times !== "always" && met >= times) return false;
  return chance === undefined || random() < chance;
}

function matches(fault: Fault, vendor: Vendor, call: CallName | undefined): boolean {
  return (
    (fault.vendor === "any" || fault.vendor === vendor.id) &&
    (fault.call === "any" || fault.call === call) &&
    faultKinds[fault.kind].isAt?.(vendor) !== false
  );
}
