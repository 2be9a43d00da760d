/** The customers a fresh Vayu emulator starts with; the second one's values are awkward on purpose. */
export const vayuCustomers = String.raw`[
{"id":"65f0c1a2b3d4e5f60718293a","name":"Northwind Robotics","externalId":"nw-4471",
 "aliases":["nw-prod","nw-eu"],"taxIds":["DE811907980"],"legalName":"Northwind Robotics GmbH",
 "address":{"country":"Germany","city":"Berlin","addressText":"Torstr. 9","state":null,"postalCode":"10119"},
 "contacts":[{"name":"Ida Krol","email":"ida@northwind.example","title":"AP","phone":"+4930111222","receiveInvoiceEmail":true}],
 "source":"Api","dueDays":"30_DAYS","currency":"EUR",
 "createdAt":"2026-02-01T09:00:00.000Z","updatedAt":"2026-09-10T07:12:44.000Z"},
{"id":"65f0c1a2b3d4e5f60718293b","name":"星野商会 🏔️ \u001b[31mRed\u001b[0m \u202egnidart","externalId":"hoshino/東京 1",
 "aliases":["ホシノ","hoshino prod"],"taxIds":null,"legalName":null,
 "address":{"country":"日本","city":"東京","addressText":"1-2-3 丸の内\nビル 4F","state":"","postalCode":"100-0005"},
 "contacts":[{"name":"星野 みなみ","email":"minami@hoshino.example","receiveInvoiceEmail":false},
             {"name":"AP desk","email":"ap@hoshino.example","title":null,"phone":"+81355550100","receiveInvoiceEmail":true}],
 "customFields":[{"vayuCustomFieldName":"ledger","valueType":"Number","value":90071992547409931234}],
 "source":"HubSpot","dueDays":"END_OF_MONTH","currency":"USD",
 "totalOutstandingAmount":1250.5,"openAmount":1000.25,"overdueAmount":250.25,"pendingPaymentAmount":0,"paidAmount":90071992547409931.25,
 "createdAt":"2026-03-11T22:15:09.500Z","updatedAt":"2026-03-11T22:15:09.500Z"},
{"id":"65f0c1a2b3d4e5f60718293c","name":"Plain Co","createdAt":"2026-04-01T00:00:00.000Z","updatedAt":"2026-04-01T00:00:00.000Z"}
]`;
