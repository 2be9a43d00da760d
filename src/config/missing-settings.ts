import type { Complaint } from "../domain/errors.ts";
import type { ProviderSettings } from "../domain/settings.ts";
import { variableName } from "./environment.ts";
import { oneOf } from "./setting-value.ts";

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
