/** A path as people write it: the home directory is `~`. */
export function fromHome(path: string, home: string | undefined): string {
  return home !== undefined && isBelow(path, home) ? `~${path.slice(home.length)}` : path;
}

/** Whichever way the system writes its paths. */
function isBelow(path: string, home: string): boolean {
  return path.startsWith(home) && /^[\\/]/u.test(path.slice(home.length));
}
