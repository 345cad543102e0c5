// Who shares text with whom, as a heat map of sources or documents and as a list.

import { Component, Fragment } from "preact";
import { clip, count, counted, day } from "../format";
import type { SourcePair } from "../model";
import type { Store } from "../store";
import { Nothing } from "../parts/bits";
import { Heading } from "../parts/heading";
import { List } from "../parts/list";
import { PairRow } from "./pairs";
import { Own } from "../parts/text";

// As many rows as can be named in letters that can be read.
const kMostRows = 40;
const kMostRowsOfPhone = 20;
export const kPhone = 672; // CSS pixels, as the style sheet has it

export function rowsThatFit(most = kMostRows): number {
  return window.innerWidth <= kPhone ? Math.min(most, kMostRowsOfPhone) : most;
}

export interface Matrix {
  rows: number[]; // documents or sources
  name: (row: number) => string;
  short: (row: number) => string; // beside its row
  chars: (a: number, b: number) => number;
  href: (a: number, b: number) => string;
  hidden: number; // rows that share text but are not shown
  known: (row: number) => boolean; // those that are nobody in particular do not make others pale
}

function key(a: number, b: number): string {
  return a < b ? `${a},${b}` : `${b},${a}`;
}

export function sourceMatrix(store: Store, wanted = kMostRows): Matrix {
  const most = rowsThatFit(wanted);
  const chars = new Map<string, number>();
  const sum = new Map<number, number>();
  for (const p of store.model.sourcePairs) {
    chars.set(key(p.a, p.b), p.chars);
    for (const s of new Set([p.a, p.b])) sum.set(s, (sum.get(s) ?? 0) + p.chars);
  }
  const all = [...sum].sort((x, y) => y[1] - x[1]).map(([s]) => s);
  // What has no source comes last: it is nobody in particular.
  const unknown = (s: number) => (store.data.documents.sources[s] ? 0 : 1);
  return {
    rows: all.slice(0, most).sort((x, y) => unknown(x) - unknown(y) || store.facts.sourceNames[x]!.localeCompare(store.facts.sourceNames[y]!, "en")),
    name: (s) => store.facts.sourceNames[s]!,
    short: (s) => store.facts.sourceNames[s]!,
    chars: (a, b) => chars.get(key(a, b)) ?? 0,
    href: (a, b) => store.href(`sources/${a}/${b}`),
    hidden: Math.max(0, all.length - most),
    known: (s) => unknown(s) === 0,
  };
}

export function documentMatrix(store: Store, order: string, wanted = kMostRows): Matrix {
  const most = rowsThatFit(wanted);
  const total = store.data.documents.id.length;
  const sum = new Map<number, number>();
  for (const p of store.model.pairs) {
    for (const d of [p.a, p.b]) sum.set(d, (sum.get(d) ?? 0) + p.chars);
  }
  const all = [...sum].sort((x, y) => y[1] - x[1] || x[0] - y[0]).map(([d]) => d);
  const rows = all.slice(0, most);
  if (order === "date") rows.sort((x, y) => (store.date(x) || "~").localeCompare(store.date(y) || "~") || x - y);
  if (order === "source") rows.sort((x, y) => store.source(x).localeCompare(store.source(y), "en") || store.date(x).localeCompare(store.date(y)) || x - y);
  return {
    rows,
    name: (d) => [store.title(d), store.source(d), day(store.date(d))].filter(Boolean).join(", "),
    short: (d) => store.title(d),
    chars: (a, b) => (a === b ? 0 : store.model.pairOf.get(Math.min(a, b) * total + Math.max(a, b))?.chars ?? 0),
    href: (a, b) => store.href(`pairs/${a}/${b}`),
    hidden: Math.max(0, all.length - most),
    known: () => true,
  };
}

const kLevels = [1, 2, 3, 4, 5, 6, 7];
const kHint = window.matchMedia("(hover: none)").matches ? "Touch a cell to open its pair." : "Point at a cell, or use the arrow keys and Enter.";

interface GridProps {
  matrix: Matrix;
  label: string;
  small?: boolean;
}

