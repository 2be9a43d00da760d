/** What one more provider changes in the source: an import and a line in each registry. */
import type { Changes } from "../changed-program.ts";

const here = "../../test/support/dummy-provider";

export const withDummyProvider: Changes = {
  "src/providers/registry.ts": (source) =>
    `import { dummy } from "${here}/description.ts";\n${source.replace(/,\n\}\);$/mu, ",\n  dummy,\n});")}`,
  "src/emulator/registry.ts": (source) =>
    `import { dummyVendor } from "${here}/vendor.ts";\n${source.replace(/\];$/mu, ", dummyVendor];")}`,
};
