/** When somebody is asked before something is written; who asks less comes first. */
export const confirmModes = ["never", "destructive", "changes-data", "always"] as const;

export type ConfirmMode = (typeof confirmModes)[number];

export const usualConfirm: ConfirmMode = "destructive";

/** The one of two that asks more. */
export function stricter(one: ConfirmMode, other: ConfirmMode): ConfirmMode {
  return confirmModes.indexOf(one) < confirmModes.indexOf(other) ? other : one;
}
