import { expect, test } from "vitest";

import { underWay } from "../../../src/http/send/under-way.ts";

test("a signal ends what is under way by it and has not ended, and nothing else", () => {
  const endsBy = underWay();
  const [one, other] = [new AbortController(), new AbortController()];
  const ended: string[] = [];
  const begin = ({ signal }: AbortController, name: string) => {
    const end = () => void ended.push(name);
    endsBy(signal).add(end);
    return () => endsBy(signal).delete(end);
  };
  const finish = begin(one, "done before");
  begin(one, "first");
  begin(other, "another's");
  begin(one, "second");
  finish();
  one.abort();
  expect(ended).toEqual(["first", "second"]);
});
