/** A path as people write it: the home directory is `~`. */
export function fromHome(path: string, home: string | undefined): string {
  return home !== undefined && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
