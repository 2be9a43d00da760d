#!/usr/bin/env node
// Read by every Node there ever was: no syntax that came after ECMAScript 3. What is newer is in start.js.
"use strict";

var versions = process.versions.node.split(".");
var major = Number(versions[0]);
if (major < 20 || (major === 20 && Number(versions[1]) < 19)) {
  console.error("error: billing needs Node 20.19 or newer; this is Node " + process.versions.node);
  process.exit(1);
} else {
  require("./start.js");
}
