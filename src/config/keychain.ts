/** Secrets in the system's keychain: of macOS, Windows, or a Secret Service such as GNOME Keyring. */

/** Under which an entry is found there, beside its own name. */
const service = "billing";

/** A missing secret with what to do about it. */
type Found = { readonly secret: string } | { readonly problem: string; readonly hint: string };

/** Reads one entry. The binding is an optional dependency: there are systems without one. */
export async function fromKeychain(name: string): Promise<Found> {
  const binding = await import("@napi-rs/keyring").catch(() => undefined);
  const rather = "keep the secret as { env: NAME }, { file: path } or { command: [words] }";
  const instead = `or ${rather}`;
  if (binding === undefined) {
    return {
      problem: "there is no keychain here: the package @napi-rs/keyring is not installed",
      hint: `install it beside billing: npm install --global @napi-rs/keyring; ${instead}`,
    };
  }
  try {
    const secret = await new binding.AsyncEntry(service, name).getPassword();
    if (typeof secret === "string") return { secret };
  } catch {
    // What it says is about the system's own parts, and in its own words.
    return {
      problem: "the keychain cannot be opened",
      hint: `unlock it, or start the system's keyring service; ${instead}`,
    };
  }
  return {
    problem: `the keychain has no entry "${name}" of the service "${service}"`,
    hint: `add it: service ${service}, account ${name}; where nobody has a session, as in CI, there is none: ${rather}`,
  };
}
