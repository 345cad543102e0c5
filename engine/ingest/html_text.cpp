#include "refrain/ingest/detail/html_text.h"

#include "refrain/core/ascii.h"
#include "refrain/ingest/detail/html_furniture.h"
#include "refrain/ingest/detail/html_places.h"
#include "refrain/ingest/detail/huge_tags.h"
#include "refrain/ingest/detail/json_ld.h"
#include "refrain/ingest/detail/marked_text.h"
#include "refrain/text/metadata.h"

#include <algorithm>
#include <array>
#include <climits>
#include <memory>
#include <vector>

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

constexpr std::array kWithoutText{
    "audio"sv,    "button"sv,   "canvas"sv, "iframe"sv, "math"sv,  "noscript"sv,
    "object"sv,   "option"sv,   "script"sv, "select"sv, "style"sv, "svg"sv,
    "template"sv, "textarea"sv, "title"sv,  "video"sv,
};

constexpr std::array kVoid{"area"sv,  "base"sv,   "br"sv,    "col"sv,  "embed"sv,
                           "hr"sv,    "img"sv,    "input"sv, "link"sv, "meta"sv,
                           "param"sv, "source"sv, "track"sv, "wbr"sv};

static_assert(std::is_sorted(kWithoutText.begin(), kWithoutText.end()));
static_assert(std::is_sorted(kVoid.begin(), kVoid.end()));

constexpr std::size_t kLongestLinks = 200; // bytes of a block of links; a longer one is prose

std::string_view view(const xmlChar* s) {
  return s == nullptr ? std::string_view() : reinterpret_cast<const char*>(s);
}

std::string_view attribute(const xmlChar** attributes, std::string_view name) {
  for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
    if (view(attributes[0]) == name) {
      return view(attributes[1]);
    }
  }
  return {};
}

// "Five states, one river" of "Five states, one river | Courier", where Courier is the site.
std::string without_site(std::string title, std::string_view site) {
  if (site.empty() || !title.ends_with(site)) {
    return title;
  }
  std::string_view rest = std::string_view(title).substr(0, title.size() - site.size());
  for (const std::string_view separator : {" | "sv, " - "sv, " – "sv, " — "sv, " · "sv, " » "sv}) {
    if (rest.size() > separator.size() && rest.ends_with(separator)) {
      rest.remove_suffix(separator.size());
      return std::string(rest);
    }
  }
  return title;
}

bool has_attribute(const xmlChar** attributes, std::string_view name) {
  for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
    if (view(attributes[0]) == name) {
      return true;
    }
  }
  return false;
}

bool is_hidden(const xmlChar** attributes) {
  const std::string_view style = attribute(attributes, "style");
  return has_attribute(attributes, "hidden") || attribute(attributes, "aria-hidden") == "true" ||
         style.find("display:none") != std::string_view::npos ||
         style.find("display: none") != std::string_view::npos;
}

// Collapses white space, U+00A0 among it.
void append_collapsed(std::string_view text, std::string& out, bool& space) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c <= ' ') {
      space = true;
    } else if (c == 0xC2 && i + 1 < text.size() &&
               static_cast<unsigned char>(text[i + 1]) == 0xA0) {
      space = true;
      ++i;
    } else {
      if (space && !out.empty() && out.back() != '\n' && out.back() != '\t') {
        out += ' ';
      }
      space = false;
      out += text[i];
    }
  }
}

std::string collapsed(std::string_view text) {
  std::string out;
  bool space = false;
  append_collapsed(text, out, space);
  return out;
}

class Extractor {
public:
  Extractor(const HtmlOptions& options, HtmlPlaces& places, const HtmlPlace& place)
      : options_(options), places_(places), stack_(1) {
    stack_.front().place = place;
  }

  void start(std::string_view name, const xmlChar** attributes) {
    if (name == "meta") {
      read_meta(attributes);
    } else if (name == "html" && language_.empty()) {
      language_ = attribute(attributes, "lang");
      language_ = language_.empty() ? attribute(attributes, "xml:lang") : language_;
    }
    if (name == "br" && !skipping()) {
      paragraph_ += '\n';
      space_ = false;
    }
    if (is_block(name)) {
      flush();
    } else if ((name == "td" || name == "th") && !paragraph_.empty()) {
      paragraph_ += '\t';
      space_ = false;
    }
    if (std::ranges::binary_search(kVoid, name)) {
      return;
    }
    const State& outer = stack_.back();
    State state = outer;
    state.name = name;
    state.article = outer.article || name == "article" || name == "main";
    state.skip =
        outer.skip || std::ranges::binary_search(kWithoutText, name) || is_hidden(attributes);
    state.furniture = outer.furniture || is_furniture_element(name,
                                                              {attribute(attributes, "role"),
                                                               attribute(attributes, "class"),
                                                               attribute(attributes, "id")},
                                                              state.article);
    state.link = outer.link || name == "a";
    std::string_view anchor = state.skip ? ""sv : attribute(attributes, "id");
    if (anchor.empty() && name == "a" && !state.skip) {
      anchor = attribute(attributes, "name");
    }
    state.place = places_.enter(outer.place, name, anchor, placed_);
    state.pre = outer.pre || name == "pre";
    state.heading =
        outer.heading || name == "h1" || (state.article && (name == "h2" || name == "h3"));
    state.capture = name == "title" && page_title_.empty() ? Capture::kTitle
                    : name == "h1" && heading_.empty()     ? Capture::kHeading
                    : name == "script" && attribute(attributes, "type") == "application/ld+json"
                        ? Capture::kJsonLd
                        : outer.capture;
    if (name == "time" && time_.empty()) {
      time_ = parse_date(attribute(attributes, "datetime"));
    }
    stack_.push_back(std::move(state));
  }

