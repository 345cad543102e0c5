// What is being repeated here, in one screen.

import { clip, count, counted, percent, span } from "../format";
import type { Store } from "../store";
import { FormLegend, Nothing, Origin } from "../parts/bits";
import { Heading } from "../parts/heading";
import { Own, Plain } from "../parts/text";
import { bySize } from "./clusters";
import { bestBySource, documentMatrix, Grid, sourceMatrix } from "./map";
import { PointRow } from "./points";

const kPoints = 6;
const kOthers = 3;
const kRows = 20; // of the small map, as many as can be named
const kFewRows = 3; // below this the list says it all

export function Overview({ store }: { store: Store }) {
  const { model, data, facts } = store;
  const sources = model.sources.filter((s) => data.documents.sources[s]);
  const [from, to] = facts.dates;
  const clusters = bySize(store);
  // Repetition that says something comes first; what is left out by kind stands in the full list.
  const told = model.points.filter((p) => !p.boilerplate);
  const points = told.length > 0 ? told : model.points;
  const sourced = model.documents.filter((d) => store.source(d)).length;
  const bySource = bestBySource(store);
  const matrix = bySource ? sourceMatrix(store, kRows) : documentMatrix(store, "", kRows);
  const skipped = data.run.skipped.path.length;
  const nothing = model.points.length === 0 && model.pairs.length === 0 && clusters.length === 0;
  return (
    <>
      <Heading store={store} title={data.run.title ? <>What is repeated in <Own text={data.run.title} /></> : "What is repeated here"}
        shown={() => ({ kind: "points", items: points })}>
        {counted(model.documents.length, "document")}
        {sources.length > 0 && (sourced === model.documents.length
          ? <> from {counted(sources.length, "source")}</>
          : <>, {count(sourced)} of them from {counted(sources.length, "known source")}</>)}
        {from && <>, {span(from, to)}</>}. {percent(model.reusedShare)} of the text is shared.
      </Heading>
      {nothing ? <Nothing store={store}>Nothing is repeated among these documents.</Nothing> : (
        <div class="overview">
          <section class="overview-points">
            <h2><a href={store.href("points")}>Talking points</a> <span class="quiet">{count(model.points.length)}</span></h2>
            {points.length > 0 && <FormLegend store={store} />}
            {points.length === 0 ? <p class="quiet">No statement is made by several of them.</p>
              : points.slice(0, kPoints).map((p) => <PointRow key={p.index} store={store} point={p} />)}
            {model.points.length > kPoints && <p class="more"><a href={store.href("points")}>All {count(model.points.length)} talking points</a></p>}
          </section>
          <div class="overview-side">
            <section>
              <h2><a href={store.href(bySource ? "map/sources" : "map/documents")}>Who shares text with whom</a></h2>
              {matrix.rows.length === 0 ? <p class="quiet">No longer passage is shared.</p> : matrix.rows.length < kFewRows ? null : (
                <Grid small matrix={matrix} label={bySource ? "Shared text by pair of sources" : "Shared text by pair of documents"} />
              )}
              <ul class="plain ranked">
                {bySource
                  ? model.sourcePairs.filter((p) => p.a !== p.b && data.documents.sources[p.a] && data.documents.sources[p.b]).slice(0, kOthers).map((p) => (
                    <li key={`${p.a} ${p.b}`}>
                      <a href={store.href(`sources/${p.a}/${p.b}`)}><Own text={facts.sourceNames[p.a]!} /> and <Own text={facts.sourceNames[p.b]!} /></a>
                      <span class="quiet">{count(p.chars)} characters</span>
                    </li>
                  ))
                  : model.pairs.slice(0, kOthers).map((p) => (
                    <li key={`${p.a} ${p.b}`}>
                      <a href={store.href(`pairs/${p.a}/${p.b}`)}><Own text={clip(store.title(p.a), 60)} /> and <Own text={clip(store.title(p.b), 60)} /></a>
                      <span class="quiet">{count(p.chars)} characters</span>
                    </li>
                  ))}
              </ul>
            </section>
            {clusters.length > 0 && (
              <section>
                <h2><a href={store.href("clusters")}>Near-duplicates</a> <span class="quiet">{counted(clusters.length, "cluster")}</span></h2>
                <ul class="plain ranked">
                  {clusters.slice(0, kOthers).map((c) => {
                    const p = c.members[0]!.passage;
                    const { document, begin, end } = data.duplicates.passages;
                    const text = store.texts.quote(document[p]!, begin[p]!, end[p]!);
                    return (
                      <li key={p}>
                        <a href={store.href(`clusters/${p}`)} dir="auto">{text === undefined ? "…" : <Plain text={clip(text, 110)} />}</a>
                        <span class="quiet">{counted(c.members.length, "passage")}</span>
                      </li>
                    );
                  })}
                </ul>
              </section>
            )}
            <section>
              <h2><a href={store.href("documents")}>Documents that share most</a></h2>
              <ul class="plain ranked">
                {[...model.documents].sort((x, y) => model.reused[y]! - model.reused[x]!).slice(0, kOthers)
                  .filter((d) => model.reused[d]! > 0).map((d) => (
                    <li key={d}>
                      <span><a href={store.href(`documents/${d}`)}><Own text={clip(store.title(d), 80)} /></a> <Origin store={store} d={d} /></span>
                      <span class="quiet">{percent(model.reused[d]!)}</span>
                    </li>
                  ))}
              </ul>
            </section>
          </div>
        </div>
      )}
      {(skipped > 0 || data.run.limits.what.length > 0) && (
        <p class="quiet notice">
          {skipped > 0 && `${counted(skipped, "record")} could not be used. `}
          {data.run.limits.what.length > 0 && "Some limits took effect. "}
          <a href={store.href("about")}>See what was left out</a>
        </p>
      )}
    </>
  );
}
