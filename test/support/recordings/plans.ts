import { commet, maple, vayu } from "./demo-customers.ts";
import type { Group } from "./group.ts";

/** Plans: saved, looked at, carried out, gone stale, edited, of many customers. */
export const plans: Group = {
  name: "plans",
  scripts: [
    `billing customers update ${maple} --email invoices@fjord.example --unset phone --dry-run --out plan.json`,
    `billing apply plan.json`,
    `billing apply plan.json --emulator --dry-run --detailed-exitcode`,
    `CI=true billing apply plan.json --emulator --dry-run -o markdown`,
    `billing apply plan.json --emulator`,
    `billing customers update ${maple} --email ap@fjord.example`,
    `billing apply plan.json --emulator --yes`,
    `billing apply plan.json --emulator --yes -o json`,
    `billing apply plan.json --emulator --yes --force`,
    `billing apply plan.json --emulator --yes`,
    `sed 's/invoices@/thief@/' plan.json > edited.json; billing apply edited.json --emulator`,
    `billing apply plan.json --emulator -p commet`,
    `billing apply missing.json --emulator`,
    `printf '{}' > empty.json; billing apply empty.json --emulator`,
    `BILLING_MAPLE_TOKEN=x BILLING_MAPLE_COMPANY_ID=cmp_1 billing apply plan.json --yes`,
    `billing customers update ${vayu} --city Hamburg -n --out vayu.json -o yaml`,
    `billing apply vayu.json --emulator -o ndjson`,
    `billing customers update ${commet} --name A --out here.json`,
    `billing customers update ${commet} --name A -n --out plan.json`,
    `printf '{"id":"cus_7Qm2rT","name":"One"}\n{"id":"cus_3Bx8dL","name":"Two"}\n{"id":"cus_0000aa","name":"Three"}\n' > rows.ndjson`,
    `billing customers update --from rows.ndjson -p commet --emulator --concurrency 1 --dry-run --out many.ndjson`,
    `billing apply many.ndjson --emulator --concurrency 1 --dry-run -o markdown`,
    `billing customers update ${commet} --name Moved`,
    `billing apply many.ndjson --emulator --concurrency 1 --ordered -o ndjson`,
    `billing apply many.ndjson --emulator --concurrency 1 --force`,
    `sed 's/Two/Six/' many.ndjson > edited.ndjson; billing apply edited.ndjson --emulator`,
    `billing history --emulator`,
    `billing undo $LAST --emulator --yes --concurrency 1`,
  ],
};
