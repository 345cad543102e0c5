// What the page knows, in one place. A change asks for one drawing of the whole page in the next
// frame; the virtual tree makes that cheap.

import type { Data } from "./data";
import { filterQuery, filtersFrom, kNoFilters, type Filters } from "./filters";
import { countAll, factsOf, type Facts, type Model } from "./model";
import { Places } from "./places";
import { Texts } from "./texts";

export interface Route {
  path: string[]; // decoded parts: ["points", "3"]
  query: URLSearchParams;
}

export class Store {
  readonly texts: Texts;
  readonly places: Places;
  readonly facts: Facts;
  route: Route = { path: [], query: new URLSearchParams() };
  filters: Filters = kNoFilters;
  filtersOpen = false;
  announcement = ""; // read out by screen readers
  private counted: Model | undefined;
  private countedFor = "?";
  private asked = false;

  constructor(
    readonly data: Data,
    private readonly draw: () => void,
  ) {
    this.texts = new Texts(data, () => this.refresh());
    this.places = new Places(data);
    this.facts = factsOf(data, this.places);
    this.readAddress();
  }

  refresh(): void {
    if (this.asked) return;
    this.asked = true;
    // A hidden page gets no frames, but may be printed or tested.
    const now = () => {
      if (!this.asked) return;
      this.asked = false;
      this.draw();
    };
    requestAnimationFrame(now);
    setTimeout(now, 100);
  }

  readAddress(): void {
    const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?");
    const part = (text: string) => {
      try {
        return decodeURIComponent(text);
      } catch {
        return text;
      }
    };
    this.route = { path: path.split("/").filter(Boolean).map(part), query: new URLSearchParams(query) };
    this.filters = filtersFrom(this.route.query);
  }

  get model(): Model {
    const key = filterQuery(this.filters).toString();
    if (!this.counted || key !== this.countedFor) {
      this.counted = countAll(this.data, this.facts, this.filters);
      this.countedFor = key;
    }
    return this.counted;
  }

  /** An address in this report that keeps the filters. */
  href(path: string, more: Record<string, string> = {}, filters = this.filters): string {
    const query = filterQuery(filters);
    for (const [name, value] of Object.entries(more)) if (value) query.set(name, value);
    const text = query.toString();
    return `#/${path}${text ? `?${text}` : ""}`;
  }

  /** Changes part of the query of this address, without a new entry in the history. */
  setQuery(more: Record<string, string>): void {
    const own = this.viewQuery();
    for (const [name, value] of Object.entries(more)) own[name] = value;
    this.replace(this.href(this.route.path.map(encodeURIComponent).join("/"), own));
  }

  setFilters(change: Partial<Filters>): void {
    const filters = { ...this.filters, ...change };
    const path = this.route.path.map(encodeURIComponent).join("/");
    this.replace(this.href(path, this.viewQuery(), filters));
  }

  private viewQuery(): Record<string, string> {
    const known = new Set(["without", "from", "to", "noform", "nokind", "nolanguage", "jaccard", "similarity", "documents", "boilerplate"]);
    return Object.fromEntries([...this.route.query].filter(([name]) => !known.has(name)));
  }

  private replace(hash: string): void {
    history.replaceState(null, "", hash);
    this.readAddress();
    this.refresh();
  }

  announce(text: string): void {
    this.announcement = text;
    this.refresh();
  }

  title(d: number): string {
    return this.data.documents.title[d] || this.data.documents.id[d]!;
  }
  /** Who says an occurrence of a talking point: its speaker, else the source of its document. */
  sourceOfOccurrence(o: number): string {
    return this.data.documents.sources[this.data.points.occurrences.source[o]!]!;
  }

  source(d: number): string {
    return this.data.documents.sources[this.data.documents.source[d]!]!;
  }
  date(d: number): string {
    return this.data.documents.date[d]!;
  }
  /** A BCP 47 tag, empty where none is known. */
  language(d: number): string {
    return this.data.documents.languages[this.data.documents.language[d]!]!;
  }
}
