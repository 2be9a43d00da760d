// The same loop with nothing but node:http.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";

const [origin, file, concurrency, key] = process.argv.slice(2);
const rows = readFileSync(file, "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));
const agent = new Agent({ keepAlive: true });

function call(method, url, body) {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const sent =
      text === undefined
        ? {}
        : {
            "content-type": "application/json",
            "content-length": Buffer.byteLength(text),
            "idempotency-key": randomUUID(),
          };
    const headers = { "x-api-key": key, ...sent };
    const outgoing = request(url, { method, agent, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => {
        if (response.statusCode !== 200)
          reject(new Error(`${method} ${url}: ${response.statusCode}`));
        else resolve(JSON.parse(Buffer.concat(chunks).toString()).data);
      });
    });
    outgoing.on("error", reject);
    outgoing.end(text);
  });
}

let next = 0;
async function worker() {
  while (next < rows.length) {
    const row = rows[next++];
    const url = `${origin}/customers/${row.id}`;
    const before = await call("GET", url);
    const metadata = { ...before.metadata, ...row.metadata };
    const after = await call("PUT", url, { fullName: row.name, metadata });
    if (after.fullName !== row.name) throw new Error(`${row.id} was not changed`);
  }
}
await Promise.all(Array.from({ length: Number(concurrency) }, worker));
