/**
 * The program's code as V8 has compiled it, kept between runs: a cache that only the user can write, and that is
 * never taken for more than that.
 *
 * Node's own (`module.enableCompileCache`) keeps what is compiled before a module runs, which in one bundle is next to
 * nothing; this one keeps what a run has compiled by its end. Node 20 has none at all.
 */
"use strict";

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const vm = require("node:vm");
const { crc32 } = require("node:zlib");

const program = path.join(__dirname, "../dist/main.cjs");

/** Before the code: its checksum, how often it was renewed, the modules it has, and what it was compiled from. */
const headerSize = 256;
const hour = 3600 * 1000;
const month = 30 * 24 * hour;

/** Runs the program. */
exports.run = function run(words) {
  // It is ASCII, which the build makes sure of.
  const source = fs.readFileSync(program, "latin1");
  const origin = originOf(source);
  const file = origin && cacheFile(words);
  const kept = file && read(file, origin);
  const script = new vm.Script(source, { filename: program, cachedData: kept?.code });
  const counts = { modules: 0 };
  const known = script.cachedDataRejected ? undefined : kept;
  if (file !== undefined) {
    process.once("exit", (code) => {
      // A run that failed has not seen much of the program.
      if (code === 0 && isWorthKeeping(known, counts)) {
        const age = (known?.age ?? 0) + 1;
        write(file, `${age} ${counts.modules} ${origin}`, script.createCachedData());
      }
    });
  }
  // The build has made it a function.
  script.runInThisContext()(require, counts);
};

/** Runs compile what those before them did not need: what a run adds to its cache, the next one has. */
function isWorthKeeping(known, { modules }) {
  return known === undefined || known.age < 3 || known.isOld || modules > known.modules;
}

/** A file for each command, for no command needs much of another's; undefined where there is no place for it. */
function cacheFile([first = "", second = ""]) {
  if (process.env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  const word = /^[a-z][a-z-]{0,19}$/;
  const groups = ["customers", "config", "history", "emulator"];
  const command = [first, groups.includes(first) ? second : ""].filter((name) => word.test(name));
  const { arch, versions } = process;
  const directory = cacheDirectory();
  const name = ["code", versions.node, arch, ...command].join("-");
  return directory && path.join(directory, name);
}

/** The user's own directory, which is made where it is missing; undefined where others could write. */
function cacheDirectory() {
  try {
    const named = process.env.XDG_CACHE_HOME;
    const base = named && path.isAbsolute(named) ? named : path.join(os.homedir(), ".cache");
    if (!path.isAbsolute(base)) return undefined;
    const own = path.join(base, "billing");
    // One by one: Node's own way of making them all tries for ever below /proc.
    for (const directory of [base, own]) {
      if (fs.statSync(directory, { throwIfNoEntry: false }) === undefined)
        fs.mkdirSync(directory, { mode: 0o700 });
      if (!isOwn(fs.statSync(directory))) return undefined;
    }
    return fs.lstatSync(own).isSymbolicLink() ? undefined : own;
  } catch {
    return undefined;
  }
}

/** Whether nobody else can have written there. Windows keeps a profile to its user, and tells no owner. */
function isOwn({ uid, mode }) {
  return process.geteuid === undefined || (uid === process.geteuid() && (mode & 0o022) === 0);
}

/** The build's mark, which is a hash, and what changes when somebody edits what was built. */
function originOf(source) {
  const { size, mtimeMs } = fs.statSync(program);
  const mark = /^\/\/([0-9a-f]{64})\n/.exec(source.slice(0, 70))?.[1];
  return mark && `${mark} ${size} ${mtimeMs}`;
}

function read(file, origin) {
  let descriptor;
  try {
    descriptor = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0));
    const stats = fs.fstatSync(descriptor);
    if (!stats.isFile() || !isOwn(stats)) return undefined;
    const bytes = fs.readFileSync(descriptor);
    const code = bytes.subarray(headerSize);
    const [sum, age, modules, ...rest] = bytes
      .toString("latin1", 0, headerSize)
      .trimEnd()
      .split(" ");
    // V8 compares lengths and versions alone.
    if (rest.join(" ") !== origin || Number(sum) !== crc32(code)) return undefined;
    const isOld = Date.now() - stats.mtimeMs > hour;
    return { code, age: Number(age), modules: Number(modules), isOld };
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor);
  }
}

/** Whole or not at all; a cache that cannot be written is no failure. */
function write(file, origin, code) {
  const unfinished = `${file}.${process.pid}`;
  try {
    const header = Buffer.from(`${crc32(code)} ${origin}`.padEnd(headerSize), "latin1");
    fs.rmSync(unfinished, { force: true });
    fs.writeFileSync(unfinished, Buffer.concat([header, code]), { flag: "wx", mode: 0o600 });
    fs.renameSync(unfinished, file);
    removeUnused(path.dirname(file));
  } catch {
    fs.rmSync(unfinished, { force: true });
  }
}

/** What other versions have left behind. */
function removeUnused(directory) {
  for (const name of fs.readdirSync(directory)) {
    const file = path.join(directory, name);
    if (name.startsWith("code-") && Date.now() - fs.statSync(file).mtimeMs > month)
      fs.rmSync(file, { force: true });
  }
}
