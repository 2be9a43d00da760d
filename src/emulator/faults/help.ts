/** The faults, told to people; from the same table that reads them. */
import { faultKinds, type Parameter, scopeParameters } from "./kinds.ts";
import { callNames } from "./read-fault.ts";
import { vendors } from "../registry.ts";

/** The lines of a help topic, without line ends. */
export const faultHelp: readonly string[] = [
  "A fault is <vendor>:<call>:<kind>[;<name>=<value>…]",
  "",
  `vendor  ${vendors.map(({ id }) => id).join(", ")} or any`,
  `call    ${callNames.join(", ")}; a list that a vendor searches for is a read`,
  "kind    one of these; a status such as 429 stands for status;status=429",
  "",
  ...Object.entries(faultKinds).flatMap(([kind, { help, parameters, isAt }]) => {
    const holders = vendors.filter(isAt ?? (() => true)).map(({ id }) => id);
    const where = isAt === undefined ? "" : ` (${holders.join(", ")} only)`;
    return [`  ${kind.padEnd(14)}${help}${where}`, ...parameterLines(parameters)];
  }),
  "",
  "Every kind takes",
  ...parameterLines(scopeParameters),
  "",
  "Without times, a fault meets one call; with every or chance, all that these choose.",
  "",
  "A limit is <vendor>=<requests>/<s or m>[;burst=<requests>], or <vendor>=off",
  "",
  "It counts reads and writes together; kirim's is for its writes, and it takes ten times as many",
  "reads. Without burst, all requests of a minute may come at once, or a fifth of a second's.",
  "",
  "Examples",
  "  kirim:update:429;retryAfter=7;times=2",
  "  vayu:update:reset-after",
  "  any:read:500;after=1",
  '  maple:read:edit-between;set={"title":"CTO"}',
  "  commet:update:reset-after;every=7",
  "  any:any:503;chance=0.05",
];

function parameterLines(parameters: Readonly<Record<string, Parameter>>): readonly string[] {
  return Object.entries(parameters).map(
    ([name, { expected, required }]) =>
      `      ${`${name}=`.padEnd(12)}${expected}${required === true ? " (required)" : ""}`,
  );
}
