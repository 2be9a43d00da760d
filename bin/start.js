"use strict";

const { writeSync } = require("node:fs");

/** The version alone needs nothing of the program, and scripts ask for it often. */
function saidVersion([word, ...rest]) {
  if (rest.length > 0 || (word !== "--version" && word !== "-V")) return false;
  try {
    writeSync(1, `${require("../package.json").version}\n`);
    return true;
  } catch {
    // The program knows what to say where stdout cannot be written.
    return false;
  }
}

const words = process.argv.slice(2);
if (!saidVersion(words)) require("./code.js").run(words);
