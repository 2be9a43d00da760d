import type { Verify } from "../../update/check-success.ts";
import type { GivenOptions } from "./command.ts";

/** What the command line says of `--verify`; undefined: nothing. */
export function givenVerify(options: GivenOptions): Verify | undefined {
  if (options.onOff("verify") === false) return "none";
  const word = options.text("verify");
  return word === "answer" || word === "read" ? word : undefined;
}
