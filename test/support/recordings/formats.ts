import { commet, maple } from "./demo-customers.ts";
import type { Group } from "./group.ts";

const forms = ["table", "json", "ndjson", "yaml", "markdown"];

/** Every form of output, for what went well, what was refused, and what was not found. */
export const formats: Group = {
  name: "formats",
  scripts: [
    ...forms.flatMap((form) => [
      `billing customers get ${maple} -o ${form}`,
      `billing customers get cus_nobody -p maple --emulator -o ${form}`,
      `billing customers update ${maple} --title CTO --unset phone --dry-run -o ${form}`,
      `billing customers update ${maple} --title "CTO ${form}" --show-unchanged -o ${form}`,
      `billing customers update ${maple} --title "CTO ${form}" -o ${form}`,
      `billing customers update ${maple} --unset phone -o ${form}`,
      `billing customers update ${maple} --title B --fault maple:update:409 -o ${form}`,
      `billing customers update ${maple} --title B --fault 'maple:update:drop;members=title' -o ${form}`,
      `billing customers update ${maple} --titel B -o ${form}`,
      `billing customers update ${commet} --email not-an-address -o ${form}`,
      `printf '{"id":"cus_7Qm2rT","name":"Ana ${form}"}\n{"id":"cus_0000aa","name":"B"}\n' | billing customers update --from - -p commet --emulator --concurrency 1 --ordered -o ${form}`,
      `printf '{"id":"cus_7Qm2rT","nmae":"A"}\n{"name":"B"}\n' | billing customers update --from - -p commet --emulator -o ${form}`,
    ]),
    ...forms.flatMap((form) => [
      `billing history --emulator -o ${form}`,
      `billing history show $ID1 --emulator -o ${form}`,
      `billing history show 01ZZZZ --emulator -o ${form}`,
    ]),
    `billing customers update ${maple} --title Q --quiet`,
    `billing customers update ${maple} --title R --color always --show-unchanged`,
    `FORCE_COLOR=1 billing customers update ${maple} --titel R`,
    `billing customers update ${maple} --title S --as-curl -o json`,
    `CI=true billing customers update ${maple} --email new@fjord.example --unset phone -n`,
    `CI=true billing customers update ${maple} --email new@fjord.example -n -o markdown --show-unchanged`,
    `CI=true billing customers update ${maple} --email new@fjord.example -n --no-mask`,
    `CI=true billing customers update ${maple} --email new@fjord.example -n -o json`,
    `billing customers update ${maple} --email mask@fjord.example --mask`,
    `CI=true billing history --emulator`,
    `CI=true billing history show $LAST --emulator`,
  ],
};
