// A text in the paragraphs that people see in it.

import type { Page } from "./places";
import { decode, wraps } from "./texts";

export interface Paragraph {
  begin: number;
  end: number;
  furniture?: boolean; // a run of paragraphs around the text
  wrapped?: boolean; // its lines fit a width and say nothing
}

const kMostBytes = 6000; // of a paragraph of many lines
const kIndent = /^[ \t\u3000]/;
const kLeastIndented = 2; // lines, before indents are taken to begin paragraphs

/** At blank lines or indented lines where there are any, else at every line end; and where pages begin. */
export function paragraphsOf(bytes: Uint8Array, pages: Page[]): Paragraph[] {
  const text = (begin: number, end: number) => decode(bytes, begin, end);
  const lines: Paragraph[] = [];
  const starts = new Set<number>(); // of pages
  let at = 0;
  let page = 0;
  for (let i = 0; i <= bytes.length; ++i) {
    while (page < pages.length && pages[page]!.begin <= i) {
      if (i > at) {
        lines.push({ begin: at, end: i });
        at = i;
      }
      starts.add(at);
      ++page;
    }
    if (i === bytes.length || bytes[i] === 10) {
      lines.push({ begin: at, end: i });
      at = i + 1;
    }
  }
  const blank = lines.map((l) => l.end - l.begin < 200 && text(l.begin, l.end).trim() === "");
  const between = blank.slice(0, -1).filter(Boolean).length; // the end of the last line separates nothing
  const separated = between * 8 > lines.length;
  const indented = lines.map((l, i) => !separated && !blank[i] && kIndent.test(text(l.begin, Math.min(l.end, l.begin + 3))));
  const byIndent = indented.filter(Boolean).length >= kLeastIndented;
  const goesOn = (i: number) => byIndent && !indented[i] && i > 0 && wraps(text(lines[i - 1]!.begin, lines[i - 1]!.end), text(lines[i]!.begin, lines[i]!.end));
  const out: Paragraph[] = [];
  let open: Paragraph | undefined;
  lines.forEach((line, i) => {
    if (blank[i]) {
      open = undefined;
    } else if (open && (separated || goesOn(i)) && !starts.has(line.begin) && line.end - open.begin < kMostBytes) {
      open.end = line.end;
      open.wrapped ||= !separated;
    } else {
      open = { ...line };
      out.push(open);
    }
  });
  return out;
}
