// node elements_test.mjs SOURCE_DIR REFRAIN CHROMIUM
//
// A report of a web archive: each passage says the element it stands in and links to its page on the
// web at the nearest anchor, whatever ids and addresses the pages have.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openReport } from "../../tools/report-ui/browser.mjs";
import { needChromium, watched } from "./harness.mjs";

const [sourceDir, refrain, chromiumPath] = process.argv.slice(2);
needChromium(chromiumPath);

const promise = "The harbour board will not raise the mooring fee before every family on the east quay has been heard.";
const hostile = `"><img src=x onerror=window.pwned=1>`.replaceAll(" ", "\u00A0");
const kPages = [
  ["https://courier.example/board#top", `<h2 id="fee">On the fee</h2><p>It was late.</p><p>${promise}</p>`],
  ["http://gazette.example/?q=1", `<h2 id='${hostile}'>The fee</h2><p>${promise}</p>`],
  ["https://herald.example/a", `<h2 id="javascript:window.pwned=1">Fee</h2><p>${promise}</p>`],
  ["https://post.example/%D1%80", `<h2 id="Überblick&#x202E;">Fee again</h2><p>${promise}</p>`],
  ["https://plain.example/", `<p>Nothing else was said.</p><p>${promise}</p>`],
  ["javascript:window.pwned=1//", `<h2 id="x">Last</h2><p>${promise}</p>`],
];
const record = ([address, body], i) => {
  const page = `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head><title>Page ${i}</title></head><body>${body}</body></html>`;
  return `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: ${address}\r\nWARC-Date: 2022-02-0${i + 1}T04:05:06Z\r\n` +
    `Content-Type: application/http; msgtype=response\r\nContent-Length: ${Buffer.byteLength(page)}\r\n\r\n${page}\r\n\r\n`;
};

const scratch = mkdtempSync(join(tmpdir(), "refrain-elements-"));
const archive = join(scratch, "web.warc");
writeFileSync(archive, kPages.map(record).join(""));
const file = join(scratch, "report.html");
execFileSync(refrain, ["report", archive, "-o", file, "--progress", "never"], { stdio: ["ignore", "ignore", "ignore"] });

const { page, home, show, close } = await openReport(file, { width: 1280, height: 900, program: chromiumPath });
const { faults, accessible, noOverflow, save } = watched(page, home, sourceDir);

async function links() {
  await show("#/points/1");
  await page.waitForSelector(".occurrence mark");
  const shown = await page.locator(".occurrence .place").evaluateAll((all) => all.map((place) => [
    place.querySelector(".element").textContent, place.querySelector("a")?.getAttribute("href") ?? ""]));
  const q = encodeURIComponent(hostile);
  assert.deepEqual(shown, [
    ["#fee p[2]", "https://courier.example/board#fee"],
    [`#${hostile} p[1]`, `http://gazette.example/?q=1#${q}`],
    ["#javascript:window.pwned=1 p[1]", "https://herald.example/a#javascript%3Awindow.pwned%3D1"],
    ["#Überblick p[1]", "https://post.example/%D1%80#%C3%9Cberblick%E2%80%AE"],
    ["p[2]", "https://plain.example/"],
    ["#x p[1]", ""],
  ]);
  for (const rel of await page.locator(".occurrence .place a").evaluateAll((all) => all.map((a) => a.rel))) {
    assert.equal(rel, "noopener noreferrer");
  }
  // One that is cut is whole when somebody presses it, and on paper.
  const long = page.locator(".occurrence button.element");
  assert.equal(await long.count(), 2);
  const width = async () => (await long.first().boundingBox()).width;
  const cut = await width();
  await page.emulateMedia({ media: "print" });
  assert.ok((await width()) > cut, "whole on paper");
  await page.emulateMedia({ media: "screen" });
  await long.first().focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector('.element[aria-expanded="true"]');
  assert.ok((await width()) > cut, "whole when pressed");
  await show("#/documents");
  await page.locator(".document-row", { hasText: "Page 0" }).locator("a").click();
  await page.waitForSelector(".reader-facts a");
  assert.equal(await page.locator(".reader-facts a").getAttribute("href"), "https://courier.example/board#fee");
  await show("#/points/1");
  await page.waitForSelector(".occurrence mark");
  assert.equal(await page.evaluate(() => window.pwned), undefined);
  assert.match(await save("md"), /courier\\?\.example\/board\\#top, \\#fee p\\\[2\\\], characters/);
}

async function devices() {
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: 1280, height: 900 });
    await show("#/points/1");
    await accessible(`points ${scheme}`);
    await page.setViewportSize({ width: 390, height: 844 });
    await noOverflow("points");
  }
}

let failed = false;
try {
  for (const part of [links, devices]) {
    await part();
    assert.deepEqual(faults, [], `${part.name}: faults`);
    console.log(`${part.name}: as they should be`);
  }
} catch (error) {
  failed = true;
  console.error(error, faults);
} finally {
  await close();
  rmSync(scratch, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
