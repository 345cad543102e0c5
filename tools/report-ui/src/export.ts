// What is shown, as a file: the records of the command-line tool as JSON Lines or CSV, or quotes
// with their references as Markdown.

import { kFormNames, kForms, kKinds } from "./filters";
import { day } from "./format";
import type { Point } from "./model";
import type { Gathered } from "./clusters";
import type { Store } from "./store";
import { charsBefore, decode } from "./texts";

export type Shown =
  | { kind: "points"; items: Point[] }
  | { kind: "reuse"; items: number[] }
  | { kind: "clusters"; items: Gathered[] }
  | { kind: "documents"; items: number[] }
  | { kind: "places"; items: { d: number; begin: number; end: number }[] };
export type Format = "csv" | "jsonl" | "md";

interface RangeRecord {
  document: string;
  begin: number;
  end: number;
  begin_char: number;
  end_char: number;
  text: string;
  page: number | undefined; // undefined is not written into JSON
  furniture: true | undefined;
  element: string | undefined;
}
type Json = Record<string, unknown>;

const kReuseForms = ["verbatim", "light", "heavy"];

async function range(store: Store, d: number, begin: number, end: number): Promise<RangeRecord> {
  const bytes = await store.texts.load(d);
  const text = decode(bytes, begin, end);
  const beginChar = charsBefore(bytes, begin);
  return {
    document: store.data.documents.id[d]!,
    begin,
    end,
    begin_char: beginChar,
    end_char: beginChar + charsBefore(bytes.subarray(begin), end - begin),
    text,
    page: store.places.page(d, begin) || undefined,
    furniture: store.places.isFurniture(d, begin, end) || undefined,
    element: store.places.element(d, begin) || undefined,
  };
}


function known(store: Store, d: number): Json {
  return { source: store.source(d) || null, date: store.date(d) || null };
}

async function pointRecord(store: Store, point: Point): Promise<Json> {
  const o = store.data.points.occurrences;
  const occurrences = [];
  for (const i of point.occurrences) {
    const d = o.document[i]!;
    occurrences.push({
      ...(await range(store, d, o.begin[i]!, o.end[i]!)),
      source: store.sourceOfOccurrence(i) || null,
      date: store.date(d) || null,
      form: kForms[o.form[i]!],
    });
  }
  return {
    type: "talking_point",
    rank: point.index + 1,
    score: store.data.points.score[point.index],
    label: point.label,
    kind: kKinds[point.kind],
    boilerplate: point.boilerplate,
    documents: point.documents,
    sources: point.sources,
    first_seen: point.first || null,
    keywords: store.data.points.keywords[point.index],
    occurrences,
  };
}

async function reuseRecord(store: Store, i: number): Promise<Json> {
  const { a, b, form, similarity } = store.data.reuse;
  return {
    type: "reuse",
    a: await range(store, a.document[i]!, a.begin[i]!, a.end[i]!),
    b: await range(store, b.document[i]!, b.begin[i]!, b.end[i]!),
    form: kReuseForms[form[i]!],
    similarity: similarity[i],
  };
}

async function clusterRecord(store: Store, cluster: Gathered, id: number): Promise<Json> {
  const { document, begin, end } = store.data.duplicates.passages;
  const ranges: RangeRecord[] = [];
  const members: Json[] = [];
  for (const { passage: p, jaccard } of cluster.members) {
    const d = document[p]!;
    const at = await range(store, d, begin[p]!, end[p]!);
    ranges.push(at);
    members.push({ ...at, jaccard, ...known(store, d) });
  }
  return { type: "cluster", id, size: members.length, representative: ranges[0], members };
}

function documentRecord(store: Store, d: number): Json {
  const { id, title, paths, path, bytes, passages, tokens } = store.data.documents;
  return {
    type: "document",
    id: id[d],
    title: title[d] || null,
    ...known(store, d),
    path: paths[path[d]!],
    bytes: bytes[d],
    passages: passages[d],
    tokens: tokens[d],
    title_origin: store.places.origin(d, "title"),
    source_origin: store.places.origin(d, "source"),
    date_origin: store.places.origin(d, "date"),
    language: store.language(d) || null,
    language_origin: store.places.origin(d, "language"),
    reused_share: Number(store.model.reused[d]!.toFixed(4)),
  };
}

async function records(store: Store, shown: Shown): Promise<Json[]> {
  const out: Json[] = [];
  switch (shown.kind) {
    case "points":
      for (const point of shown.items) out.push(await pointRecord(store, point));
      break;
    case "reuse":
      for (const i of shown.items) out.push(await reuseRecord(store, i));
      break;
    case "clusters":
      for (const cluster of shown.items) {
        out.push(await clusterRecord(store, cluster, store.model.clusters.indexOf(cluster) + 1));
      }
      break;
    case "documents":
      for (const d of shown.items) out.push(documentRecord(store, d));
      break;
    case "places":
      for (const { d, begin, end } of shown.items) {
        out.push({ type: "place", ...(await range(store, d, begin, end)), ...known(store, d) });
      }
  }
  return out;
}

