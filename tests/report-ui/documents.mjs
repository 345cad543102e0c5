// The documents that the browser test reads: some that repeat one another, and hostile ones.

const sentence = "We will not build the dam before every village downstream has been heard.";
const release = (n) => `The ferry company said on Monday that ${n} boats would stay in port until the new ` +
  "crossing has been inspected, because nobody can promise that the piers will hold another winter of ice. Until then a bus goes round " +
  "the bay every forty minutes, and tickets that were sold for the crossing are good for the bus as well. Parcels wait in the " +
  "shed behind the customs house, where they can be fetched on weekdays before noon by whoever shows a paper with a name on " +
  "it. Fishermen are asked to tie up at the southern mole, since the northern one is closed to everything that has a keel, " +
  "and to keep their nets off the steps, which the inspectors need to come down to the water with lamps and measuring rods.";

// Long enough that the end of the text lies below the window.
const filler = Array.from({ length: 30 }, (_, i) => `Item ${i} of the agenda was put off by ${i + 2} weeks.\n\n`).join("");

export const hostileTitle = `<img src=x onerror="window.pwned=1">`;
export const markup = [
  `</script><script>window.pwned=1</script>`,
  `<!--results--><!--texts--></style><style>body{display:none}</style>`,
  `<img src="http://example.invalid/x.png" onerror="window.pwned=1"><svg onload="window.pwned=1">`,
  `<a href="javascript:window.pwned=1">press</a> <iframe src="http://example.invalid/"></iframe>`,
  `javascript:window.pwned=1 &lt;b&gt; \u202Egnp.exe\u202C and \u2066isolated\u2069 \u200F mark`,
  `odd: \u0000 \u0001 \u0008 \u007F \uFEFF \uFFFF \u2028 \u2029 \u{10FFFF} e\u0301\u0301\u0301\u0301 \u{1F468}\u200D\u{1F469}`,
];
const hostile = markup.join("\n\n") + `\n\n${sentence} ${markup[0]} and so it was repeated once more by all of them.`;

export const documents = [
  { id: "a", source: "Ada North", date: "2020-01-05", title: "On the dam", text: `Good morning.\n\n${sentence} That is my word.\n\n${filler}${release("twelve")}` },
  { id: "b", source: "=cmd|' /C calc'!A0", date: "2020-03-09", title: "Again the dam", text: `I say what was said.\n\n${sentence} Remember it.\n\n${release("nine")}` },
  { id: "c", source: "Cleo East", date: "2021-06-30", title: "Three years of talk, and what every village downstream had to say about each of them", text: `Nothing new.\n\nShe told us: ${sentence}\n\n${release("twelve")}` },
  { id: "d", source: "Ada North", date: "2022-02-14", title: "A last word", text: `${sentence} I have said so since 2020.` },
  { id: "h1", source: `<script>window.pwned=1</script>`, date: "2021-01-01", title: hostileTitle, text: hostile },
  { id: `h2"><script>window.pwned=1</script>`, source: `\u202Esouth\u202C`, date: "2021-02-01", title: "\u202Ereversed", text: hostile },
  { id: "ar", source: "سلمى", date: "2021-05-01", title: "كلمة في المجلس", text: "لن نبني السد قبل أن نسمع كل قرية تعيش على ضفاف النهر، وهذا وعد قطعته أمامكم جميعا منذ البداية." },
  { id: "ar2", source: "كريم", date: "2021-05-03", title: "رد", text: "  قالت: لن نبني السد قبل أن نسمع كل قرية تعيش على\nضفاف النهر، وهذا وعد قطعته أمامكم جميعا منذ البداية.\n  ولا أكثر.\n" },
  { id: "zh", source: "林", date: "2021-05-02", title: "大坝", text: "在下游的每一个村庄都发表意见之前，我们不会修建这座大坝，这是我向你们所有人作出的承诺，我会一直遵守这个承诺。" },
  { id: "zh2", source: "王", date: "2021-05-04", title: "再谈大坝", text: "她说过：在下游的每一个村庄都发表意见之前，我们不会修建这座大坝，这是我向你们所有人作出的承诺，我会一直遵守这个承诺。" },
];
