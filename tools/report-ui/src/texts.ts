// The texts of documents: unpacked a block at a time when somebody looks, kept while there is room.
//
// peek() answers at once or asks for the block and has the page drawn again when it is there.

import { block, unpack, type Data } from "./data";

const kKeptBytes = 160 << 20;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export class Texts {
  private readonly offset: number[] = []; // of each document in its block
  private readonly blockOf: Uint32Array;
  private readonly kept = new Map<number, Uint8Array>(); // in order of last use
  private readonly wanted = new Map<number, Promise<Uint8Array>>();
  private keptBytes = 0;

  constructor(
    private readonly data: Data,
    private readonly loaded: () => void,
  ) {
    const { bytes } = data.documents;
    const { blocks } = data.run;
    this.blockOf = new Uint32Array(bytes.length);
    let number = -1;
    let at = 0;
    for (let d = 0; d < bytes.length; ++d) {
      if (blocks[number + 1] === d) {
        ++number;
        at = 0;
      }
      this.blockOf[d] = number;
      this.offset.push(at);
      at += bytes[d]!;
    }
  }

  get blockCount(): number {
    return this.data.run.blocks.length;
  }

  documentsOfBlock(number: number): [number, number] {
    const { blocks } = this.data.run;
    return [blocks[number]!, blocks[number + 1] ?? this.data.documents.bytes.length];
  }

  private cut(bytes: Uint8Array, d: number): Uint8Array {
    const at = this.offset[d]!;
    return bytes.subarray(at, at + this.data.documents.bytes[d]!);
  }

  private async loadBlock(number: number): Promise<Uint8Array> {
    const kept = this.kept.get(number);
    if (kept) return kept;
    let wanted = this.wanted.get(number);
    if (!wanted) {
      wanted = block(`texts-${number}`).then(unpack);
      this.wanted.set(number, wanted);
      wanted.then((bytes) => {
        this.wanted.delete(number);
        this.keptBytes += bytes.length;
        this.kept.set(number, bytes);
        for (const [old, oldBytes] of this.kept) {
          if (this.keptBytes <= kKeptBytes || old === number) break;
          this.kept.delete(old);
          this.keptBytes -= oldBytes.length;
        }
      });
    }
    return wanted;
  }

  async load(d: number): Promise<Uint8Array> {
    return this.cut(await this.loadBlock(this.blockOf[d]!), d);
  }

  peek(d: number): Uint8Array | undefined {
    const number = this.blockOf[d]!;
    const bytes = this.kept.get(number);
    if (bytes) return this.cut(bytes, d);
    void this.loadBlock(number).then(this.loaded);
    return undefined;
  }

  /** The quote, or undefined while its text is being unpacked. */
  quote(d: number, begin: number, end: number): string | undefined {
    const bytes = this.peek(d);
    return bytes && decode(bytes, begin, end);
  }
}

export function decode(bytes: Uint8Array, begin: number, end: number): string {
  return decoder.decode(bytes.subarray(begin, end));
}

function isInside(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** The nearest place at or before `at` where a code point begins. */
export function charStart(bytes: Uint8Array, at: number): number {
  let i = Math.max(0, Math.min(at, bytes.length));
  while (i > 0 && isInside(bytes[i])) --i;
  return i;
}

/** Code points before byte `at`. */
export function charsBefore(bytes: Uint8Array, at: number): number {
  let n = 0;
  for (let i = 0; i < at; ++i) if ((bytes[i]! & 0xc0) !== 0x80) ++n;
  return n;
}

// A line end after a long line ends a paragraph; so does a blank line. Lines of text that was wrapped
// by hand are short.
const kLongLine = 100;

function paragraphStart(text: string): number {
  for (let at = text.lastIndexOf("\n"); at >= 0; at = text.lastIndexOf("\n", at - 1)) {
    const line = text.lastIndexOf("\n", at - 1);
    if (at - line > kLongLine || text.slice(line + 1, at).trim() === "") return at + 1;
    if (at === 0) break;
  }
  return 0;
}

function paragraphEnd(text: string): number {
  const end = /\n\s*\n/.exec(text)?.index ?? text.length;
  const line = text.indexOf("\n");
  if (line < 0 || line >= end) return end;
  const next = text.indexOf("\n", line + 1);
  return line > kLongLine || (next < 0 ? text.length : next) - line > kLongLine ? line : end;
}

// Lines from this length on, in characters, were broken by hand to fit a width; an ideograph is wide.
const kWrapped = 45;
const kWrappedIdeographs = 25;
const kNoSpace = "\uFFFE"; // stands for a line end that goes without a trace
const kIdeograph = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/;
const kItem = /^\s*(?:[-*•–]|\d+[.)])\s/;

/** Whether a line goes on in the next: it is as long as the width allowed. */
export function wraps(line: string, next: string): boolean {
  const wide = kIdeograph.test(line.trimEnd().at(-1) ?? "") && kIdeograph.test(next[0] ?? "");
  return line.trimEnd().length >= (wide ? kWrappedIdeographs : kWrapped) && next.trim() !== "" && !kItem.test(next);
}

// As long as the text, with spaces for the line ends that only fitted it to a width.
function joined(text: string): string {
  const lines = text.split("\n");
  let out = lines[0]!;
  for (let i = 1; i < lines.length; ++i) {
    const [line, next] = [lines[i - 1]!.trimEnd(), lines[i]!];
    const wide = kIdeograph.test(line.at(-1) ?? "") && kIdeograph.test(next[0] ?? "");
    out += (wraps(line, next) ? (wide ? kNoSpace : " ") : "\n") + next;
  }
  return out;
}

/** The text without the line ends that fitted it to a width: other columns break it elsewhere. */
export function unwrapped(text: string): string {
  return joined(text).replaceAll(kNoSpace, "");
}

const kEven = 0.6; // of the longest line: lines that fit a width are about as long

/**
 * The pieces of a paragraph, one after the other by their lengths in it, without line ends that
 * fitted it to a width. Two lines may be a title and what follows; three or more of one length are not.
 */
export function flowing(text: string, wrapped = false): (length: number) => string {
  const lengths = text.split("\n").slice(0, -1).map((line) => line.length);
  const even = lengths.length > 1 && Math.min(...lengths) >= kEven * Math.max(...lengths);
  const whole = wrapped || even ? joined(text) : text;
  let at = 0;
  return (length) => whole.slice(at, (at += length)).replaceAll(kNoSpace, "");
}

export interface Context {
  before: string;
  quote: string;
  after: string;
}

/** The quote with up to `reach` bytes around it, cut at line and word ends. */
export function context(bytes: Uint8Array, begin: number, end: number, reach: number): Context {
  const from = charStart(bytes, begin - reach);
  const to = charStart(bytes, end + reach);
  let before = decode(bytes, from, begin);
  let after = decode(bytes, end, to);
  const [first, last] = [paragraphStart(before), paragraphEnd(after)];
  if (first > 0) before = before.slice(first);
  else if (from > 0) before = "… " + before.replace(/^\S{0,30}\s/, "");
  if (last < after.length) after = after.slice(0, last);
  else if (to < bytes.length) after = after.replace(/\s\S{0,30}$/, "") + " …";
  const quote = decode(bytes, begin, end);
  const whole = joined(before + quote + after);
  const part = (at: number, length: number) => whole.slice(at, at + length).replaceAll(kNoSpace, "");
  return {
    before: part(0, before.length),
    quote: part(before.length, quote.length),
    after: part(before.length + quote.length, after.length),
  };
}
