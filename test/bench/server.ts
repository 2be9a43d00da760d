/**
 * A provider with one customer that never changes: reads give it, writes give it with what was sent. Its origin is
 * printed. Answers wait for as many milliseconds as its one argument says.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const customer = {
  id: "cus_7Qm2rT",
  externalId: "usr_5512",
  fullName: "Ana Ferreira",
  email: "ana@lumen.example",
  timezone: "America/Sao_Paulo",
  metadata: { tier: "pro", seats: 12 },
  createdAt: "2026-06-14T13:05:44.210Z",
  updatedAt: "2026-06-14T13:05:44.210Z",
};

const wait = Number(process.argv[2] ?? 0);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const sent =
      chunks.length === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString()) as object);
    response.writeHead(200, { "content-type": "application/json" });
    const body = JSON.stringify({ data: { ...customer, ...sent } });
    setTimeout(() => response.end(body), wait);
  });
});
server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
