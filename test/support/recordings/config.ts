import type { Group } from "./group.ts";

const get = "billing customers get cus_7Qm2rT";
const write = (path: string, text: string): string => `cat > ${path} <<'EOF'\n${text}\nEOF\n`;

/** Where settings come from, and what is wrong with them; nothing is sent to a provider. */
export const config: Group = {
  name: "config",
  scripts: [
    get,
    `${get} -p commet`,
    `${get} -p maple -o json`,
    `BILLING_PROVIDER=kirim ${get}`,
    `BILLING_PROVIDER=stripe ${get}`,
    `BILLING_PROVIDER=commet ${get} --emulator -o json`,
    `BILLING_COMMET_API_KEY=ck_x BILLING_COMMET_BASE_URL=http://billing.example ${get} -p commet`,
    `BILLING_COMMET_API_KEY=ck_x ${get} -p commet --base-url nonsense`,
    `BILLING_COMMET_API_KEY=ck_x ${get} -p commet --base-url http://127.0.0.1:1 --no-retry`,
    `BILLING_FLEXPRICE_API_KEY=sk_x BILLING_FLEXPRICE_REGION=mars ${get} -p flexprice`,
    `${write(".billingrc", "providers:\n  commet:\n    apiKye: x")}${get} -p commet`,
    `${write(".billingrc", "providers:\n  commet: { apiKey: { env: NOT_SET } }")}${get} -p commet`,
    `${write(".billingrc", "providers:\n  commet: { apiKey: { file: missing } }")}${get} -p commet`,
    `${write(".billingrc", "providers:\n  commet: { apiKey: { command: [./print-key] } }")}${get} -p commet`,
    `${get} -p commet --config .billingrc`,
    `${write(".billingrc", 'providers:\n  commet: { baseUrl: "https://mirror.example/api/v1", apiKey: { env: COMMET_API_KEY } }')}COMMET_API_KEY=ck_of_yours ${get} -p commet`,
    `${write(".billingrc", "providers: [")}${get} -p commet`,
    `${write(".billingrc", "provider: maple\nprofiles:\n  staging: { provider: kirim }")}${get} --profile staging`,
    `${get} --profile production`,
    `${get} --emulator -o ndjson`,
    `${get} --config missing.yaml`,
    `BILLING_CONFIG=missing.yaml ${get}`,
    `rm .billingrc; mkdir -p ../config/billing; ${write("../config/billing/config.yaml", "provider: commet\nproviders:\n  commet: { timeout: soon }")}${get}`,
    `${write("../config/billing/config.yaml", "provider: commet")}chmod 644 ../config/billing/config.yaml; ${get} --emulator`,
    `${write("../config/billing/config.yaml", "provider: commet\nproviders:\n  commet: { apiKey: ck_written_out }")}chmod 644 ../config/billing/config.yaml; ${get} --base-url http://127.0.0.1:1 --no-retry`,
  ],
};
