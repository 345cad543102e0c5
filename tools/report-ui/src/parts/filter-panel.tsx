// What is counted: sources, dates, forms, kinds, thresholds, boilerplate. Every change recounts all
// views and is part of the address.

import { Component } from "preact";
import { count, counted, languageName, similarity, span } from "../format";
import { kFormNames, kKindNames, kNoFilters, type Filters } from "../filters";
import type { Store } from "../store";
import { Own } from "./text";

function without<T>(set: ReadonlySet<T>, item: T, keep: boolean): Set<T> {
  const next = new Set(set);
  if (keep) next.delete(item);
  else next.add(item);
  return next;
}

/** The filters in force, each as a word and the change that lifts it. */
export function inForce(store: Store): { text: string; lift: Partial<Filters> }[] {
  const f = store.filters;
  const out: { text: string; lift: Partial<Filters> }[] = [];
  if (f.excluded.size === 1) {
    out.push({ text: `without ${store.facts.sourceNames[[...f.excluded][0]!] ?? "?"}`, lift: { excluded: new Set() } });
  } else if (f.excluded.size > 1) {
    out.push({ text: `without ${f.excluded.size} sources`, lift: { excluded: new Set() } });
  }
  if (f.from && f.to) out.push({ text: span(f.from, f.to), lift: { from: "", to: "" } });
  else if (f.from) out.push({ text: `from ${span(f.from, "")}`, lift: { from: "" } });
  else if (f.to) out.push({ text: `until ${span("", f.to)}`, lift: { to: "" } });
  for (const form of f.forms) out.push({ text: `without ${(kFormNames[form] ?? "?").toLowerCase()}`, lift: { forms: without(f.forms, form, true) } });
  for (const kind of f.kinds) out.push({ text: `without ${(kKindNames[kind] ?? "?").toLowerCase()}s`, lift: { kinds: without(f.kinds, kind, true) } });
  for (const tag of f.languages) {
    const name = tag ? `without ${languageName(tag)}` : "without texts in no known language";
    out.push({ text: name, lift: { languages: without(f.languages, tag, true) } });
  }
  if (f.minDocuments) out.push({ text: `in ${f.minDocuments} documents or more`, lift: { minDocuments: 0 } });
  if (f.similarity) out.push({ text: `shared passages from ${similarity(f.similarity)}`, lift: { similarity: 0 } });
  if (f.jaccard) out.push({ text: `near-duplicates from ${similarity(f.jaccard)}`, lift: { jaccard: 0 } });
  if (!f.boilerplate) out.push({ text: "without boilerplate and page furniture", lift: { boilerplate: true } });
  return out;
}

class Sources extends Component<{ store: Store }, { wanted: string }> {
  override state = { wanted: "" };

  override render() {
    const { store } = this.props;
    const names = store.facts.sourceNames;
    const sizes = new Array<number>(names.length).fill(0);
    for (const s of store.data.documents.source) ++sizes[s]!;
    const wanted = this.state.wanted.toLowerCase();
    const all = names.map((_, s) => s)
      .filter((s) => names[s]!.toLowerCase().includes(wanted))
      .sort((x, y) => sizes[y]! - sizes[x]! || names[x]!.localeCompare(names[y]!, "en"));
    const { excluded } = store.filters;
    return (
      <fieldset class="filter-sources">
        <legend>Sources</legend>
        <p class="filter-tools">
          {names.length > 10 && (
            <input type="search" aria-label="Find a source" placeholder="Find a source" value={this.state.wanted}
              onInput={(e) => this.setState({ wanted: e.currentTarget.value })} />
          )}
          <button type="button" class="quiet-button" onClick={() => store.setFilters({ excluded: new Set() })}>All</button>
          <button type="button" class="quiet-button" onClick={() => store.setFilters({ excluded: new Set(names.keys()) })}>None</button>
        </p>
        <div class="checks">
          {all.slice(0, 200).map((s) => (
            <label key={s}>
              <input type="checkbox" data-source={s} checked={!excluded.has(s)}
                onChange={(e) => store.setFilters({ excluded: without(excluded, s, e.currentTarget.checked) })} />
              <Own text={names[s]!} /> {sizes[s]! > 0 && <span class="quiet">{count(sizes[s]!)}</span>}
            </label>
          ))}
          {all.length > 200 && <p class="quiet">and {count(all.length - 200)} more: type to find them</p>}
        </div>
      </fieldset>
    );
  }
}

