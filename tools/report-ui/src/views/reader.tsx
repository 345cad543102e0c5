// One document with everything that is repeated marked in it and named in the margin.

import { Component } from "preact";
import { clip, counted, day, percent } from "../format";
import type { Span } from "../intervals";
import { paragraphsOf, type Paragraph } from "../paragraphs";
import type { Page } from "../places";
import { pointCount, repeatsOf, type Repeat } from "../repeats";
import type { Store } from "../store";
import { decode, flowing } from "../texts";
import { Origin } from "../parts/bits";
import { Heading } from "../parts/heading";
import { List } from "../parts/list";
import { Own, Plain } from "../parts/text";
import { documentFacts } from "./documents";

const kNotes = 4; // of a paragraph, before "more"

/** Furniture is short lines, many of them: what stands together on a page becomes one paragraph. */
function gathered(store: Store, d: number, paragraphs: Paragraph[]): Paragraph[] {
  const out: Paragraph[] = [];
  for (const p of paragraphs) {
    const furniture = store.places.isFurniture(d, p.begin, p.end);
    const last = out.at(-1);
    if (furniture && last?.furniture && store.places.page(d, last.begin) === store.places.page(d, p.begin)) last.end = p.end;
    else out.push({ ...p, furniture });
  }
  return out;
}

function depth(n: number): number {
  return n === 0 ? 0 : n === 1 ? 1 : n <= 3 ? 2 : n <= 9 ? 3 : 4;
}

/** The paragraph in pieces, each with the number of other documents that have it. */
function pieces(repeats: Repeat[], p: Paragraph, furniture: Span[], at: [number, number] | undefined) {
  const cuts = new Set([p.begin, p.end]);
  const add = (x: number) => x > p.begin && x < p.end && cuts.add(x);
  for (const r of repeats) {
    add(r.begin);
    add(r.end);
  }
  for (const range of furniture) range.forEach(add);
  if (at) at.forEach(add);
  const sorted = [...cuts].sort((x, y) => x - y);
  const out: { begin: number; end: number; depth: number; aimed: boolean; furniture: boolean }[] = [];
  for (let i = 0; i + 1 < sorted.length; ++i) {
    const [begin, end] = [sorted[i]!, sorted[i + 1]!];
    const others = new Set<number>();
    for (const r of repeats) if (r.begin <= begin && end <= r.end) r.others.forEach((d) => others.add(d));
    const now = { begin, end, depth: depth(others.size), aimed: !!at && at[0] <= begin && end <= at[1], furniture: furniture.some(([from, to]) => from <= begin && end <= to) };
    const last = out.at(-1);
    if (last && last.depth === now.depth && last.aimed === now.aimed && last.furniture === now.furniture) last.end = end;
    else out.push(now);
  }
  return out;
}

interface NotesProps {
  store: Store;
  d: number;
  repeats: Repeat[];
}

class Notes extends Component<NotesProps, { all: boolean }> {
  override state = { all: false };

  override render() {
    const { store, d, repeats } = this.props;
    const notes: { key: string; node: preact.JSX.Element }[] = [];
    for (const r of repeats.filter((x) => x.kind === "point")) {
      const label = store.data.points.label[r.item]!;
      notes.push({
        key: `p${r.item}`,
        node: <a href={store.href(`points/${r.item + 1}`)} title={clip(label, 300)}><Own class="note-quote" text={clip(label, 56)} /> {r.others.length > 0 ? `in ${counted(r.others.length, "other document")}` : "again in this document"}</a>,
      });
    }
    for (const r of repeats.filter((x) => x.kind === "cluster")) {
      notes.push({
        key: `c${r.item}`,
        node: <a href={store.href(`clusters/${r.item}`)}><b>Near-duplicate</b> {r.others.length > 0 ? `in ${counted(r.others.length, "other document")}` : "elsewhere in this document"}</a>,
      });
    }
    const partners = [...new Set(repeats.filter((x) => x.kind === "reuse").map((r) => r.others[0]!))];
    partners.sort((x, y) => (store.date(x) || "~").localeCompare(store.date(y) || "~") || x - y);
    for (const other of partners) {
      const about = [store.source(other), day(store.date(other))].filter(Boolean).join(", ");
      notes.push({
        key: `r${other}`,
        node: <a href={store.href(`pairs/${d}/${other}`)}>also in <Own text={clip(store.title(other), 60)} />{about && <span class="quiet"> <Own text={about} /></span>}</a>,
      });
    }
    const seen = new Set<string>();
    const once = notes.filter((n) => !seen.has(n.key) && seen.add(n.key));
    const shown = this.state.all ? once : once.slice(0, kNotes);
    if (once.length === 0) return null;
    return (
      <ul class="notes">
        {shown.map((n) => <li key={n.key}>{n.node}</li>)}
        {shown.length < once.length && (
          <li><button type="button" class="quiet-button" onClick={() => this.setState({ all: true })}>and {once.length - shown.length} more</button></li>
        )}
      </ul>
    );
  }
}

interface FurnitureProps {
  bytes: Uint8Array;
  p: Paragraph;
  at: [number, number] | undefined;
  others: number; // documents that have some of it too
  page: number; // that it stands on, where it does not follow that page; else 0
}

