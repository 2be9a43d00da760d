import { expect, test } from "vitest";
import { BillingError, describeComplaint } from "../../../src/domain/errors.ts";
import { parseFault } from "../../../src/emulator/faults/text.ts";

test.each([
  [
    "kirim:update:429;retryAfter=7;times=2",
    { vendor: "kirim", call: "update", kind: "status", status: 429, retryAfter: 7, times: 2 },
  ],
  [
    "any:any:status;status=503;retryAfter=Wed, 21 Oct 2026 07:28:00 GMT",
    {
      vendor: "any",
      call: "any",
      kind: "status",
      status: 503,
      retryAfter: "Wed, 21 Oct 2026 07:28:00 GMT",
    },
  ],
  [
    "any:update:reset-after;every=7;chance=0.5",
    { vendor: "any", call: "update", kind: "reset-after", every: 7, chance: 0.5 },
  ],
  ["vayu:update:reset-after", { vendor: "vayu", call: "update", kind: "reset-after" }],
  ["vayu:login:hang-before", { vendor: "vayu", call: "login", kind: "hang-before" }],
  [
    "any:read:500;times=always;after=1;body=out of paper",
    {
      vendor: "any",
      call: "read",
      kind: "status",
      status: 500,
      times: "always",
      after: 1,
      body: "out of paper",
    },
  ],
  [
    'maple:read:edit-between;set={"title":"CTO; acting","address.city":"Bergen"}',
    {
      vendor: "maple",
      call: "read",
      kind: "edit-between",
      set: { title: "CTO; acting", "address.city": "Bergen" },
    },
  ],
  [
    "commet:update:drop;members=timezone,metadata.tier",
    { vendor: "commet", call: "update", kind: "drop", members: ["timezone", "metadata.tier"] },
  ],
  [
    'flexprice:update:normalise;members=["name"]',
    { vendor: "flexprice", call: "update", kind: "normalise", members: ["name"] },
  ],
  ["kirim:list:slow;ms=250", { vendor: "kirim", call: "list", kind: "slow", ms: 250 }],
])("%s", (text, fault) => {
  expect(parseFault(text)).toEqual(fault);
});

function complaintsOf(text: string): readonly string[] {
  try {
    parseFault(text);
  } catch (error) {
    if (error instanceof BillingError && error.kind === "usage") {
      return error.complaints.map(describeComplaint);
    }
    throw error;
  }
  return [];
}

test.each([
  ["kirm:update:429", ['--fault: unknown vendor "kirm" in a fault; did you mean "kirim"?']],
  [
    "kirim:udpate:rest-before",
    [
      '--fault: unknown call "udpate" in a fault; did you mean "update"?',
      '--fault: unknown kind "rest-before" in a fault; did you mean "reset-before"?',
    ],
  ],
  [
    "kirim:update:429;retryAftr=7",
    ['--fault: the fault "status" has no "retryAftr"; did you mean "retryAfter"?'],
  ],
  [
    "kirim:update:429;retryAfter=soon;times=0",
    [
      '--fault: "retryAfter" of a fault cannot be "soon": expected whole seconds or an HTTP date',
      '--fault: "times" of a fault cannot be 0: expected how many calls it meets, 1 or more, or "always"',
    ],
  ],
  [
    "kirim:update:200",
    ['--fault: "status" of a fault cannot be 200: expected a status from 400 to 599'],
  ],
  ["kirim:update:slow", ['--fault: the fault "slow" needs "ms": milliseconds, at most an hour']],
  ["kirim:update:replay", ['--fault: kirim cannot have the fault "replay"; maple can']],
  ["maple:any:token-expiry", ['--fault: maple cannot have the fault "token-expiry"; vayu can']],
  ["kirim:update:500;times=1;times=2", [expect.stringContaining("twice")]],
  [
    "vayu:read:edit-between;set={title}",
    [expect.stringContaining('"set" of a fault cannot be "{title}": expected paths')],
  ],
  [
    'vayu:read:edit-between;set={"contacts[ida@northwind.example]":1}',
    [expect.stringContaining("expected paths")],
  ],
  ["429", ['--fault: "429" is not a fault: expected <vendor>:<call>:<kind>[;<name>=<value>…]']],
  ["kirim:update:", [expect.stringContaining("is not a fault")]],
])("%s is refused", (text, complaints) => {
  expect(complaintsOf(text)).toEqual(complaints);
});
