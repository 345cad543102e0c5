// What of one document is repeated, and where: the basis of the reader's marks and margin.

import type { Model } from "./model";
import type { Store } from "./store";

export interface Repeat {
  begin: number;
  end: number;
  kind: "point" | "reuse" | "cluster";
  item: number; // rank - 1, position in data.reuse, or passage
  others: number[]; // documents that have it too
}

interface Index {
  points: Map<number, [number, number][]>; // document -> (point's place in model.points, occurrence)
  clusters: Map<number, [number, number][]>; // document -> (place in model.clusters, passage)
}

const indexes = new WeakMap<Model, Index>();

function indexOf(store: Store): Index {
  const model = store.model;
  const known = indexes.get(model);
  if (known) return known;
  const index: Index = { points: new Map(), clusters: new Map() };
  const add = (map: Map<number, [number, number][]>, d: number, what: [number, number]) => {
    const list = map.get(d);
    if (list) list.push(what);
    else map.set(d, [what]);
  };
  const occurrences = store.data.points.occurrences;
  model.points.forEach((point, p) => {
    for (const o of point.occurrences) add(index.points, occurrences.document[o]!, [p, o]);
  });
  const passages = store.data.duplicates.passages;
  model.clusters.forEach((cluster, c) => {
    for (const m of cluster.members) add(index.clusters, passages.document[m.passage]!, [c, m.passage]);
  });
  indexes.set(model, index);
  return index;
}

function distinct(documents: Iterable<number>, without: number): number[] {
  const all = new Set(documents);
  all.delete(without);
  return [...all].sort((x, y) => x - y);
}

/** In order of begin. */
export function repeatsOf(store: Store, d: number): Repeat[] {
  const { model, data } = store;
  const index = indexOf(store);
  const found: Repeat[] = [];
  const o = data.points.occurrences;
  for (const [p, occurrence] of index.points.get(d) ?? []) {
    const point = model.points[p]!;
    found.push({
      begin: o.begin[occurrence]!,
      end: o.end[occurrence]!,
      kind: "point",
      item: point.index,
      others: distinct(point.occurrences.map((i) => o.document[i]!), d),
    });
  }
  const { a, b } = data.reuse;
  for (const pair of model.pairsOf.get(d) ?? []) {
    for (const i of pair.spans) {
      const own = a.document[i] === d ? a : b;
      found.push({
        begin: own.begin[i]!,
        end: own.end[i]!,
        kind: "reuse",
        item: i,
        others: [pair.a === d ? pair.b : pair.a],
      });
    }
  }
  const passages = data.duplicates.passages;
  for (const [c, passage] of index.clusters.get(d) ?? []) {
    const others = model.clusters[c]!.members.map((m) => passages.document[m.passage]!);
    found.push({
      begin: passages.begin[passage]!,
      end: passages.end[passage]!,
      kind: "cluster",
      item: passage,
      others: distinct(others, d),
    });
  }
  return found.sort((x, y) => x.begin - y.begin || y.end - x.end);
}

export function pointCount(store: Store, d: number): number {
  return new Set((indexOf(store).points.get(d) ?? []).map(([p]) => p)).size;
}
