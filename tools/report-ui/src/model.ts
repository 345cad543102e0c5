// The results recounted over what the filters leave: the numbers that every view shows.

import type { Data } from "./data";
import type { Filters } from "./filters";
import type { Places } from "./places";
import { gather, type Gathered } from "./clusters";
import { coveredBy, Intervals, unionSize, type Span } from "./intervals";

export interface Point {
  index: number; // its rank is index + 1
  label: string;
  kind: number;
  boilerplate: boolean;
  occurrences: number[]; // positions in data.points.occurrences
  documents: number;
  sources: number; // known ones
  first: string; // earliest date, empty where none is known
  last: string;
  forms: [number, number, number];
}

export interface DocumentPair {
  a: number;
  b: number;
  chars: number; // shared
  spans: number[]; // positions in data.reuse, by place in a
}

export interface SourcePair {
  a: number;
  b: number;
  chars: number;
  pairs: DocumentPair[];
}

export interface Model {
  on: Uint8Array; // documents that are counted
  documents: number[];
  sources: number[]; // with a counted document
  points: Point[];
  pairs: DocumentPair[]; // most shared text first
  pairOf: Map<number, DocumentPair>; // by a * documents + b, a < b
  pairsOf: Map<number, DocumentPair[]>; // by document
  sourcePairs: SourcePair[];
  spans: number; // reused spans counted
  clusters: Gathered[];
  reused: Float64Array; // share of each document's bytes that another one has too
  reusedShare: number; // over all counted documents
  bytes: number;
}

/** What does not depend on filters. */
export interface Facts {
  // Boilerplate by what it says, or furniture by where it stands:
  furnitureOccurrence: Uint8Array; // of data.points.occurrences
  boilerplateSpan: Uint8Array; // of data.reuse
  boilerplatePassage: Uint8Array; // of data.duplicates.passages
  firstOccurrence: number[]; // of each point, and the end
  minDocuments: number;
  minJaccard: number;
  minSimilarity: number;
  dates: [string, string]; // of all documents; empty where none is known
  hasSources: boolean;
  hasDates: boolean;
  sourceNames: string[];
}

export function factsOf(data: Data, places: Places): Facts {
  const { points, reuse, duplicates, documents } = data;
  const firstOccurrence = [0];
  for (const size of points.size) firstOccurrence.push(firstOccurrence.at(-1)! + size);
  const boilerplate = new Intervals();
  const occurrences = points.occurrences;
  points.boilerplate.forEach((is, p) => {
    if (!is) return;
    for (let o = firstOccurrence[p]!; o < firstOccurrence[p + 1]!; ++o) {
      boilerplate.add(occurrences.document[o]!, occurrences.begin[o]!, occurrences.end[o]!);
    }
  });
  const isFurniture = (d: number, begin: number, end: number) =>
    boilerplate.covered(d, begin, end) * 2 > end - begin || places.isFurniture(d, begin, end);
  const boilerplateSpan = Uint8Array.from(reuse.form, (_, i) =>
    Number(
      isFurniture(reuse.a.document[i]!, reuse.a.begin[i]!, reuse.a.end[i]!) ||
        places.isFurniture(reuse.b.document[i]!, reuse.b.begin[i]!, reuse.b.end[i]!),
    ),
  );
  const furnitureOccurrence = Uint8Array.from(occurrences.form, (_, i) =>
    Number(places.isFurniture(occurrences.document[i]!, occurrences.begin[i]!, occurrences.end[i]!)),
  );
  const { document, begin, end } = duplicates.passages;
  const boilerplatePassage = Uint8Array.from(document, (d, i) =>
    Number(isFurniture(d, begin[i]!, end[i]!)),
  );
  const least = (xs: number[]) => xs.reduce((m, x) => Math.min(m, x), 1);
  const dates = documents.date.filter(Boolean).sort();
  let minDocuments = 2;
  points.size.forEach((_, p) => {
    const seen = new Set(occurrences.document.slice(firstOccurrence[p]!, firstOccurrence[p + 1]!));
    minDocuments = p === 0 ? seen.size : Math.min(minDocuments, seen.size);
  });
  return {
    furnitureOccurrence,
    boilerplateSpan,
    boilerplatePassage,
    firstOccurrence,
    minDocuments: Math.max(2, minDocuments),
    minJaccard: least(duplicates.pairs.jaccard),
    minSimilarity: least(reuse.similarity),
    dates: [dates[0]?.slice(0, 10) ?? "", dates.at(-1)?.slice(0, 10) ?? ""],
    hasSources: documents.sources.some(Boolean),
    hasDates: dates.length > 0,
    sourceNames: documents.sources.map((name) => name || "source not known"),
  };
}

function isCounted(data: Data, f: Filters, d: number): boolean {
  if (f.excluded.has(data.documents.source[d]!)) return false;
  if (f.languages.size > 0 && f.languages.has(data.documents.languages[data.documents.language[d]!]!)) return false;
  if (!f.from && !f.to) return true;
  const date = data.documents.date[d]!;
  if (!date) return false;
  return (!f.from || date >= f.from) && (!f.to || date.slice(0, f.to.length) <= f.to);
}

const heavy = 2; // of the forms

