/** Words for a command that people bring from elsewhere, and what it is called here. */
const words: Readonly<Record<string, string>> = {
  show: "get",
  view: "get",
  read: "get",
  fetch: "get",
  describe: "get",
  find: "list",
  search: "list",
  query: "list",
  ls: "list",
  compare: "drift",
  diff: "drift",
  change: "update",
  modify: "update",
  set: "update",
  patch: "update",
  write: "update",
  add: "create",
  new: "create",
  make: "create",
  insert: "create",
  log: "history",
  journal: "history",
  changes: "history",
  revert: "undo",
  rollback: "undo",
  serve: "emulator start",
  emulate: "emulator start",
  init: "config init",
  setup: "config init",
  login: "config init",
  configure: "config init",
  test: "config check",
  status: "config check",
};

/**
 * The commands that a word may stand for; none where it stands for nothing that is there.
 *
 * @param group the words before it: `["customers"]`
 * @param commands every command's words
 */
export function otherCommands(
  group: readonly string[],
  word: string,
  commands: readonly string[],
): readonly string[] {
  const meant = Object.hasOwn(words, word.toLowerCase()) ? words[word.toLowerCase()] : undefined;
  if (meant === undefined) return [];
  const within = commands.filter((command) => command === [...group, meant].join(" "));
  if (within.length > 0) return within;
  const [last] = meant.split(" ");
  return commands.filter(
    (command) => command === meant || (group.length === 0 && command.endsWith(` ${last}`)),
  );
}
