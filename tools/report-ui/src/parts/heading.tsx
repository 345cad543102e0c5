// The heading of a view: what it is, what it holds, and the export of it.

import type { ComponentChildren } from "preact";
import { download, type Format, type Shown } from "../export";
import type { Store } from "../store";

const kFormats: [Format, string][] = [
  ["csv", "CSV table"],
  ["jsonl", "JSON Lines"],
  ["md", "Markdown quotes"],
];

interface Props {
  store: Store;
  title: ComponentChildren;
  children?: ComponentChildren;
  shown?: () => Shown; // what an export holds
  long?: boolean; // a whole sentence rather than a name
}

export function Heading({ store, title, children, shown, long }: Props) {
  return (
    <header class="heading">
      <h1 tabIndex={-1} class={long ? "long" : undefined}>{title}</h1>
      {children && <p class="lead">{children}</p>}
      {shown && <Export store={store} shown={shown} />}
    </header>
  );
}

export function Export({ store, shown }: { store: Store; shown: () => Shown }) {
  const save = async (event: Event, format: Format) => {
    const menu = (event.currentTarget as HTMLElement).closest("details");
    await download(store, shown(), format);
    if (menu) menu.open = false;
    store.announce("Exported");
  };
  return (
    <details class="menu export">
      <summary>Export</summary>
      <div class="menu-body">
        {kFormats.map(([format, name]) => (
          <button key={format} type="button" data-export={format} onClick={(e) => void save(e, format)}>
            {name}
          </button>
        ))}
      </div>
    </details>
  );
}
