// Two texts aligned word by word. Words are equal after case and compatibility folding, as the
// engine's tokens are; what stands between words does not count as a difference.

export type Side = "both" | "a" | "b";

export interface Piece {
  side: Side;
  a: string; // text of side a, empty for side b
  b: string;
}

interface Word {
  key: string; // empty: punctuation or space
  text: string;
}

const kMostEdits = 1500; // beyond that, the rest is shown as replaced

const segmenter =
  typeof Intl.Segmenter === "function" ? new Intl.Segmenter("en", { granularity: "word" }) : undefined;

export function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/[\u2018\u2019\u02bc\uff07]/g, "'");
}

export function words(text: string): Word[] {
  if (segmenter) {
    return Array.from(segmenter.segment(text), (s) => ({
      key: s.isWordLike ? fold(s.segment) : "",
      text: s.segment,
    }));
  }
  return (text.match(/[\p{L}\p{N}\p{M}'’]+|[^\p{L}\p{N}\p{M}'’]+/gu) ?? []).map((part) => ({
    key: /[\p{L}\p{N}]/u.test(part) ? fold(part) : "",
    text: part,
  }));
}

// Myers 1986: the pairs of equal words on a shortest edit path. O((n + m) d).
function matches(a: string[], b: string[]): [number, number][] {
  let from = 0;
  let endA = a.length;
  let endB = b.length;
  const out: [number, number][] = [];
  while (from < endA && from < endB && a[from] === b[from]) out.push([from, from++]);
  const tail: [number, number][] = [];
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) tail.push([--endA, --endB]);
  tail.reverse();
  const n = endA - from;
  const m = endB - from;
  const most = Math.min(n + m, kMostEdits);
  const trace: Int32Array[] = [];
  const width = 2 * most + 3;
  let v = new Int32Array(width);
  let reached = -1;
  search: for (let d = 0; d <= most; ++d) {
    trace.push(v.slice());
    for (let k = -d; k <= d; k += 2) {
      const i = k + most + 1;
      let x = k === -d || (k !== d && v[i - 1]! < v[i + 1]!) ? v[i + 1]! : v[i - 1]! + 1;
      let y = x - k;
      while (x < n && y < m && a[from + x] === b[from + y]) {
        ++x;
        ++y;
      }
      v[i] = x;
      if (x >= n && y >= m) {
        reached = d;
        break search;
      }
    }
  }
  if (reached < 0) return [...out, ...tail];
  const middle: [number, number][] = [];
  let x = n;
  let y = m;
  for (let d = reached; d >= 0; --d) {
    v = trace[d]! as Int32Array<ArrayBuffer>;
    const k = x - y;
    const i = k + most + 1;
    const down = k === -d || (k !== d && v[i - 1]! < v[i + 1]!);
    const startX = d === 0 ? 0 : down ? v[i + 1]! : v[i - 1]! + 1;
    const startY = startX - k;
    while (x > startX && y > startY) middle.push([from + --x, from + --y]);
    if (d === 0) break;
    x = down ? startX : startX - 1;
    y = down ? startY - 1 : startY;
  }
  return [...out, ...middle.reverse(), ...tail];
}

export function align(a: string, b: string): Piece[] {
  const wordsA = words(a);
  const wordsB = words(b);
  const placesA = wordsA.flatMap((w, i) => (w.key ? [i] : []));
  const placesB = wordsB.flatMap((w, i) => (w.key ? [i] : []));
  const equal = matches(
    placesA.map((i) => wordsA[i]!.key),
    placesB.map((i) => wordsB[i]!.key),
  );
  const pieces: Piece[] = [];
  const push = (side: Side, textA: string, textB: string) => {
    if (!textA && !textB) return;
    const last = pieces.at(-1);
    if (last?.side === side) {
      last.a += textA;
      last.b += textB;
    } else {
      pieces.push({ side, a: textA, b: textB });
    }
  };
  const text = (list: Word[], begin: number, end: number) =>
    list.slice(begin, end).map((w) => w.text).join("");
  // From the first word of a stretch to behind its last; both ends are `end` where it has none.
  const wordsIn = (list: Word[], begin: number, end: number): [number, number] => {
    while (begin < end && !list[begin]!.key) ++begin;
    let last = end;
    while (last > begin && !list[last - 1]!.key) --last;
    return begin === end ? [end, end] : [begin, last];
  };
  let atA = 0;
  let atB = 0;
  // What stands around the differing words is shown plain.
  const gap = (toA: number, toB: number) => {
    const [fromA, endA] = wordsIn(wordsA, atA, toA);
    const [fromB, endB] = wordsIn(wordsB, atB, toB);
    push("both", text(wordsA, atA, fromA), text(wordsB, atB, fromB));
    push("a", text(wordsA, fromA, endA), "");
    push("b", "", text(wordsB, fromB, endB));
    push("both", text(wordsA, endA, toA), text(wordsB, endB, toB));
    atA = toA;
    atB = toB;
  };
  for (const [i, j] of equal) {
    gap(placesA[i]!, placesB[j]!);
    push("both", wordsA[atA]!.text, wordsB[atB]!.text);
    ++atA;
    ++atB;
  }
  gap(wordsA.length, wordsB.length);
  return pieces;
}
