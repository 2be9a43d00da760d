/** Masks credentials by the names of what holds them. */

const mask = "***";
/** Shorter ones could stand anywhere by chance. */
const shortestSought = 8;

/** Whether a header's value is a credential, going by its name. */
function isSecretHeader(name: string): boolean {
  return /^(?:proxy-)?authorization$|^(?:set-)?cookie$|api-?key|token|secret|password/i.test(name);
}

const secretFields =
  /("(?:(?:refresh|access|id)_?token|token|api_?key|client_?secret|secret|password)"\s*:\s*)"[^"\\]*(?:\\.[^"\\]*)*"/gi;

/** Masks the string values of JSON fields that hold credentials, going by their names; works on text, so broken JSON is no obstacle. */
export function maskSecretFields(text: string): string {
  return text.replaceAll(secretFields, `$1"${mask}"`);
}

/** What such fields hold: a login's answer may repeat its token elsewhere before anybody knows that it is one. */
export function secretFieldValues(text: string): readonly string[] {
  return Array.from(text.matchAll(secretFields), ([field]) => {
    const [, value = ""] = /:\s*"([^"\\]*(?:\\.[^"\\]*)*)"$/u.exec(field) ?? [];
    return value;
  }).filter(({ length }) => length >= shortestSought);
}

/** The header's value, or the mask where its name says that it is a credential. */
export function maskHeader(name: string, value: string): string {
  return isSecretHeader(name) ? mask : value;
}
