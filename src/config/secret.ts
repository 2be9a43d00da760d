import { compact } from "../domain/compact.ts";
import { execFile } from "node:child_process";
import { dirname } from "node:path";
import type { Warning } from "../domain/change.ts";
import { BillingError, type Complaint } from "../domain/errors.ts";
import { shortestSecret } from "../domain/text/secrets.ts";
import type { Host } from "../host/host.ts";
import type { Setting } from "./config.ts";
import { readVariable } from "./environment.ts";
import { readableByOthers, writableByOthers } from "./files/permissions.ts";
import { expandPath } from "./files/paths.ts";
import { placeholder } from "./placeholder.ts";
import { smallText } from "./files/regular-file.ts";

/** Milliseconds a program may take to print a secret. */
const commandTimeout = 10_000;

/** A secret that was looked up, or why it could not be. */
export type ResolvedSecret =
  | { readonly secret: string; readonly warnings: readonly Warning[] }
  | { readonly complaint: Complaint };

/**
 * Looks a secret up. A relative path, of a file or a program, starts at the directory of the configuration file.
 * No complaint quotes the secret or what a program wrote to stderr.
 */
export async function resolveSecret(
  host: Host,
  subject: string,
  { value, location, file }: Setting,
): Promise<ResolvedSecret> {
  const directory = file === undefined ? host.cwd : dirname(file.path);
  const fail = (message: string, hint?: string): ResolvedSecret => ({
    complaint: compact({ location, message: `${subject}: ${message}`, hint }),
  });
  const accept = (text: string, source: string, warnings: readonly Warning[] = []) => {
    const found = placeholder(text);
    if (found !== undefined) {
      return fail(`${source} ${found.problem}`, `in a configuration file, write ${found.write}`);
    }
    const problem = secretProblem(text);
    return problem === undefined ? { secret: text, warnings } : fail(`${source} ${problem}`);
  };
  if (typeof value !== "object") return accept(String(value), "the secret");
  if ("env" in value) {
    const text = readVariable(host, value.env);
    return text === undefined
      ? fail(`the environment variable ${value.env} is not set`, `set ${value.env}`)
      : accept(text, `the environment variable ${value.env}`);
  }
  if ("file" in value) {
    const path = expandPath(value.file, directory, host.home);
    const read = smallText(path);
    return "problem" in read
      ? fail(`the file ${value.file} ${read.problem}`, secretHint(path, read.problem))
      : accept(
          read.text.replace(/[\r\n]+$/u, ""),
          `the content of ${value.file}`,
          readableByOthers(host, path, value.file),
        );
  }
  if ("keychain" in value) {
    const { fromKeychain } = await import("./keychain.ts");
    const found = await fromKeychain(value.keychain);
    return "problem" in found
      ? fail(found.problem, found.hint)
      : accept(found.secret, `the keychain's ${value.keychain}`);
  }
  const [program = "", ...words] = value.command;
  const printed = await run(host, program, words, directory);
  return "failure" in printed
    ? fail(`the command ${program} ${printed.failure}`, `run ${program} yourself to see why`)
    : accept(
        printed.text.trim(),
        `what the command ${program} printed`,
        file === undefined ? [] : writableByOthers(host, file.path, file.name),
      );
}

function secretHint(path: string, problem: string): string {
  if (/[$%]/u.test(path))
    return "variables in a path stay as they are: write ~ for the home directory";
  return problem === "does not exist"
    ? `put the secret into ${path}`
    : "name a regular file that you may read, with the secret in it";
}

/** Header values are visible ASCII; anything else is a paste accident, and a line break would forge headers. */
function secretProblem(text: string): string | undefined {
  if (text === "") return "is empty";
  if (text.includes("\0"))
    return "is not UTF-8: save it as UTF-8, as PowerShell does with -Encoding utf8";
  if (/^(?:Bearer|Basic|Token)\s/iu.test(text)) return "begins with a scheme: leave that word out";
  if (/\s/u.test(text)) return "contains white space or a line break";
  if (/^(["'`])[^]*\1$/u.test(text)) return "stands in quotes, which would be part of it";
  if (!/^[\u0021-\u007e]+$/u.test(text)) return "contains characters that no credential has";
  return text.length < shortestSecret
    ? `is shorter than ${shortestSecret} characters, as no credential is`
    : undefined;
}

async function run(
  host: Host,
  program: string,
  words: readonly string[],
  directory: string,
): Promise<{ readonly text: string } | { readonly failure: string }> {
  const result = await new Promise<{ text: string } | { failure: string }>((resolve) => {
    const child = execFile(
      program,
      words,
      {
        cwd: directory,
        env: { ...host.env },
        encoding: "utf8",
        timeout: commandTimeout,
        killSignal: "SIGKILL",
        maxBuffer: 65_536,
        windowsHide: true,
        signal: host.interrupted,
      },
      (error, stdout) => {
        resolve(error === null ? { text: stdout } : { failure: whyFailed(error) });
      },
    );
    child.stdin?.on("error", () => {});
    child.stdin?.end();
  });
  if (host.interrupted.aborted) {
    const terminated = host.interrupted.reason === "SIGTERM";
    throw new BillingError(
      terminated ? "terminated" : "interrupted",
      `stopped while the command ${program} was looking up a secret; nothing was sent`,
    );
  }
  return result;
}

function whyFailed(error: {
  readonly code?: unknown;
  readonly killed?: boolean;
  readonly signal?: unknown;
}): string {
  if (error.code === "ENOENT") return "was not found";
  if (error.code === "EACCES") return "cannot be run";
  if (error.code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") return "printed more than a secret";
  if (error.killed === true) return `took longer than ${commandTimeout / 1000} seconds`;
  if (typeof error.code === "number") return `ended with exit code ${error.code}`;
  return typeof error.signal === "string" ? `was ended by ${error.signal}` : "could not be run";
}