/** The arrow keys move over the cells, Enter opens one; a line below says which cell it is. */
export class Grid extends Component<GridProps, { x: number; y: number; used: boolean }> {
  override state = { x: 0, y: 0, used: false };

  private readonly keys = (event: KeyboardEvent) => {
    const n = this.props.matrix.rows.length;
    const steps: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
    };
    const step = steps[event.key];
    const { x, y } = this.state;
    if (step) {
      event.preventDefault();
      const within = (i: number) => Math.max(0, Math.min(n - 1, i));
      this.setState({ x: within(x + step[0]), y: within(y + step[1]), used: true });
    } else if (event.key === "Enter") {
      const { rows, chars, href } = this.props.matrix;
      if (chars(rows[y]!, rows[x]!) > 0) location.hash = href(rows[y]!, rows[x]!);
    }
  };

  private cellAt(event: MouseEvent): [number, number] {
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    const n = this.props.matrix.rows.length;
    const place = (at: number, size: number) => Math.max(0, Math.min(n - 1, Math.floor((at / size) * n)));
    return [place(event.clientX - box.left, box.width), place(event.clientY - box.top, box.height)];
  }

  private readonly point = (event: MouseEvent) => {
    const [x, y] = this.cellAt(event);
    if (x !== this.state.x || y !== this.state.y || !this.state.used) this.setState({ x, y, used: true });
  };

  private readonly open = (event: MouseEvent) => {
    const [x, y] = this.cellAt(event);
    const { rows, chars, href } = this.props.matrix;
    if (chars(rows[y]!, rows[x]!) > 0) location.hash = href(rows[y]!, rows[x]!);
  };

  override render() {
    const { matrix, label, small } = this.props;
    const { rows, name, short, chars } = matrix;
    const n = rows.length;
    // What a source shares with itself would make all else pale.
    let most = 0;
    const known = rows.filter(matrix.known);
    for (const a of known.length > 1 ? known : rows) for (const b of known.length > 1 ? known : rows) if (a !== b) most = Math.max(most, chars(a, b));
    const level = (c: number) => Math.max(1, Math.min(kLevels.length, Math.ceil((Math.log(c + 1) / Math.log(Math.max(1, most) + 1)) ** 3 * 7)));
    const { x, y, used } = this.state;
    const [row, column] = [rows[y], rows[x]];
    const says = used && row !== undefined && column !== undefined
      ? row === column && chars(row, column) === 0
        ? name(row)
        : `${name(row)} — ${name(column)}: ${chars(row, column) ? `${count(chars(row, column))} characters shared` : "nothing shared"}`
      : kHint;
    return (
      <figure class={`grid ${small ? "small" : ""}`} style={{ "--n": n } as never}>
        <ol class="grid-names" aria-hidden="true">
          {rows.map((r, i) => <li key={r} class={used && (i === y || (small && i === x)) ? "at" : ""}><Own text={clip(short(r), 60)} /></li>)}
        </ol>
        <ol class="grid-columns" aria-hidden="true">
          {rows.map((r, j) => <li key={r} class={used && j === x ? "at" : ""}><Own text={clip(short(r), 60)} /></li>)}
        </ol>
        <svg viewBox={`0 0 ${n} ${n}`} tabindex={0} role="application" aria-label={label} aria-roledescription="heat map"
          onKeyDown={this.keys} onMouseMove={this.point} onClick={this.open} shape-rendering="crispEdges">
          {rows.map((a, i) => rows.map((b, j) => {
            const c = chars(a, b);
            if (c === 0 && i !== j) return null;
            return <rect key={`${i} ${j}`} x={j + 0.04} y={i + 0.04} width="0.92" height="0.92" class={c ? `h${level(c)}` : "diagonal"} />;
          }))}
          {used && <rect class="cursor" x={x} y={y} width="1" height="1" />}
        </svg>
        <figcaption>
          <span aria-live="polite"><Own text={says} /></span>
          {most > 0 && <span class="scale">few {kLevels.map((l) => <i key={l} class={`h${l}`} aria-hidden="true" />)} {count(most)} characters or more</span>}
        </figcaption>
      </figure>
    );
  }
}

