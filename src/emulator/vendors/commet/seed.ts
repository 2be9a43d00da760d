/**
 * The customers a fresh Commet emulator starts with, in the newest version's shape; the second one's values are
 * awkward on purpose, the last one belongs to the live organisation.
 */
export const commetCustomers = String.raw`[
{"id":"cus_7Qm2rT","externalId":"usr_5512","fullName":"Ana Ferreira","email":"ana@lumen.example",
 "timezone":"America/Sao_Paulo","metadata":{"tier":"pro","seats":12},"taxDocument":null,"documentType":null,
 "createdAt":"2026-06-14T13:05:44.210Z","updatedAt":"2026-07-02T09:41:03.771Z","object":"customer","livemode":false},
{"id":"cus_9Hn4kW","externalId":"星/☃ 7","fullName":"山田 花子 🧾 \u001b[2J\u001b[31mred\u001b[0m","email":"hanako@yamada.example",
 "timezone":"Asia/Tokyo","metadata":{"ledger":90071992547409931234,"rate":0.1,"note":null,"tags":["a","",{"deep":true}],"":"empty key"},
 "taxDocument":"T1234567890123","documentType":null,
 "createdAt":"2026-05-30T23:59:59.999Z","updatedAt":"2026-05-30T23:59:59.999Z","object":"customer","livemode":false},
{"id":"cus_3Bx8dL","externalId":null,"fullName":null,"email":"billing@plain.example",
 "timezone":null,"metadata":null,"taxDocument":null,"documentType":null,
 "createdAt":"2026-04-01T08:00:00.000Z","updatedAt":"2026-04-01T08:00:00.000Z","object":"customer","livemode":false},
{"id":"cus_5Lv1qZ","externalId":"usr_5512","fullName":"Ana Ferreira","email":"ana@lumen.example",
 "timezone":"America/Sao_Paulo","metadata":{"tier":"enterprise"},"taxDocument":null,"documentType":null,
 "createdAt":"2026-06-20T10:00:00.000Z","updatedAt":"2026-06-20T10:00:00.000Z","object":"customer","livemode":true}
]`;
