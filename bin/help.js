/** Help that is ready: the build has written every page, and only the width of a narrow screen is left to see to. */
"use strict";

const fs = require("node:fs");
const path = require("node:path");

/** Whether help is asked for, in whatever words. */
exports.asksHelp = function asksHelp(argv) {
  return argv.length === 0 || argv.some(isHelp);
};

/**
 * The help that these words ask for; undefined where the program has to find out what is meant.
 *
 * @param columns gives the width of the screen, where it is known
 */
exports.readyHelp = function readyHelp(argv, columns) {
  const name = askedPage(argv);
  const page = name === undefined ? undefined : pageNamed(name);
  if (page === undefined) return undefined;
  const width = columns();
  if (width === undefined || width >= page.columns) return page.text;
  return require("../dist/help.cjs").printedPage(page.parts, width);
};

const isHelp = (word) => word === "--help" || word === "-h" || word === "--help-all";

/** Such as `customers update --help-all -p commet`: the command, and nothing else but its provider. */
function askedPage(argv) {
  const end = argv.findIndex((word) => !/^[a-z]+$/.test(word));
  const options = end === -1 ? [] : argv.slice(end);
  let provider;
  for (let index = 0; index < options.length; index += 1) {
    const word = options[index];
    if (isHelp(word)) continue;
    if (provider !== undefined) return undefined;
    if (word === "-p" || word === "--provider") provider = options[(index += 1)];
    else if (word.startsWith("--provider=")) provider = word.slice("--provider=".length);
    if (provider === undefined || !/^[a-z]+$/.test(provider)) return undefined;
  }
  const words = (end === -1 ? argv : argv.slice(0, end)).join(" ");
  const all = options.includes("--help-all");
  return [words, ...(all ? ["all"] : []), ...(provider === undefined ? [] : [provider])].join(",");
}

/** A line for each: its name, and itself or the name of another that is the same, as JSON. */
function pageNamed(name) {
  const pages = fs.readFileSync(path.join(__dirname, "../dist/help.txt"));
  const find = (wanted) => {
    const start = `\n${wanted}\t`;
    const at = pages.indexOf(start);
    if (at === -1) return undefined;
    const held = JSON.parse(pages.toString("utf8", at + start.length, pages.indexOf("\n", at + 1)));
    return typeof held === "string" ? find(held) : held;
  };
  return find(name);
}
