// node build.mjs          bundles src/ into dist/report.html
// node build.mjs --check  fails when dist/report.html is not what src/ gives
//
// The page names the hashes of its one script and one style in its content-security policy, so
// nothing else can run in it, and the digest of what it was built from, which a test without Node
// compares (tests/report-ui/check_current.py).

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "dist/report.html");

function sha256(text) {
  return createHash("sha256").update(text, "utf8").digest("base64");
}

// Over "name\n" + bytes of every source, in order of name.
function digestOfSources() {
  const names = readdirSync(join(here, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(here.length + 1));
  names.push("build.mjs", "package-lock.json");
  names.sort();
  const hash = createHash("sha256");
  for (const name of names) {
    hash.update(name + "\n");
    hash.update(readFileSync(join(here, name)));
  }
  return hash.digest("hex");
}

async function bundle(entry, loader) {
  const result = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: ["chrome110", "firefox115", "safari16.4"],
    charset: "utf8",
    legalComments: "none",
    loader,
    jsx: "automatic",
    jsxImportSource: "preact",
  });
  return result.outputFiles[0].text.trim();
}

const script = await bundle("src/main.tsx", {});
const style = await bundle("src/style/main.css", {});
if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style)) {
  throw new Error("the bundle holds a tag that would end its element");
}
const policy = [
  "default-src 'none'",
  `script-src 'sha256-${sha256(script)}'`,
  `style-src 'sha256-${sha256(style)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

// The licences of what the script holds besides our own code ask to be passed on with it.
const { dependencies } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
const licences = Object.keys(dependencies)
  .map((name) => {
    const text = readFileSync(join(here, "node_modules", name, "LICENSE"), "utf8").trim();
    return `${name} ${dependencies[name]}\n\n${text}`;
  })
  .join("\n\n");
if (licences.includes("--")) {
  throw new Error("a licence holds what would end its comment");
}

const parts = { policy, style, script, licences, sources: digestOfSources() };
const page = readFileSync(join(here, "src/page.html"), "utf8").replace(
  /%(policy|style|script|licences|sources)%/g,
  (_, name) => parts[name],
);

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== page) {
    console.error("dist/report.html is out of date: run npm run build in tools/report-ui");
    process.exit(1);
  }
  console.log("dist/report.html is current");
} else {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, page);
  console.log(`dist/report.html: ${page.length} characters`);
}
