// Clusters of near-duplicates gathered anew over the passages that are counted, by the rule of
// engine/cluster: passages are taken by date (unknown last), then in their order; each one that is
// free gathers its free neighbours at the threshold. With nothing filtered this gives the engine's
// clusters.

import type { DuplicateData } from "./data";

export interface Member {
  passage: number;
  jaccard: number; // against the representative
}

export interface Gathered {
  members: Member[]; // the representative first, with 1
  documents: number;
}

// Passages with equal shingle sets are one node: their pairs need not all be listed.
class Groups {
  private readonly parent: number[];
  readonly members: number[][];

  constructor(size: number) {
    this.parent = Array.from({ length: size }, (_, i) => i);
    this.members = [];
  }

  find(i: number): number {
    while (this.parent[i] !== i) {
      this.parent[i] = this.parent[this.parent[i]!]!;
      i = this.parent[i]!;
    }
    return i;
  }

  join(i: number, j: number): void {
    const [low, high] = [this.find(i), this.find(j)].sort((x, y) => x - y) as [number, number];
    this.parent[high] = low;
  }

  list(): void {
    for (let i = 0; i < this.parent.length; ++i) (this.members[this.find(i)] ??= []).push(i);
  }
}

interface Graph {
  groups: Groups;
  neighbours: Map<number, Map<number, number>>; // group -> group -> jaccard
  order: number[];
}

const graphs = new WeakMap<DuplicateData, Graph>();

function graphOf(data: DuplicateData, date: string[]): Graph {
  const known = graphs.get(data);
  if (known) return known;
  const { passages, pairs, clusters } = data;
  const edges: [number, number, number][] = pairs.a.map((a, i) => [a, pairs.b[i]!, pairs.jaccard[i]!]);
  let at = 0;
  for (const size of clusters.size) {
    for (let i = 1; i < size; ++i) {
      edges.push([clusters.passage[at]!, clusters.passage[at + i]!, clusters.jaccard[at + i]!]);
    }
    at += size;
  }
  const groups = new Groups(passages.document.length);
  for (const [a, b, jaccard] of edges) if (jaccard === 1) groups.join(a, b);
  groups.list();
  const neighbours: Graph["neighbours"] = new Map();
  const link = (from: number, to: number, jaccard: number) => {
    const list = neighbours.get(from);
    if (list) list.set(to, jaccard);
    else neighbours.set(from, new Map([[to, jaccard]]));
  };
  for (const [a, b, jaccard] of edges) {
    const [ga, gb] = [groups.find(a), groups.find(b)];
    if (ga === gb) continue;
    link(ga, gb, jaccard);
    link(gb, ga, jaccard);
  }
  const key = (p: number) => date[passages.document[p]!] || "~";
  const order = passages.document
    .map((_, p) => p)
    .sort((x, y) => (key(x) < key(y) ? -1 : key(x) > key(y) ? 1 : x - y));
  const graph = { groups, neighbours, order };
  graphs.set(data, graph);
  return graph;
}

export function gather(
  data: DuplicateData,
  date: string[],
  threshold: number,
  keep: (passage: number) => boolean,
): Gathered[] {
  const { groups, neighbours, order } = graphOf(data, date);
  const taken = new Uint8Array(order.length);
  const found: Gathered[] = [];
  for (const representative of order) {
    if (taken[representative] || !keep(representative)) continue;
    const own = groups.find(representative);
    const members: Member[] = [];
    const take = (group: number, jaccard: number) => {
      for (const p of groups.members[group]!) {
        if (p !== representative && !taken[p] && keep(p)) members.push({ passage: p, jaccard });
      }
    };
    take(own, 1);
    for (const [group, jaccard] of neighbours.get(own) ?? []) {
      if (jaccard >= threshold) take(group, jaccard);
    }
    taken[representative] = 1;
    if (members.length === 0) continue;
    for (const m of members) taken[m.passage] = 1;
    members.sort((x, y) => x.passage - y.passage);
    members.unshift({ passage: representative, jaccard: 1 });
    const documents = new Set(members.map((m) => data.passages.document[m.passage])).size;
    found.push({ members, documents });
  }
  return found.sort((x, y) => x.members[0]!.passage - y.members[0]!.passage);
}
