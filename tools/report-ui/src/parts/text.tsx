// Text of documents on the page: always text nodes, never markup.
//
// Controls that would reorder or hide text (bidi embeddings and overrides, C0 and C1) are shown as
// small marks, so that what is read is what is there. Marks of direction and joiners, which
// languages need, stay.

import { Fragment, type ComponentChildren } from "preact";
import { align, type Piece } from "../diff";
import { count } from "../format";

const kNames: Record<number, string> = {
  0x202a: "LRE", 0x202b: "RLE", 0x202c: "PDF", 0x202d: "LRO", 0x202e: "RLO",
  0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI",
  0xfeff: "BOM", 0x2028: "LS", 0x2029: "PS", 0x7f: "DEL",
};
// eslint-disable-next-line no-control-regex
const kControls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\u2028\u2029\u{e0000}-\u{e007f}]/u;

export function Plain({ text }: { text: string }) {
  if (!kControls.test(text)) return <>{text}</>;
  const parts: ComponentChildren[] = [];
  let rest = text;
  for (let found = kControls.exec(rest); found; found = kControls.exec(rest)) {
    const code = found[0].codePointAt(0)!;
    const hex = "U+" + code.toString(16).toUpperCase().padStart(4, "0");
    if (found.index > 0) parts.push(rest.slice(0, found.index));
    parts.push(<span class="control" title={hex} data-name={kNames[code] ?? hex} />);
    rest = rest.slice(found.index + found[0].length);
  }
  if (rest) parts.push(rest);
  return <>{parts.map((part, i) => <Fragment key={i}>{part}</Fragment>)}</>;
}

/** A piece of somebody's text within our sentences, isolated from their direction. */
export function Own({ text, class: name }: { text: string; class?: string }) {
  return <bdi class={name}><Plain text={text} /></bdi>;
}

/** One side of an alignment, what only this side has marked. */
export function SideOf({ pieces, side }: { pieces: Piece[]; side: "a" | "b" }) {
  return (
    <>
      {pieces.map((piece, i) => {
        const text = piece[side];
        if (!text) return null;
        if (piece.side === "both") return <Plain key={i} text={text} />;
        return side === "a"
          ? <del key={i}><Plain text={text} /></del>
          : <ins key={i}><Plain text={text} /></ins>;
      })}
    </>
  );
}

const kLongSame = 500; // UTF-16 units; of a longer stretch that is the same its ends are shown
const kEnd = 160;

function Same({ text, first, last }: { text: string; first: boolean; last: boolean }) {
  if (text.length <= kLongSame) return <Plain text={text} />;
  const head = first ? "" : text.slice(0, kEnd).replace(/\S{0,30}$|[\ud800-\udbff]$/, "");
  const tail = last ? "" : text.slice(-kEnd).replace(/^\S{0,30}|^[\udc00-\udfff]/, "");
  return (
    <>
      <Plain text={head} />
      <span class="same"> … {count(text.length - head.length - tail.length)} characters the same … </span>
      <Plain text={tail} />
    </>
  );
}

/** Both sides in one text: what a has alone struck out, what b has alone inserted. */
export function Merged({ a, b }: { a: string; b: string }) {
  return (
    <>
      {align(a, b).map((piece, i, pieces) => {
        if (piece.side === "both") return <Same key={i} text={piece.b} first={i === 0} last={i + 1 === pieces.length} />;
        if (piece.side === "b") return <ins key={i}><Plain text={piece.b} /></ins>;
        // Two words that stand in for one another have no space of their own between them.
        const space = pieces[i + 1]?.side === "b" || !/^\s/.test(pieces[i + 1]?.b ?? " ") ? " " : "";
        return <Fragment key={i}><del><Plain text={piece.a} /></del>{space}</Fragment>;
      })}
    </>
  );
}

/** An occurrence with the words that the label does not have marked. */
export function AgainstLabel({ label, text }: { label: string; text: string }) {
  return (
    <>
      {align(label, text).map((piece, i) =>
        piece.side === "a" ? null : piece.side === "both"
          ? <Plain key={i} text={piece.b} />
          : <span key={i} class="other-words"><Plain text={piece.b} /></span>,
      )}
    </>
  );
}
