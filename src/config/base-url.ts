/** A base URL that can be called, without a trailing slash, and its host; or what is wrong with it. */
export type BaseUrl =
  | { readonly url: string; readonly host: string }
  | { readonly problem: string };

/**
 * Reads a base URL: absolute, https (http only on loopback), without user, query and fragment. The problem never
 * quotes the URL, which may carry a password.
 */
export function parseBaseUrl(text: string): BaseUrl {
  // The URL parser drops tabs, newlines and surrounding blanks; what was reviewed would not be what is called.
  if (/[\s\\]/u.test(text) || !URL.canParse(text)) {
    return { problem: "must be an absolute URL, such as https://host.example/v1" };
  }
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    return { problem: "must be an https URL" };
  }
  if (url.username !== "" || url.password !== "" || /^[^/?#]*\/\/[^/?#]*@/u.test(text)) {
    return { problem: "must not hold a user or a password" };
  }
  if (/[?#]/u.test(text)) return { problem: "must not hold a query or a fragment" };
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    return { problem: "must be an https URL; http is accepted only on loopback" };
  }
  return { url: url.origin + url.pathname.replace(/\/+$/u, ""), host: url.hostname };
}

/** `localhost`, 127.0.0.0/8 and ::1, in the spelling of a parsed URL. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/u.test(host);
}
