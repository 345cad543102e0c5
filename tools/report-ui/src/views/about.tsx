// What was read, what was left out and why, and what the words of the report mean.

import { count, counted } from "../format";
import type { Store } from "../store";
import { kKnown } from "../data";
import { Heading } from "../parts/heading";
import { List } from "../parts/list";
import { Own } from "../parts/text";

const kWords: [string, string][] = [
  ["Talking point", "One statement that is made in several documents by at least two sources, where sources are known. Its heading is a real sentence or phrase of the documents, the most central one."],
  ["Stump line", "A statement that one source repeats."],
  ["Verbatim, light edits, reworded", "How closely an occurrence agrees with the heading, or one side of a shared passage with the other: at least 95% of the words in the same order, at least 60%, or less."],
  ["Shared passage", "A stretch of at least 50 characters that two documents have in common, word by word, edits allowed."],
  ["Near-duplicates", "Paragraphs whose runs of three words agree to at least the threshold (Jaccard similarity). Each is compared with the first of its cluster."],
  ["Boilerplate", "Repetition that says nothing: mastheads, sign-offs, legal notices. It is marked and comes last; the filters can leave it out."],
  ["#history p[3]", "Where a passage stands in a web page, a book, Markdown or the HTML of a mail: in the third paragraph (p) behind the anchor “history”. An address that ends in #history opens the page there. Without an anchor, elements are counted from the top."],
  ["Page furniture", "What stands around a text rather than in it: navigation, page headers and footers, what all pages of a site have. It is kept, marked, and left out together with boilerplate."],
];

export function About({ store }: { store: Store }) {
  const { run, documents } = store.data;
  const { limits, skipped } = run;
  const bytes = documents.bytes.reduce((n, b) => n + b, 0);
  return (
    <>
      <Heading store={store} title="About this report">
        Made by Refrain{run.version && ` ${run.version}`} from {counted(documents.id.length, "document")}, {counted(run.passages, "passage")}, {count(bytes)} bytes of text.
        It loads nothing from the network; the documents’ texts are in the file.
      </Heading>
      <h2>What was left out</h2>
      {limits.what.length === 0 && skipped.path.length === 0 && <p>Nothing: every record was used, and no limit took effect.</p>}
      {limits.what.length > 0 && (
        <ul class="bullets">{limits.what.map((what, i) => <li key={i}>{count(limits.count[i]!)} {what}</li>)}</ul>
      )}
      {skipped.path.length > 0 && (
        <>
          <p class="skipped-head">{counted(skipped.path.length, "record")} could not be used:</p>
          <List label="Skipped records" count={skipped.path.length} estimate={44} identity="skipped"
            row={(i) => (
              <p class="skipped">
                <Own text={skipped.path[i]!} />{skipped.position[i]! > 0 && `:${skipped.position[i]}`}{" "}
                <span class="quiet"><Own text={skipped.detail[i] || skipped.reason[i]!} /></span>
              </p>
            )} />
        </>
      )}
      <h2>Where title, source, date and language come from</h2>
      <dl class="words origins">
        {kKnown.map((what) => (
          <div key={what}>
            <dt>{what[0]!.toUpperCase() + what.slice(1)}</dt>
            <dd>{store.places.originCounts(what, documents.id.map((_, d) => d)).map(([name, n]) => `${count(n)} ${name}`).join(" · ")}</dd>
          </div>
        ))}
      </dl>
      <h2>What the words mean</h2>
      <dl class="words">{kWords.map(([word, meaning]) => <div key={word}><dt>{word}</dt><dd>{meaning}</dd></div>)}</dl>
      <h2>Keys</h2>
      <dl class="words">
        <div><dt><kbd>/</kbd></dt><dd>Search</dd></div>
        <div><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>Next and previous: rows of a list, talking points</dd></div>
        <div><dt><kbd>f</kbd></dt><dd>Filters</dd></div>
        <div><dt>Arrows, <kbd>Enter</kbd></dt><dd>In a map: move over the cells, open one</dd></div>
      </dl>
    </>
  );
}
