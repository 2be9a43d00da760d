import type { Origin } from "../../domain/settings.ts";
import { isLoopback } from "../base-url.ts";
import { isExempt } from "./no-proxy.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** The variables that name a proxy for addresses of a scheme, strongest first; in lower case they come first. */
const variables: Readonly<Record<string, readonly string[]>> = {
  "https:": ["HTTPS_PROXY", "ALL_PROXY"],
  "http:": ["HTTP_PROXY", "ALL_PROXY"],
};

/** A proxy's address, unread, and what named it. */
export interface NamedProxy {
  readonly text: string;
  readonly origin: Origin;
}

/**
 * The proxy through which an address is called: the configured one, else the environment's; none for loopback and for
 * what `NO_PROXY` lists.
 */
export function chooseProxy(
  url: string,
  env: Variables,
  configured: NamedProxy | undefined,
): NamedProxy | undefined {
  const { protocol, hostname, port } = new URL(url);
  if (isLoopback(hostname)) return undefined;
  const named = configured ?? fromEnvironment(variables[protocol] ?? [], env);
  if (named === undefined) return undefined;
  const called = { host: hostname, port: Number(port) || (protocol === "https:" ? 443 : 80) };
  const exempt = isExempt(called, fromEnvironment(["NO_PROXY"], env)?.text ?? "");
  return exempt ? undefined : named;
}

/** An empty variable counts as unset. */
function fromEnvironment(names: readonly string[], env: Variables): NamedProxy | undefined {
  for (const name of names.flatMap((upper) => [upper.toLowerCase(), upper])) {
    const text = Object.hasOwn(env, name) ? env[name]?.trim() : undefined;
    if (text !== undefined && text !== "") return { text, origin: { kind: "environment", name } };
  }
  return undefined;
}
