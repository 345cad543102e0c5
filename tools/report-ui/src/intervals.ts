// Ranges of bytes gathered by document, merged when first asked for.

export type Span = [begin: number, end: number];

function merge(spans: Span[]): Span[] {
  const merged: Span[] = [];
  let last: Span | undefined;
  for (const span of spans.sort((x, y) => x[0] - y[0])) {
    if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
    else merged.push((last = [span[0], span[1]]));
  }
  return merged;
}

export class Intervals {
  private readonly lists = new Map<number, Span[]>();
  private readonly merged = new Map<number, Span[]>();

  add(document: number, begin: number, end: number): void {
    const list = this.lists.get(document);
    if (list) list.push([begin, end]);
    else this.lists.set(document, [[begin, end]]);
  }

  /** Disjoint, in order. All must have been added before. */
  of(document: number): Span[] {
    let merged = this.merged.get(document);
    if (!merged) this.merged.set(document, (merged = merge(this.lists.get(document) ?? [])));
    return merged;
  }

  /** Bytes of [begin, end) that lie in one of the document's ranges. */
  covered(document: number, begin: number, end: number): number {
    let sum = 0;
    for (const [from, to] of this.of(document)) {
      if (from >= end) break;
      sum += Math.max(0, Math.min(to, end) - Math.max(from, begin));
    }
    return sum;
  }
}

export function coveredBy(spans: Span[]): number {
  return spans.reduce((sum, [begin, end]) => sum + end - begin, 0);
}

/** Bytes that lie in one of the spans, which may overlap; sorts them. */
export function unionSize(spans: Span[]): number {
  return coveredBy(merge(spans));
}
