// The page: reads the data blocks, then draws the view that the address names.

import { render, type ComponentChildren } from "preact";
import { readData } from "./data";
import { FilterPanel, inForce } from "./parts/filter-panel";
import { Own } from "./parts/text";
import { Store } from "./store";
import { About } from "./views/about";
import { Clusters, ClusterView } from "./views/clusters";
import { Documents } from "./views/documents";
import { kPhone, MapView } from "./views/map";
import { Overview } from "./views/overview";
import { PairView, SourcePairView } from "./views/pairs";
import { Points, PointView } from "./views/points";
import { Reader } from "./views/reader";
import { Search } from "./views/search";

const kTabs: [string, string][] = [
  ["", "Overview"],
  ["points", "Talking points"],
  ["map", "Shared text"],
  ["clusters", "Near-duplicates"],
  ["documents", "Documents"],
  ["about", "About"],
];
const kTabOf: Record<string, string> = { pairs: "map", sources: "map" };

function view(store: Store): ComponentChildren {
  const [name = "", first = "", second = ""] = store.route.path;
  const n = (text: string) => (/^\d+$/.test(text) ? Number(text) : NaN);
  switch (name) {
    case "": return <Overview store={store} />;
    case "points": return first ? <PointView store={store} rank={n(first)} /> : <Points store={store} />;
    case "map": return <MapView store={store} by={first} />;
    case "pairs": return <PairView store={store} a={n(first)} b={n(second)} />;
    case "sources": return <SourcePairView store={store} a={n(first)} b={n(second)} />;
    case "clusters": return first ? <ClusterView store={store} passage={n(first)} /> : <Clusters store={store} />;
    case "documents": return first ? <Reader key={first} store={store} d={n(first)} /> : <Documents store={store} />;
    case "search": return <Search store={store} />;
    case "about": return <About store={store} />;
    default: return <><h1 tabIndex={-1}>There is no such page</h1><p class="nothing"><a href="#/">Overview</a></p></>;
  }
}

function Page({ store }: { store: Store }) {
  const name = store.route.path[0] ?? "";
  const current = kTabOf[name] ?? name;
  const filters = inForce(store);
  return (
    <>
      <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); document.querySelector<HTMLElement>("main")?.focus(); }}>Skip to the content</a>
      <header class="top">
        <div class="top-line">
          <a class="brand" href={store.href("")}>Refrain</a>
          <form role="search" onSubmit={(e) => {
            e.preventDefault();
            const q = new FormData(e.currentTarget).get("q");
            location.hash = store.href("search", { q: String(q ?? "") });
          }}>
            <input type="search" name="q" id="search" aria-label="Search" placeholder="Search" dir="auto" autocomplete="off"
              defaultValue={name === "search" ? store.route.query.get("q") ?? "" : ""} />
          </form>
          <button type="button" class="filter-button" aria-expanded={store.filtersOpen} aria-controls="filters"
            onClick={() => { store.filtersOpen = !store.filtersOpen; store.refresh(); }}>
            Filters{filters.length > 0 && ` (${filters.length})`}
          </button>
        </div>
        <nav class="tabs" aria-label="Views">
          {kTabs.map(([path, title]) => (
            <a key={path} href={store.href(path)} aria-current={current === path ? "page" : undefined}>{title}</a>
          ))}
        </nav>
        {store.filtersOpen && <FilterPanel store={store} />}
        {filters.length > 0 && (
          <p class="in-force">
            {filters.map((f) => (
              <button key={f.text} type="button" onClick={() => store.setFilters(f.lift)} aria-label={`Lift the filter: ${f.text}`}>
                <Own text={f.text} /> <span aria-hidden="true">×</span>
              </button>
            ))}
          </p>
        )}
      </header>
      <main id="main" tabIndex={-1}>{view(store)}</main>
      <p class="read-out" role="status">{store.announcement}</p>
    </>
  );
}

function step(by: number): void {
  const rel = document.querySelector<HTMLAnchorElement>(`a[rel="${by > 0 ? "next" : "prev"}"]`);
  if (rel) {
    rel.click();
    return;
  }
  const links = [...document.querySelectorAll<HTMLElement>("main .row-link, main .occurrence .document-link a, main .hit a")];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function keys(store: Store, event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("search")?.focus();
  } else if (event.key === "j" || event.key === "k") {
    step(event.key === "j" ? 1 : -1);
  } else if (event.key === "f") {
    store.filtersOpen = !store.filtersOpen;
    store.refresh();
  }
}

// On a phone the tabs are wider than the window.
function showTab(): void {
  document.querySelector(".tabs [aria-current]")?.scrollIntoView({ inline: "nearest", block: "nearest" });
}

async function start(): Promise<void> {
  const root = document.getElementById("app")!;
  try {
    const data = await readData();
    const store = new Store(data, () => render(<Page store={store} />, root));
    if (data.run.title) document.title = `${data.run.title} – Refrain report`;
    root.replaceChildren();
    render(<Page store={store} />, root);
    showTab();
    document.documentElement.dataset.ready = "1";
    addEventListener("hashchange", () => {
      const before = store.route.path.join("/");
      store.readAddress();
      render(<Page store={store} />, root);
      if (store.route.path.join("/") !== before) {
        // There the panel would hide the view that was asked for.
        if (window.innerWidth <= kPhone && store.filtersOpen) {
          store.filtersOpen = false;
          render(<Page store={store} />, root);
        }
        scrollTo(0, 0);
        showTab();
        document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
      }
    });
    addEventListener("keydown", (event) => keys(store, event));
  } catch (error) {
    root.textContent = `The report cannot be shown: ${error instanceof Error ? error.message : String(error)}`;
    throw error;
  }
}

void start();