// A table has a row for every occurrence or member, with the columns of what it belongs to.
function rows(record: Json): Json[] {
  const flat: Json = {};
  let inner: Json[] | undefined;
  for (const [name, value] of Object.entries(record)) {
    if (name === "occurrences" || name === "members") inner = value as Json[];
    else if (name === "representative") continue;
    else if (Array.isArray(value)) flat[name] = value.join("; ");
    else if (value && typeof value === "object") {
      for (const [key, part] of Object.entries(value)) flat[`${name}_${key}`] = part;
    } else flat[name] = value;
  }
  return inner ? inner.map((part) => ({ ...flat, ...part })) : [flat];
}

// A table from here is opened in a spreadsheet, which would compute a text that begins like a
// formula; the apostrophe keeps it a text. JSON Lines has it as it is.
function cell(value: unknown): string {
  let text = value === null || value === undefined ? "" : String(value);
  if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// As the tool's own tables: what a range is stands behind all that says where it is.
const kBehind = /(^|_)(page|furniture|element)$/;

function csv(all: Json[]): string {
  const table = all.flatMap(rows);
  const names = [...new Set(table.flatMap((row) => Object.keys(row)))];
  const columns = [...names.filter((c) => !kBehind.test(c)), ...names.filter((c) => kBehind.test(c))];
  const line = (cells: unknown[]) => cells.map(cell).join(",") + "\r\n";
  const value = (row: Json, column: string) => (column.endsWith("furniture") ? Boolean(row[column]) : row[column]);
  return line(columns) + table.map((row) => line(columns.map((c) => value(row, c)))).join("");
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/g, "\\$&");
}

function quoted(text: string): string {
  return text.trim().split(/\r?\n/).map((line) => `> ${escaped(line)}`).join("\n");
}

function markdown(store: Store, shown: Shown, all: Json[]): string {
  const names = new Map(store.data.documents.id.map((id, d) => [id, d]));
  const reference = (r: RangeRecord, form?: string) => {
    const d = names.get(r.document)!;
    const parts = [store.title(d), store.source(d), day(store.date(d))].filter(Boolean).map(escaped);
    const place = [escaped(r.document)];
    if (r.page) place.push(`page ${r.page}`);
    if (r.element) place.push(escaped(r.element));
    if (r.end_char > 0) place.push(`characters ${r.begin_char}–${r.end_char}`);
    if (r.furniture) place.push("page furniture");
    if (form) place.push(form);
    return `— ${parts.join(", ")} (${place.join(", ")})`;
  };
  const quote = (r: RangeRecord, form?: string) => `${quoted(r.text)}\n>\n> ${reference(r, form)}\n`;
  const out = [`# ${escaped(store.data.run.title || "Refrain report")}\n`];
  for (const record of all) {
    if (shown.kind === "documents") {
      const d = names.get(record.id as string)!;
      out.push(`- ${reference({ document: record.id as string, end_char: 0 } as RangeRecord).slice(2)}: ${Math.round(store.model.reused[d]! * 100)}% of it is in shared passages`);
    } else if (shown.kind === "points") {
      out.push(`## ${record.rank as number}. ${escaped(record.label as string)}\n`);
      const about = [`${record.documents as number} documents`];
      if (record.sources) about.push(`${record.sources as number} sources`);
      if (record.first_seen) about.push(`first seen ${day(record.first_seen as string)}`);
      out.push(about.join(", ") + "\n");
      for (const o of record.occurrences as (RangeRecord & { form: string })[]) {
        out.push(quote(o, kFormNames[kForms.indexOf(o.form as "light")]!.toLowerCase()));
      }
    } else if (shown.kind === "reuse") {
      out.push(`## ${escaped((record.a as RangeRecord).document)} and ${escaped((record.b as RangeRecord).document)}\n`);
      out.push(quote(record.a as RangeRecord), quote(record.b as RangeRecord));
    } else if (shown.kind === "places") {
      out.push(quote(record as unknown as RangeRecord));
    } else {
      out.push(`## ${record.size as number} near-duplicates\n`);
      for (const m of record.members as (RangeRecord & { jaccard: number })[]) {
        out.push(quote(m, `similarity ${m.jaccard}`));
      }
    }
  }
  return out.join("\n") + "\n";
}

const kTypes: Record<Format, string> = {
  csv: "text/csv;charset=utf-8",
  jsonl: "application/x-ndjson",
  md: "text/markdown;charset=utf-8",
};

export async function exported(store: Store, shown: Shown, format: Format): Promise<string> {
  const all = await records(store, shown);
  if (format === "jsonl") return all.map((r) => JSON.stringify(r) + "\n").join("");
  return format === "csv" ? csv(all) : markdown(store, shown, all);
}

export async function download(store: Store, shown: Shown, format: Format): Promise<void> {
  const text = await exported(store, shown, format);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: kTypes[format] }));
  link.download = `refrain-${shown.kind}.${format}`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
