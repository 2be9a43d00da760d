import { commet } from "./demo-customers.ts";
import type { Group } from "./group.ts";

/** The emulator as a command. */
export const emulator: Group = {
  name: "emulator",
  scripts: [
    `billing emulator status`,
    `billing customers update ${commet} --name "To Be Forgotten"`,
    `billing emulator status`,
    `billing emulator status -o json`,
    `billing emulator status -o yaml`,
    `billing emulator status -o ndjson`,
    `billing emulator status -o markdown`,
    `billing emulator reset`,
    `billing emulator reset --quiet`,
    `billing customers get ${commet}`,
    `billing emulator status`,
    `billing customers get ${commet} --emulator-state elsewhere`,
    `BILLING_EMULATOR_STATE=elsewhere billing emulator status`,
    `billing emulator start --port 99999`,
    `billing emulator start --port 0 --fault nonsense`,
    `billing emulator start --port 0 --customers many`,
    `: > emulated.yaml; billing emulator start --port 0 --customers 3 --fault kirim:update:503 > emulated.yaml 2> requests.txt & server=$!
until tail -n 1 emulated.yaml | grep -q .; do sleep 0.05; done
chmod 600 emulated.yaml
billing customers get cus_7Qm2rT -p commet --config emulated.yaml
billing customers update cus_7H2KX0M4QWERTN8B3ZC5DVA9PG -p kirim --config emulated.yaml --name Served
billing customers update cus_7H2KX0M4QWERTN8B3ZC5DVA9PG -p kirim --config emulated.yaml --name "Served Twice"
billing undo "$(tail -n 1 ../state/billing/journal.ndjson | sed 's/.*"change":"\\([^"]*\\).*/\\1/')" --config emulated.yaml
kill -INT $server; wait $server; echo "served: $?"; cat emulated.yaml requests.txt`,
  ],
};
