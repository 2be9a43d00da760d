/** `NO_PROXY`: which hosts are called without the proxy. */
import { BlockList, isIP } from "node:net";

/** What is called: the host as a parsed URL spells it, and the port that applies. */
export interface Called {
  /** Lower case; an IPv6 address in brackets. */
  readonly host: string;
  readonly port: number;
}

/**
 * Whether a list, separated by commas or blanks, has the host. An entry is `*`, a name (which stands for its subdomains
 * too, with or without a leading `.` or `*.`), an address, or a range of addresses (`10.0.0.0/8`), each but the last
 * with a port where only that one is meant (`host:8443`, `[::1]:8443`).
 */
export function isExempt({ host, port }: Called, list: string): boolean {
  const name = unbracketed(host).replace(/\.$/u, "");
  return list
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter((entry) => entry !== "")
    .some((entry) => {
      const { name: listed, port: only } = split(entry);
      if (only !== undefined && only !== port) return false;
      return (
        listed === "*" || (isIP(name) > 0 ? holdsAddress(listed, name) : isBelow(name, listed))
      );
    });
}

/** Host and port of an entry; an IPv6 address without brackets has no port. */
function split(entry: string): { readonly name: string; readonly port: number | undefined } {
  const match = /^(?<name>\[[^\]]*\]|[^:]*):(?<port>\d+)$/u.exec(entry);
  const name = match?.groups?.["name"];
  return name === undefined
    ? { name: unbracketed(entry), port: undefined }
    : { name: unbracketed(name), port: Number(match?.groups?.["port"]) };
}

function isBelow(name: string, listed: string): boolean {
  const domain = listed.replace(/^\*?\./u, "").replace(/\.$/u, "");
  return domain !== "" && (name === domain || name.endsWith(`.${domain}`));
}

/** Whether an address, or a range of them, has the address in it, however either is spelt. */
function holdsAddress(listed: string, address: string): boolean {
  const [base = "", bits] = listed.split("/");
  const family = isIP(base);
  if (family === 0) return false;
  const longest = family === 4 ? 32 : 128;
  const prefix = bits === undefined ? longest : Number(bits);
  if (bits === "" || !Number.isInteger(prefix) || prefix < 0 || prefix > longest) return false;
  const range = new BlockList();
  range.addSubnet(base, prefix, nameOf(family));
  return range.check(address, nameOf(isIP(address)));
}

function nameOf(family: number): "ipv4" | "ipv6" {
  return family === 6 ? "ipv6" : "ipv4";
}

function unbracketed(host: string): string {
  return host.replace(/^\[|\]$/gu, "");
}
