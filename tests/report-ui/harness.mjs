// What the tests in a browser share: they fail on anything the console says, on a request that is
// not the file itself, and on what axe-core finds wrong.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

export function needChromium(program) {
  if (program && existsSync(program)) return;
  console.log("skipped: no Chromium found; install it (apt-get install chromium) and configure again");
  process.exit(77);
}

export function watched(page, home, sourceDir) {
  const ui = join(sourceDir, "tools/report-ui");
  const axe = readFileSync(createRequire(join(ui, "package.json")).resolve("axe-core/axe.min.js"), "utf8");
  const faults = [];
  page.on("console", (message) => faults.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.stack ?? error.message}`));
  page.on("dialog", (dialog) => faults.push(`dialog: ${dialog.message()}`));
  page.on("request", (request) => {
    const url = request.url();
    if (url.split("#")[0] !== home && !url.startsWith("blob:")) faults.push(`request: ${url}`);
  });
  return {
    faults,
    // The policy of the page lets no script in; what the debugger evaluates is not bound by it.
    async accessible(step) {
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const result = await axe.run(document, { resultTypes: ["violations"] });
        return result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 200)).join(" | ")}`);
      });
      assert.deepEqual(violations, [], `${step}: accessibility`);
    },
    async noOverflow(step) {
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(over <= 0, `${step}: wider than the window by ${over}`);
    },
    // What the export of the view that is shown gives.
    async save(format) {
      await page.locator(".export summary").click();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.locator(`[data-export="${format}"]`).click(),
      ]);
      return readFileSync(await download.path(), "utf8");
    },
  };
}

export function recordsOf(lines, type) {
  return lines.trim().split("\n").map((line) => JSON.parse(line)).filter((r) => r.type === type);
}

// RFC 4180.
export function cellsOf(csv) {
  const rows = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g;
  let row = [];
  for (const [whole, quoted, plain, end] of csv.matchAll(pattern)) {
    if (whole === "" && row.length === 0) break;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ",") {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
