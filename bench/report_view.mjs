// node bench/report_view.mjs REPORT.html
//
// How a report feels in headless Chromium: seconds to the first view and to others, milliseconds a
// frame while lists are scrolled (and the processor's time of the page's main thread in it, which other
// programs do not lengthen), and from a change of a filter to the views counted anew. Each
// figure is the median of five; of frames, the median, the 99th percentile and the worst. Needs
// npm ci in tools/report-ui.

import { statSync } from "node:fs";
import { openReport } from "../tools/report-ui/browser.mjs";

const [file] = process.argv.slice(2);
const sorted = (xs) => [...xs].sort((x, y) => x - y);
const median = (xs) => sorted(xs)[Math.floor(xs.length / 2)];
const line = (name, text) => console.log(`${name.padEnd(28)} ${text}`);

line("file", `${(statSync(file).size / 1e6).toFixed(1)} MB`);
const first = [];
let opened;
for (let i = 0; i < 5; ++i) {
  await opened?.close();
  opened = await openReport(file, { width: 1280, height: 900 });
  const start = performance.now();
  await opened.page.goto(`${opened.home}#/`, { waitUntil: "commit" });
  await opened.page.waitForFunction(() => document.documentElement.dataset.ready === "1", null, { polling: 10 });
  first.push(performance.now() - start);
}
line("first view", `${(median(first) / 1000).toFixed(2)} s`);
const { page, show, close } = opened;
await page.waitForLoadState("load");

for (const [name, address] of [["talking points", "#/points"], ["a talking point", "#/points/1"], ["map of sources", "#/map/sources"],
  ["map of documents", "#/map/documents"], ["near-duplicates", "#/clusters"], ["documents", "#/documents"], ["a document", "#/documents/0"]]) {
  const times = [];
  for (let i = 0; i < 5; ++i) {
    await show("#/about");
    times.push(await page.evaluate(async (hash) => {
      const start = performance.now();
      location.hash = hash;
      await new Promise((done) => addEventListener("hashchange", () => requestAnimationFrame(() => setTimeout(done)), { once: true }));
      return performance.now() - start;
    }, address));
  }
  line(name, `${median(times).toFixed(0)} ms`);
}

const debug = await page.context().newCDPSession(page);
await debug.send("Performance.enable", { timeDomain: "threadTicks" });
const busy = async () => {
  const { metrics } = await debug.send("Performance.getMetrics");
  return metrics.find((m) => m.name === "TaskDuration").value * 1000;
};

for (const [name, address] of [["scrolling documents", "#/documents"], ["scrolling pairs", "#/map/documents"], ["scrolling clusters", "#/clusters"], ["scrolling points", "#/points"]]) {
  await show(address);
  const before = await busy();
  const frames = sorted(await page.evaluate(() => new Promise((done) => {
    const times = [];
    let last = performance.now();
    let n = 0;
    const frame = (now) => {
      times.push(now - last);
      last = now;
      scrollBy(0, 400);
      if (++n < 300) requestAnimationFrame(frame);
      else done(times.slice(1));
    };
    requestAnimationFrame(frame);
  })));
  const at = (share) => frames[Math.min(frames.length - 1, Math.floor(frames.length * share))].toFixed(0);
  const own = ((await busy()) - before) / frames.length;
  line(name, `${at(0.5)} / ${at(0.99)} / ${at(1)} ms a frame, ${own.toFixed(1)} ms of the processor's`);
}

await show("#/points");
const counted = [];
for (let i = 0; i < 5; ++i) {
  counted.push(await page.evaluate(async (step) => {
    const start = performance.now();
    location.hash = `#/points?without=${step}&similarity=0.9${step}`;
    await new Promise((done) => addEventListener("hashchange", () => requestAnimationFrame(() => setTimeout(done)), { once: true }));
    return performance.now() - start;
  }, i));
}
line("a filter, all counted anew", `${median(counted).toFixed(0)} ms`);
await close();
