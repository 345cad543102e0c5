// A list of any length that scrolls with the window and draws only what is near it. Short lists are
// drawn whole, so that the browser's own search finds everything; print gets up to kPrinted rows.

import {
  observeWindowOffset, observeWindowRect, Virtualizer, windowScroll,
} from "@tanstack/virtual-core";
import { Component, createRef, type ComponentChildren } from "preact";

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

  private readonly print = () => this.setState({ printing: true });
  private readonly printed = () => this.setState({ printing: false });

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
      scrollMargin: this.element.current
        ? this.element.current.getBoundingClientRect().top + window.scrollY
        : 0,
      initialRect: { width: window.innerWidth, height: window.innerHeight },
      onChange: () => this.setState((s) => ({ drawn: s.drawn + 1 })),
    };
  }

  override componentDidMount(): void {
    window.addEventListener("beforeprint", this.print);
    window.addEventListener("afterprint", this.printed);
    this.start();
  }

  private start(): void {
    this.unmount?.();
    this.virtual = undefined;
    this.showRow();
    if (this.whole) return;
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
    } else if (this.virtual) {
      this.virtual.setOptions(this.options());
      this.virtual._willUpdate();
    }
  }

  override componentWillUnmount(): void {
    window.removeEventListener("beforeprint", this.print);
    window.removeEventListener("afterprint", this.printed);
    this.unmount?.();
  }

  override render() {
    const { count, row, label } = this.props;
    const name = `list ${this.props.class ?? ""}`;
    const item = (index: number) => (
      <div key={index} role="listitem" aria-setsize={count} aria-posinset={index + 1} class="item"
        data-index={index} ref={this.whole ? undefined : this.measure}>
        {row(index)}
      </div>
    );
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

  private readonly measure = (element: HTMLElement | null) => {
    if (element && this.virtual) this.virtual.measureElement(element);
  };
}
