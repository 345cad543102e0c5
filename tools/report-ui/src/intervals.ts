// Ranges of bytes gathered by document, merged when first asked for.

type Span = [begin: number, end: number];

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
    if (merged) return merged;
    merged = [];
    const list = this.lists.get(document) ?? [];
    for (const [begin, end] of list.sort((x, y) => x[0] - y[0])) {
      const last = merged.at(-1);
      if (last && begin <= last[1]) last[1] = Math.max(last[1], end);
      else merged.push([begin, end]);
    }
    this.merged.set(document, merged);
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