  void end(std::string_view name) {
    if (is_block(name)) {
      flush();
    }
    if (std::ranges::binary_search(kVoid, name)) {
      return;
    }
    // The parser closes elements from the inside out; an end without a start changes nothing.
    constexpr std::size_t kSearched = 64;
    for (std::size_t i = stack_.size(); i > 1 && stack_.size() - i < kSearched; --i) {
      if (stack_[i - 1].name == name) {
        if (stack_[i - 1].capture == Capture::kJsonLd && name == "script") {
          json_ld_.push_back(std::move(json_));
          json_.clear();
        }
        State& outer = stack_[i - 2];
        if (stack_[i - 1].furniture == outer.furniture) {
          places_.leave(stack_[i - 1].place, outer.place, name);
        }
        stack_.resize(i - 1);
        return;
      }
    }
  }

  void characters(std::string_view text) {
    const State& state = stack_.back();
    switch (state.capture) {
    case Capture::kTitle:
      page_title_ += text;
      break;
    case Capture::kHeading:
      heading_ += text;
      break;
    case Capture::kJsonLd:
      json_ += text;
      break;
    case Capture::kNone:
      break;
    }
    if (state.skip) {
      return;
    }
    const std::size_t before = paragraph_.size();
    if (state.pre) {
      paragraph_ += text;
    } else {
      append_collapsed(text, paragraph_, space_);
    }
    if (!placed_ && paragraph_.size() > before) {
      placed_ = true;
      place_ = state.place;
    }
    link_bytes_ += state.link ? paragraph_.size() - before : 0;
    furniture_ = furniture_ || (state.furniture && paragraph_.size() > before);
    title_ = title_ || state.heading;
  }

  [[nodiscard]] std::size_t depth() const { return stack_.size() - 1; }

  /// Of what follows the page.
  [[nodiscard]] const HtmlPlace& place() const { return stack_.front().place; }

  HtmlText finish(bool too_deep) {
    flush();
    HtmlText page;
    page.too_deep = too_deep;
    page.furniture_bytes = out_.settle_furniture(options_.keep_furniture, options_.main_text_only);
    page.text = std::move(out_.text);
    page.marks = std::move(out_.marks);
    page.elements = std::move(out_.elements);
    page.created = created_;
    JsonLd linked;
    for (const std::string& json : json_ld_) {
      read_json_ld(json, linked);
    }
    page.site = collapsed(site_name_);
    for (const std::string* title : {&og_title_, &linked.headline, &page_title_, &heading_}) {
      if (page.title.empty()) {
        page.title = without_site(collapsed(*title), page.site);
      }
    }
    for (const std::string* source : {&site_name_, &linked.publisher, &linked.author, &author_}) {
      if (page.source.empty()) {
        page.source = collapsed(*source);
      }
    }
    for (const std::string* language : {&language_, &locale_, &linked.language}) {
      page.language = page.language.empty() ? language_tag(*language) : page.language;
    }
    page.date = !published_.empty() ? published_ : !linked.date.empty() ? linked.date : time_;
    return page;
  }

private:
  enum class Capture : std::uint8_t { kNone, kTitle, kHeading, kJsonLd };

  struct State {
    std::string name;
    bool skip = false;
    bool furniture = false;
    bool article = false;
    bool link = false;
    bool pre = false;
    bool heading = false;
    HtmlPlace place;
    Capture capture = Capture::kNone;
  };

  static bool is_block(std::string_view name) { return html_block(name) < kHtmlBlocks.size(); }
  [[nodiscard]] bool skipping() const { return stack_.back().skip; }

  void flush() {
    space_ = false;
    const auto is_space = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
    while (!paragraph_.empty() && is_space(paragraph_.back())) {
      paragraph_.pop_back();
    }
    const auto first = std::find_if_not(paragraph_.begin(), paragraph_.end(), is_space);
    paragraph_.erase(paragraph_.begin(), first);
    if (!paragraph_.empty()) {
      // The heading of an article often links to itself.
      const bool links =
          link_bytes_ * 2 > paragraph_.size() && paragraph_.size() < kLongestLinks && !title_;
      out_.begin_block();
      const std::size_t begin = out_.text.size();
      out_.text += paragraph_;
      places_.add_block(begin, place_, out_.elements);
      if (furniture_ || links) {
        out_.mark_furniture(begin, out_.text.size());
      }
    }
    paragraph_.clear();
    placed_ = false;
    link_bytes_ = 0;
    furniture_ = false;
    title_ = false;
  }

