// node places_test.mjs SOURCE_DIR REFRAIN CHROMIUM
//
// A report of what people have, web pages with navigation and a printed document: pages, page
// furniture and where metadata came from are shown, filtered and exported as the tool says them.
// Chromium prints the PDF.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openReport } from "../../tools/report-ui/browser.mjs";
import { cellsOf, needChromium, recordsOf, watched } from "./harness.mjs";

const [sourceDir, refrain, chromiumPath] = process.argv.slice(2);
needChromium(chromiumPath);

const promise = "The harbour board will not raise the mooring fee before every family on the east quay has been heard.";
const scratch = mkdtempSync(join(tmpdir(), "refrain-places-"));
const input = join(scratch, "harbour");
mkdirSync(input);

const nav = ["Home", "News", "Harbour", "Tides"].map((name) => `<li><a href="/${name}">${name}</a></li>`).join("");
const site = (name, title, text, id) => writeFileSync(join(input, name), `<!DOCTYPE html><html lang="en"><head>
<title>${title}</title><meta property="og:site_name" content="Courier"></head><body><nav><ul>${nav}</ul></nav>
<main><h1${id ? ` id="${id}"` : ""}>${title}</h1>${text.map((t) => `<p>${t}</p>`).join("")}</main>
<footer><p>Reproduction of any part of this newspaper needs the written consent of its publisher.</p></footer></body></html>`);
site("a.html", "Board promises to wait", ["After a long evening it has given way.", promise, "Some owners remain doubtful about it."], "board");
site("b.html", "Cracks counted at night", ["The engineers came with lamps and chalk.", "Nobody on the quay was surprised."]);
site("c.html", "What the budget says", ["It has eleven pages, nine of them about stone."]);

async function print(path, html, options = {}) {
  const source = join(scratch, "print.html");
  writeFileSync(source, html);
  const printer = await openReport(source, { width: 800, height: 900, program: chromiumPath });
  await printer.page.goto(printer.home);
  writeFileSync(path, await printer.page.pdf({ format: "A5", ...options }));
  await printer.close();
}

function annualReport() {
  const words = ["dredging", "lighting", "the slipway", "the ferry", "the crane", "the tide tables"];
  const body = words.map((w, i) => `<p>In the matter of ${w} the committee heard ${"several few many some no two".split(" ")[i]} witnesses, and resolved on ${w} to wait.</p>`);
  return `<title>Annual report</title><h1>Annual report</h1>${body.slice(0, 3).join("")}
<div style="break-before: page">${body.slice(3).join("")}<p>${promise}</p></div>`;
}
await print(join(input, "report-2022.pdf"), annualReport());

// One paragraph that begins on page 1 and fills the next.
const clauses = Array.from({ length: 150 }, (_, i) => `in clause ${String.fromCharCode(97 + (i % 26))}${"ivxlc"[i % 5]}${"mdwo"[i % 4]} ships of burden number ${i} and`);
await print(join(input, "deed.pdf"), `<title>Deed</title><p>${clauses.join(" ")} so on.</p>`, {
  displayHeaderFooter: true, margin: { top: "2cm", bottom: "2cm", left: "1cm", right: "1cm" },
  headerTemplate: "<span style='font-size:9px;margin-left:1cm'>Deed of the harbour</span>",
  footerTemplate: "<span style='font-size:9px;margin-left:1cm'>Page <span class=pageNumber></span></span>",
});

const file = join(scratch, "report.html");
const options = { stdio: ["ignore", "pipe", "ignore"] };
execFileSync(refrain, ["report", input, "-o", file, "--progress", "never"], options);
const tool = execFileSync(refrain, ["report", input, "--format", "jsonl", "--progress", "never"], options).toString();
const ids = recordsOf(tool, "document").map((d) => d.id);
const place = (name) => ids.findIndex((id) => id.endsWith(name));

const { page, home, show, close } = await openReport(file, { width: 1280, height: 900, program: chromiumPath });
const { faults, accessible, noOverflow, save } = watched(page, home, sourceDir);

