// Small pieces that many views share.

import { Component, type ComponentChildren } from "preact";
import { count, day } from "../format";
import { kFormNames, kForms, kFormWords } from "../filters";
import type { Store } from "../store";
import { Own, Plain } from "./text";

/** The form as a word with its sign, or how many have it; the sign tells forms apart without colour. */
export function Form({ form, count: n }: { form: number; count?: number }) {
  return <span class={`form ${kForms[form]}`}><i aria-hidden="true" />{n === undefined ? kFormNames[form] : `${count(n)} ${kFormWords[form]!}`}</span>;
}

/** What the colours of the bars of forms mean, and which time the lines beside them span. */
export function FormLegend({ store }: { store: Store }) {
  const [from, to] = store.facts.dates;
  return (
    <p class="legend forms">
      {kForms.map((name, form) => <Form key={name} form={form} />)}
      {from !== to && <span class="strip-legend"><svg aria-hidden="true"><line x1="0" x2="100%" y1="50%" y2="50%" /><line x1="30%" x2="30%" y1="0" y2="100%" class="beat" /></svg>{day(from).slice(-4)}–{day(to).slice(-4)}</span>}
    </p>
  );
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

const kLongElement = 24; // in UTF-16 units; a longer name is cut until somebody asks for the rest
const kElementTitle = "In the source: the nearest anchor, and which element behind it";

/** "#history p[3]"; one that is cut is whole when pressed, and on paper. */
class Element extends Component<{ name: string }, { whole: boolean }> {
  override state = { whole: false };

  override render() {
    const { name } = this.props;
    const { whole } = this.state;
    const text = <bdi><Plain text={name} /></bdi>;
    if (name.length <= kLongElement) return <span class="element" title={kElementTitle}>{text}</span>;
    return (
      <button type="button" class={`element ${whole ? "" : "cut"}`} aria-expanded={whole} title={whole ? kElementTitle : name}
        onClick={() => this.setState({ whole: !whole })}>
        {text}
      </button>
    );
  }
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
