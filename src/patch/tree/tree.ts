/** What JSON and YAML have in common: values that know where they stand, before anything is lost. */

/** A value and the offset in the text at which it begins. */
export type TreeNode = { readonly offset: number } & (
  | { readonly kind: "scalar"; readonly value: string | boolean | null }
  /** `digits` as written, in JSON's grammar wherever the syntax shares it; `value` is what a double makes of them. */
  | {
      readonly kind: "number";
      readonly digits: string;
      readonly value: number;
      /** The syntax has strings without quotes, so that what was meant as one may have become a number. */
      readonly mayBeText?: true;
    }
  | { readonly kind: "list"; readonly items: readonly TreeNode[] }
  | { readonly kind: "object"; readonly members: readonly TreeMember[] }
);

/** A key, as often as it was written. */
export interface TreeMember {
  readonly key: string;
  /** Where the key begins. */
  readonly offset: number;
  readonly value: TreeNode;
}

/** Something wrong at an offset, before it has a line. */
export interface TreeComplaint {
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
}

/** How deep lists and objects may stand in each other. */
export const depthLimit = 64;

export const tooDeep = `nested deeper than ${depthLimit} levels`;

/** The offset of the key or item that a path names, or of the nearest one above it. */
export function offsetFinder(root: TreeNode): (path: readonly (string | number)[]) => number {
  const indexes = new WeakMap<readonly TreeMember[], ReadonlyMap<string, TreeNode>>();
  const offsets = new WeakMap<TreeNode, number>();
  const find = (node: TreeNode, step: string | number): TreeNode | undefined => {
    if (node.kind === "list") return node.items[Number(step)];
    if (node.kind !== "object") return undefined;
    let index = indexes.get(node.members);
    if (index === undefined) {
      index = new Map(node.members.map(({ key, value }) => [key, value]));
      for (const { value, offset } of node.members) offsets.set(value, offset);
      indexes.set(node.members, index);
    }
    return index.get(String(step));
  };
  return (path) => {
    let node = root;
    for (const step of path) {
      const next = find(node, step);
      if (next === undefined) break;
      node = next;
    }
    return offsets.get(node) ?? node.offset;
  };
}
