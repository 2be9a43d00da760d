// What a script without any library does: the same two calls, nothing shown, nothing checked.
import { request } from "node:http";

const url = `${process.argv[2]}/customers/cus_7Qm2rT`;

function call(method, body) {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = { "x-api-key": "bench", "content-type": "application/json" };
    const outgoing = request(url, { method, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString()).data));
    });
    outgoing.on("error", reject);
    outgoing.end(text);
  });
}

const before = await call("GET");
const after = await call("PUT", { fullName: "Ana Lima" });
console.log(`${before.fullName} -> ${after.fullName}`);
