import { BillingError, type Complaint } from "../../domain/errors.ts";
import type { Account, Origin, ProviderSettings } from "../../domain/settings.ts";
import type { Setting } from "../config.ts";
import { variableName } from "../environment.ts";
import { generalSettings } from "./general-settings.ts";
import { numberProblem, oneOf, settingText, textProblem } from "./setting-value.ts";

/**
 * Everything of an account that is neither secret nor its address, with defaults filled in. Values of a file were
 * checked when it was read; those of the environment are checked here.
 *
 * @throws {BillingError} usage: for a bad `--timeout`
 */
export function plainValues(
  provider: ProviderSettings,
  settings: Readonly<Record<string, Setting>>,
  flags: { readonly timeout?: number },
) {
  const values: Record<string, string> = {};
  const numbers: { rateLimit?: number; timeout?: number } = {};
  const origins: Record<string, Origin> = {};
  const complaints: Complaint[] = [];

  for (const [name, spec] of Object.entries(provider.settings)) {
    if (spec.secret) continue;
    const setting = settings[name];
    const value = setting === undefined ? spec.default : settingText(setting);
    if (value === undefined) continue;
    values[name] = value;
    origins[name] = setting?.origin ?? { kind: "default", name: "default" };
    const problem = textProblem(spec, value);
    if (setting !== undefined && problem !== undefined) {
      complaints.push({ location: setting.location, message: `${provider.id} ${name} ${problem}` });
    }
  }
  for (const name of ["rateLimit", "timeout"] as const) {
    const setting = settings[name];
    if (setting === undefined) continue;
    const number = decimal(setting.value);
    const problem = numberProblem(name, number);
    numbers[name] = number;
    origins[name] = setting.origin;
    if (problem !== undefined) {
      complaints.push({ location: setting.location, message: `${provider.id} ${name} ${problem}` });
    }
  }
  const verify = settings["verify"];
  if (verify !== undefined) {
    const problem = textProblem(generalSettings.verify, settingText(verify));
    origins["verify"] = verify.origin;
    if (problem !== undefined) {
      complaints.push({ location: verify.location, message: `${provider.id} verify ${problem}` });
    }
  }
  if (flags.timeout !== undefined) {
    const problem = numberProblem("timeout", flags.timeout);
    if (problem !== undefined) {
      throw BillingError.usage([{ location: { name: "--timeout" }, message: problem }]);
    }
    numbers.timeout = flags.timeout;
    origins["timeout"] = { kind: "flag", name: "--timeout" };
  }
  return {
    values,
    numbers,
    verify: verify === undefined ? undefined : verifyWord(settingText(verify)),
    origins,
    complaints,
  };
}

/** The setting's word; undefined for any other text, which is complained about. */
export function verifyWord(text: string | undefined): Account["verify"] {
  return text === "answer" || text === "read" ? text : undefined;
}

/** Only plain decimals: `Number` would take `0x10`, blanks and `1e3` too. NaN otherwise. */
function decimal(value: Setting["value"]): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^\d+(\.\d+)?$/u.test(value) ? Number(value) : Number.NaN;
}

/** A complaint for each setting that the provider cannot be called without, with what to set. */
export function missingSettings(
  provider: ProviderSettings,
  present: ReadonlySet<string>,
): readonly Complaint[] {
  const specs = Object.entries(provider.settings);
  const required = specs
    .filter(([, spec]) => spec.required && spec.default === undefined)
    .map(([name]) => [name]);
  const groups = [...required, ...(provider.oneOf ?? [])];
  const secrets = specs.filter(([, spec]) => spec.secret).map(([name]) => name);
  const isCovered = groups.some((group) => group.some((name) => secrets.includes(name)));
  if (secrets.length > 0 && !isCovered) groups.push(secrets);
  return groups
    .filter((group) => !group.some((name) => present.has(name)))
    .map((group) => ({
      message: `${provider.title} needs ${oneOf(group)}`,
      hint: `set ${oneOf(group.map((name) => variableName(provider.id, name)))}, or ${oneOf(
        group.map((name) => `providers.${provider.id}.${name}`),
      )} in .billingrc`,
    }));
}