function countPoints(data: Data, facts: Facts, f: Filters, on: Uint8Array): Point[] {
  const { label, kind, boilerplate, occurrences } = data.points;
  const least = Math.max(f.minDocuments, facts.minDocuments);
  const points: Point[] = [];
  for (let p = 0; p < label.length; ++p) {
    if (boilerplate[p] && !f.boilerplate) continue;
    const documents = new Set<number>();
    const sources = new Set<number>();
    let unknown = false;
    const kept: number[] = [];
    const forms: [number, number, number] = [0, 0, 0];
    let first = "";
    let last = "";
    // As in the engine: a reworded place dates a point only where no two documents share its words.
    let firstRepeated = "";
    const repeating = new Set<number>();
    for (let o = facts.firstOccurrence[p]!; o < facts.firstOccurrence[p + 1]!; ++o) {
      const d = occurrences.document[o]!;
      const form = occurrences.form[o]!;
      const source = occurrences.source[o]!;
      if (!on[d] || f.excluded.has(source) || f.forms.has(form) || (!f.boilerplate && facts.furnitureOccurrence[o])) continue;
      kept.push(o);
      documents.add(d);
      if (data.documents.sources[source]) {
        sources.add(source);
      } else {
        unknown = true;
      }
      ++forms[form]!;
      const date = data.documents.date[d]!;
      if (date && (!first || date < first)) first = date;
      if (form !== heavy) {
        repeating.add(d);
        if (date && (!firstRepeated || date < firstRepeated)) firstRepeated = date;
      }
      if (date > last) last = date;
    }
    if (documents.size < least) continue;
    if (repeating.size > 1 && firstRepeated) first = firstRepeated;
    // Left with one source, a point is that source repeating itself.
    const kindNow = sources.size === 1 && !unknown ? 2 : kind[p]!;
    if (f.kinds.has(kindNow)) continue;
    points.push({
      index: p,
      label: label[p]!,
      kind: kindNow,
      boilerplate: boilerplate[p] === 1,
      occurrences: kept,
      documents: documents.size,
      sources: sources.size,
      first,
      last,
      forms,
    });
  }
  return points;
}

// Spans of a pair may overlap: a sentence that stands once here and twice there is two spans. Counted
// is what they cover on the side where that is less, in characters by the spans' own ratio to bytes.
function sharedChars(data: Data, pair: DocumentPair): number {
  const { a, b, chars } = data.reuse;
  const onA: Span[] = [];
  const onB: Span[] = [];
  let bytes = 0;
  let sum = 0;
  for (const i of pair.spans) {
    onA.push([a.begin[i]!, a.end[i]!]);
    onB.push([b.begin[i]!, b.end[i]!]);
    bytes += a.end[i]! - a.begin[i]!;
    sum += chars[i]!;
  }
  const least = Math.min(unionSize(onA), unionSize(onB));
  return Math.round((sum / bytes) * Math.min(least, bytes));
}

export function countAll(data: Data, facts: Facts, f: Filters): Model {
  const count = data.documents.id.length;
  const on = new Uint8Array(count);
  const documents: number[] = [];
  let bytes = 0;
  for (let d = 0; d < count; ++d) {
    if (!isCounted(data, f, d)) continue;
    on[d] = 1;
    documents.push(d);
    bytes += data.documents.bytes[d]!;
  }

  const { a, b, form, similarity, chars } = data.reuse;
  const pairOf = new Map<number, DocumentPair>();
  const covered = new Intervals();
  let spans = 0;
  for (let i = 0; i < form.length; ++i) {
    const da = a.document[i]!;
    const db = b.document[i]!;
    if (!on[da] || !on[db] || f.forms.has(form[i]!) || similarity[i]! < f.similarity) continue;
    if (!f.boilerplate && facts.boilerplateSpan[i]) continue;
    ++spans;
    const [low, high] = da < db ? [da, db] : [db, da];
    const key = low * count + high;
    let pair = pairOf.get(key);
    if (!pair) pairOf.set(key, (pair = { a: low, b: high, chars: 0, spans: [] }));
    pair.spans.push(i);
    pair.chars += chars[i]!;
    covered.add(da, a.begin[i]!, a.end[i]!);
    covered.add(db, b.begin[i]!, b.end[i]!);
  }
  for (const pair of pairOf.values()) if (pair.spans.length > 1) pair.chars = sharedChars(data, pair);
  const pairs = [...pairOf.values()].sort((x, y) => y.chars - x.chars || x.a - y.a || x.b - y.b);

  const sourceOf = data.documents.source;
  const sourcePairs = new Map<number, SourcePair>();
  const pairsOf = new Map<number, DocumentPair[]>();
  for (const pair of pairs) {
    for (const d of [pair.a, pair.b]) {
      const list = pairsOf.get(d);
      if (list) list.push(pair);
      else pairsOf.set(d, [pair]);
    }
    const [sa, sb] = [sourceOf[pair.a]!, sourceOf[pair.b]!].sort((x, y) => x - y) as [number, number];
    const key = sa * data.documents.sources.length + sb;
    let both = sourcePairs.get(key);
    if (!both) sourcePairs.set(key, (both = { a: sa, b: sb, chars: 0, pairs: [] }));
    both.chars += pair.chars;
    both.pairs.push(pair);
  }

  const reused = new Float64Array(count);
  let reusedBytes = 0;
  for (const d of documents) {
    const n = coveredBy(covered.of(d));
    reusedBytes += n;
    reused[d] = data.documents.bytes[d] ? n / data.documents.bytes[d]! : 0;
  }

  const keepPassage = (p: number) =>
    on[data.duplicates.passages.document[p]!] === 1 &&
    (f.boilerplate || !facts.boilerplatePassage[p]);
  return {
    on,
    documents,
    sources: [...new Set(documents.map((d) => sourceOf[d]!))],
    points: countPoints(data, facts, f, on),
    pairs,
    pairOf,
    pairsOf,
    sourcePairs: [...sourcePairs.values()].sort((x, y) => y.chars - x.chars),
    spans,
    clusters: gather(data.duplicates, data.documents.date, f.jaccard, keepPassage),
    reused,
    reusedShare: bytes ? reusedBytes / bytes : 0,
    bytes,
  };
}
