/** One vendor in an emulator that can fail on demand, and the program beside it. */
import { join } from "node:path";

import { variableName } from "../../src/config/environment.ts";
import type { RecordedChange } from "../../src/domain/run/recorded-change.ts";
import type { Json, JsonObject } from "../../src/domain/json.ts";
import type { Emulator } from "../../src/emulator/emulator.ts";
import type { Fault } from "../../src/emulator/faults/fault.ts";
import { parseFault } from "../../src/emulator/faults/text.ts";
import type { AnsweredRequest } from "../../src/emulator/server/request-log.ts";
import type { Switches } from "../../src/emulator/vendor.ts";
import { readJournal } from "../../src/journal/read-journal.ts";
import { demoCustomer, freshEmulator, storedCustomers, testNow } from "../emulator/support.ts";
import { type CliResult, runCli, temporaryHome } from "../support/run-cli.ts";

export const vendorNames = ["vayu", "commet", "flexprice", "maple", "kirim"] as const;
export type VendorName = (typeof vendorNames)[number];

interface Ways {
  /** The member behind `--name`. */
  readonly named: string;
  /** A member that nobody names, and what somebody else writes there. */
  readonly other: { readonly path: string; readonly value: string };
  /** A change that is asked about first: its words, the member it changes, and what is stored then. */
  readonly asked: {
    readonly words: readonly string[];
    readonly path: string;
    readonly value: Json;
    /** What somebody else writes there. */
    readonly others: string;
  };
}

/** Ways to change the demo customers, by paths in the vendors' own records. */
export const ways: Readonly<Record<VendorName, Ways>> = {
  vayu: {
    named: "name",
    other: { path: "address.city", value: "Bremen" },
    asked: {
      words: ["--external-id", "nw-1"],
      path: "externalId",
      value: "nw-1",
      others: "nw-0",
    },
  },
  commet: {
    named: "fullName",
    other: { path: "timezone", value: "Asia/Tokyo" },
    asked: {
      words: ["--external-id", "usr_1"],
      path: "externalId",
      value: "usr_1",
      others: "usr_0",
    },
  },
  flexprice: {
    named: "name",
    other: { path: "address_city", value: "Bergen" },
    asked: {
      words: ["--unset", "address.postalCode"],
      path: "address_postal_code",
      value: "",
      others: "5003",
    },
  },
  maple: {
    named: "name",
    other: { path: "address.city", value: "Bergen" },
    asked: { words: ["--unset", "title"], path: "title", value: null, others: "COO" },
  },
  kirim: {
    named: "name",
    other: { path: "metadata.segment", value: "b2c" },
    asked: {
      words: ["--status", "suspended"],
      path: "status",
      value: "suspended",
      others: "pending",
    },
  },
};

/** Members that the vendor sets itself at each write. */
const stamps = new Set(["updatedAt", "updated_at", "updated_by"]);

interface CliWorld {
  readonly typed?: string;
  readonly now?: () => number;
  readonly uuid?: () => string;
  readonly fullStdout?: string;
}

interface Trial extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly id: string;
  /** Below which plans may be saved. */
  readonly directory: string;
  run(args: readonly string[], world?: CliWorld): Promise<CliResult>;
  /** `customers update` of the demo customer, with JSON as its answer. */
  update(args: readonly string[], world?: CliWorld): Promise<CliResult>;
  /** Updates that reached the vendor so far. */
  updates(): readonly AnsweredRequest[];
  /** Every stored customer, without the stamps of the last write. */
  stored(): Promise<Readonly<Record<string, JsonObject>>>;
  journal(): Promise<readonly RecordedChange[]>;
}

export async function trial(
  vendor: VendorName,
  faults: readonly (Fault | string)[] = [],
  switches: Switches = {},
): Promise<Trial> {
  const home = await temporaryHome();
  const emulator = await freshEmulator({
    switches: { [vendor]: switches },
    faults: faults.map((fault) => (typeof fault === "string" ? parseFault(fault) : fault)),
  });
  const { id, updateMethod } = demoCustomer(vendor);
  const state = join(home.path, "state");
  const settings = { ...emulator.settings[vendor], baseUrl: emulator.baseUrls[vendor] ?? "" };
  const env = {
    XDG_STATE_HOME: state,
    BILLING_PROVIDER: vendor,
    ...Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [variableName(vendor, name), value]),
    ),
  };
  const run = (args: readonly string[], world: CliWorld = {}) =>
    runCli(args, { env, cwd: home.path, now: () => Date.parse(testNow), ...world });
  return {
    emulator,
    id,
    directory: home.path,
    run,
    update: (args, world) => run(["customers", "update", id, "-o", "json", ...args], world),
    updates: () => emulator.requests.filter(({ method }) => method === updateMethod),
    async stored() {
      const customers = await storedCustomers(emulator.stateDir, vendor);
      return Object.fromEntries(
        Object.entries(customers).map(([key, record]) => [key, unstamped(record)]),
      );
    },
    async journal() {
      const { changes, damaged } = await readJournal({
        path: join(state, "billing", "journal.ndjson"),
      });
      if (damaged.length > 0) throw new Error(`the journal is damaged: ${JSON.stringify(damaged)}`);
      return changes;
    },
    async [Symbol.asyncDispose]() {
      await emulator[Symbol.asyncDispose]();
      await home[Symbol.asyncDispose]();
    },
  };
}

function unstamped(record: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !stamps.has(name)));
}

/** The customers with one member of one of them changed; a path of one or two names. */
export function withMember(
  customers: Readonly<Record<string, JsonObject>>,
  id: string,
  path: string,
  value: Json,
): Readonly<Record<string, JsonObject>> {
  const [root = "", inner] = path.split(".");
  const record = customers[id] ?? {};
  const held = record[root];
  const fresh = inner === undefined ? value : { ...(held as JsonObject), [inner]: value };
  return { ...customers, [id]: { ...record, [root]: fresh } };
}
