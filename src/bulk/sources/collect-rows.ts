/** What a source learns of its rows while it looks through them. */
import type { RunHeader } from "../../domain/run/run.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
import { mayDestroy } from "../../plan/destructive.ts";
import { isProviderId, providers } from "../../providers/registry.ts";
import type { Creates } from "../../update/create/if-exists.ts";
import type { RunSource } from "../ports.ts";
import { createRowMarks, isQueue, mark, type RowMarks } from "../row-marks.ts";
import type { InputFile } from "./input-file.ts";

export interface CollectedRows {
  readonly marks: RowMarks;
  /** Takes a row that is to be changed, or made. */
  add(row: number, provider: string, patch: CustomerPatch, creates?: Creates): void;
  /** Takes a row that is another shard's. */
  leave(row: number, provider: string): void;
  facts(): Pick<RunSource, "marks" | "providers" | "chosen" | "invalid" | "mayDestroy">;
}

export function collectRows(): CollectedRows {
  const marks = createRowMarks();
  const queues = new Map<string, number>();
  let destroys = false;
  const queueOf = (provider: string): number => {
    const queue = queues.get(provider) ?? queues.size + 1;
    queues.set(provider, queue);
    return queue;
  };
  return {
    marks,
    add(row, provider, patch, creates) {
      marks.set(row, queueOf(provider));
      if (creates !== undefined && creates.ifExists !== "update") return;
      destroys ||= isProviderId(provider) && mayDestroy(providers[provider], patch);
    },
    leave(row, provider) {
      queueOf(provider);
      marks.set(row, mark.left);
    },
    facts() {
      let chosen = 0;
      let invalid = 0;
      for (let row = 1; row <= marks.size(); row += 1) {
        if (isQueue(marks.get(row))) chosen += 1;
        else if (marks.get(row) === mark.invalid) invalid += 1;
      }
      return { marks, providers: [...queues.keys()], chosen, invalid, mayDestroy: destroys };
    },
  };
}

/** The input as the run's header has it. */
export function inputFacts(
  { name, path, bytes, sha256 }: InputFile,
  format: string,
): RunHeader["input"] {
  return { name, path, format, bytes, sha256 };
}
