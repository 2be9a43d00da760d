/** Text that stands for a credential and is none: other programs would put one in its place, or a person was to. */

interface Placeholder {
  /** What it is, as a complaint goes on. */
  readonly problem: string;
  /** How a configuration says what was meant. */
  readonly write: string;
}

/** Of a variable. */
export const asItStands = "names a variable as a shell would, and is taken as it stands";

/** What is written instead where nothing else is known. */
const anyForm = "{ env: NAME }, { file: path } or { keychain: name }";

/** A sign or a word of each of the forms: most texts have none, and to know that takes a fraction of the time. */
const variableSigns = /[$%{[@#]|__|env/i;

const variables = [
  /^\$\{(?:env[.:])?(?<name>[A-Za-z_]\w*)(?::?[-?].*)?\}$/u,
  /^\$(?:env:(?=\w))?(?<name>[A-Z_][A-Z\d_]*)$/u,
  /^\$env:(?<name>[A-Za-z_]\w*)$/iu,
  /^\$\((?:env[.:])?(?<name>[A-Z_][A-Z\d_.]*)\)$/u,
  /^%(?<name>[A-Za-z_]\w*)%$/u,
  /^\$?\{\{\s*(?:env\.|secrets\.|vars\.)?(?<name>[A-Za-z_]\w*)\s*\}\}$/u,
  /^[$#]?\{(?<name>[A-Za-z_]\w*)\}$/u,
  /^(?:process\.)?env(?:\.|:(?:\/\/|\s*)|\s+)(?<name>[A-Za-z_]\w*)$/iu,
  /^(?:os\.environ|process\.env|ENV|env)\[["']?(?<name>[A-Za-z_]\w*)["']?\]$/u,
  /^(?:@|__|#\{)(?<name>[A-Z][A-Z\d_]*[A-Z\d])(?:@|__|\})#?$/u,
];

/** As {@link variableSigns}. */
const placeSigns = /[:/\\@+[`(]/;

/** A text with a first word that says where the credential is. */
const places: readonly (readonly [
  begins: RegExp,
  what: string,
  write: string | ((rest: string) => string),
])[] = [
  [/^op:\/\/(?<rest>.*)$/u, "of 1Password", (rest) => `{ command: [op, read, "op://${rest}"] }`],
  [/^file:(?:\/\/)?(?<rest>.*)$/iu, "to a file", (rest) => `{ file: ${rest} }`],
  [/^@(?<rest>[~./].*)$/u, "to a file", (rest) => `{ file: ${rest} }`],
  [/^(?<rest>(?:~|\.\.?|[A-Za-z]:)[/\\].*)$/u, "to a file", (rest) => `{ file: ${rest} }`],
  [
    /^(?:keychain|keyring):(?:\/\/)?(?!\d+$)(?<rest>.*)$/iu,
    "to a keychain",
    (rest) => `{ keychain: ${rest} }`,
  ],
  [/^vault[:+](?!\d+$)/iu, "to a vault", "{ command: [vault, kv, get, -field=…, …] }"],
  [/^(?:pass|gopass):(?!\d+$)/iu, "to a password store", "{ command: [pass, show, …] }"],
  [
    /^(?:arn:aws|aws-?sm|ssm|(?:aws-?)?secrets-?manager|gcp-?sm|sm|akv|azure-?kv|bws?|doppler|infisical|sops|ref\+\w+|secret|k8s|projects\/[^/]+\/secrets)[:/](?!\d+$)/iu,
    "to a store of secrets",
    "{ command: [program, words] }",
  ],
  [/^ENC\[/u, "to an encrypted value", "{ command: [sops, decrypt, --extract, …] }"],
  [
    /^(?:\$\(.*\)$|`.*`$|(?:cmd|command|exec|sh|shell):(?!\d+$))/iu,
    "to a command",
    "{ command: [program, words] }",
  ],
];

/** What people are to put something in the place of, and what is left where something was taken out. */
const gaps =
  /^(?:<[^]*>|\[[^]*\]|(?:.*[-_. ])?your[-_ ].*|(?:insert|enter|add|paste|put|replace|fill|set|change)[-_ ]?(?:in|with|by|your|the|this|me|it|here|api|key|token).*|.*[-_ ]here|to[-_]?do|tbd|fix-?me|none|null|nil|undefined|placeholder|dummy|redacted|hidden|masked|secret|password|passw[0o]rd|token|api[-_]?(?:key|token)|.*(?:x{4,}|\*{3,}|\.{3,}|…|•+)|x+|-+|_+|\?+)$/iu;

/** Characters. Longer text is no placeholder, and not to be searched for the end of one. */
const longest = 400;

/** Undefined for what may be a credential. Nothing is quoted but a name or a place. */
export function placeholder(text: string): Placeholder | undefined {
  if (text.length > longest) return undefined;
  const value = text.trim();
  const name = variableIn(value);
  if (name !== undefined) {
    return {
      problem: asItStands,
      write: `{ env: ${name} }`,
    };
  }
  for (const [begins, what, write] of placeSigns.test(value) ? places : []) {
    const found = begins.exec(value);
    if (found === null) continue;
    const form = typeof write === "string" ? write : write(found.groups?.["rest"] ?? "");
    return { problem: `is a reference ${what}, and is taken as it stands`, write: form };
  }
  return gaps.test(value)
    ? { problem: "is a placeholder, which something was to be put in the place of", write: anyForm }
    : undefined;
}

/** The variable that a text names as a shell would: `$NAME`. */
export function variableIn(text: string): string | undefined {
  if (!variableSigns.test(text)) return undefined;
  for (const form of variables) {
    const name = form.exec(text)?.groups?.["name"];
    if (name !== undefined) return name;
  }
  return undefined;
}
