// node browser_test.mjs SOURCE_DIR REFRAIN CHROMIUM
//
// Makes a report of documents.mjs, opens it in headless Chromium as a file, walks through every
// view, filters, follows links, exports, and fails on anything the console says, on a request that
// is not the file itself, on a hostile document that had its way, and on what axe-core finds wrong
// for those who do not see or do not point. run_node.py installs its packages; exit 77 where there is
// no Chromium.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openReport } from "../../tools/report-ui/browser.mjs";
import { documents, hostileTitle, markup } from "./documents.mjs";
import { cellsOf, needChromium, recordsOf, watched } from "./harness.mjs";

const [sourceDir, refrain, chromiumPath] = process.argv.slice(2);
needChromium(chromiumPath);

const scratch = mkdtempSync(join(tmpdir(), "refrain-browser-"));
const input = join(scratch, "speeches.jsonl");
writeFileSync(input, documents.map((d) => JSON.stringify(d) + "\n").join("") + "not a record\n");
const file = join(scratch, "report.html");
execFileSync(refrain, ["report", input, "-o", file, "--progress", "never"], { stdio: ["ignore", "ignore", "pipe"] });
const bytes = readFileSync(file, "utf8");
assert.ok(!bytes.includes("pwned"), "no text of a document stands in the file as it is");

const { page, home, show, close } = await openReport(file, { width: 1280, height: 900, program: chromiumPath });
const { faults, accessible, noOverflow, save } = watched(page, home, sourceDir);

let step = "start";
const go = async (hash) => {
  step = hash;
  await show(hash);
};
const text = (selector) => page.locator(selector).first().innerText();

async function policy() {
  await go("#/");
  const content = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  assert.match(content, /^default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'$/);
  // It holds: a script and a picture that stand in the page all the same are not let in.
  const tried = await page.evaluate(() => new Promise((done) => {
    const refused = [];
    addEventListener("securitypolicyviolation", (event) => {
      refused.push(event.effectiveDirective);
      if (refused.length === 2) done(refused.sort());
    });
    const script = document.createElement("script");
    script.textContent = "window.pwned = 1";
    document.body.append(script);
    const image = document.createElement("img");
    image.src = "http://example.invalid/x.png";
    document.body.append(image);
    setTimeout(() => done(refused), 3000);
  }));
  assert.deepEqual(tried, ["img-src", "script-src-elem"]);
  assert.equal(await page.evaluate(() => window.pwned), undefined);
  // The debugger tells of a request before the policy refuses it.
  const told = faults.filter((f) => f !== "request: http://example.invalid/x.png");
  assert.ok(told.length === 2 && told.every((f) => /Content Security Policy/.test(f)), "refusals are said, and nothing else");
  faults.length = 0;
}

async function overview() {
  await go("#/");
  assert.match(await text("h1"), /speeches/);
  assert.match(await text(".lead"), /^10 documents from \d sources, 5 Jan 2020 – 14 Feb 2022/);
  assert.ok((await page.locator(".point-row").count()) >= 1);
  assert.ok((await page.locator(".grid rect").count()) > 3);
  await page.locator(".tabs a").nth(1).click();
  await page.waitForFunction(() => document.querySelector("h1")?.textContent === "Talking points");
}

async function points() {
  await go("#/points");
  const rank = await page.locator(".point-row", { hasText: "not build the dam" }).first().locator("a").getAttribute("href");
  await page.locator(".point-row", { hasText: "not build the dam" }).first().locator("a").click();
  await page.waitForSelector(".occurrence mark");
  assert.ok((await page.locator(".occurrence").count()) >= 4);
  assert.ok((await page.locator(".timeline circle").count()) >= 4);
  // A link to an item opens it in a page of its own, with the filters that it names.
  await go(`${rank}?without=0`);
  assert.ok(!(await page.locator("main").innerText()).includes("On the dam"));
  assert.match(await text(".in-force"), /without Ada North/);
}

async function map() {
  await go("#/map/sources");
  const grid = page.locator(".grid svg");
  await grid.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector(".grid figcaption").textContent.includes("—"));
  await go("#/map/documents");
  await page.locator(".grid rect:not(.diagonal)").first().click();
  await page.waitForSelector(".span-row mark");
  assert.match(await text("h1"), /side by side/);
  await page.locator(".choice button").nth(1).click();
  await page.waitForSelector(".whole-texts mark");
  await page.locator(".mark-number").first().click();
  await page.waitForSelector(".whole-texts mark.found");
}

