import type { Proxy } from "../../domain/settings.ts";

/**
 * Reads the address of a proxy: `http://host:port`, `https://host:port` or `host:port`, with or without a user and a
 * password. The problem never quotes the address, which may carry a password.
 */
export function parseProxy(text: string): Proxy | { readonly problem: string } {
  const address = /^[a-z][a-z\d+.-]*:\/\//iu.test(text) ? text : `http://${text}`;
  if (/[\s\\]/u.test(text) || !URL.canParse(address)) {
    return { problem: "must be the address of a proxy, such as http://proxy.example:3128" };
  }
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(address);
  if (protocol !== "http:" && protocol !== "https:") {
    return { problem: "must be an http or https proxy; others, such as SOCKS, cannot be used" };
  }
  if (hostname === "" || pathname.length > 1 || search !== "" || hash !== "") {
    return { problem: "must be the address of a proxy and no more: host, port, user, password" };
  }
  const host = `${hostname}:${port === "" ? (protocol === "https:" ? "443" : "80") : port}`;
  const url = `${protocol}//${host}`;
  if (username === "" && password === "") return { url, host };
  const user = decoded(username);
  const secret = decoded(password);
  return user === undefined || secret === undefined
    ? { problem: "has a user or a password with a stray %; write it as %25" }
    : { url, host, user, password: secret };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
