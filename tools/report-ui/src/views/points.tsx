// Talking points: the list, and one of them with every occurrence in its context.

import { counted, day, span } from "../format";
import { kKindNames } from "../filters";
import type { Point } from "../model";
import type { Store } from "../store";
import { DocumentLink, Form, FormBar, FormLegend, Nothing, Place } from "../parts/bits";
import { Heading } from "../parts/heading";
import { List } from "../parts/list";
import { AgainstLabel, Own, Plain } from "../parts/text";
import { Strip, Timeline } from "../parts/timeline";
import { context } from "../texts";

const kOrders: Record<string, [string, (x: Point, y: Point) => number]> = {
  rank: ["Rank", (x, y) => x.index - y.index],
  documents: ["Documents", (x, y) => y.documents - x.documents || x.index - y.index],
  sources: ["Sources", (x, y) => y.sources - x.sources || x.index - y.index],
  first: ["First seen", (x, y) => (x.first || "~").localeCompare(y.first || "~") || x.index - y.index],
  last: ["Last seen", (x, y) => y.last.localeCompare(x.last) || x.index - y.index],
};

// A heading longer than this is set smaller, in UTF-16 units.
const kLongLabel = 90;

function spread(point: Point): string {
  const parts = [counted(point.documents, "document")];
  if (point.sources > 1 || point.kind === 2) parts.push(counted(point.sources, "source"));
  return parts.join(" · ");
}

export function PointRow({ store, point }: { store: Store; point: Point }) {
  return (
    <article class={`point-row ${point.boilerplate ? "is-furniture" : ""}`}>
      <a class="row-link" href={store.href(`points/${point.index + 1}`)}>
        <q dir="auto"><Plain text={point.label} /></q>
      </a>
      <p class="facts">
        <span class="spread">{spread(point)}</span>
        <FormBar forms={point.forms} />
        {store.facts.hasDates && <span class="since">{point.first ? `since ${day(point.first)}` : "no date"}</span>}
        <Strip store={store} point={point} />
        {point.kind !== 1 && <span class="tag">{kKindNames[point.kind]}</span>}
        {point.boilerplate && <span class="tag">Boilerplate</span>}
      </p>
    </article>
  );
}

export function Points({ store }: { store: Store }) {
  const order = store.route.query.get("order") ?? "rank";
  const [, compare] = kOrders[order] ?? kOrders.rank!;
  const points = [...store.model.points].sort(compare);
  return (
    <>
      <Heading store={store} title="Talking points" shown={() => ({ kind: "points", items: points })}>
        {points.length > 0 && <>Statements that {store.facts.hasSources ? "several sources" : "several documents"} make, word for word or reworded. {counted(points.length, "point")}.</>}
      </Heading>
      {points.length === 0 ? <Nothing store={store}>No talking point is left here.</Nothing> : (
        <>
          <div class="list-head">
          <label class="order">Sorted by{" "}
            <select value={order} onChange={(e) => store.setQuery({ order: e.currentTarget.value === "rank" ? "" : e.currentTarget.value })}>
              {Object.entries(kOrders)
                .filter(([key]) => (key !== "sources" || store.facts.hasSources) && (!["first", "last"].includes(key) || store.facts.hasDates))
                .map(([key, [name]]) => <option key={key} value={key}>{name}</option>)}
            </select>
          </label>
          <FormLegend store={store} />
          </div>
          <List label="Talking points" count={points.length} estimate={86} identity={`points ${order} ${location.hash}`}
            row={(i) => <PointRow store={store} point={points[i]!} />} />
        </>
      )}
    </>
  );
}

