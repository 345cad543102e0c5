// Search over talking points, titles and all texts. Texts are searched block by block, so that the
// page answers while it searches; case and compatibility forms do not matter.

import { Component } from "preact";
import { fold } from "../diff";
import { counted } from "../format";
import type { Store } from "../store";
import { DocumentLink, FormLegend, Nothing, Place } from "../parts/bits";
import { Export, Heading } from "../parts/heading";
import { List } from "../parts/list";
import { Own, Plain } from "../parts/text";
import { PointRow } from "./points";
import { context, decode, type Context } from "../texts";

const kMostHits = 2000;

interface Hit {
  d: number;
  begin: number;
  end: number;
  around: Context;
}

interface State {
  hits: Hit[];
  documents: number;
  done: boolean;
}

const encoder = new TextEncoder();

// Folding may change lengths, so a hit is mapped back through the folded lengths of single characters.
function find(text: string, wanted: string): [number, number][] {
  const folded = fold(text);
  const found: [number, number][] = [];
  if (!folded.includes(wanted)) return found;
  let starts: number[] | undefined;
  if (folded.length !== text.length) {
    starts = [];
    let at = 0;
    for (const c of text) {
      for (let i = 0; i < fold(c).length; ++i) starts.push(at);
      at += c.length;
    }
    if (starts.length !== folded.length) return found.concat(plain(text, wanted));
    starts.push(text.length);
  }
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    found.push([starts ? starts[at]! : at, starts ? starts[at + wanted.length]! : at + wanted.length]);
  }
  return found;
}

function plain(text: string, wanted: string): [number, number][] {
  const lower = text.toLowerCase();
  const found: [number, number][] = [];
  if (lower.length !== text.length) return found;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
    found.push([at, at + wanted.length]);
  }
  return found;
}

class Hits extends Component<{ store: Store; query: string; identity: string }, State> {
  override state: State = { hits: [], documents: 0, done: false };
  private run = 0;

  override componentDidMount(): void {
    void this.search();
  }
  override componentDidUpdate(before: { identity: string }): void {
    if (before.identity !== this.props.identity) void this.search();
  }
  override componentWillUnmount(): void {
    ++this.run;
  }

  private async search(): Promise<void> {
    const run = ++this.run;
    const { store, query } = this.props;
    const wanted = fold(query);
    const { on } = store.model;
    let hits: Hit[] = [];
    let documents = 0;
    this.setState({ hits, documents, done: false });
    for (let number = 0; number < store.texts.blockCount; ++number) {
      const [first, end] = store.texts.documentsOfBlock(number);
      for (let d = first; d < end && hits.length < kMostHits; ++d) {
        if (!on[d]) continue;
        const bytes = await store.texts.load(d);
        if (run !== this.run) return;
        const text = decode(bytes, 0, bytes.length);
        const found = find(text, wanted);
        if (found.length > 0) ++documents;
        let chars = 0;
        let at = 0;
        const next: Hit[] = [];
        for (const [from, to] of found) {
          at += encoder.encode(text.slice(chars, from)).length;
          const length = encoder.encode(text.slice(from, to)).length;
          next.push({ d, begin: at, end: at + length, around: context(bytes, at, at + length, 110) });
          at += length;
          chars = to;
        }
        if (next.length > 0) hits = [...hits, ...next];
      }
      // Yields to the browser between blocks, and shows what there is so far.
      await new Promise((next) => setTimeout(next));
      if (run !== this.run) return;
      const done = number + 1 === store.texts.blockCount || hits.length >= kMostHits;
      this.setState({ hits, documents, done });
      if (done) return;
    }
    if (store.texts.blockCount === 0) this.setState({ done: true });
  }

  override render() {
    const { store, identity } = this.props;
    const { hits, documents, done } = this.state;
    return (
      <section class="exportable">
        {hits.length > 0 && <Export store={store} shown={() => ({ kind: "places", items: hits })} />}
        <h2 aria-live="polite" data-done={String(done)}>
          {done && hits.length === 0 ? "No text has these words in this order" : done || hits.length > 0 ? `${counted(hits.length, "place")} in ${counted(documents, "document")}` : "Searching"}
          {!done && " …"}{hits.length >= kMostHits && ", the first ones"}
        </h2>
        <List label="Places in texts" count={hits.length} estimate={78} identity={`${identity} ${done}`}
          row={(i) => {
            const hit = hits[i]!;
            return (
              <article class="hit">
                <DocumentLink store={store} d={hit.d} at={`${hit.begin}-${hit.end}`} /> <Place store={store} d={hit.d} begin={hit.begin} end={hit.end} />
                <p class="context" dir="auto"><Plain text={hit.around.before} /><mark><Plain text={hit.around.quote} /></mark><Plain text={hit.around.after} /></p>
              </article>
            );
          }} />
      </section>
    );
  }
}

export function Search({ store }: { store: Store }) {
  const query = (store.route.query.get("q") ?? "").trim();
  const wanted = fold(query);
  if (!wanted) {
    return <Heading store={store} title="Search">Type a word or a phrase into the field at the top.</Heading>;
  }
  const points = store.model.points.filter((p) => fold(p.label).includes(wanted));
  const titles = store.model.documents.filter(
    (d) => fold(store.data.documents.title[d]!).includes(wanted) || fold(store.data.documents.id[d]!).includes(wanted),
  );
  return (
    <>
      <Heading store={store} title={<>Search: <Own text={query} /></>} />
      {points.length > 0 && (
        <section>
          <h2>{counted(points.length, "talking point")}</h2>
          <FormLegend store={store} />
          {points.slice(0, 8).map((p) => <PointRow key={p.index} store={store} point={p} />)}
          {points.length > 8 && <p class="quiet">and {points.length - 8} more</p>}
        </section>
      )}
      {titles.length > 0 && (
        <section>
          <h2>{counted(titles.length, "document")} by name</h2>
          <ul class="plain">{titles.slice(0, 12).map((d) => <li key={d}><DocumentLink store={store} d={d} /></li>)}</ul>
          {titles.length > 12 && <p class="quiet">and {titles.length - 12} more</p>}
        </section>
      )}
      <Hits store={store} query={query} identity={`search ${location.hash}`} />
      {store.model.documents.length === 0 && <Nothing store={store}>No document is left by the filters.</Nothing>}
    </>
  );
}
