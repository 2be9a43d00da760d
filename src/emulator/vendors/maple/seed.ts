/** The customers a fresh Maple emulator starts with; the second one's values are awkward on purpose. */
export const mapleCompanyId = "cmp_2Nb7QkzT9uYwVx3RrLq5sD1aHcE";

export const mapleCustomers = String.raw`[
{"id":"cus_2Nb8LmPq","company_id":"cmp_2Nb7QkzT9uYwVx3RrLq5sD1aHcE","identifier":"acct-7781","name":"Mara Lind","org_name":"Fjord Analytics",
 "email":"billing@fjord.example","phone":"+47 555 01 020","title":"CFO","locale":"en","status":"ACTIVE","exclude_from_metrics":false,"managed_externally":false,
 "address":{"address_line_1":"Storgata 4","address_line_2":"","city":"Oslo","state":"","zip":"0155","country":"NO","place_id":null},
 "billing_emails":["ap@fjord.example"],"owner_id":null,"parent_customer_id":null,"metadata":{"tier":"gold"},"customer_integration_metadata":{},
 "mrr":{"currency":"USD","value_in_cents":120000},"arr":{"currency":"USD","value_in_cents":1440000},"computed_entitlements":[],"integration_references":[],
 "created_at":"2026-01-14T08:03:11.120Z","updated_at":"2026-08-02T16:40:00.004-04:00"},
{"id":"cus_2Nc4RvWx","company_id":"cmp_2Nb7QkzT9uYwVx3RrLq5sD1aHcE","identifier":"acct/東 1","name":"\u001b[2JZoë 🧾 \u202elatot","org_name":"雪国データ",
 "email":"zoe+ap@yukiguni.example","phone":"","title":null,"locale":"ja","status":"ACTIVE","exclude_from_metrics":true,"managed_externally":true,
 "address":null,
 "billing_emails":[],"owner_id":"usr_1","parent_customer_id":"cus_2Nb8LmPq","metadata":{"ledger":9007199254740993,"a.b":"dotted","nested":{"list":[1,null,"x"]}},"customer_integration_metadata":{"crm":{"id":12345678901234567890}},
 "mrr":{"currency":"USD","value_in_cents":0},"arr":{"currency":"USD","value_in_cents":0},
 "computed_entitlements":[{"id":"ent_row_1","entitlement_id":"ent_1","inherited_from_id":null,"inherited_from_type":null,"key":"seats","name":"Seats","original_value":5,"overridden":true,"type":"NUMBER","value":8}],
 "integration_references":[{"integration_icon":"","integration_id":"int_1","integration_key":"crm","integration_name":"CRM","reference_type":"CUSTOMER","remote_id":"00Q1","remote_type":"Account"}],
 "created_at":"2026-02-20T19:45:00.000-05:00","updated_at":"2026-02-20T19:45:00.000-05:00"},
{"id":"cus_2Nd1AaBb","company_id":"cmp_2Nb7QkzT9uYwVx3RrLq5sD1aHcE","identifier":"acct-9","name":"Plain Co","org_name":"","email":null,"phone":null,"title":null,
 "locale":"en","status":"ARCHIVED","exclude_from_metrics":false,"managed_externally":false,"address":null,"billing_emails":[],"owner_id":null,"parent_customer_id":null,
 "metadata":null,"customer_integration_metadata":{},"mrr":{"currency":"USD","value_in_cents":0},"arr":{"currency":"USD","value_in_cents":0},
 "computed_entitlements":[],"integration_references":[],"created_at":"2026-03-01T00:00:00.000Z","updated_at":"2026-03-01T00:00:00.000Z"}
]`;