async function pages() {
  await show("#/points");
  await page.locator(".point-row", { hasText: "mooring fee" }).locator("a").click();
  await page.waitForSelector(".occurrence mark");
  assert.deepEqual(await page.locator(".occurrence .page-number").allInnerTexts(), ["page 2"]);
  assert.match(await save("md"), /report-2022\.pdf, page 2, characters \d+–\d+, verbatim\)/);
  const table = cellsOf(await save("csv"));
  assert.deepEqual(table[0].slice(-3), ["page", "furniture", "element"]);
  assert.deepEqual(table.slice(1).map((row) => row.slice(-3).join()).sort(), [",false,#board p[2]", "2,false,"]);

  await show(`#/documents/${place("report-2022.pdf")}`);
  assert.deepEqual(await page.locator(".page-mark").allInnerTexts(), ["Page 1", "Page 2"]);
  await page.locator(".order select").selectOption("2");
  await page.waitForFunction(() => /at=\d+/.test(location.hash));
  assert.equal(await page.locator(".order select").inputValue(), "2");
}

// What stands around a page that a paragraph fills follows the paragraph, and says its page.
async function filled() {
  await show(`#/documents/${place("deed.pdf")}`);
  const marks = await page.locator(".page-mark").allInnerTexts();
  assert.ok(marks.length >= 3, "some pages");
  assert.deepEqual(marks, marks.map((_, i) => `Page ${i + 1}`));
  assert.deepEqual(await page.locator(".order option").allInnerTexts(), marks.map((_, i) => String(i + 1)));
  const around = await page.locator(".around-text").allInnerTexts();
  assert.match(around.join("\n"), /Deed of the harbour · Page 2\s+Page furniture, page 2/);
  await show(`#/documents/${place("report-2022.pdf")}`);
}

async function origins() {
  assert.equal(await page.locator(".origins-note").innerText(),
    "Title from the file's metadata; date guessed from the file name; language guessed from the text.");
  await show("#/about");
  assert.match(await page.locator(".origins").innerText(), /Title\s+5 from the file's metadata/);
  await show("#/documents");
  const own = (r) => [r.id, r.title_origin, r.source_origin, r.date_origin].join();
  assert.deepEqual(recordsOf(await save("jsonl"), "document").map(own).sort(), recordsOf(tool, "document").map(own).sort());
}

async function furniture() {
  await show(`#/documents/${place("a.html")}`);
  const around = page.locator(".around-text");
  assert.equal(await around.count(), 2);
  assert.match(await around.first().innerText(), /^Home · News · Harbour · Tides\s+Page furniture some of it in 2 other documents$/);
  await show("#/clusters");
  assert.equal(await page.locator(".cluster-row .tag", { hasText: "Page furniture" }).count(), 6);
  const cluster = (r) => JSON.stringify([r.size, r.members]);
  const known = (r) => ({ ...r, members: r.members.map(({ source, date, ...member }) => member) });
  assert.deepEqual(recordsOf(await save("jsonl"), "cluster").map(known).map(cluster).sort(), recordsOf(tool, "cluster").map(cluster).sort());
  await page.locator(".cluster-row", { hasText: "Reproduction" }).locator("a").click();
  await page.waitForSelector(".member .tag");
  assert.equal(await page.locator(".member .place").count(), 3);
  await show("#/clusters?boilerplate=0");
  assert.ok(!(await page.locator("main").innerText()).includes("Home"));
  await show("#/points?boilerplate=0");
  assert.ok(!(await page.locator("main").innerText()).includes("Reproduction"));
}

// All that have a source have the same: then documents are what a map is drawn of.
async function few() {
  await show("#/map");
  assert.equal(await page.locator('.choice [aria-current="page"]').innerText(), "Documents");
  await show("#/");
  assert.match(await page.locator(".lead").innerText(), /^5 documents, 3 of them from 1 known source, /);
}

async function devices() {
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const hash of [`#/documents/${place("a.html")}`, `#/documents/${place("report-2022.pdf")}`, "#/points/1", "#/clusters"]) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await show(hash);
      await accessible(`${hash} ${scheme}`);
      await page.setViewportSize({ width: 390, height: 844 });
      await noOverflow(hash);
    }
  }
}

let failed = false;
try {
  for (const part of [pages, filled, origins, furniture, few, devices]) {
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
