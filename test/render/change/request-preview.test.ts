import { expect, test } from "vitest";

import { requestPreview } from "../../../src/render/change/request-preview.ts";
import { createStyle } from "../../../src/render/text/style.ts";

const style = createStyle({ colour: false, columns: 80 });

test("a dry run shows the request as it would be sent, without the credential", () => {
  const request = {
    method: "PUT",
    url: "https://api.kirimdev.com/v1/customers/cus_1",
    headers: { "content-type": "application/json", "X-Api-Key": "" },
    body: { name: "Kraft \u202E", metadata: { tier: "2" } },
  };
  expect(requestPreview(request, ["x-api-key"], style)).toBe(
    String.raw`PUT https://api.kirimdev.com/v1/customers/cus_1
content-type: application/json
x-api-key: (from your configuration)

{
  "name": "Kraft \u202e",
  "metadata": {
    "tier": "2"
  }
}
`,
  );
});