  void read_meta(const xmlChar** attributes) {
    std::string key;
    for (const std::string_view name : {"property"sv, "name"sv, "itemprop"sv}) {
      key = key.empty() ? std::string(attribute(attributes, name)) : key;
    }
    ascii::make_small(key);
    const std::string_view content = attribute(attributes, "content");
    constexpr std::array kDates{"article:published_time"sv,
                                "date"sv,
                                "datepublished"sv,
                                "dc.date"sv,
                                "dc.date.issued"sv,
                                "dcterms.created"sv,
                                "dcterms.date"sv,
                                "og:published_time"sv,
                                "parsely-pub-date"sv,
                                "pubdate"sv,
                                "publishdate"sv};
    static_assert(std::is_sorted(kDates.begin(), kDates.end()));
    if (key == "og:title" && og_title_.empty()) {
      og_title_ = content;
    } else if (key == "og:locale" || key == "content-language" || key == "dc.language") {
      locale_ = locale_.empty() ? std::string(content) : locale_;
    } else if (key == "og:site_name" && site_name_.empty()) {
      site_name_ = content;
    } else if ((key == "author" || key == "dc.creator") && author_.empty()) {
      author_ = content;
    } else if (key == "creationdate" && content.starts_with("D:") && content.size() >= 10) {
      created_ = parse_date(content.substr(2, 8)); // D:20161015080000Z
    } else if (key == "creationdate") {
      created_ = parse_date(content);
    } else if (published_.empty() && std::ranges::binary_search(kDates, key)) {
      published_ = parse_date(content);
    }
  }

  const HtmlOptions& options_;
  HtmlPlaces& places_;
  HtmlPlace place_; // of the first text of the paragraph
  bool placed_ = false;
  std::vector<State> stack_; // the first is that of no element
  std::string paragraph_;
  bool space_ = false;
  bool furniture_ = false;
  std::size_t link_bytes_ = 0;
  bool title_ = false; // the paragraph is the heading of an article
  MarkedText out_;
  std::string page_title_;
  std::string heading_;
  std::string og_title_;
  std::string site_name_;
  std::string author_;
  std::string language_;
  std::string locale_;
  std::string json_;
  std::vector<std::string> json_ld_;
  IsoDate published_;
  IsoDate time_;
  IsoDate created_;
};

// What libxml2 hands to its callbacks.
struct Parse {
  Extractor extractor;
  xmlParserCtxtPtr parser = nullptr;
  bool too_deep = false;
};

void on_start(void* self, const xmlChar* name, const xmlChar** attributes) {
  auto* parse = static_cast<Parse*>(self);
  if (parse->extractor.depth() >= kHtmlDepth) {
    parse->too_deep = true;
    xmlStopParser(parse->parser);
    return;
  }
  parse->extractor.start(view(name), attributes);
}

void on_end(void* self, const xmlChar* name) {
  static_cast<Parse*>(self)->extractor.end(view(name));
}

void on_characters(void* self, const xmlChar* text, int size) {
  static_cast<Parse*>(self)->extractor.characters(
      {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
}

struct ParserFree {
  void operator()(htmlParserCtxtPtr p) const { htmlFreeParserCtxt(p); }
};

} // namespace

HtmlText extract_html(std::string_view utf8, const HtmlOptions& options) {
  HtmlPlaces places(options.part, utf8.size());
  HtmlPlace place;
  return extract_html(utf8, options, places, place);
}

HtmlText extract_html(std::string_view utf8, const HtmlOptions& options, HtmlPlaces& places,
                      HtmlPlace& place) {
  static const bool initialised = (xmlInitParser(), true);
  static_cast<void>(initialised);
  Parse parse{Extractor(options, places, place)};
  if (utf8.empty() || utf8.size() > INT_MAX) {
    return {};
  }
  std::string storage;
  const std::string_view markup = without_excess_attributes(utf8, storage);
  const std::unique_ptr<htmlParserCtxt, ParserFree> parser(
      htmlCreateMemoryParserCtxt(markup.data(), static_cast<int>(markup.size())));
  if (!parser) {
    return {};
  }
  htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                       HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  xmlSwitchEncoding(parser.get(), XML_CHAR_ENCODING_UTF8);
  htmlSAXHandler handler{};
  handler.startElement = on_start;
  handler.endElement = on_end;
  handler.characters = on_characters;
  handler.ignorableWhitespace = on_characters;
  handler.cdataBlock = on_characters;
  *parser->sax = handler;
  parser->userData = &parse;
  parse.parser = parser.get();
  htmlParseDocument(parser.get());
  place = parse.extractor.place();
  return parse.extractor.finish(parse.too_deep);
}

} // namespace refrain::detail
