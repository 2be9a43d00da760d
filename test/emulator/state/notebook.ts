/** A vendor that stores each request's path, counts the others, and says how many there are of either. */
import { plainAnswer } from "../../../src/emulator/server/answer.ts";
import { put } from "../../../src/emulator/state/state.ts";
import type { Vendor } from "../../../src/emulator/vendor.ts";

/** `look` is called at each request. */
export function notebook(look: () => void = () => undefined): Vendor {
  return {
    id: "notebook",
    title: "Notebook",
    basePath: "",
    demoSettings: {},
    switches: {},
    volatile: ["reads"],
    updated: { field: "updated", print: String },
    seed: () => ({ customers: {}, other: {} }),
    made: { prefix: "made ", digits: 1, name: "name" },
    fault: (status) => plainAnswer(status, ""),
    handle({ method, path: key, state }) {
      look();
      if (key === "/fail") throw new Error("broken handler");
      if (method === "GET") put(state, "other", "reads", Number(state.other["reads"] ?? 0) + 1);
      else put(state, "customers", key, { id: key });
      const reads = Number(state.other["reads"] ?? 0);
      return plainAnswer(200, `${Object.keys(state.customers).length} ${reads}`);
    },
  };
}
