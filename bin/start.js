"use strict";

// Node 22.8 and later keep what they compiled; Node 20 has no such thing and needs none.
require("node:module").enableCompileCache?.();
void import("../dist/main.js");
