/** From a request to what is said about it: the one place where faults come in. */
import type { Delivery } from "./delivery.ts";
import type { Fault } from "../faults/fault.ts";
import { badGateway, inPlaceOf, nothing, storedOtherwise } from "../faults/effects.ts";
import { recorded } from "../state/records.ts";
import type { Store } from "../state/store.ts";
import { customerShown, editStored, settingPaths } from "../state/stored-edits.ts";
import type { Change, VendorAnswer, VendorRequest, VendorState } from "../vendor.ts";

/** What came of a request. */
export interface Served {
  readonly answer: VendorAnswer;
  readonly delivery: Delivery;
  /** Whether it changed a stored customer, or added or removed one. */
  readonly applied: boolean;
}

/** Carries the request out at the vendor, or does what the fault says in its place. */
export async function serveRequest(
  request: VendorRequest,
  store: Store,
  fault: Fault | undefined,
  pause: (milliseconds: number) => Promise<void>,
): Promise<Served> {
  const { vendor, world, switches } = store;
  const carriedOut = (): Promise<Served> => store.work((state) => carryOut(request, state, store));
  switch (fault?.kind) {
    case undefined:
      return carriedOut();
    case "status":
      return unapplied(
        await store.work((state) =>
          inPlaceOf(vendor.fault(fault.status, request, state, world, switches), fault),
        ),
      );
    case "html-502":
      return unapplied(badGateway);
    case "hang-before":
      return { ...unapplied(nothing), delivery: "never" };
    case "reset-before":
      return { ...unapplied(nothing), delivery: "reset" };
    case "slow":
      await pause(fault.ms);
      return carriedOut();
    case "hang-after":
      return { ...(await carriedOut()), delivery: "never" };
    case "reset-after":
      return { ...(await carriedOut()), delivery: "reset" };
    case "truncate":
      return { ...(await carriedOut()), delivery: "half" };
    case "empty": {
      const { answer, ...served } = await carriedOut();
      return { ...served, answer: { ...answer, ...nothing } };
    }
    case "edit-between":
      return store.work((state) => {
        const served = carryOut(request, state, store);
        const id = customerShown(served.answer, state);
        if (id !== undefined) editStored(id, settingPaths(fault.set), state, vendor, world);
        return served;
      });
    case "drop":
    case "normalise":
      return store.work((state) => {
        const { changes, ...served } = carryOut(request, state, store);
        return { ...served, answer: storedOtherwise(fault, served.answer, changes, state) };
      });
    case "replay":
      return unapplied(
        await store.work((state) => vendor.replay?.(request, state, world, switches) ?? nothing),
      );
    case "token-expiry":
      return store.work((state) => {
        vendor.expireTokens?.(state);
        return carryOut(request, state, store);
      });
  }
}

function unapplied(answer: VendorAnswer): Served {
  return { answer, delivery: "whole", applied: false };
}

function carryOut(
  request: VendorRequest,
  state: VendorState,
  { vendor, world, switches }: Store,
): Served & { readonly changes: readonly Change[] } {
  const { result: answer, changes } = recorded(state, (noted) =>
    vendor.handle(request, noted, world, switches),
  );
  const applied = changes.some(({ part }) => part === "customers");
  return { answer, delivery: "whole", applied, changes };
}
