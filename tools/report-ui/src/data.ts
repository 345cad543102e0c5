// The data blocks that engine/report/html_data.cpp writes: what they hold, and their unpacking.

export interface Ranges {
  document: number[];
  begin: number[]; // bytes of the document's UTF-8
  end: number[];
}

export interface RunData {
  format: number;
  title: string;
  version: string;
  passages: number;
  blocks: number[]; // first document of each block of texts
  limits: { stage: string[]; what: string[]; count: number[] };
  skipped: { path: string[]; position: number[]; reason: string[]; detail: string[] };
}

export interface DocumentData {
  sources: string[];
  paths: string[];
  id: string[];
  title: string[];
  source: number[];
  date: string[];
  languages: string[]; // tags
  language: number[];
  path: number[];
  position: number[];
  bytes: number[];
  tokens: number[];
  passages: number[];
  origins: Record<Known, number[]>; // where each came from: kOrigins of places.ts
  furniture: Ranges; // navigation, page headers and the like, in order
  pages: Ranges & { number: number[] }; // where each begins; of documents that have pages
  elements: { names: string[]; document: number[]; begin: number[]; name: number[] }; // in order; of web pages and the like
}

export const kKnown = ["title", "source", "date", "language"] as const;
export type Known = (typeof kKnown)[number];

export interface PointData {
  label: string[];
  kind: number[]; // 0 phrase, 1 statement, 2 stump line
  boilerplate: number[];
  score: number[];
  keywords: string[][];
  size: number[]; // occurrences of each
  occurrences: Ranges & { form: number[]; source: number[] }; // who says it
}

export interface ReuseData {
  a: Ranges;
  b: Ranges;
  form: number[];
  similarity: number[];
  chars: number[]; // code points of side a
}

export interface DuplicateData {
  passages: Ranges;
  pairs: { a: number[]; b: number[]; jaccard: number[]; containment: number[] };
  clusters: { size: number[]; passage: number[]; jaccard: number[] };
}

export interface Data {
  run: RunData;
  documents: DocumentData;
  points: PointData;
  reuse: ReuseData;
  duplicates: DuplicateData;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; ++i) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

export async function unpack(base64: string): Promise<Uint8Array> {
  const stream = new Blob([fromBase64(base64)])
    .stream()
    .pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

let parsed: Promise<void> | undefined;
function pageParsed(): Promise<void> {
  parsed ??= new Promise((done) => {
    if (document.readyState !== "loading") done();
    else document.addEventListener("DOMContentLoaded", () => done(), { once: true });
  });
  return parsed;
}

// The packed text of a block; blocks of texts may not have been parsed yet when one is wanted.
export async function block(name: string): Promise<string> {
  let element = document.getElementById(name);
  if (!element) {
    await pageParsed();
    element = document.getElementById(name);
  }
  if (!element) throw new Error(`The file is incomplete: it has no block ${name}.`);
  return element.textContent ?? "";
}

async function read<T>(name: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await unpack(await block(name)))) as T;
}

export async function readData(): Promise<Data> {
  const [run, documents, points, reuse, duplicates] = await Promise.all([
    read<RunData>("run"),
    read<DocumentData>("documents"),
    read<PointData>("points"),
    read<ReuseData>("reuse"),
    read<DuplicateData>("duplicates"),
  ]);
  if (run.format !== 1) throw new Error(`The data has format ${run.format}; this page reads 1.`);
  return { run, documents, points, reuse, duplicates };
}
