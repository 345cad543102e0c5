// Small pieces that many views share.

import type { ComponentChildren } from "preact";
import { count, day } from "../format";
import { kFormNames, kForms, kFormWords } from "../filters";
import type { Store } from "../store";
import { Own, Plain } from "./text";

/** The form as a word with its sign; the sign tells forms apart without colour. */
export function Form({ form }: { form: number }) {
  return <span class={`form ${kForms[form]}`}><i aria-hidden="true" />{kFormNames[form]}</span>;
}

/** What the colours of the bars of forms mean. */
export function FormLegend() {
  return <p class="legend forms">{kForms.map((name, form) => <Form key={name} form={form} />)}</p>;
}

/** How many occurrences have each form, as a bar with its text for screen readers. */
export function FormBar({ forms }: { forms: [number, number, number] }) {
  const all = forms[0] + forms[1] + forms[2];
  const text = forms.map((n, i) => (n ? `${count(n)} ${kFormWords[i]!}` : "")).filter(Boolean).join(", ");
  return (
    <span class="form-bar" role="img" aria-label={text} title={text}>
      {forms.map((n, i) => n > 0 && <i key={i} class={kForms[i]} style={{ width: `${(n / all) * 100}%` }} />)}
    </span>
  );
}

/** "Title, Source, date" of a document, linked to its text. */
export function DocumentLink({ store, d, at, plain }: { store: Store; d: number; at?: string; plain?: boolean }) {
  return (
    <span class="document-link">
      <a href={store.href(`documents/${d}`, at ? { at } : {})}><Own text={store.title(d)} /></a>
      {!plain && <Origin store={store} d={d} />}
    </span>
  );
}

export function Origin({ store, d }: { store: Store; d: number }) {
  const source = store.source(d);
  const date = day(store.date(d));
  if (!source && !date) return null;
  return (
    <span class="origin">
      {source && <Own text={source} />}
      {source && date && <span class="dot">{"\u00a0· "}</span>}
      {date && <time dateTime={store.date(d)}>{date}</time>}
    </span>
  );
}

/** The page or element in which a range begins, and whether it is furniture; nothing where none of it is known. */
export function Place({ store, d, begin, end }: { store: Store; d: number; begin: number; end: number }) {
  const page = store.places.page(d, begin);
  const furniture = store.places.isFurniture(d, begin, end);
  const element = store.places.element(d, begin);
  const address = store.places.address(d, begin);
  if (!page && !furniture && !element && !address) return null;
  return (
    <span class="place">
      {page > 0 && <span class="page-number">page {page}</span>}
      {element && <Element name={element} />}
      {address && <a href={address} target="_blank" rel="noopener noreferrer">On the web</a>}
      {furniture && <span class="tag">Page furniture</span>}
    </span>
  );
}

/** "#history p[3]", cut where it is long. */
function Element({ name }: { name: string }) {
  return <bdi class="element" title="In the source: the nearest anchor, and which element behind it"><Plain text={name} /></bdi>;
}

/** What is said instead of a list that is empty. */
export function Nothing({ store, children }: { store: Store; children: ComponentChildren }) {
  const filtered = store.model.documents.length < store.data.documents.id.length || store.route.query.size > 0;
  return (
    <p class="nothing">
      {children} {filtered && <a href="#/">Show everything, without filters</a>}
    </p>
  );
}

export function Bar({ share, label }: { share: number; label: string }) {
  return (
    <span class="bar" role="img" aria-label={label} title={label}>
      <i style={{ width: `${Math.max(share > 0 ? 2 : 0, share * 100)}%` }} />
    </span>
  );
}
