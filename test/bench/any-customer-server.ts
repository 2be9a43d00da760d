/** A provider that has every customer and remembers none: a write is answered with what was sent. Its origin is printed. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const customer = {
  externalId: "usr_5512",
  fullName: "Ana Ferreira",
  email: "ana@lumen.example",
  timezone: "America/Sao_Paulo",
  metadata: { tier: "pro", seats: 12 },
  createdAt: "2026-06-14T13:05:44.210Z",
  updatedAt: "2026-06-14T13:05:44.210Z",
};

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const id = request.url?.split("/").at(-1);
    const sent =
      chunks.length === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString()) as object);
    const body = JSON.stringify({ success: true, data: { id, ...customer, ...sent } });
    response.writeHead(200, { "content-type": "application/json" });
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
