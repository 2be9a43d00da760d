/** Accounts of invented credentials. */
import type { Account } from "../../src/domain/settings.ts";

export function accountOf(facts: Partial<Account> = {}): Account {
  return {
    provider: "maple",
    baseUrl: "https://api.maplebilling.com/api/v1",
    values: { companyId: "cmp_1" },
    secrets: { token: "token-of-maple-7f3a94" },
    origins: { baseUrl: { kind: "default", name: "default" } },
    ...facts,
  };
}
