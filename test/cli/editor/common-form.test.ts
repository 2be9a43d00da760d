import { expect, it } from "vitest";

import { commonForm } from "../../../src/cli/editor/common-form.ts";
import { createSecrets } from "../../../src/domain/text/secrets.ts";
import { readDocument } from "../../../src/patch/document.ts";
import { providers } from "../../../src/providers/registry.ts";
import { decodeRecord } from "../../../src/providers/wire/record.ts";
import { accountOf } from "../../update/accounts.ts";

it("names a deleted key of the metadata as it is to be written", () => {
  const provider = providers.commet;
  const native = { id: "cus_1", fullName: "A", metadata: { "a.b": 1, "": 2, tier: "pro" } };
  const form = commonForm(
    {
      provider,
      account: accountOf(),
      secrets: createSecrets(),
      send: () => Promise.reject(new Error("nothing is sent")),
    },
    { id: "cus_1", native, customer: decodeRecord(provider, native) },
  );
  const edited = Buffer.from('{"provider":"commet","id":"cus_1","name":"A","metadata":{}}');
  const read = readDocument(edited, "edited");
  if ("complaints" in read) throw new Error(JSON.stringify(read.complaints));
  expect(form.patchOf(read.document)).toMatchObject({
    leftOut: ['metadata["a.b"]', 'metadata[""]', "metadata.tier"],
  });
});
