import { describe, expect, it } from "vitest";

import { describeComplaint } from "../../../../src/domain/errors.ts";
import { columnsOf } from "../../../../src/bulk/input/csv/columns.ts";
import { withFile } from "../files.ts";

/** The columns in short, or the complaints. */
async function columns(header: string, ...maps: string[]): Promise<readonly string[]> {
  return withFile(header, { format: "csv" }, async (file) => {
    if (file.header === undefined) throw new Error("no header");
    const found = columnsOf(file.header, maps);
    if ("complaints" in found) return found.complaints.map(describeComplaint);
    return found.columns.map((column) =>
      column.kind === "field"
        ? `${column.path}${column.typed ? " as JSON" : ""}`
        : `<${column.kind}>`,
    );
  });
}

describe("columns", () => {
  it.each<[string[], string[]]>([
    [["id,provider,name,address.city"], ["<id>", "<provider>", "name", "address.city"]],
    [["id, name "], ["<id>", "name"]],
    [["externalId,name"], ["<externalId>", "name"]],
    [["externalId,id"], ["externalId", "<id>"]],
    [
      ['id,metadata.tier,"metadata[""a,b""]",contacts[ida@x.example].title,metadata.n:='],
      [
        "<id>",
        "metadata.tier",
        'metadata["a,b"]',
        "contacts[ida@x.example].title",
        "metadata.n as JSON",
      ],
    ],
    [
      ["Customer ID,Company Name,Notes,", "Customer ID=id", "Company Name=name", "Notes=", "="],
      ["<id>", "name", "<ignored>", "<ignored>"],
    ],
    [
      ["id,a=b,a", 'a=b=metadata["x=y"]', "a="],
      ["<id>", 'metadata["x=y"]', "<ignored>"],
    ],
    [
      ["id,Limits", "Limits=metadata.limits:="],
      ["<id>", "metadata.limits as JSON"],
    ],
    [["Key", "Key=externalId"], ["<externalId>"]],
  ])("of %j", async ([header = "", ...maps], expected) => {
    expect(await columns(header, ...maps)).toEqual(expected);
  });

  it.each<[string[], string[]]>([
    [["id,nmae"], ['f:1:4: unknown column "nmae"; did you mean "name"?']],
    [["ID,name"], ['f:1:1: unknown column "ID"; did you mean "id"?']],
    [["id,Company Name"], ['f:1:4: unknown column "Company Name"; did you mean "name"?']],
    [["id,"], ["f:1:4: the column has no name, and cells below it are filled"]],
    [["id,address"], ['f:1:4: "address" is a group of fields and no field']],
    [["id,name.a"], ['f:1:4: "name" has nothing below it that could be named "a"']],
    [["id,aliases[x]"], ['f:1:4: "aliases[x]" is an item of a list and cannot be set']],
    [["id,name,name"], ['f:1:9: "name" is named twice: by f:1:4 and f:1:9']],
    [
      ["id,metadata.a,metadata:="],
      ['f:1:4: "metadata" is named as a whole and "metadata.a" inside it: by f:1:15 and f:1:4'],
    ],
    [["id,Key", "Key=id"], ["f:1:4: two columns are called id"]],
    [["name,email"], ["f:1:1: no column names the customer"]],
    [
      ["id,Company", "Compny=name"],
      [
        '--map: there is no column "Compny"; did you mean "Company"?',
        'f:1:4: unknown column "Company"; did you mean "name"?',
      ],
    ],
    [["id", "name"], ['--map: "name" is not header=path']],
    [["id,a", "a=name", "a=email"], ['--map: the column "a" is mapped twice']],
  ])("complains about %j", async ([header = "", ...maps], expected) => {
    expect(await columns(header, ...maps)).toEqual(expected);
  });
});
