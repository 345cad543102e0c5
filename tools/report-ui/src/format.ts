// Numbers and dates as people read them.

const integers = new Intl.NumberFormat("en");
const kMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function count(n: number): string {
  return integers.format(n);
}

export function counted(n: number, one: string, many = one + "s"): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

export function percent(x: number): string {
  const p = x * 100;
  if (p > 0 && p < 1) return "<1%";
  if (p > 99 && p < 100) return ">99%";
  return `${Math.round(p)}%`;
}

export function similarity(x: number): string {
  return x >= 0.995 && x < 1 ? "0.99" : x.toFixed(2);
}

/** "2004-03-09T18:00" as "9 Mar 2004". */
export function day(date: string): string {
  const [y, m, d] = date.slice(0, 10).split("-");
  if (!y) return "";
  if (!m) return y;
  const month = kMonths[Number(m) - 1] ?? m;
  return d ? `${Number(d)} ${month} ${y}` : `${month} ${y}`;
}

export function span(from: string, to: string): string {
  if (!from || !to || from.slice(0, 10) === to.slice(0, 10)) return day(from || to);
  return `${day(from)} – ${day(to)}`;
}

export function time(date: string): number {
  const [y = 0, m = 1, d = 1] = date.slice(0, 10).split("-").map(Number);
  return Date.UTC(y, m - 1, d);
}

const languages = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });

/** "German" for "de". */
export function languageName(tag: string): string {
  try {
    return tag ? languages.of(tag) ?? tag : "not known";
  } catch {
    return tag;
  }
}

export function clip(text: string, most: number): string {
  const flat = text.replace(/\s+/g, " ").trim();
  const characters = Array.from(flat);
  return characters.length <= most ? flat : characters.slice(0, most - 1).join("").trimEnd() + "…";
}
