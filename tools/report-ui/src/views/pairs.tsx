// Two documents, or two sources, and the text they share.

import { align } from "../diff";
import { coveredBy, Intervals } from "../intervals";
import { count, counted, percent, similarity } from "../format";
import type { DocumentPair, SourcePair } from "../model";
import type { Store } from "../store";
import { DocumentLink, Form, Nothing, Origin, Place } from "../parts/bits";
import { Heading } from "../parts/heading";
import { List } from "../parts/list";
import { Own, Plain, SideOf } from "../parts/text";
import { MarkedText } from "../parts/marked";
import { context, type Context, unwrapped } from "../texts";

interface SideRange {
  d: number;
  begin: number;
  end: number;
}

function sides(store: Store, i: number, left: number): [SideRange, SideRange] {
  const { a, b } = store.data.reuse;
  const of = (r: typeof a): SideRange => ({ d: r.document[i]!, begin: r.begin[i]!, end: r.end[i]! });
  return a.document[i] === left ? [of(a), of(b)] : [of(b), of(a)];
}

export function PairRow({ store, pair }: { store: Store; pair: DocumentPair }) {
  return (
    <article class="pair-row">
      <a class="row-link" href={store.href(`pairs/${pair.a}/${pair.b}`)}>
        <span><Own text={store.title(pair.a)} /> <Origin store={store} d={pair.a} /></span>
        <span><Own text={store.title(pair.b)} /> <Origin store={store} d={pair.b} /></span>
      </a>
      <p class="facts">
        <span>{count(pair.chars)} characters shared</span>
        <span>{counted(pair.spans.length, "passage")}</span>
      </p>
    </article>
  );
}

function Side({ store, range, around, pieces, side }: { store: Store; range: SideRange; around: Context | undefined; pieces: ReturnType<typeof align>; side: "a" | "b" }) {
  if (!around) return <p class="context waiting">…</p>;
  return (
    <div>
      <Place store={store} d={range.d} begin={range.begin} end={range.end} />
      <p class="context" dir="auto" data-range={`${range.begin}-${range.end}`}>
        <span class="around"><Plain text={around.before} /></span>
        <mark><SideOf pieces={pieces} side={side} /></mark>
        <span class="around"><Plain text={around.after} /></span>
      </p>
    </div>
  );
}

function SpanRow({ store, i, left, number }: { store: Store; i: number; left: number; number: number }) {
  const [l, r] = sides(store, i, left);
  const bytesL = store.texts.peek(l.d);
  const bytesR = store.texts.peek(r.d);
  const aroundL = bytesL && context(bytesL, l.begin, l.end, 120);
  const aroundR = bytesR && context(bytesR, r.begin, r.end, 120);
  const pieces = aroundL && aroundR ? align(aroundL.quote, aroundR.quote) : [];
  return (
    <article class="span-row">
      <header>
        <span class="number">{number}</span>
        <Form form={store.data.reuse.form[i]!} />
        <span class="quiet">similarity {similarity(store.data.reuse.similarity[i]!)} · {count(store.data.reuse.chars[i]!)} characters</span>
      </header>
      <div class="two">
        <Side store={store} range={l} around={aroundL} pieces={pieces} side="a" />
        <Side store={store} range={r} around={aroundR} pieces={pieces} side="b" />
      </div>
    </article>
  );
}

/** Talking points that both documents make, with an occurrence of each side by side. */
function SharedPoints({ store, a, b }: { store: Store; a: number; b: number }) {
  const o = store.data.points.occurrences;
  const both = store.model.points.flatMap((point) => {
    const left = point.occurrences.find((i) => o.document[i] === a);
    const right = point.occurrences.find((i) => o.document[i] === b);
    return left === undefined || right === undefined ? [] : [{ point, left, right }];
  });
  if (both.length === 0) return null;
  const quote = (i: number) => {
    const text = store.texts.quote(o.document[i]!, o.begin[i]!, o.end[i]!);
    return text === undefined ? undefined : unwrapped(text);
  };
  return (
    <section>
      <h2>{counted(both.length, "talking point")} that both make</h2>
      <p class="legend">Only left: <del>word</del> · only right: <ins>word</ins></p>
      <List label="Talking points of both" count={both.length} estimate={130} identity={`both ${location.hash}`}
        row={(n) => {
          const { point, left, right } = both[n]!;
          const [l, r] = [quote(left), quote(right)];
          const pieces = l !== undefined && r !== undefined ? align(l, r) : [];
          return (
            <article class="span-row">
              <header><a href={store.href(`points/${point.index + 1}`)}>Talking point {point.index + 1}</a> <span class="quiet">in {counted(point.documents, "document")}</span></header>
              <div class="two">
                <p class="context" dir="auto"><SideOf pieces={pieces} side="a" /></p>
                <p class="context" dir="auto"><SideOf pieces={pieces} side="b" /></p>
              </div>
            </article>
          );
        }} />
    </section>
  );
}

