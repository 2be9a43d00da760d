/** The customers a fresh Kirim emulator starts with; the later ones' values are awkward on purpose. */
export const kirimCustomers = String.raw`[
{"id":"cus_7H2KX0M4QWERTN8B3ZC5DVA9PG","object":"customer","name":"Sinar Logistik","email":"ops@sinar.example","status":"active",
 "metadata":{"crm_id":"S-209","segment":"b2b"},"archived_at":null,"team_id":"t9f2kq81mzxa","created_at":"2026-06-11T03:20:00.000Z","updated_at":"2026-09-01T10:05:31.000Z",
 "whatsapp_accounts":[{"phone_number_id":"106000000000001","phone_number":"+6281100000001","name":"Sinar CS","status":"connected","onboarded_at":"2026-06-12T01:00:00.000Z"}]},
{"id":"cus_7H3M5P8S1T4V7W0X2Y6Z9A3B5C","object":"customer","name":"Toko 🌺 花子 \u001b[31mMerah\u001b[0m \u202eikoT","email":null,"status":"suspended",
 "metadata":{"ledger":9007199254740993,"":"empty key","a.b":[1,{"c":null}]},"archived_at":null,"team_id":"t9f2kq81mzxa","created_at":"2026-07-02T11:00:00.000Z","updated_at":"2026-07-03T08:30:00.000Z",
 "whatsapp_accounts":[]},
{"id":"cus_7H4D0E2F4G6H8J1K3M5N7P9Q2R","object":"customer","name":"Warung Lama","email":"lama@warung.example","status":"archived",
 "metadata":null,"archived_at":"2026-08-20T00:00:00.000Z","team_id":"t4c7wd02hhqe","created_at":"2026-07-15T06:00:00.000Z","updated_at":"2026-08-20T00:00:00.000Z",
 "whatsapp_accounts":[]}
]`;
