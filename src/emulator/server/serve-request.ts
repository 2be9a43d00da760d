/** From a request to what is said about it: the one place where faults come in. */
import {
  badGateway,
  inPlaceOf,
  nothing,
  saidAfter,
  saidWith,
  storedOtherwise,
  withChanged,
} from "../faults/effects.ts";
import type { Fault } from "../faults/fault.ts";
import type { LateRequests } from "../faults/late.ts";
import { pick } from "../state/records.ts";
import { recorded, undo } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import { customerShown, editStored, settingPaths } from "../state/stored-edits.ts";
import type { Change, VendorAnswer, VendorCall, VendorRequest } from "../vendor.ts";
import type { Delivery } from "./delivery.ts";

/** What came of a request. */
export interface Served {
  readonly answer: VendorAnswer;
  readonly delivery: Delivery;
  /** Whether it changed a stored customer, or added or removed one. */
  readonly applied: boolean;
}

/** How a request can be held up. */
interface Timing {
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly late: LateRequests;
}

/** Carries the request out at the vendor, or does what the fault says in its place. */
export async function serveRequest(
  request: VendorRequest,
  { vendor, world, switches, work }: Store,
  fault: Fault | undefined,
  { pause, late }: Timing,
): Promise<Served> {
  const called = <T>(act: (call: VendorCall) => T): Promise<T> =>
    work((state) => act({ ...request, state, world, switches }));
  const carryOut = (call: VendorCall): Served & { readonly changes: readonly Change[] } => {
    const { result: answer, changes } = recorded(call.state, (state) =>
      vendor.handle({ ...call, state }),
    );
    const applied = changes.some(({ part }) => part === "customers");
    return { answer, delivery: "whole", applied, changes };
  };
  const pretended = (call: VendorCall): Served => {
    const { answer, changes } = carryOut(call);
    undo(call.state, changes);
    return unapplied(answer);
  };
  const shown = (edit: Parameters<typeof withChanged>[2]): Promise<Served> =>
    called((call) => {
      const { changes, ...served } = carryOut(call);
      return { ...served, answer: withChanged(served.answer, changes, edit) };
    });
  switch (fault?.kind) {
    case undefined:
      return called(carryOut);
    case "status":
      return unapplied(await called((call) => inPlaceOf(vendor.fault(fault.status, call), fault)));
    case "status-after":
      return called((call) => ({
        ...carryOut(call),
        answer: saidAfter((status) => vendor.fault(status, call), fault),
      }));
    case "in-success":
      return unapplied(
        await called((call) => ({ ...vendor.fault(fault.status, call), status: 200 })),
      );
    case "echo":
      return called(pretended);
    case "late": {
      const { answer } = await called(pretended);
      late.add(vendor.id, fault.reads ?? 1, () => called(carryOut));
      const { status = answer.status } = fault;
      return unapplied(
        status < 300
          ? { ...answer, status }
          : await called((call) => {
              // What the vendor keeps of its answer would keep the request from being carried out.
              const { result, changes } = recorded(call.state, (state) =>
                saidWith(status, (of) => vendor.fault(of, { ...call, state })),
              );
              undo(call.state, changes);
              return result;
            }),
      );
    }
    case "stale":
      return shown((customer, before) => pick(before, Object.keys(customer)));
    case "partial":
      return shown((customer) => pick(customer, ["id", ...fault.members]));
    case "switch":
      return { ...(await called(carryOut)), delivery: "switch" };
    case "hang-body":
      return { ...(await called(carryOut)), delivery: "half-open" };
    case "html-502":
      return unapplied(badGateway);
    case "hang-before":
      return { ...unapplied(nothing), delivery: "never" };
    case "reset-before":
      return { ...unapplied(nothing), delivery: "reset" };
    case "slow":
      await pause(fault.ms);
      return called(carryOut);
    case "hang-after":
      return { ...(await called(carryOut)), delivery: "never" };
    case "reset-after":
      return { ...(await called(carryOut)), delivery: "reset" };
    case "truncate":
      return { ...(await called(carryOut)), delivery: "half" };
    case "empty": {
      const { answer, ...served } = await called(carryOut);
      return { ...served, answer: { ...answer, ...nothing } };
    }
    case "edit-between":
      return called((call) => {
        const served = carryOut(call);
        const id = customerShown(served.answer, call.state);
        if (id !== undefined) editStored(id, settingPaths(fault.set), call.state, vendor, world);
        return served;
      });
    case "drop":
    case "normalise":
      return called((call) => {
        const { changes, ...served } = carryOut(call);
        return { ...served, answer: storedOtherwise(fault, served.answer, changes, call.state) };
      });
    case "replay":
      return unapplied(await called((call) => vendor.replay?.(call) ?? nothing));
    case "token-expiry":
      return called((call) => {
        vendor.expireTokens?.(call.state);
        return carryOut(call);
      });
  }
}

function unapplied(answer: VendorAnswer): Served {
  return { answer, delivery: "whole", applied: false };
}
