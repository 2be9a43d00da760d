/** From a located tree to JSON, with everything that would be lost or would mislead on the way. */
import { compact } from "../../domain/compact.ts";
import { isSafeNumber } from "lossless-json";

import type { Location } from "../../domain/errors.ts";
import { type Json, jsonNumber, printJson } from "../../domain/json.ts";
import type { Refused } from "../checked.ts";
import { jsonTree } from "./json-tree.ts";
import { depthLimit, tooDeep, type TreeComplaint, type TreeMember, type TreeNode } from "./tree.ts";

interface Checks {
  readonly complain: (offset: number, message: string, hint?: string) => void;
  /** `12:3` */
  readonly printLocation: (offset: number) => string;
  /** Keep a number that a double cannot hold, instead of complaining. */
  readonly keepNumbers: boolean;
}

/**
 * The tree's value. Decimals of more digits than a double has keep their digits; an integer beyond 2^53 and a number
 * out of range are refused, because other readers of the same file would silently round them.
 */
export function treeJson(
  root: TreeNode,
  options: Omit<Checks, "complain">,
): { readonly value: Json; readonly complaints: readonly TreeComplaint[] } {
  const complaints: TreeComplaint[] = [];
  const complain = (offset: number, message: string, hint?: string): void => {
    complaints.push(compact({ offset, message, hint }));
  };
  return { value: toJson(root, 0, { ...options, complain }), complaints };
}

function toJson(node: TreeNode, depth: number, checks: Checks): Json {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "number") return toNumber(node, checks);
  if (depth >= depthLimit) {
    checks.complain(node.offset, tooDeep);
    return null;
  }
  if (node.kind === "list") return node.items.map((item) => toJson(item, depth + 1, checks));
  const seen = new Map<string, TreeMember>();
  const entries: [string, Json][] = [];
  for (const member of node.members) {
    if (isFresh(member, seen.get(member.key), checks)) {
      entries.push([member.key, toJson(member.value, depth + 1, checks)]);
    }
    if (!seen.has(member.key)) seen.set(member.key, member);
  }
  return Object.fromEntries(entries);
}

function isFresh(member: TreeMember, earlier: TreeMember | undefined, checks: Checks): boolean {
  const { key, offset } = member;
  if (earlier !== undefined) {
    const location = checks.printLocation(earlier.offset);
    checks.complain(offset, `the key "${key}" is already at ${location}`, "keep one of the two");
    return false;
  }
  return true;
}

function toNumber(node: TreeNode & { readonly kind: "number" }, checks: Checks): Json {
  const { digits, value, offset } = node;
  const isJson = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/u.test(digits);
  if (checks.keepNumbers && isJson) return jsonNumber(digits);
  const held = isJson ? isHeldNumber(digits) : Number.isFinite(value) && isHeldInteger(value);
  if (!held) {
    checks.complain(
      offset,
      `the number ${digits} cannot be held exactly`,
      `write it as a string: "${digits}"`,
    );
    return null;
  }
  const number = isJson ? jsonNumber(digits) : value;
  const printed = printJson(number);
  if (node.mayBeText !== true || printed === digits) return number;
  checks.complain(
    offset,
    `the number ${digits} would be stored as ${printed}`,
    `write it as a string: "${digits}"; or as ${printed}`,
  );
  return null;
}

/** Whether the digits survive a reader that uses doubles, up to the last digits of a decimal fraction. */
export function isHeldNumber(digits: string): boolean {
  return isSafeNumber(digits, { approx: true });
}

function isHeldInteger(value: number): boolean {
  return !Number.isInteger(value) || Number.isSafeInteger(value);
}

/**
 * A JSON value given on one line, such as after `:=`; offsets in complaints count its characters.
 *
 * @param hint for what has no hint of its own
 */
export function jsonAt(
  location: Location,
  text: string,
  hint: string,
): { readonly value: Json } | Refused {
  const tree = jsonTree(text);
  const { value = null, complaints } =
    "complaint" in tree
      ? { complaints: [tree.complaint] }
      : treeJson(tree, {
          printLocation: (offset) => `character ${offset + 1}`,
          keepNumbers: false,
        });
  if (complaints.length === 0) return { value };
  return {
    complaints: complaints.map((complaint) => ({
      location,
      message: complaint.message,
      hint: complaint.hint ?? hint,
    })),
  };
}