async function clusters() {
  await go("#/clusters");
  assert.ok((await page.locator(".cluster-row").count()) >= 1);
  const link = page.locator(".cluster-row", { hasText: "ferry company" }).locator("a");
  await link.click();
  await page.waitForSelector(".member del, .member ins");
  const differing = await page.locator(".member del").allInnerTexts();
  assert.deepEqual([...new Set(differing.map((t) => t.trim()))], ["twelve"]);
  // What differs is seen at once, however long the rest is; the representative has it all.
  assert.match((await text(".member .same")).trim(), /^… [1-9]\d\d characters the same …$/);
  assert.match(await text(".representative .context"), /customs house.*measuring rods/s);
}

async function reader() {
  await go("#/documents/0");
  assert.ok((await page.locator(".paragraph.repeated").count()) >= 2);
  assert.ok((await page.locator(".notes a").count()) >= 2);
  await page.locator(".notes a", { hasText: "also in" }).first().click();
  await page.waitForSelector(".span-row");
  await go("#/documents");
  assert.equal(await page.locator(".document-row").count(), documents.length);
  // Lines that only fit a width are no paragraphs where indents begin them, and break anew.
  await page.locator(".document-row a", { hasText: /^رد$/ }).click();
  await page.waitForSelector(".paragraph");
  const paragraphs = await page.locator(".paragraph .body").allInnerTexts();
  assert.equal(paragraphs.length, 2);
  assert.ok(paragraphs[0].includes("تعيش على ضفاف النهر"));
}

async function hostile() {
  await go("#/documents");
  const row = page.locator(".document-row", { hasText: "onerror" }).first();
  assert.equal((await row.locator("a bdi").innerText()).trim(), hostileTitle);
  await row.locator("a").click();
  await page.waitForSelector(".paragraph");
  const shown = await page.locator(".reader").innerText();
  assert.ok(shown.includes(markup[0]) && shown.includes(markup[2]), "markup is shown as it is written");
  assert.equal(await page.locator("main img, main iframe, main script, main style, main a[href^=javascript]").count(), 0);
  // The override is a sign on the page, not a character that turns the line around.
  assert.ok((await page.locator('.control[data-name="RLO"]').count()) >= 1);
  assert.ok(!(await page.locator("main").innerText()).includes("\u202E"));
  await go("#/search?q=" + encodeURIComponent("<script>"));
  await page.waitForSelector('[data-done="true"]');
  await go("#/" + encodeURIComponent("<img src=x onerror=window.pwned=1>"));
  assert.equal(await page.evaluate(() => window.pwned), undefined);
}

async function search() {
  await go("#/");
  await page.keyboard.press("/");
  await page.keyboard.type("FERRY company");
  await page.keyboard.press("Enter");
  await page.waitForSelector('[data-done="true"]');
  assert.equal(await page.locator(".hit").count(), 3);
  await page.locator(".hit a").first().click();
  await page.waitForSelector(".aimed");
  assert.match(await text(".aimed"), /ferry company/);
  await page.waitForFunction(() => {
    const box = document.querySelector(".aimed").getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  });
  await go("#/search?q=" + encodeURIComponent("大坝"));
  await page.waitForSelector('[data-done="true"]');
  assert.equal(await page.locator(".hit").count(), 2);
  await go("#/search?q=nowhere%20at%20all");
  await page.waitForSelector('[data-done="true"]');
  assert.match(await text("main"), /No text has these words/);
}

async function filters() {
  await go("#/documents");
  await page.locator(".filter-button").click();
  await page.locator("[data-source]").first().uncheck();
  await page.waitForSelector(".in-force button");
  assert.ok((await page.locator(".document-row").count()) < documents.length);
  await page.locator(".in-force button").first().click();
  await page.waitForFunction((n) => document.querySelectorAll(".document-row").length === n, documents.length);
  for (const tag of ["en", "ar", "zh"]) assert.equal(await page.locator(`[data-language="${tag}"]`).count(), 1, tag);
  await page.locator('[data-language="en"]').uncheck();
  await page.waitForFunction(() => document.querySelectorAll(".document-row").length === 4);
  assert.match(await page.evaluate(() => location.hash), /nolanguage=en/);
  assert.match(await text(".in-force"), /without English/);
  await page.locator(".in-force button").first().click();
  await page.waitForFunction((n) => document.querySelectorAll(".document-row").length === n, documents.length);
  await page.locator('input[name="from"]').fill("2021-01-01");
  await page.waitForFunction((n) => document.querySelectorAll(".document-row").length === n, 8);
  assert.match(await page.evaluate(() => location.hash), /from=2021-01-01/);
  await page.getByText("Count everything again").click();
  await page.waitForFunction((n) => document.querySelectorAll(".document-row").length === n, documents.length);
  await go("#/clusters");
  const before = await page.locator(".cluster-row").count();
  await page.locator('input[name="jaccard"]').fill("1");
  await page.waitForSelector(".in-force button");
  assert.ok((await page.locator(".cluster-row").count()) <= before);
  await go("#/points?noform=0.1.2");
  assert.match(await text(".nothing"), /No talking point/);
  await go("#/map/documents");
  const pairs = await page.locator(".pair-row").count();
  await page.locator('input[name="similarity"]').fill("1");
  await page.waitForFunction((n) => document.querySelectorAll(".pair-row").length < n, pairs);
  await page.locator('input[name="boilerplate"]').uncheck();
  await page.waitForFunction(() => location.hash.includes("boilerplate=0"));
  await page.locator(".filter-button").click();
}

