// A report in headless Chromium, without the network and with an empty profile of its own.
//
//   const { page, show, close } = await openReport("report.html", { width: 1280, height: 900 });
//   await show("#/points/1");

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

// Playwright's own switches include those that keep Chromium off the network.
const kSwitches = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export async function openReport(file, { width, height, scheme = "light", program } = {}) {
  const profile = mkdtempSync(join(tmpdir(), "refrain-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: program ?? process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: kSwitches,
    viewport: { width, height },
    colorScheme: scheme,
    acceptDownloads: true,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(30_000);
  const home = pathToFileURL(file).href;
  return {
    page,
    home,
    // Until the view of that address is drawn, with the texts that it shows.
    async show(address) {
      await page.goto(home + address);
      await page.waitForFunction(() => document.documentElement.dataset.ready === "1");
      await page.waitForFunction(() => !document.querySelector(".waiting"));
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
