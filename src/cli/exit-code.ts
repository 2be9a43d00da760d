import { exitCodes } from "../domain/errors.ts";

/**
 * The exit code of a dry run that went well.
 *
 * @param isDetailed `--detailed-exitcode`: it tells whether there is something to change
 */
export function plannedExitCode(isDetailed: boolean, hasChanges: boolean): number {
  return isDetailed && hasChanges ? exitCodes.changes : 0;
}
