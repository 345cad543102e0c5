// What is known of a place in a text besides its words: its page or element, whether it is furniture;
// and where a document's title, source, date and language came from.

import { kKnown, type Data, type Known } from "./data";
import { Intervals } from "./intervals";

// In the order of the engine's enumeration: [what the exports say, what the page says].
const kOrigins: [string, string][] = [
  ["unknown", "not known"],
  ["field", "from a field of the record"],
  ["metadata", "from the file's metadata"],
  ["file_name", "guessed from the file name"],
  ["text", "guessed from the text"],
  ["table", "from the table of metadata"],
];

export interface Page {
  number: number;
  begin: number;
}

export class Places {
  readonly furniture = new Intervals();
  private readonly pages = new Map<number, Page[]>();

  constructor(private readonly data: Data) {
    const { furniture, pages } = data.documents;
    furniture.document.forEach((d, i) => this.furniture.add(d, furniture.begin[i]!, furniture.end[i]!));
    pages.document.forEach((d, i) => {
      const page = { number: pages.number[i]!, begin: pages.begin[i]! };
      const list = this.pages.get(d);
      if (list) list.push(page);
      else this.pages.set(d, [page]);
    });
  }

  /**
   * In the order of their beginnings; empty where a document has none. A page that one paragraph fills
   * comes again behind it, with what stands around it.
   */
  pagesOf(d: number): Page[] {
    return this.pages.get(d) ?? [];
  }

  /** The page on which byte `at` stands, 0 where there are no pages. */
  page(d: number, at: number): number {
    let number = 0;
    for (const page of this.pagesOf(d)) {
      if (page.begin > at) break;
      number = page.number;
    }
    return number;
  }

  /** The element in which byte `at` stands, "#history p[3]"; empty where it is not known. */
  element(d: number, at: number): string {
    const { names, document, begin, name } = this.data.documents.elements;
    let [low, high] = [0, begin.length]; // the first mark behind `at`
    while (low < high) {
      const middle = (low + high) >> 1;
      if (document[middle]! < d || (document[middle] === d && begin[middle]! <= at)) low = middle + 1;
      else high = middle;
    }
    return low > 0 && document[low - 1] === d ? names[name[low - 1]!]! : "";
  }

  /**
   * Where a browser finds the place: of documents whose id is an address on the web. Else empty. Ids
   * of elements are whatever a page wrote: what one gives is the fragment alone.
   */
  address(d: number, at: number): string {
    const id = this.data.documents.id[d]!;
    if (!/^https?:\/\/[^\s]+$/i.test(id)) return "";
    const anchor = /^#([^ ]+)/.exec(this.element(d, at));
    return anchor ? `${id.split("#")[0]}#${encodeURIComponent(anchor[1]!)}` : id;
  }

  /** Whether more than half of the range is furniture. */
  isFurniture(d: number, begin: number, end: number): boolean {
    return this.furniture.covered(d, begin, end) * 2 > end - begin;
  }

  /** "file_name", as the records of the tool say it. */
  origin(d: number, what: Known): string {
    return kOrigins[this.data.documents.origins[what][d]!]![0];
  }

  /** "Title and date from the file's metadata; language guessed from the text", of what is known. */
  origins(d: number): string {
    const by = new Map<number, Known[]>();
    for (const what of kKnown) {
      const origin = this.data.documents.origins[what][d]!;
      if (origin) by.set(origin, [...(by.get(origin) ?? []), what]);
    }
    const text = [...by].map(([origin, what]) => `${joined(what)} ${kOrigins[origin]![1]}`).join("; ");
    return text && text[0]!.toUpperCase() + text.slice(1);
  }

  /** How many of the documents have each origin of a piece of metadata, the most first. */
  originCounts(what: Known, documents: number[]): [string, number][] {
    const counts = new Array<number>(kOrigins.length).fill(0);
    for (const d of documents) ++counts[this.data.documents.origins[what][d]!]!;
    return counts
      .map((n, i): [string, number] => [kOrigins[i]![1], n])
      .filter(([, n]) => n > 0)
      .sort((x, y) => y[1] - x[1]);
  }
}

function joined(words: string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
