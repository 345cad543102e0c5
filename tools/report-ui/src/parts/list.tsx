// A list of any length that scrolls with the window and draws only what is near it. Short lists are
// drawn whole, so that the browser's own search finds everything; print gets up to kPrinted rows.

import {
  measureElement, observeWindowOffset, observeWindowRect, Virtualizer, windowScroll,
} from "@tanstack/virtual-core";
import { Component, createRef, type ComponentChildren, type JSX } from "preact";

const kWhole = 80;
const kPrinted = 500;

interface Props {
  label: string;
  count: number;
  estimate: number; // pixels of a row
  identity: string; // of what is listed: another one starts anew
  row: (index: number) => ComponentChildren;
  class?: string;
  keepAt?: number; // a row to scroll to at first
}

interface State {
  printing: boolean;
  drawn: number;
}

export class List extends Component<Props, State> {
  override state = { printing: false, drawn: 0 };
  private readonly element = createRef<HTMLDivElement>();
  private virtual: Virtualizer<Window, HTMLElement> | undefined;
  private unmount: (() => void) | undefined;
  // Rows as they were drawn last: while the list scrolls, those that stay are not drawn anew.
  private readonly items = new Map<number, JSX.Element>();
  private itemsOf: Props | undefined;
  private margin = 0; // of the list below the top of the page

  private readonly print = () => this.setState({ printing: true });
  private readonly printed = () => this.setState({ printing: false });

  // Asks for the layout, so never while the list scrolls.
  private readonly place = () => {
    const element = this.element.current;
    this.margin = element ? element.getBoundingClientRect().top + window.scrollY : 0;
    if (!this.virtual) return;
    this.virtual.setOptions(this.options());
    this.virtual._willUpdate();
  };

  private get whole(): boolean {
    return this.props.count <= kWhole;
  }

  private options() {
    return {
      count: this.props.count,
      getScrollElement: () => window,
      estimateSize: () => this.props.estimate,
      observeElementRect: observeWindowRect,
      observeElementOffset: observeWindowOffset,
      scrollToFn: windowScroll,
      overscan: 6,
      measureElement: this.size,
      scrollMargin: this.margin,
      initialRect: { width: window.innerWidth, height: window.innerHeight },
      onChange: () => this.setState((s) => ({ drawn: s.drawn + 1 })),
    };
  }

  override componentDidMount(): void {
    window.addEventListener("beforeprint", this.print);
    window.addEventListener("afterprint", this.printed);
    window.addEventListener("resize", this.place);
    this.start();
  }

  private start(): void {
    this.unmount?.();
    this.virtual = undefined;
    this.showRow();
    if (this.whole) return;
    this.place();
    this.virtual = new Virtualizer<Window, HTMLElement>(this.options());
    this.unmount = this.virtual._didMount();
    this.virtual._willUpdate();
    this.setState((s) => ({ drawn: s.drawn + 1 }));
  }

  // In the next frame, behind the page's own scrolling to the top of a new view.
  private showRow(): void {
    const row = this.props.keepAt ?? 0;
    if (row <= 0) return;
    requestAnimationFrame(() => {
      if (this.virtual) this.virtual.scrollToIndex(row, { align: "center" });
      else this.element.current?.children[row]?.scrollIntoView({ block: "center" });
    });
  }

  override componentDidUpdate(before: Props): void {
    if (before.identity !== this.props.identity || (before.count > kWhole) !== !this.whole) {
      this.start();
    } else if (this.virtual && before !== this.props) { // else scrolled: nothing around it has changed
      this.place();
    }
  }

  override componentWillUnmount(): void {
    window.removeEventListener("beforeprint", this.print);
    window.removeEventListener("afterprint", this.printed);
    window.removeEventListener("resize", this.place);
    this.unmount?.();
  }

  override render() {
    const { count, row, label } = this.props;
    const name = `list ${this.props.class ?? ""}`;
    if (this.itemsOf !== this.props) {
      this.items.clear();
      this.itemsOf = this.props;
    }
    const item = (index: number) => {
      let known = this.items.get(index);
      if (!known) {
        known = (
          <div key={index} role="listitem" aria-setsize={count} aria-posinset={index + 1} class="item"
            data-index={index} ref={this.whole ? undefined : this.measure}>
            {row(index)}
          </div>
        );
        this.items.set(index, known);
      }
      return known;
    };
    if (this.whole || this.state.printing) {
      const shown = Math.min(count, this.whole ? count : kPrinted);
      return (
        <div class={name} role="list" aria-label={label} ref={this.element}>
          {Array.from({ length: shown }, (_, i) => item(i))}
          {shown < count && <p class="quiet">and {count - shown} more, not printed</p>}
        </div>
      );
    }
    const items = this.virtual?.getVirtualItems() ?? [];
    const margin = this.virtual?.options.scrollMargin ?? 0;
    return (
      <div class={name} role="list" aria-label={label} ref={this.element}
        style={{ height: `${this.virtual?.getTotalSize() ?? count * this.props.estimate}px`, position: "relative" }}>
        <div style={{ position: "absolute", top: 0, left: 0, right: 0, transform: `translateY(${(items[0]?.start ?? margin) - margin}px)` }}>
          {items.map((v) => item(v.index))}
        </div>
      </div>
    );
  }

  // The observer says every size before the frame is shown: asking for one would lay the page out.
  private readonly size = (element: HTMLElement, entry: ResizeObserverEntry | undefined, list: Virtualizer<Window, HTMLElement>): number => {
    if (entry) return measureElement(element, entry, list);
    return list.itemSizeCache.get(list.indexFromElement(element)) ?? this.props.estimate;
  };

  private readonly measure = (element: HTMLElement | null) => {
    this.virtual?.measureElement(element); // null: what is no longer in the page is no longer observed
  };
}
