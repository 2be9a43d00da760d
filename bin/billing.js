#!/usr/bin/env node
import module from "node:module";

// Node 22.8 and later keep what they compiled; Node 20 has no such thing and needs none.
module.enableCompileCache?.();
await import("../dist/main.js");
