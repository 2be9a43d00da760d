import { NoAnswer } from "../../domain/exchange.ts";

const address = /^https?:\/\/[^/?#\\]+(?<path>\/[^?#]*)?(?:\?[^#]*)?$/i;

/**
 * The address as it will be sent. A path that the URL standard would rewrite on the way, such as one
 * with `..` for an id, would reach another resource than the one shown: it is refused.
 *
 * @throws {NoAnswer} INVALID_URL: when it would be rewritten, or is no http address
 */
export function targetOf(url: string): URL {
  const parts = address.exec(url);
  const target = parts === null ? undefined : parsed(url);
  if (parts === null || target === undefined) throw invalid("is not an http or https address");
  if (target.username !== "" || target.password !== "") throw invalid("carries a user name");
  if (target.pathname !== (parts.groups?.["path"] ?? "/")) {
    throw invalid("has a path that is not fully encoded");
  }
  return target;
}

function parsed(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}

function invalid(why: string): NoAnswer {
  return new NoAnswer(`The request's address ${why}`, { sent: false, code: "INVALID_URL" });
}