function Languages({ store }: { store: Store }) {
  const { languages, language } = store.data.documents;
  if (languages.length < 2) return null;
  const sizes = new Array<number>(languages.length).fill(0);
  for (const l of language) ++sizes[l]!;
  const { languages: excluded } = store.filters;
  const order = [...languages.keys()].sort((x, y) => sizes[y]! - sizes[x]! || languages[x]!.localeCompare(languages[y]!, "en"));
  return (
    <fieldset class="filter-languages">
      <legend>Languages</legend>
      <div class="checks">
        {order.map((l) => (
          <label key={l}>
            <input type="checkbox" data-language={languages[l]} checked={!excluded.has(languages[l]!)}
              onChange={(e) => store.setFilters({ languages: without(excluded, languages[l]!, e.currentTarget.checked) })} />
            {languageName(languages[l]!)} <span class="quiet">{count(sizes[l]!)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Threshold({ label, least, value, name, change }: { label: string; least: number; value: number; name: string; change: (x: number) => void }) {
  const low = Math.floor(least * 100) / 100;
  const now = Math.max(value, low);
  return (
    <label class="threshold">
      <span>{label} <output>{now <= low ? "all" : `≥ ${similarity(now)}`}</output></span>
      <input type="range" name={name} min={low} max="1" step="0.01" value={now}
        onInput={(e) => {
          const x = Number(e.currentTarget.value);
          change(x <= low ? 0 : x);
        }} />
    </label>
  );
}

export function FilterPanel({ store }: { store: Store }) {
  const f = store.filters;
  const { facts } = store;
  const [from, to] = facts.dates;
  const most = Math.max(facts.minDocuments, ...store.data.points.size.slice(0, 200));
  return (
    <form class="filters" id="filters" aria-label="Filters" onSubmit={(e) => e.preventDefault()}>
      {facts.hasSources && <Sources store={store} />}
      <div class="filter-column">
        {facts.hasDates && (
          <fieldset>
            <legend>Dates</legend>
            <div class="dates">
              <label>From <input type="date" name="from" min={from.length === 10 ? from : undefined} value={f.from} onChange={(e) => store.setFilters({ from: e.currentTarget.value })} /></label>
              <label>to <input type="date" name="to" max={to.length === 10 ? to : undefined} value={f.to} onChange={(e) => store.setFilters({ to: e.currentTarget.value })} /></label>
            </div>
            {(f.from || f.to) && <p class="quiet">Documents without a date are left out.</p>}
          </fieldset>
        )}
        <Languages store={store} />
        <fieldset>
          <legend>Similarity</legend>
          {store.data.reuse.form.length > 0 && (
            <Threshold label="Shared passages" name="similarity" least={facts.minSimilarity} value={f.similarity} change={(x) => store.setFilters({ similarity: x })} />
          )}
          {store.data.duplicates.pairs.a.length > 0 && (
            <Threshold label="Near-duplicates" name="jaccard" least={facts.minJaccard} value={f.jaccard} change={(x) => store.setFilters({ jaccard: x })} />
          )}
          {store.data.points.label.length > 0 && most > facts.minDocuments && (
            <label class="threshold">
              <span>Talking points in <output>{counted(Math.max(f.minDocuments, facts.minDocuments), "document")} or more</output></span>
              <input type="range" name="documents" min={facts.minDocuments} max={Math.min(50, most)} value={Math.max(f.minDocuments, facts.minDocuments)}
                onInput={(e) => {
                  const n = Number(e.currentTarget.value);
                  store.setFilters({ minDocuments: n <= facts.minDocuments ? 0 : n });
                }} />
            </label>
          )}
        </fieldset>
      </div>
      <div class="filter-column">
        <fieldset>
          <legend>Form</legend>
          <div class="checks">
            {kFormNames.map((name, form) => (
              <label key={name}>
                <input type="checkbox" data-form={form} checked={!f.forms.has(form)} onChange={(e) => store.setFilters({ forms: without(f.forms, form, e.currentTarget.checked) })} />{name}
              </label>
            ))}
          </div>
        </fieldset>
        <fieldset>
          <legend>Talking points</legend>
          <div class="checks">
            {kKindNames.map((name, kind) => (
              <label key={name}>
                <input type="checkbox" data-kind={kind} checked={!f.kinds.has(kind)} onChange={(e) => store.setFilters({ kinds: without(f.kinds, kind, e.currentTarget.checked) })} />{name}s
              </label>
            ))}
          </div>
        </fieldset>
        <fieldset>
          <legend>Boilerplate and page furniture</legend>
          <div class="checks">
            <label>
              <input type="checkbox" name="boilerplate" checked={f.boilerplate} onChange={(e) => store.setFilters({ boilerplate: e.currentTarget.checked })} />Counted
            </label>
          </div>
        </fieldset>
      </div>
      <p class="filter-end">
        <span aria-live="polite">{counted(store.model.documents.length, "document")}, {counted(store.model.points.length, "talking point")}, {counted(store.model.spans, "shared passage")}, {counted(store.model.clusters.length, "cluster")}</span>
        {inForce(store).length > 0 && <button type="button" class="quiet-button" onClick={() => store.setFilters(kNoFilters)}>Count everything again</button>}
      </p>
    </form>
  );
}
