/** `path=value` and `path:=json`, taken apart. */

/** The two sides of an assignment. */
export interface Assignment {
  readonly target: string;
  readonly value: string;
  /** It was `:=`: the value is JSON. */
  readonly typed: boolean;
}

/** At the first `=`, wherever it stands: what is left of it is a metadata key. Undefined without one. */
export function splitAtFirst(text: string): Assignment | undefined {
  return splitAt(text, text.indexOf("="));
}

/** At the first `=` outside brackets: what is left of it is a path. Undefined without one. */
export function splitAfterPath(text: string): Assignment | undefined {
  const path = /^(?:[^=[]|\["(?:[^"\\]|\\.)*"\]|\[(?:[^\]"\\]|\\.)*\])*/su.exec(text)?.[0] ?? "";
  return splitAt(text, text[path.length] === "=" ? path.length : -1);
}

function splitAt(text: string, at: number): Assignment | undefined {
  if (at === -1) return undefined;
  const typed = text[at - 1] === ":";
  return { target: text.slice(0, typed ? at - 1 : at), value: text.slice(at + 1), typed };
}

/** What to write for `key:value`, as HTTP and YAML have it; undefined for any other text. */
export function withEquals(text: string): string | undefined {
  const { key, value } = /^(?<key>[\w.-]+): *(?<value>[^\s/][^\n]*)$/u.exec(text)?.groups ?? {};
  return key === undefined || value === undefined || value.length > 40
    ? undefined
    : `write ${key}=${value}`;
}