// From the first key on: over the skip link into the page, along the rows, into one and out of it.
async function keyboard() {
  await go("#/points");
  await page.reload();
  await page.waitForFunction(() => document.documentElement.dataset.ready === "1");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  await page.keyboard.press("j");
  const first = await page.evaluate(() => document.activeElement.getAttribute("href"));
  assert.match(first, /^#\/points\/\d+$/);
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await page.waitForFunction((hash) => location.hash === hash, first);
  await page.waitForFunction(() => document.activeElement.tagName === "H1"); // set once it is drawn
  await page.goBack();
  await page.waitForFunction(() => location.hash === "#/points");
  await page.keyboard.press("f");
  await page.waitForSelector("#filters");
  await page.keyboard.press("f");
  await page.waitForSelector("#filters", { state: "detached" });
  // Whatever has the focus is seen, and seen to have it.
  for (const hash of ["#/", "#/points/1", "#/map/sources", "#/pairs/0/1?show=texts", "#/documents/0"]) {
    await go(hash);
    await page.evaluate(() => scrollTo(0, 0));
    for (let i = 0; i < 30; ++i) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const box = document.activeElement.getBoundingClientRect();
        const outline = getComputedStyle(document.activeElement).outlineStyle;
        const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
        return { what: document.activeElement.outerHTML.slice(0, 120), end: document.activeElement === document.body, good: seen && outline !== "none" };
      });
      if (at.end) break;
      assert.ok(at.good, `${hash}: the focus is not seen at ${at.what}`);
    }
  }
}

