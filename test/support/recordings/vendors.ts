import { commet, flexprice, kirim, maple, vayu } from "./demo-customers.ts";
import type { Group } from "./group.ts";

/** Every provider: read, look at the request, change, read again, be refused. */
export const vendors: Group = {
  name: "vendors",
  scripts: [
    ...[vayu, commet, flexprice, maple, kirim].flatMap((customer) => [
      `billing customers get ${customer}`,
      `billing customers get ${customer} -o json`,
      `billing customers update ${customer} --name "New Name" --dry-run --show-unchanged`,
      `billing customers update ${customer} --name "New Name" --as-curl`,
      `billing customers update ${customer} --name "New Name" --debug`,
      `billing customers update ${customer} --name "New Name"`,
      `billing customers update ${customer} --unset name`,
      `billing customers update ${customer} --name X --fault any:update:422`,
    ]),
    `billing customers update ${vayu} --city Hamburg --alias nw-new --tax-id ATU1 --due-days 60_DAYS -o json`,
    `billing customers update ${vayu} --set 'contacts[ida@northwind.example].title=CFO'`,
    `billing customers update ${vayu} --set 'contacts:=[{"name":"Bo","email":"bo@n.example","receiveInvoiceEmail":false}]' --yes`,
    `billing customers update ${vayu} --unset 'aliases[nw-eu]' -y -o yaml`,
    `billing customers update ${vayu} --name A --fault vayu:read:token-expiry --debug`,
    `billing customers get nw-4471 -p vayu --by external-id --emulator`,
    `billing customers update ${commet} --address-line1 "Rua A 1" --city Lisboa --country PT`,
    `billing customers update ${commet} --address-line1 "Rua A 1" --city Lisboa --country PT --postal-code 1000-001`,
    `billing customers update ${commet} --timezone Europe/Oslo`,
    `billing customers get usr_5512 -p commet --by external-id --emulator -o yaml`,
    `billing customers update ${flexprice} --unset address.postalCode --address-line2 "2. etg" -y`,
    `billing customers update ${flexprice} --unset email`,
    `billing customers update acct-7741 -p flexprice --by external-id --emulator --phone +4755501020`,
    `billing customers update cust_01K5T3N1D4F6G8H0J2K4M6N8P0 -p flexprice --emulator --external-id bare-2 -y --debug`,
    `billing customers update ${flexprice} --set 'integrationEntityMapping:=[]'`,
    `billing customers update ${maple} --title CTO --exclude-from-metrics --status ARCHIVED`,
    `billing customers update ${maple} --title CTO --exclude-from-metrics --status ARCHIVED --yes`,
    `billing customers update acct-7781 -p maple --by external-id --emulator --locale ja --city Bergen -o markdown`,
    `billing customers update ${maple} --title A --fault maple:update:replay`,
    `billing customers update ${kirim} --status suspended --yes`,
    `billing customers update ${kirim} --name "  Two   Spaces  " -o json`,
    `billing customers get crm-1 -p kirim --by external-id --emulator`,
    `billing customers update ${kirim} --phone +1`,
  ],
};
