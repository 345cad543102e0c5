// When something was said, and by whom: a row a source, a dot an occurrence. Positions are shares of
// the width, so that no measuring is needed.

import { count, counted, day, time } from "../format";
import { kForms } from "../filters";
import type { Point } from "../model";
import type { Store } from "../store";
import { Own } from "./text";

const kRows = 24;

interface Mark {
  at: number; // share of the width
  form: number;
  d: number;
}

interface Scale {
  at: (date: string) => number;
  ticks: { at: number; label: string }[];
}

export function scaleOf(from: string, to: string, most = 6): Scale {
  const begin = time(from);
  const end = Math.max(time(to), begin + 864e5);
  const at = (date: string) => 0.02 + 0.96 * ((time(date) - begin) / (end - begin));
  const years = (end - begin) / (365.25 * 864e5);
  const ticks: Scale["ticks"] = [];
  const first = new Date(begin);
  const step = years > 1.5 ? 12 * Math.ceil(years / most) : years > 0.25 ? Math.max(1, Math.ceil((years * 12) / most)) : 0;
  if (step > 0) {
    const month = step >= 12 ? 0 : first.getUTCMonth();
    for (let m = month + (step >= 12 ? 0 : 1); ; m += step) {
      const t = Date.UTC(first.getUTCFullYear(), m, 1);
      if (t > end) break;
      const iso = new Date(t).toISOString();
      if (t >= begin) ticks.push({ at: at(iso), label: day(iso.slice(0, step >= 12 ? 4 : 7)) });
    }
  }
  if (ticks.length < 2) {
    ticks.length = 0;
    ticks.push({ at: at(from), label: day(from) });
    if (to > from) ticks.push({ at: at(to), label: day(to) });
  }
  return { at, ticks };
}

function x(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

export function Timeline({ store, point }: { store: Store; point: Point }) {
  const o = store.data.points.occurrences;
  const dated = point.occurrences.filter((i) => store.date(o.document[i]!));
  if (dated.length === 0 || point.first.slice(0, 10) === point.last.slice(0, 10)) return null;
  const scale = scaleOf(point.first, point.last);
  const rows = new Map<number, Mark[]>();
  for (const i of dated) {
    const d = o.document[i]!;
    const source = store.data.documents.source[d]!;
    const mark = { at: scale.at(store.date(d)), form: o.form[i]!, d };
    const row = rows.get(source);
    if (row) row.push(mark);
    else rows.set(source, [mark]);
  }
  const start = (marks: Mark[]) => Math.min(...marks.map((m) => m.at));
  const sorted = [...rows].sort((p, q) => start(p[1]) - start(q[1]));
  const shown = sorted.slice(0, kRows);
  const undated = point.occurrences.length - dated.length;
  return (
    <figure class="timeline" aria-label={`Timeline: ${counted(dated.length, "occurrence")} from ${day(point.first)} to ${day(point.last)}`}>
      {shown.map(([source, marks]) => (
        <div class="timeline-row" key={source}>
          <span class="timeline-name"><Own text={store.facts.sourceNames[source]!} /></span>
          <svg role="img" aria-label={`${store.facts.sourceNames[source]!}: ${marks.length}, first ${day(store.date(marks.reduce((m, y) => (y.at < m.at ? y : m)).d))}`}>
            {scale.ticks.map((t) => <line key={t.label} x1={x(t.at)} x2={x(t.at)} y1="0" y2="100%" class="tick" />)}
            <line x1="0" x2="100%" y1="50%" y2="50%" class="axis" />
            {marks.map((m, i) => (
              // A shortcut for the mouse: the same links stand in the list below.
              <circle key={i} cx={x(m.at)} cy="50%" r="5" class={`mark ${kForms[m.form]}`}
                onClick={() => { location.hash = store.href(`documents/${m.d}`); }}>
                <title>{`${day(store.date(m.d))} · ${store.title(m.d)}`}</title>
              </circle>
            ))}
          </svg>
        </div>
      ))}
      <div class="timeline-row ticks" aria-hidden="true">
        <span />
        <div>{scale.ticks.map((t) => <span key={t.label} style={{ left: x(t.at) }} class={t.at > 0.9 ? "at-end" : t.at < 0.06 ? "at-start" : ""}>{t.label}</span>)}</div>
      </div>
      {(sorted.length > kRows || undated > 0) && (
        <figcaption>
          {sorted.length > kRows && `${count(sorted.length - kRows)} more sources are listed below. `}
          {undated > 0 && `${counted(undated, "occurrence has", "occurrences have")} no date.`}
        </figcaption>
      )}
    </figure>
  );
}

let strip: { from: string; to: string; scale: Scale } | undefined;
function stripScale(from: string, to: string): Scale {
  if (strip?.from !== from || strip.to !== to) strip = { from, to, scale: scaleOf(from, to) };
  return strip.scale;
}

/** The same in the space of a word: all occurrences on one line, over the dates of all documents. */
export function Strip({ store, point }: { store: Store; point: Point }) {
  const [from, to] = store.facts.dates;
  if (!point.first || from === to) return null;
  const scale = stripScale(from, to);
  const o = store.data.points.occurrences;
  const places = new Map<string, number>();
  for (const i of point.occurrences) {
    const date = store.date(o.document[i]!);
    if (date) {
      const at = x(Math.round(scale.at(date) * 100) / 100);
      places.set(at, (places.get(at) ?? 0) + 1);
    }
  }
  return (
    <svg class="strip" role="img" aria-label={`${day(point.first)} to ${day(point.last)}`}>
      <line x1="0" x2="100%" y1="50%" y2="50%" class="axis" />
      {[...places].map(([at, n]) => {
        const h = Math.min(7, 2.5 + Math.sqrt(n) * 1.5);
        return <line key={at} x1={at} x2={at} y1={9 - h} y2={9 + h} class="beat" />;
      })}
    </svg>
  );
}
