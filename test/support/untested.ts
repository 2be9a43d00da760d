/**
 * Files of src/ that have no test where they stand, and why that is right. A file that only declares types needs no
 * entry. test/layers.test.ts fails for a file that is not here, and for an entry that is not needed any more.
 */
export const untested: readonly {
  /** Paths, or globs as `node:path` matches them. */
  readonly files: readonly string[];
  readonly because: string;
}[] = [
  {
    files: ["src/cli/**", "src/version.ts"],
    because: "the whole program is run, in this process in test/cli and as it is built in test/e2e",
  },
  {
    files: [
      ...within("src/host", "descriptors lend-terminal named-pipe node-host output waiting-input"),
    ],
    because: "the real world: streams, signals and clock of a process are tested in test/e2e",
  },
  {
    files: [
      "src/emulator/vendors/*/*.ts",
      ...within("src/emulator", "crockford registry"),
      ...within("src/emulator/state", "state-entry"),
    ],
    because:
      "a vendor is asked over HTTP, in the test that stands in its folder and in test/emulator/state",
  },
  {
    files: [
      ...within("src/emulator/faults", "kinds"),
      ...within("src/emulator/server", "delivery respond"),
    ],
    because:
      "each fault and each answer is asked for in test/emulator/server and test/emulator/faults",
  },
  {
    files: [...within("src/config/network", "network"), ...within("src/http/send", "tunnel")],
    because:
      "a proxy is gone through in test/http/send/agents.test.ts, and by the whole program in test/cli/proxy.test.ts",
  },
  {
    files: [
      ...within("src/update/write", "check-success look prepared"),
      ...within("src/providers/wire", "answer-body"),
    ],
    because:
      "every way an update can end is in write-customer.test.ts, and every body in answers.test.ts and failures.test.ts",
  },
  {
    files: within(
      "src/update/create",
      "archive find-made if-exists plan-creation send-creation settle-creation",
    ),
    because:
      "every way a creation can end is in create-customer.test.ts, and its way back in test/cli/create-undo.test.ts",
  },
  {
    files: within("src/update", "record-change"),
    because: "what is recorded of an update is in update-customer.test.ts",
  },
  {
    files: [
      ...within("src/update/locks", "locked-read waiting"),
      ...within("src/files/locks", "holding"),
    ],
    because:
      "locks are held by updates in customer-locks.test.ts; both kinds of lock ask who holds them in lock.test.ts and brief-lock.test.ts",
  },
  {
    files: within("src/domain/documents", "known-account"),
    because: "what there is to know is in test/update/known-account.test.ts",
  },
  {
    files: [
      ...within("src/update", "plan-customer"),
      ...within("src/update/write", "two-outcomes write-in-two"),
    ],
    because: "every way in which two updates can end is in test/cli/two-updates.test.ts",
  },
  {
    files: ["src/providers/*.ts"],
    because: "what a vendor documents is checked by the exchanges of test/golden, typed by hand",
  },
  {
    files: [
      ...within("src/bulk/input", "row-text text-lines"),
      ...within("src/bulk/input/csv", "map-flag read-row records rows"),
      ...within("src/bulk/input/json", "elements ndjson-rows read-row rows"),
    ],
    because: "rows are read out of whole files in raw-rows.test.ts and read-row.test.ts",
  },
  {
    files: [
      ...within("src/bulk/store", "kept-credential open-run run-account"),
      ...within("src/bulk/history", "forget last recorded resolve runs"),
    ],
    because:
      "runs are recorded, listed and settled in test/cli/run-*.test.ts, history*.test.ts and rotated-key.test.ts",
  },
  {
    files: [
      ...within("src/bulk", "complaints consent pass progress row-result row-update settle"),
      ...within("src/bulk/input", "help open-input"),
      ...within(
        "src/bulk/sources",
        "check-rows collect-rows input-file plan-file copy-place recorded-sources rows same-input saved-plans spool undo",
      ),
    ],
    because:
      "parts of the engine: engine.test.ts and resume.test.ts drive them, test/cli/run-*.test.ts every input",
  },
  {
    files: [
      ...within("src/config", "config-error trust"),
      ...within("src/config/settings", "general-settings plain-settings setting-value"),
      ...within("src/config/files", "file-settings permissions read-file"),
    ],
    because:
      "settings come out of files and environment in load-config.test.ts and resolve-account.test.ts",
  },
  {
    files: [
      ...within("src/config", "first-config shown"),
      ...within("src/config/defaults", "default-words defaults"),
      ...within("src/config/files", "places"),
      ...within("src/files", "write-new"),
      ...within("src/find", "try-reading"),
    ],
    because: "configurations are written, shown and tried in test/cli/config-*.test.ts",
  },
  {
    files: [...within("src/domain/documents", "json-schema setup"), "src/patch/schemas.ts"],
    because:
      "published schemas: checked against what is printed and read in test/cli/schemas.test.ts",
  },
  {
    files: [
      ...within("src/domain", "errors exchange fields"),
      ...within("src/domain/field", "field-schemas"),
      ...within("src/domain/run", "run"),
    ],
    because: "words and tables that the other tests are written in",
  },
  {
    files: [
      ...within("src/files", "file-kind no-file temporary-directory"),
      ...within("src/files/lines", "whole-lines"),
    ],
    because: "parts of what write-durably.test.ts, append-stream.test.ts and lines.test.ts test",
  },
  {
    files: [...within("src/journal", "find-id line-of read-entries record")],
    because: "parts of what journal.test.ts, read-journal.test.ts and parse-entry.test.ts test",
  },
  {
    files: [
      ...within("src/patch", "assignment checked describe-value overlap set-flag"),
      ...within("src/patch/fields", "field-edits inside-field schema-walk value-check"),
      ...within("src/patch/tree", "decode-text json-tree line-index tree-json tree yaml-tree"),
    ],
    because:
      "each way to write a patch is tested in from-flags, from-document, from-cells and document.test.ts",
  },
  {
    files: [
      ...within("src/drift", "leaf side spread"),
      ...within("src/render/drift", "cells markdown shown"),
    ],
    because: "parts of what compare.test.ts compares, and table.test.ts and views.test.ts draw",
  },
  {
    files: [...within("src/render/fields", "cells choose")],
    because: "chosen fields are drawn in lists.test.ts, and of histories and runs in test/cli",
  },
  {
    files: [
      ...within("src/render/change", "heading lines rows stack"),
      ...within("src/render/text", "columns count"),
    ],
    because: "parts of what table.test.ts and hostile.test.ts draw",
  },
  {
    files: [
      ...within(
        "src/domain/documents",
        "change drift format journal json row-outcomes run-header run saved-plan",
      ),
      ...within("src/domain/documents/errors", "error failure"),
      ...within("src/render/machine", "failure-json"),
      ...within("src/render/run", "facts"),
    ],
    because:
      "schemas: what is printed and stored is checked against them in hostile.test.ts and encode.test.ts",
  },
  {
    files: [
      ...within("src/update", "connection journal-recorder outcomes read-customer undo-change"),
      ...within("src/update/input", "customer-document document-patch native-document"),
      ...within("src/update/saved", "open-plan"),
      ...within("src/update/write", "settle-write"),
    ],
    because:
      "one customer is updated in every way there is in test/cli, test/trust and test/properties",
  },
];

/** @param names of files without their ending, one space between them */
function within(folder: string, names: string): readonly string[] {
  return names.split(" ").map((name) => `${folder}/${name}.ts`);
}
