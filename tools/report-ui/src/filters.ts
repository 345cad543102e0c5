// What the reader of the report wants counted, and its place in the address, so that a link shows
// the same.

export const kForms = ["verbatim", "light", "reworded"] as const;
export const kFormNames = ["Verbatim", "Light edits", "Reworded"] as const;
export const kFormWords = ["verbatim", "lightly edited", "reworded"] as const; // behind a number
export const kKinds = ["phrase", "statement", "stump_line"] as const;
export const kKindNames = ["Phrase", "Statement", "Stump line"] as const;

export interface Filters {
  excluded: ReadonlySet<number>; // sources left out
  from: string; // dates, empty: no limit
  to: string;
  forms: ReadonlySet<number>; // left out
  kinds: ReadonlySet<number>; // left out
  languages: ReadonlySet<string>; // left out; empty: not known
  jaccard: number; // least similarity of near-duplicates; 0: all that was computed
  similarity: number; // least similarity of reused spans
  minDocuments: number; // of a talking point; 0: as computed
  boilerplate: boolean; // counted
}

export const kNoFilters: Filters = {
  excluded: new Set(),
  from: "",
  to: "",
  forms: new Set(),
  kinds: new Set(),
  languages: new Set(),
  jaccard: 0,
  similarity: 0,
  minDocuments: 0,
  boilerplate: true,
};

function numbers(text: string | null): Set<number> {
  return new Set((text ?? "").split(".").filter((x) => /^\d+$/.test(x)).map(Number));
}

// Tags as "de.pt-BR"; "-" stands for documents of which none is known.
function tags(text: string | null): Set<string> {
  return new Set((text ?? "").split(".").filter((x) => /^[\w-]+$/.test(x)).map((x) => (x === "-" ? "" : x)));
}

function share(text: string | null): number {
  const x = Number(text ?? 0);
  return x > 0 && x <= 1 ? x : 0;
}

export function filtersFrom(query: URLSearchParams): Filters {
  const date = (name: string) => (/^[\d-]+$/.test(query.get(name) ?? "") ? query.get(name)! : "");
  return {
    excluded: numbers(query.get("without")),
    from: date("from"),
    to: date("to"),
    forms: numbers(query.get("noform")),
    kinds: numbers(query.get("nokind")),
    languages: tags(query.get("nolanguage")),
    jaccard: share(query.get("jaccard")),
    similarity: share(query.get("similarity")),
    minDocuments: Math.max(0, Math.floor(Number(query.get("documents") ?? 0)) || 0),
    boilerplate: query.get("boilerplate") !== "0",
  };
}

export function filterQuery(f: Filters): URLSearchParams {
  const query = new URLSearchParams();
  const set = (name: string, value: string) => value && query.set(name, value);
  const list = (s: ReadonlySet<number>) => [...s].sort((a, b) => a - b).join(".");
  set("without", list(f.excluded));
  set("from", f.from);
  set("to", f.to);
  set("noform", list(f.forms));
  set("nokind", list(f.kinds));
  set("nolanguage", [...f.languages].sort().map((x) => x || "-").join("."));
  set("jaccard", f.jaccard ? String(f.jaccard) : "");
  set("similarity", f.similarity ? String(f.similarity) : "");
  set("documents", f.minDocuments ? String(f.minDocuments) : "");
  set("boilerplate", f.boilerplate ? "" : "0");
  return query;
}
