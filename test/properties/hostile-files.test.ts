/** What stays on the disk, whatever an API sent: no credential, and nothing that acts on a terminal. */
import { readFile } from "node:fs/promises";

import fc from "fast-check";
import { expect, test } from "vitest";

import { createSecrets } from "../../src/domain/text/secrets.ts";
import type { UpdateOutcome } from "../../src/domain/change.ts";
import { parseJson } from "../../src/domain/json.ts";
import { needsEscapes } from "../../src/domain/text/safe-text.ts";
import { openJournal } from "../../src/journal/journal.ts";
import { readJournal } from "../../src/journal/read-journal.ts";
import { accountSeal } from "../../src/update/saved/seal.ts";
import { printSavedPlan } from "../../src/update/saved/saved-plan.ts";
import { hostileOutcome } from "../render/hostile.ts";
import { temporaryHome } from "../support/run-cli.ts";
import { accountOf } from "../update/accounts.ts";
import { rounds, testSeed } from "../support/random.ts";

const secret = "token-of-maple-7f3a94";

function expectHarmless(text: string): void {
  for (const line of text.split("\n")) expect(needsEscapes(line)).toBe(false);
  expect(text).not.toContain(secret);
}

test("hostile changes make a harmless journal that is read back whole", async () => {
  await using home = await temporaryHome();
  const journal = openJournal({
    stateDir: home.path,
    host: { now: () => Date.now(), platform: process.platform },
    tool: "0.1.0",
  });
  const outcomes = fc.sample(hostileOutcome, { numRuns: rounds(400), seed: testSeed });
  for (const { changes, title, id } of outcomes) {
    await journal.intent({
      changeId: journal.newChange(),
      provider: "maple",
      baseUrl: "emulator",
      account: "000000000000",
      id,
      name: title,
      fields: changes.map(({ field, before, after }) => ({
        field,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      })),
      changes: [...changes],
    });
  }
  expectHarmless(await readFile(journal.path, "utf8"));
  const { changes, damaged } = await readJournal(journal);
  expect(damaged).toEqual([]);
  expect(changes.map(({ name: title }) => title.toWellFormed())).toEqual(
    outcomes.map(({ title }) => title.toWellFormed()),
  );
});

test("a saved plan of a hostile record is harmless, and JSON", () => {
  const request: NonNullable<UpdateOutcome["request"]> = {
    method: "PATCH",
    url: "https://api.maplebilling.com/api/v1/companies/cmp_1/customers/cus_1",
    headers: {},
    body: {},
  };
  const seal = accountSeal(accountOf());
  fc.assert(
    fc.property(hostileOutcome, (outcome) => {
      const text = printSavedPlan({
        account: accountOf(),
        secrets: createSecrets(),
        identity: undefined,
        outcome: { ...outcome, request },
        patch: { edits: [], replaceMetadata: false },
        images: outcome.changes.map(({ before }) => ({
          field: "metadata",
          ...(before === undefined ? {} : { value: before }),
        })),
        tool: "0.1.0",
        now: 0,
        seal,
        form: "file",
      });
      expectHarmless(text);
      expect(parseJson(text)).toMatchObject({ kind: "billing-plan", provider: "maple" });
    }),
    { numRuns: rounds(30), seed: testSeed },
  );
});
