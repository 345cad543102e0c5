// A whole text with ranges marked in it. Ranges may overlap; where they do, the piece belongs to the
// first of them.

import type { Store } from "../store";
import { charStart, decode } from "../texts";
import { Plain } from "./text";

export interface Mark {
  begin: number;
  end: number;
  name: string;
  label: string;
}

interface Props {
  store: Store;
  d: number;
  marks: Mark[];
  onMark: (event: Event, name: string) => void;
}

const kMostBytes = 400_000; // of a text that is drawn whole

export function MarkedText({ store, d, marks, onMark }: Props) {
  const bytes = store.texts.peek(d);
  if (!bytes) return <div class="body waiting">…</div>;
  const end = charStart(bytes, Math.min(bytes.length, kMostBytes));
  const sorted = [...marks].sort((x, y) => x.begin - y.begin || y.end - x.end);
  const pieces = [];
  let at = 0;
  for (const mark of sorted) {
    if (mark.end <= at || mark.begin >= end) continue;
    const begin = Math.max(at, mark.begin);
    const stop = Math.min(mark.end, end);
    if (begin > at) pieces.push(<Plain key={`t${at}`} text={decode(bytes, at, begin)} />);
    pieces.push(
      <mark key={mark.name} data-mark={mark.name}>
        <a class="mark-number" href="#" onClick={(e) => onMark(e, mark.name)} aria-label={`Passage ${mark.label}: go to the other side`}>{mark.label}</a>
        <Plain text={decode(bytes, begin, stop)} />
      </mark>,
    );
    at = stop;
  }
  pieces.push(<Plain key="rest" text={decode(bytes, at, end)} />);
  return (
    <div class="body" dir="auto">
      {pieces}
      {end < bytes.length && <p class="quiet">The text goes on; open the document to read the rest.</p>}
    </div>
  );
}
