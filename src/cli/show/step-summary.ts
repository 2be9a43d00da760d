/** The summary of a CI step: Markdown behind what the file that GITHUB_STEP_SUMMARY names holds already. */
import { stat } from "node:fs/promises";
import { resolve } from "node:path";

import { readVariable, stepSummaryVariable } from "../../config/environment.ts";
import { BillingError } from "../../domain/errors.ts";
import { openOutput } from "../../files/open-output.ts";
import type { Host } from "../../host/host.ts";
import { failureMarkdown } from "../../render/ci/failure-markdown.ts";
import { withinBytes } from "../../render/ci/within-bytes.ts";
import { asFailure } from "../../render/failure.ts";
import { createStyle } from "../../render/text/style.ts";
import {
  type List,
  type ListView,
  type Look,
  render,
  renderList,
  type View,
} from "../../render/view.ts";
import { checkOutputFiles } from "../output-files.ts";
import type { Given } from "../args/option.ts";

/**
 * GitHub takes so many bytes of one step, and shows nothing of a longer one (actions/runner, CreateStepSummaryCommand).
 */
const longest = 1_048_576;
/** Of the room, for a failure at the end. */
const failureShare = 0.25;

/** Everything that it is given was redacted before. */
export interface StepSummary {
  show<Value>(view: View<Value>, value: Value): Promise<void>;
  /** The list, which from now on is collected here as well. */
  beside<Item, End>(view: ListView<Item, End>, list: List<Item, End>): List<Item, End>;
  fail(failure: unknown): void;
  /** GitHub takes no more of this step. */
  readonly isFull: boolean;
  /** Writes it, once. @returns the system's refusal, if there was one, now or before */
  write(): Promise<unknown>;
}

/**
 * @param operands files among what is not an option
 * @throws {BillingError} usage: there is no such file to write to, or it is one that the command reads or writes
 */
export async function checkSummary(
  host: Host,
  given: Given,
  operands: readonly string[],
): Promise<void> {
  const location = { name: "--summary" };
  if (given["as-curl"] === true) {
    const message = "a summary shows no command: its values would not be masked";
    throw BillingError.usage([{ location, message, hint: "leave --as-curl or --summary out" }]);
  }
  const summary = readVariable(host, stepSummaryVariable);
  if (summary === undefined) {
    const message = `the environment variable ${stepSummaryVariable} is not set`;
    const hint = `GitHub Actions sets it in each step; elsewhere set it to a file: ${stepSummaryVariable}=summary.md`;
    throw BillingError.usage([{ location, message, hint }]);
  }
  const named = (long: string) => {
    const held = given[long];
    return typeof held === "string" ? held : undefined;
  };
  const inputs = [named("from"), ...operands].flatMap((name) =>
    name === undefined || name === "-" ? [] : [resolve(host.cwd, name)],
  );
  const names = ["config", "file", "results", "failed", "out", "journal"].map((long) => [
    long,
    named(long),
  ]);
  const files = {
    ...Object.fromEntries(names),
    metadataFile: named("metadata-file"),
    stepSummary: summary,
  };
  await checkOutputFiles(host, files, inputs);
}

/**
 * @param look how it is to look; its size is the summary's
 * @param maxSize bytes that it has at most; undefined: as many as GitHub takes
 * @returns undefined where the variable is not set
 */
export async function openStepSummary(
  host: Host,
  look: Look,
  maxSize: unknown,
): Promise<StepSummary | undefined> {
  const named = readVariable(host, stepSummaryVariable);
  if (named === undefined) return undefined;
  const path = resolve(host.cwd, named);
  const held = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  const most = Math.max(0, Math.min(Number(maxSize ?? longest), longest - held));
  const forFailure = Math.floor(most * failureShare);
  const result = withinBytes(most - forFailure);
  const failure = withinBytes(forFailure);
  const style = createStyle({ colour: false, columns: undefined });
  const markdown = { ...look, style, maxSize: result.room };
  let written: Promise<unknown> | undefined;
  let isEmpty = held === 0;
  /** What stands above ends its paragraph or table. */
  const apart = (text: string): string => {
    if (text === "" || isEmpty) {
      isEmpty &&= text === "";
      return text;
    }
    return `\n${text}`;
  };
  return {
    isFull: result.room <= 0,
    async show(view, value) {
      result.add(apart(await render(view, "markdown", value, markdown)));
    },
    beside(view, list) {
      const own = renderList(view, "markdown", markdown);
      let begun = false;
      const add = (text: string) => {
        result.add(begun ? text : apart(text));
        begun ||= text !== "";
      };
      return {
        item(item) {
          add(own.item(item));
          return list.item(item);
        },
        earlier(item) {
          own.earlier?.(item);
          list.earlier?.(item);
        },
        async end(end) {
          add(await own.end(end));
          return list.end(end);
        },
      };
    },
    fail: (thrown) => failure.add(apart(failureMarkdown(asFailure(thrown)))),
    write: () => (written ??= append(path, result.text() + failure.text())),
  };
}

/** @returns the system's refusal */
async function append(path: string, text: string): Promise<unknown> {
  if (text === "") return undefined;
  try {
    await using file = await openOutput(path, "a");
    await file.writeFile(text);
    return undefined;
  } catch (error) {
    return error;
  }
}
