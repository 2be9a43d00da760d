import { commet, kirim, maple } from "./demo-customers.ts";
import type { Group } from "./group.ts";

const awkward = [
  "65f0c1a2b3d4e5f60718293b -p vayu --emulator",
  "cus_9Hn4kW -p commet --emulator",
  "cust_01K5T3Q5B7C9D1E3F5G7H9J1K3 -p flexprice --emulator",
  "cus_2Nc4RvWx -p maple --emulator",
  "cus_7H3M5P8S1T4V7W0X2Y6Z9A3B5C -p kirim --emulator",
];

/** As JSON: escapes for a terminal, changes of direction, Markdown, and a line break. */
const hostileText = String.raw`\u001b[31mRed\u001b]0;owned\u0007\u202egpj\u200b | **a** <b>\r\n\u009b2J`;

/** Values that would drive a terminal, break a table or name another place. */
export const hostile: Group = {
  name: "hostile",
  scripts: [
    ...awkward.flatMap((customer) => [
      `billing customers get ${customer}`,
      `billing customers get ${customer} -o yaml`,
      `billing customers update ${customer} --name "Plain" --show-unchanged`,
      `billing customers update ${customer} --name "Plain 2" -o markdown`,
    ]),
    `printf '%s' '{"name":"${hostileText}","metadata":{"${hostileText}":"x"}}' > hostile.json; billing customers update ${commet} -f hostile.json`,
    ...["table", "json", "ndjson", "yaml", "markdown"].flatMap((form) => [
      `billing customers update ${maple} --native -f - -o ${form} < hostile.json`,
      `printf '%s' '{"name":"${hostileText} ${form}"}' | billing customers update ${maple} -f - -o ${form}`,
    ]),
    `billing customers update ${maple} --title "$(seq -s ' ' 1 200)" --name "長い名前長い名前長い名前長い名前長い名前長い名前長い名前長い名前"`,
    `billing customers update ${maple} --title A --fault 'maple:update:422;body={"message":"${hostileText}"}'`,
    `billing customers update ${kirim} --name A --fault 'kirim:update:400;body="<h1>${hostileText}</h1>"' --debug`,
    `billing customers update "$(printf 'cus_\\033[31m')" -p commet --emulator --name A`,
    `billing customers update ${commet} --set "$(printf 'na\\033me')=x"`,
    `billing customers update ${commet} --name "$(printf '\\033[31mred')"`,
    `billing history --emulator --customer Red`,
  ],
};