function Occurrence({ store, point, occurrence }: { store: Store; point: Point; occurrence: number }) {
  const o = store.data.points.occurrences;
  const d = o.document[occurrence]!;
  const [begin, end] = [o.begin[occurrence]!, o.end[occurrence]!];
  const speaker = store.sourceOfOccurrence(occurrence);
  const bytes = store.texts.peek(d);
  const around = bytes && context(bytes, begin, end, 240);
  const copy = async () => {
    if (!around) return;
    const page = store.places.page(d, begin);
    const by = [store.title(d), speaker, day(store.date(d)), page ? `page ${page}` : ""].filter(Boolean).join(", ");
    await navigator.clipboard.writeText(`“${around.quote}” (${by})`);
    store.announce("Quote copied");
  };
  return (
    <article class={`occurrence ${store.facts.furnitureOccurrence[occurrence] ? "is-furniture" : ""}`} id={`occurrence-${occurrence}`}>
      <header>
        <DocumentLink store={store} d={d} at={`${begin}-${end}`} />
        <Place store={store} d={d} begin={begin} end={end} />
        {speaker !== store.source(d) && <span class="quiet"><Own text={speaker} /></span>}
        <span class="spacer" />
        <Form form={o.form[occurrence]!} />
        <button type="button" class="quiet-button" onClick={() => void copy()}>Copy quote</button>
      </header>
      {around ? (
        <p class="context" dir="auto">
          <Plain text={around.before} />
          <mark>{o.form[occurrence] === 0 ? <Plain text={around.quote} /> : <AgainstLabel label={point.label} text={around.quote} />}</mark>
          <Plain text={around.after} />
        </p>
      ) : <p class="context waiting">…</p>}
    </article>
  );
}

export function PointView({ store, rank }: { store: Store; rank: number }) {
  const at = store.model.points.findIndex((p) => p.index === rank - 1);
  const point = store.model.points[at];
  if (!point) {
    return (
      <>
        <Heading store={store} title="Talking point" />
        <Nothing store={store}>This talking point is not among what is counted.</Nothing>
      </>
    );
  }
  const o = store.data.points.occurrences;
  const date = (i: number) => store.date(o.document[i]!) || "~";
  const occurrences = [...point.occurrences].sort((x, y) => (date(x) < date(y) ? -1 : date(x) > date(y) ? 1 : x - y));
  const first = occurrences[0]!;
  const before = store.model.points[at - 1];
  const after = store.model.points[at + 1];
  return (
    <>
      <nav class="steps" aria-label="Talking points">
        <a href={store.href("points")}>All talking points</a>
        <span class="spacer" />
        {before && <a rel="prev" href={store.href(`points/${before.index + 1}`)}>← Previous</a>}
        {after && <a rel="next" href={store.href(`points/${after.index + 1}`)}>Next →</a>}
      </nav>
      <Heading store={store} title={<q dir="auto"><Plain text={point.label} /></q>} long={point.label.length > kLongLabel}
        shown={() => ({ kind: "points", items: [{ ...point, occurrences }] })} />
      <dl class="figures">
        <div><dt>Made in</dt><dd>{spread(point)}</dd></div>
        <div><dt>Form</dt><dd class="forms">{point.forms.map((n, i) => n > 0 && <Form key={i} form={i} count={n} />)}</dd></div>
        {point.first && (
          <div><dt>First seen</dt><dd>{day(point.first)}, <Own text={store.sourceOfOccurrence(first) || store.title(o.document[first]!)} /></dd></div>
        )}
        {point.first && point.last !== point.first && <div><dt>Period</dt><dd>{span(point.first, point.last)}</dd></div>}
        <div><dt>Kind</dt><dd>{kKindNames[point.kind]}{point.boilerplate ? ", boilerplate" : ""}{point.kind === 2 ? ": one source repeats itself" : ""}</dd></div>
      </dl>
      <Timeline store={store} point={point} />
      <h2>{counted(occurrences.length, "occurrence")}{store.facts.hasDates ? ", oldest first" : ""}</h2>
      {point.forms[1] + point.forms[2] > 0 && <p class="legend">In each quote, words that are not in the heading are <span class="other-words">underlined</span>.</p>}
      <List label="Occurrences" count={occurrences.length} estimate={150} identity={`point ${rank} ${location.hash}`}
        row={(i) => <Occurrence store={store} point={point} occurrence={occurrences[i]!} />} />
    </>
  );
}