function jump(event: Event, name: string): void {
  event.preventDefault();
  const target = document.querySelector<HTMLElement>(`[data-mark="${name}"]`);
  target?.scrollIntoView({ block: "center", behavior: "smooth" });
  target?.classList.add("found");
  setTimeout(() => target?.classList.remove("found"), 1600);
}

export function PairView({ store, a, b }: { store: Store; a: number; b: number }) {
  const total = store.data.documents.id.length;
  if (!(a < total && b < total) || a === b) return <Heading store={store} title="There is no such pair" />;
  const pair = store.model.pairOf.get(Math.min(a, b) * total + Math.max(a, b));
  const whole = store.route.query.get("show") === "texts";
  const start = (i: number) => sides(store, i, a)[0].begin;
  const spans = [...(pair?.spans ?? [])].sort((x, y) => start(x) - start(y));
  const share = (d: number) => {
    const covered = new Intervals();
    for (const i of spans) for (const side of sides(store, i, a)) covered.add(side.d, side.begin, side.end);
    return coveredBy(covered.of(d)) / Math.max(1, store.data.documents.bytes[d]!);
  };
  return (
    <>
      <nav class="steps" aria-label="Pairs"><a href={store.href("map/documents")}>All pairs of documents</a></nav>
      <Heading store={store} title="Two documents side by side" shown={() => ({ kind: "reuse", items: spans })}>
        {pair ? <>{counted(spans.length, "shared passage")}, {count(pair.chars)} characters.</> : null}
      </Heading>
      <div class="two pair-head">
        {[a, b].map((d) => (
          <div key={d}>
            <DocumentLink store={store} d={d} />
            {pair && <p class="quiet">{percent(share(d))} of this text is shared</p>}
          </div>
        ))}
      </div>
      {!pair ? <p class="nothing">These two share no passage word by word among what is counted.</p> : (
        <>
          <div class="choice" role="group" aria-label="What is shown">
            <button type="button" aria-pressed={!whole} onClick={() => store.setQuery({ show: "" })}>Shared passages</button>
            <button type="button" aria-pressed={whole} onClick={() => store.setQuery({ show: "texts" })}>Whole texts</button>
            {!whole && <span class="legend">Only left: <del>word</del> · only right: <ins>word</ins></span>}
          </div>
          {whole ? (
            <div class="two whole-texts">
              {[a, b].map((d) => (
                <MarkedText key={d} store={store} d={d}
                  marks={spans.map((i, n) => {
                    const [l, r] = sides(store, i, a);
                    const range = d === a ? l : r;
                    return { begin: range.begin, end: range.end, name: `${d}-${n}`, label: String(n + 1) };
                  })}
                  onMark={(event, name) => jump(event, `${d === a ? b : a}-${name.split("-")[1]}`)} />
              ))}
            </div>
          ) : (
            <List label="Shared passages" count={spans.length} estimate={190} identity={`pair ${location.hash}`}
              row={(i) => <SpanRow store={store} i={spans[i]!} left={a} number={i + 1} />} />
          )}
        </>
      )}
      {!whole && <SharedPoints store={store} a={a} b={b} />}
    </>
  );
}

export function SourcePairView({ store, a, b }: { store: Store; a: number; b: number }) {
  const names = store.facts.sourceNames;
  if (!(a < names.length && b < names.length)) return <Heading store={store} title="There is no such pair" />;
  const both: SourcePair | undefined = store.model.sourcePairs.find(
    (p) => p.a === Math.min(a, b) && p.b === Math.max(a, b),
  );
  const source = store.data.points.occurrences.source;
  const points = store.model.points.filter((p) => {
    const seen = new Set(p.occurrences.map((o) => source[o]!));
    return seen.has(a) && seen.has(b);
  });
  const pairs = both?.pairs ?? [];
  return (
    <>
      <nav class="steps" aria-label="Pairs"><a href={store.href("map/sources")}>All pairs of sources</a></nav>
      <Heading store={store} title={a === b ? <>Within <Own text={names[a]!} /></> : <><Own text={names[a]!} /> and <Own text={names[b]!} /></>}
        shown={() => ({ kind: "reuse", items: pairs.flatMap((p) => p.spans) })}>
        {pairs.length > 0 && <>{counted(pairs.length, "pair")} of documents {pairs.length === 1 ? "shares" : "share"} {count(both?.chars ?? 0)} characters.</>}
      </Heading>
      {a !== b && points.length > 0 && (
        <section>
          <h2>{counted(points.length, "talking point")} that both make</h2>
          <ul class="plain">
            {points.slice(0, 12).map((p) => (
              <li key={p.index}><a href={store.href(`points/${p.index + 1}`)}><q dir="auto"><Plain text={p.label} /></q></a></li>
            ))}
          </ul>
          {points.length > 12 && <p class="quiet">and {count(points.length - 12)} more</p>}
        </section>
      )}
      <h2>Documents that share text</h2>
      {pairs.length === 0 ? <Nothing store={store}>They share no text among what is counted.</Nothing> : (
        <List label="Pairs of documents" count={pairs.length} estimate={84} identity={`sources ${location.hash}`}
          row={(i) => <PairRow store={store} pair={pairs[i]!} />} />
      )}
    </>
  );
}
