import { expect, test } from "vitest";

import { maskRun } from "../../../src/render/mask/mask-run.ts";
import { createPersonal } from "../../../src/render/mask/personal.ts";
import { runOf } from "../runs.ts";

test("options of a run are masked where they are about a person", () => {
  const run = runOf({
    options: {
      phone: "+4755501020",
      city: "Bergen",
      metadata: ["pan=ABCDE1234F", "tier=gold", "owner=ida@x.example"],
      set: ['contacts:=[{"email":"ida@x.example"}]', "address.city=Bergen"],
      yes: true,
    },
  });
  const masked = maskRun(createPersonal(), run);
  expect(masked.header.options).toEqual({
    phone: "+…20",
    city: "Bergen",
    metadata: ["pan=A…4F", "tier=gold", "owner=i…@x.example"],
    set: ['contacts:=[…@x.example"}]', "address.city=Bergen"],
    yes: true,
  });
  expect({ ...masked, header: { ...masked.header, options: {} } }).toEqual(runOf({}));
});