function SourcePairs({ store }: { store: Store }) {
  const all = store.model.sourcePairs;
  const known = (s: number) => store.data.documents.sources[s] !== "";
  const groups: [string, SourcePair[]][] = [
    ["Pairs of sources, most shared text first", all.filter((p) => p.a !== p.b && known(p.a) && known(p.b))],
    ["Within one source", all.filter((p) => p.a === p.b && known(p.a))],
    ["With documents of no known source", all.filter((p) => !known(p.a) || !known(p.b))],
  ];
  const name = (s: number) => (known(s) ? <Own text={store.facts.sourceNames[s]!} /> : "documents of no known source");
  return (
    <>
      {groups.map(([title, pairs]) => pairs.length > 0 && (
        <Fragment key={title}>
          <h2>{title}</h2>
          <List label={title} count={pairs.length} estimate={62} identity={`map ${title} ${location.hash}`}
            row={(i) => {
              const p = pairs[i]!;
              const [a, b] = known(p.a) ? [p.a, p.b] : [p.b, p.a];
              return (
                <article class="pair-row">
                  <a class="row-link" href={store.href(`sources/${p.a}/${p.b}`)}>
                    {a === b ? <span>Within {name(a)}</span> : <span>{name(a)} and {name(b)}</span>}
                  </a>
                  <p class="facts"><span>{count(p.chars)} characters shared</span><span>{counted(p.pairs.length, "pair")} of documents</span></p>
                </article>
              );
            }} />
        </Fragment>
      ))}
    </>
  );
}

/** Whether sources are what a map is best drawn of: most documents have one, and not all the same. */
export function bestBySource(store: Store): boolean {
  const { documents, sources } = store.model;
  const known = sources.filter((s) => store.data.documents.sources[s]);
  return known.length > 1 && documents.filter((d) => store.source(d)).length * 2 > documents.length;
}

export function MapView({ store, by }: { store: Store; by: string }) {
  const bySource = by ? by === "sources" && store.facts.hasSources : bestBySource(store);
  const order = store.route.query.get("order") ?? "";
  const matrix = bySource ? sourceMatrix(store) : documentMatrix(store, order);
  const pairs = store.model.pairs;
  return (
    <>
      <Heading store={store} title="Who shares text with whom" shown={() => ({ kind: "reuse", items: pairs.flatMap((p) => p.spans) })}>
        {counted(pairs.length, "pair")} of documents {pairs.length === 1 ? "shares" : "share"} text, in {counted(store.model.spans, "passage")}.
      </Heading>
      {store.facts.hasSources && (
        <div class="choice" role="group" aria-label="Map of">
          <a href={store.href("map/sources")} aria-current={bySource ? "page" : undefined}>Sources</a>
          <a href={store.href("map/documents")} aria-current={bySource ? undefined : "page"}>Documents</a>
          {!bySource && (
            <label class="order">Ordered by{" "}
              <select value={order} onChange={(e) => store.setQuery({ order: e.currentTarget.value })}>
                <option value="">Most shared</option>
                {store.facts.hasDates && <option value="date">Date</option>}
                <option value="source">Source</option>
              </select>
            </label>
          )}
        </div>
      )}
      {matrix.rows.length === 0 ? <Nothing store={store}>No text is shared among what is counted.</Nothing> : (
        <div class={matrix.rows.length > 1 ? "map-view" : undefined}>
          {matrix.rows.length > 1 && <section>
            <Grid matrix={matrix} label={bySource ? "Shared text by pair of sources" : "Shared text by pair of documents"} />
            {matrix.hidden > 0 && <p class="quiet">The map shows the {matrix.rows.length} that share most; {count(matrix.hidden)} more are in the list.</p>}
          </section>}
          <section>
            {bySource ? <SourcePairs store={store} /> : (
              <>
                <h2>Pairs of documents, most shared text first</h2>
                <List label="Pairs of documents" count={pairs.length} estimate={84} identity={`map ${location.hash}`}
                  row={(i) => <PairRow store={store} pair={pairs[i]!} />} />
              </>
            )}
          </section>
        </div>
      )}
    </>
  );
}
