/** The faults that are set, in the memory of one emulator. */
import type { CallName, Fault } from "./fault.ts";
import { faultKinds } from "./fault-kinds.ts";
import type { Vendor } from "./vendor.ts";

/** A fault and how far it has come. */
type SetFault = Fault & {
  /** Matching calls since it was set. */
  readonly seen: number;
  /** Calls it met. */
  readonly met: number;
};

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

export function faultList(initial: readonly Fault[] = []): FaultList {
  let entries: { readonly fault: Fault; seen: number; met: number }[] = [];
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
      const due = matching.find(({ fault: { after = 0, times = 1 }, seen, met }) => {
        return seen > after && (times === "always" || met < times);
      });
      if (due !== undefined) due.met += 1;
      return due?.fault;
    },
  };
}

function matches(fault: Fault, vendor: Vendor, call: CallName | undefined): boolean {
  return (
    (fault.vendor === "any" || fault.vendor === vendor.id) &&
    (fault.call === "any" || fault.call === call) &&
    faultKinds[fault.kind].isAt?.(vendor) !== false
  );
}
