/** The signals that ask a process to end. */
import { interruptingSignals, keyboardSignals } from "./signals.ts";

export interface Interruption {
  /** Fires at the first of them; its reason is the signal's name. The second ends the process as if nobody listened. */
  readonly interrupted: AbortSignal;
  /** Leaves what the keyboard sends to another program on the terminal. @returns takes it back */
  readonly leaveKeyboard: () => () => void;
}

/** @param world the process that is asked */
export function interruption(world: Pick<NodeJS.Process, "on" | "off" | "platform">): Interruption {
  const controller = new AbortController();
  let isLeft = false;
  for (const name of interruptingSignals(world.platform)) {
    const hear = (): void => {
      if (isLeft && keyboardSignals.includes(name)) return;
      world.off(name, hear);
      controller.abort(name);
    };
    world.on(name, hear);
  }
  return {
    interrupted: controller.signal,
    leaveKeyboard() {
      const leave = (): void => undefined;
      isLeft = true;
      world.on("SIGQUIT", leave);
      return () => {
        isLeft = false;
        world.off("SIGQUIT", leave);
      };
    },
  };
}
