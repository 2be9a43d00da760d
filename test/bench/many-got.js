// The loop that somebody writes with got: two calls a customer, so many customers at once; nothing shown, checked or kept.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent } from "node:http";
import got from "got";

const [origin, file, concurrency, key] = process.argv.slice(2);
const rows = readFileSync(file, "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));
const client = got.extend({
  agent: { http: new Agent({ keepAlive: true }) },
  headers: { "x-api-key": key },
  retry: { limit: 0 },
  timeout: { request: 30_000 },
});

let next = 0;
async function worker() {
  while (next < rows.length) {
    const row = rows[next++];
    const url = `${origin}/customers/${row.id}`;
    const { data } = await client.get(url).json();
    const json = { fullName: row.name, metadata: { ...data.metadata, ...row.metadata } };
    const headers = { "idempotency-key": randomUUID() };
    const answer = await client.put(url, { json, headers }).json();
    if (answer.data.fullName !== row.name) throw new Error(`${row.id} was not changed`);
  }
}
await Promise.all(Array.from({ length: Number(concurrency) }, worker));