function Furniture({ bytes, p, at, others, page }: FurnitureProps) {
  const line = (text: string) => text.replace(/\s*\n\s*/g, " · ");
  return (
    <div class="paragraph around-text">
      <p dir="auto" class="body furniture">
        {pieces([], p, [], at).map((piece) => {
          const text = line(decode(bytes, piece.begin, piece.end));
          return piece.aimed ? <mark key={piece.begin} class="aimed"><Plain text={text} /></mark> : <Plain key={piece.begin} text={text} />;
        })}
      </p>
      <p class="notes">
        <span class="tag">Page furniture{page > 0 && `, page ${page}`}</span>{" "}
        {others > 0 && `some of it in ${counted(others, "other document")}`}
      </p>
    </div>
  );
}

export function Reader({ store, d }: { store: Store; d: number }) {
  if (!(d < store.data.documents.id.length)) return <Heading store={store} title="There is no such document" />;
  const bytes = store.texts.peek(d);
  const repeats = repeatsOf(store, d);
  const aim = /^(\d+)-(\d+)$/.exec(store.route.query.get("at") ?? "");
  const at: [number, number] | undefined = aim ? [Number(aim[1]), Number(aim[2])] : undefined;
  const path = store.data.documents.paths[store.data.documents.path[d]!]!;
  const line = store.data.documents.position[d]!;
  const pages = store.places.pagesOf(d);
  const first = new Map<number, Page>(); // of each number, its first beginning
  for (const page of pages) if (!first.has(page.number)) first.set(page.number, page);
  const paragraphs = bytes ? gathered(store, d, paragraphsOf(bytes, pages)) : [];
  const aimed = at ? paragraphs.findIndex((p) => p.end > at[0]) : -1;
  const furniture = store.places.furniture.of(d);
  const pageOf = pages.length > 0 ? paragraphs.map((p) => store.places.page(d, p.begin)) : [];
  const begun = new Set<number>();
  const begins = pageOf.map((page) => !begun.has(page) && !!begun.add(page));
  const origins = store.places.origins(d);
  const points = pointCount(store, d);
  const address = store.places.address(d, at ? at[0] : 0);
  return (
    <>
      <nav class="steps" aria-label="Documents"><a href={store.href("documents")}>All documents</a></nav>
      <Heading store={store} title={<Own text={store.title(d)} />}
        shown={() => ({ kind: "reuse", items: (store.model.pairsOf.get(d) ?? []).flatMap((p) => p.spans) })}>
        <Origin store={store} d={d} />
      </Heading>
      <p class="quiet reader-facts">
        {documentFacts(store, d)}. {percent(store.model.reused[d]!)} of it is in shared passages{points > 0 && `, and it makes ${counted(points, "talking point")}`}.
        {" "}<Own text={path} />{line > 0 ? `, line ${line}` : ""}{pages.length > 0 && `, ${counted(first.size, "page")}`}
        {address && <> · <a href={address} target="_blank" rel="noopener noreferrer">On the web</a></>}
      </p>
      {origins && <p class="quiet reader-facts origins-note">{origins}.</p>}
      <p class="legend">The more documents have a passage, the stronger its mark: <span class="d1">one other</span> <span class="d2">2–3</span> <span class="d3">4–9</span> <span class="d4">10 or more</span>{furniture.length > 0 && <> · <span class="furniture">Grey</span>: page furniture</>}</p>
      {first.size > 1 && bytes && (
        <label class="order">Page{" "}
          <select value={at ? store.places.page(d, at[0]) : pages[0]!.number}
            onChange={(e) => {
              const page = first.get(Number(e.currentTarget.value));
              if (page) store.setQuery({ at: `${page.begin}-${page.begin}` });
            }}>
            {[...first.keys()].map((number) => <option key={number} value={number}>{number}</option>)}
          </select>
        </label>
      )}
      {!bytes ? <p class="waiting">…</p> : (
        <List label="Text" class="reader" count={paragraphs.length} estimate={120} identity={`reader ${d} ${location.hash}`} keepAt={Math.max(0, aimed)}
          row={(i) => {
            const p = paragraphs[i]!;
            const here = repeats.filter((r) => r.begin < p.end && r.end > p.begin);
            const page = pageOf[i] ?? 0;
            const next = flowing(decode(bytes, p.begin, p.end), p.wrapped);
            return (
              <>
                {page > 0 && begins[i] && <h2 class="page-mark">Page {page}</h2>}
                {p.furniture ? <Furniture bytes={bytes} p={p} at={at} others={new Set(here.flatMap((r) => r.others)).size} page={begins[i] || pageOf[i - 1] === page ? 0 : page} /> : (
                  <div class={`paragraph ${here.length ? "repeated" : ""}`}>
                    <p dir="auto" class="body">
                      {pieces(here, p, furniture.filter(([begin, end]) => begin < p.end && end > p.begin), at).map((piece) => {
                        const text = next(decode(bytes, piece.begin, piece.end).length);
                        const name = [piece.depth ? `d${piece.depth}` : "", piece.aimed ? "aimed" : "", piece.furniture ? "furniture" : ""].filter(Boolean).join(" ");
                        if (!name) return <Plain key={piece.begin} text={text} />;
                        if (name === "furniture") return <span key={piece.begin} class={name}><Plain text={text} /></span>;
                        return <mark key={piece.begin} class={name}><Plain text={text} /></mark>;
                      })}
                    </p>
                    <Notes key={`${d} ${p.begin}`} store={store} d={d} repeats={here} />
                  </div>
                )}
              </>
            );
          }} />
      )}
    </>
  );
}
