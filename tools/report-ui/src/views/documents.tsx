// The documents: a list that can be sorted, each with how much of it is in shared passages.

import { counted, languageName, percent } from "../format";
import type { Store } from "../store";
import { Bar, Nothing, Origin } from "../parts/bits";
import { Heading } from "../parts/heading";
import { List } from "../parts/list";
import { Own } from "../parts/text";
import { pointCount } from "../repeats";

export function Documents({ store }: { store: Store }) {
  const { documents: data } = store.data;
  const { reused, documents } = store.model;
  const order = store.route.query.get("order") ?? "";
  const orders: Record<string, [string, (x: number, y: number) => number]> = {
    "": ["Share of shared text", (x, y) => reused[y]! - reused[x]! || x - y],
    date: ["Date", (x, y) => (data.date[x] || "~").localeCompare(data.date[y] || "~") || x - y],
    source: ["Source", (x, y) => store.source(x).localeCompare(store.source(y), "en") || x - y],
    title: ["Title", (x, y) => store.title(x).localeCompare(store.title(y), "en") || x - y],
    length: ["Length", (x, y) => data.tokens[y]! - data.tokens[x]! || x - y],
  };
  const sorted = [...documents].sort((orders[order] ?? orders[""]!)[1]);
  return (
    <>
      <Heading store={store} title="Documents" shown={() => ({ kind: "documents", items: sorted })}>
        {counted(sorted.length, "document")}.
      </Heading>
      {sorted.length === 0 ? <Nothing store={store}>No document is left by the filters.</Nothing> : (
        <>
          <label class="order">Sorted by{" "}
            <select value={order} onChange={(e) => store.setQuery({ order: e.currentTarget.value })}>
              {Object.entries(orders).map(([key, [name]]) => <option key={key} value={key}>{name}</option>)}
            </select>
          </label>
          <List label="Documents" count={sorted.length} estimate={64} identity={`documents ${location.hash}`}
            row={(i) => {
              const d = sorted[i]!;
              const points = pointCount(store, d);
              return (
                <article class="document-row">
                  <p>
                    <a class="row-link" href={store.href(`documents/${d}`)}><Own text={store.title(d)} /></a>
                    <Origin store={store} d={d} />
                  </p>
                  <p class="facts">
                    <span class="share"><Bar share={reused[d]!} label={`${percent(reused[d]!)} of it is in shared passages`} /> {percent(reused[d]!)} shared</span>
                    <span class="points">{points > 0 && counted(points, "talking point")}</span>
                    <span class="length">{counted(data.tokens[d]!, "word")}</span>
                  </p>
                </article>
              );
            }} />
        </>
      )}
    </>
  );
}

export function documentFacts(store: Store, d: number): string {
  const { tokens, passages } = store.data.documents;
  const language = store.language(d);
  return `${counted(tokens[d]!, "word")} in ${counted(passages[d]!, "passage")}${language ? `, in ${languageName(language)}` : ""}`;
}
