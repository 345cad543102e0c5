// node picture.mjs REPORT.html PICTURE.png [ADDRESS] [WIDTH] [light|dark]
//
// A picture of a view of a report, by headless Chromium ($CHROMIUM, else /usr/bin/chromium). The
// README's is made by
//
//   refrain report corpus/sample -o build/report.html
//   node tools/report-ui/picture.mjs build/report.html tools/report-ui/overview.png

import { openReport } from "./browser.mjs";

const [report, picture, address = "#/", width = "1280", scheme = "light"] = process.argv.slice(2);
const { page, show, close } = await openReport(report, { width: Number(width), height: 900, scheme });
await show(address);
await page.screenshot({ path: picture });
await close();
