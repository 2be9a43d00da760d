"use strict";

const fs = require("node:fs");

/** The version and the help need nothing of the program, and are asked for often. */
function quickAnswer(words) {
  const [first] = words;
  if (words.length === 1 && (first === "--version" || first === "-V"))
    return `${require("../package.json").version}\n`;
  const { asksHelp, readyHelp } = require("./help.js");
  return asksHelp(words) ? readyHelp(words, columns) : undefined;
}

/** Of the screen that stdout is, where it is one. */
function columns() {
  // What is no device is no screen: process.stdout takes a tenth of the time of a whole run.
  const isScreen = fs.fstatSync(1).isCharacterDevice() && process.stdout.isTTY;
  const said = process.env.COLUMNS;
  if (isScreen && process.stdout.columns > 0) return process.stdout.columns;
  return said !== undefined && /^[1-9]\d{0,3}$/.test(said) ? Number(said) : undefined;
}

function isWritten(text) {
  const bytes = Buffer.from(text);
  let done = 0;
  while (done < bytes.length) {
    try {
      done += fs.writeSync(1, bytes, done);
    } catch (error) {
      if (error.code !== "EAGAIN") return false;
      // A pipe that is full and does not block.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
  return true;
}

const words = process.argv.slice(2);
const text = quickAnswer(words);
// The program knows what to say where stdout cannot be written.
if (text === undefined || !isWritten(text)) require("./code.js").run(words);