async function exports() {
  await go("#/points");
  const points = (await save("jsonl")).trim().split("\n").map((line) => JSON.parse(line));
  assert.ok(points.every((p) => p.type === "talking_point" && p.occurrences.length >= 2));
  const byId = new Map(documents.map((d) => [d.id, d.text]));
  for (const o of points.flatMap((p) => p.occurrences)) {
    const whole = byId.get(o.document);
    assert.equal(Buffer.from(whole).subarray(o.begin, o.end).toString(), o.text);
    assert.equal([...whole].slice(o.begin_char, o.end_char).join(""), o.text);
  }
  // A spreadsheet takes no cell for a formula, and the table has a row for every occurrence.
  const table = cellsOf(await save("csv"));
  assert.deepEqual(table[0].slice(0, 4), ["type", "rank", "score", "label"]);
  assert.equal(table.length - 1, points.flatMap((p) => p.occurrences).length);
  assert.ok(table.every((row) => row.length === table[0].length));
  const at = table[0].indexOf("source");
  assert.ok(table.some((row) => row[at].startsWith("'=cmd")), "the formula is a text");
  assert.ok(table.flat().every((cell) => !/^[=+@]/.test(cell)));
  assert.match(await save("md"), /> — On the dam, Ada North, 5 Jan 2020 \(a, characters \d+–\d+, /);
  await go("#/documents");
  assert.equal(recordsOf(await save("jsonl"), "document").length, documents.length);
  await go("#/search?q=ferry%20company");
  await page.waitForSelector('[data-done="true"]');
  const places = recordsOf(await save("jsonl"), "place");
  assert.deepEqual(places.map((p) => p.text), ["ferry company", "ferry company", "ferry company"]);
  // The page gathers clusters anew; with nothing filtered they are the engine's.
  await go("#/clusters");
  const exported = { clusters: recordsOf(await save("jsonl"), "cluster") };
  await go("#/map/documents");
  exported.reuse = recordsOf(await save("jsonl"), "reuse");
  const tool = execFileSync(refrain, ["report", input, "--format", "jsonl", "--progress", "never"],
    { stdio: ["ignore", "pipe", "ignore"] }).toString();
  const span = (r) => JSON.stringify([r.a, r.b, r.form]);
  const cluster = (r) => JSON.stringify([r.size, r.members.map((m) => [m.document, m.begin, m.end_char, m.text])]);
  assert.deepEqual(exported.reuse.map(span).sort(), recordsOf(tool, "reuse").map(span).sort());
  assert.deepEqual(exported.clusters.map(cluster).sort(), recordsOf(tool, "cluster").map(cluster).sort());
}

// Names take at most half of a map, however long they are, and stand beside their rows.
async function mapIsSeen() {
  const { columns, map, names, svg, rows } = await page.evaluate(() => {
    const width = (element) => element.getBoundingClientRect().width;
    const figure = document.querySelector(".grid");
    const cell = figure.querySelector("svg").getBoundingClientRect().height / figure.querySelectorAll(".grid-names li").length;
    const middles = [...figure.querySelectorAll(".grid-names li")].map((li, i) => {
      const box = li.getBoundingClientRect();
      return box.top + box.height / 2 - figure.querySelector("svg").getBoundingClientRect().top - cell * (i + 0.5);
    });
    const columns = [...figure.querySelectorAll(".grid-columns li")].map((li, i) => {
      const box = li.getBoundingClientRect();
      return box.left + box.width / 2 - figure.querySelector("svg").getBoundingClientRect().left - cell * (i + 0.5);
    });
    return { columns, map: width(figure), names: width(figure.querySelector("ol")), svg: width(figure.querySelector("svg")), rows: middles };
  });
  assert.ok(names <= map / 2 && svg >= Math.min(map / 2, 200), `${step}: a map of ${svg} beside names of ${names} in ${map}`);
  assert.ok(rows.every((off) => Math.abs(off) < 2), `${step}: names beside their rows`);
  assert.ok(columns.length === rows.length && columns.every((off) => Math.abs(off) < 2), `${step}: names above their columns`);
}

const kViews = ["#/", "#/points", "#/points/1", "#/map/sources", "#/map/documents", "#/pairs/0/1", "#/pairs/0/1?show=texts",
  "#/sources/0/1", "#/clusters", "#/clusters/0", "#/documents", "#/documents/0", "#/search?q=dam", "#/about", "#/nowhere"];

async function devices() {
  for (const size of [{ width: 390, height: 844 }, { width: 1280, height: 900 }]) {
    await page.setViewportSize(size);
    for (const hash of kViews) {
      await go(hash);
      await noOverflow(step);
      if (hash === "#/documents") {
        await page.reload();
        await page.waitForFunction(() => document.documentElement.dataset.ready === "1");
        const tab = await page.locator(".tabs [aria-current]").boundingBox();
        assert.ok(tab.x >= 0 && tab.x + tab.width <= size.width, "the tab of the view is seen at once");
      }
      if (hash.startsWith("#/map")) await mapIsSeen();
      assert.equal(await page.locator("h1").count(), 1, hash);
      if (size.width > 1000) await accessible(step);
    }
  }
  // The panel of filters stays while one looks around, but not where it would hide the view.
  for (const [width, open] of [[1280, 1], [390, 0]]) {
    await page.setViewportSize({ width, height: 844 });
    await go("#/points");
    if (!(await page.locator("#filters").count())) await page.locator(".filter-button").click();
    await go("#/clusters");
    assert.equal(await page.locator("#filters").count(), open, `filters at ${width}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: "dark" });
  for (const hash of kViews) {
    await go(hash);
    await accessible(step);
  }
  await go("#/documents");
  await page.locator(".filter-button").click();
  await accessible(step);
  await page.locator(".filter-button").click();
  // Paper is white, whatever the screen is.
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await go("#/documents/0");
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), "rgb(253, 252, 250)");
  const printed = await page.pdf();
  assert.equal(printed.subarray(0, 5).toString(), "%PDF-");
  await page.emulateMedia({ media: "screen", colorScheme: "light" });
  await go("#/about");
  assert.match(await text("main"), /1 record could not be used/);
}

let failed = false;
try {
  for (const part of [policy, overview, points, map, clusters, reader, hostile, search, filters, keyboard, exports, devices]) {
    const start = Date.now();
    await part();
    assert.deepEqual(faults, [], `${part.name}: faults`);
    console.log(`${part.name}: ${Date.now() - start} ms`);
  }
} catch (error) {
  failed = true;
  console.error(`at ${step}:`, error, faults);
  await page.screenshot({ path: join(tmpdir(), "refrain-browser-failure.png") });
} finally {
  await close();
  rmSync(scratch, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
