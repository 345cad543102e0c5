// node rebuild_test.mjs SOURCE_DIR
//
// Checks the types of tools/report-ui and that building it anew gives the committed page, byte for
// byte.

import { execFileSync } from "node:child_process";
import { join } from "node:path";

const ui = join(process.argv[2], "tools/report-ui");
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "--noEmit"], { cwd: ui, stdio: "inherit" });
execFileSync(process.execPath, ["build.mjs", "--check"], { cwd: ui, stdio: "inherit" });
console.log("the types hold");
