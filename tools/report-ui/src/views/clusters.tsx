// Clusters of near-duplicate passages: the list, and one with what differs from its representative.

import type { Gathered } from "../clusters";
import { clip, counted, similarity, span } from "../format";
import type { Store } from "../store";
import { DocumentLink, Nothing, Place } from "../parts/bits";
import { Heading } from "../parts/heading";
import { List } from "../parts/list";
import { Merged, Plain } from "../parts/text";
import { unwrapped } from "../texts";

function documentOf(store: Store, passage: number): number {
  return store.data.duplicates.passages.document[passage]!;
}

function textOf(store: Store, passage: number): string | undefined {
  const { document, begin, end } = store.data.duplicates.passages;
  return store.texts.quote(document[passage]!, begin[passage]!, end[passage]!);
}

function dates(store: Store, cluster: Gathered): [string, string] {
  let [first, last] = ["", ""];
  for (const m of cluster.members) {
    const date = store.date(documentOf(store, m.passage));
    if (!date) continue;
    if (!first || date < first) first = date;
    if (date > last) last = date;
  }
  return [first, last];
}

export function ClusterRow({ store, cluster }: { store: Store; cluster: Gathered }) {
  const representative = cluster.members[0]!.passage;
  const text = textOf(store, representative);
  const least = cluster.members.reduce((m, x) => Math.min(m, x.jaccard), 1);
  const [first, last] = dates(store, cluster);
  const { document, begin, end } = store.data.duplicates.passages;
  const furniture = store.places.isFurniture(document[representative]!, begin[representative]!, end[representative]!);
  const sources = new Set(cluster.members.map((m) => store.source(documentOf(store, m.passage))).filter(Boolean));
  return (
    <article class={`cluster-row ${store.facts.boilerplatePassage[representative] ? "is-furniture" : ""}`}>
      <a class="row-link" href={store.href(`clusters/${representative}`)}>
        <span class="snippet" dir="auto">{text === undefined ? "…" : <Plain text={clip(text, 220)} />}</span>
      </a>
      <p class="facts">
        <span>{counted(cluster.members.length, "passage")} in {counted(cluster.documents, "document")}</span>
        {sources.size > 1 && <span>{counted(sources.size, "source")}</span>}
        <span>{least === 1 ? "all equal" : `similarity from ${similarity(least)}`}</span>
        {first && <span>{span(first, last)}</span>}
        {store.facts.boilerplatePassage[representative] === 1 && <span class="tag">{furniture ? "Page furniture" : "Boilerplate"}</span>}
      </p>
    </article>
  );
}

// Below this a passage is a heading or a contact line; longer ones say more.
const kShortBytes = 60;

/** The most repeated text first: its length times the times it was said again. */
export function bySize(store: Store): Gathered[] {
  const furniture = store.facts.boilerplatePassage;
  const { begin, end } = store.data.duplicates.passages;
  const weight = ({ members }: Gathered) => {
    const p = members[0]!.passage;
    return (members.length - 1) * Math.max(1, end[p]! - begin[p]! - kShortBytes);
  };
  return [...store.model.clusters].sort(
    (x, y) => furniture[x.members[0]!.passage]! - furniture[y.members[0]!.passage]! ||
      weight(y) - weight(x) ||
      x.members[0]!.passage - y.members[0]!.passage,
  );
}

export function Clusters({ store }: { store: Store }) {
  const clusters = bySize(store);
  const passages = clusters.reduce((n, c) => n + c.members.length, 0);
  return (
    <>
      <Heading store={store} title="Near-duplicates" shown={() => ({ kind: "clusters", items: clusters })}>
        {clusters.length > 0 && <>{counted(passages, "passage")} in {counted(clusters.length, "cluster")}, {clusters.length > 1 && "each "}around the passage that was there first.</>}
      </Heading>
      {clusters.length === 0 ? <Nothing store={store}>No passage has a near-duplicate here.</Nothing> : (
        <List label="Clusters" count={clusters.length} estimate={100} identity={`clusters ${location.hash}`}
          row={(i) => <ClusterRow store={store} cluster={clusters[i]!} />} />
      )}
    </>
  );
}

export function ClusterView({ store, passage }: { store: Store; passage: number }) {
  const cluster = store.model.clusters.find((c) => c.members.some((m) => m.passage === passage));
  if (!cluster) {
    return (
      <>
        <Heading store={store} title="Near-duplicates" />
        <Nothing store={store}>This passage has no near-duplicate among what is counted.</Nothing>
      </>
    );
  }
  const { begin, end } = store.data.duplicates.passages;
  const [representative, ...others] = cluster.members;
  const date = (p: number) => store.date(documentOf(store, p)) || "~";
  others.sort((x, y) => (date(x.passage) < date(y.passage) ? -1 : date(x.passage) > date(y.passage) ? 1 : x.passage - y.passage));
  const base = textOf(store, representative!.passage);
  const at = (p: number) => `${begin[p]!}-${end[p]!}`;
  const place = (p: number) => <Place store={store} d={documentOf(store, p)} begin={begin[p]!} end={end[p]!} />;
  const [first, last] = dates(store, cluster);
  return (
    <>
      <nav class="steps" aria-label="Clusters"><a href={store.href("clusters")}>All near-duplicates</a></nav>
      <Heading store={store} title={counted(cluster.members.length, "near-duplicate passage")} shown={() => ({ kind: "clusters", items: [cluster] })}>
        In {counted(cluster.documents, "document")}{first ? `, ${span(first, last)}` : ""}.
      </Heading>
      <section class="member representative">
        <header><DocumentLink store={store} d={documentOf(store, representative!.passage)} at={at(representative!.passage)} />{place(representative!.passage)}<span class="spacer" /><span class="tag">First, and compared with</span></header>
        <p class="context" dir="auto">{base === undefined ? "…" : <Plain text={unwrapped(base)} />}</p>
      </section>
      <h2>What differs in the others</h2>
      {others.some((m) => m.jaccard < 1) && <p class="legend">Left out: <del>word</del> · added: <ins>word</ins></p>}
      <List label="Members" count={others.length} estimate={140} identity={`cluster ${location.hash}`}
        row={(i) => {
          const member = others[i]!;
          const d = documentOf(store, member.passage);
          const text = textOf(store, member.passage);
          return (
            <article class="member">
              <header>
                <DocumentLink store={store} d={d} at={at(member.passage)} />
                {place(member.passage)}
                <span class="spacer" />
                <span class="quiet">{base !== undefined && base === text ? "the same, to the character" : `similarity ${similarity(member.jaccard)}`}</span>
              </header>
              {base === undefined || text === undefined ? <p class="context waiting">…</p>
                : base === text ? null
                : <p class="context" dir="auto"><Merged a={unwrapped(base)} b={unwrapped(text)} /></p>}
            </article>
          );
        }} />
    </>
  );
}
