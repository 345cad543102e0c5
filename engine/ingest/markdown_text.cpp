#include "refrain/ingest/detail/markdown_text.h"

#include "refrain/ingest/detail/character_reference.h"
#include "refrain/ingest/detail/front_matter.h"
#include "refrain/ingest/detail/html_places.h"
#include "refrain/ingest/detail/marked_text.h"

#include <algorithm>
#include <array>
#include <new>
#include <utility>
#include <vector>

#include <md4c.h>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kLongestLinks = 200;  // bytes of a block of links, as in HTML
constexpr unsigned kLeastShownNumber = 100; // of a list

// The element that a block becomes; empty for what becomes none, or none on lines of its own.
std::string_view element_of(MD_BLOCKTYPE type, const void* detail) {
  static constexpr std::array kHeadings{"h1"sv, "h2"sv, "h3"sv, "h4"sv, "h5"sv, "h6"sv};
  switch (type) {
  case MD_BLOCK_QUOTE:
    return "blockquote"sv;
  case MD_BLOCK_UL:
    return "ul"sv;
  case MD_BLOCK_OL:
    return "ol"sv;
  case MD_BLOCK_LI:
    return "li"sv;
  case MD_BLOCK_HR:
    return "hr"sv;
  case MD_BLOCK_H:
    return kHeadings[static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level - 1];
  case MD_BLOCK_CODE:
    return "pre"sv;
  case MD_BLOCK_P:
    return "p"sv;
  case MD_BLOCK_TABLE:
    return "table"sv;
  case MD_BLOCK_THEAD:
    return "thead"sv;
  case MD_BLOCK_TBODY:
    return "tbody"sv;
  case MD_BLOCK_TR:
    return "tr"sv;
  default:
    return {};
  }
}

class Extractor {
public:
  Extractor(const HtmlOptions& options, std::size_t bytes)
      : options_(options), places_({}, bytes), open_{places_.enter({}, "body"sv, {}, false)} {}

  void enter(MD_BLOCKTYPE type, void* detail) {
    begin(type, detail);
    open_.push_back(places_.enter(open_.back(), element_of(type, detail), {}, false));
  }

  void leave(MD_BLOCKTYPE type, void* detail) {
    end(type);
    const HtmlPlace inner = std::move(open_.back());
    open_.pop_back();
    places_.leave(inner, open_.back(), element_of(type, detail));
  }

  void span(MD_SPANTYPE type, int step) {
    links_ += type == MD_SPAN_A ? step : 0;
    images_ += type == MD_SPAN_IMG ? step : 0;
  }

  void text(MD_TEXTTYPE type, std::string_view text) {
    if (html_block_) {
      html_ += text;
      return;
    }
    if (images_ > 0) {
      return;
    }
    const std::size_t before = paragraph_.size();
    if (soft_break_ && (type != MD_TEXT_NORMAL || paragraph_.empty() || !is_unspaced(last_lead()) ||
                        text.empty() || !is_unspaced(text.front()))) {
      paragraph_ += ' ';
    }
    soft_break_ = false;
    switch (type) {
    case MD_TEXT_NULLCHAR:
      paragraph_ += "\xEF\xBF\xBD";
      break;
    case MD_TEXT_BR:
      paragraph_ += '\n';
      break;
    case MD_TEXT_SOFTBR:
      soft_break_ = true;
      break;
    case MD_TEXT_ENTITY:
      append_reference(text, paragraph_);
      break;
    case MD_TEXT_HTML: // a tag; what it holds comes as text
      paragraph_ += text.starts_with("<br"sv) || text.starts_with("<BR"sv) ? "\n" : "";
      if (text.find('=') != std::string_view::npos && (!placed_ || level_ > 0)) { // may have an id
        static_cast<void>(extract_html(text, options_, places_, open_.back()));
      }
      break;
    default:
      paragraph_ += text;
    }
    link_bytes_ += links_ > 0 ? paragraph_.size() - before : 0;
    if (!placed_ && paragraph_.find_first_not_of(" \t\n", before) != std::string::npos) {
      placed_ = true;
      place_ = open_.back();
    }
  }

  MarkdownText finish() {
    flush();
    MarkdownText page;
    page.too_deep = too_deep_;
    page.furniture_bytes = out_.settle_furniture(options_.keep_furniture, options_.main_text_only);
    page.text = std::move(out_.text);
    page.marks = std::move(out_.marks);
    page.elements = std::move(out_.elements);
    page.heading = std::move(heading_);
    return page;
  }

private:
  void begin(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
    case MD_BLOCK_OL: {
      const unsigned start = static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start;
      numbers_.push_back(start >= kLeastShownNumber ? start : 0);
      break;
    }
    case MD_BLOCK_UL:
      numbers_.push_back(0);
      break;
    case MD_BLOCK_LI:
      flush();
      if (!numbers_.empty() && numbers_.back() != 0) {
        paragraph_ = std::to_string(numbers_.back()++) + ". ";
      }
      return; // the number belongs to the paragraph that follows
    case MD_BLOCK_P:
      break;
    case MD_BLOCK_H:
      level_ = static_cast<MD_BLOCK_H_DETAIL*>(detail)->level;
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      paragraph_ += paragraph_.empty() ? "" : "\t";
      return;
    case MD_BLOCK_HTML:
      html_block_ = true;
      break;
    default:
      break;
    }
    if (type != MD_BLOCK_P) {
      flush();
    }
  }

  void end(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_TH || type == MD_BLOCK_TD) {
      return;
    }
    if (type == MD_BLOCK_H && level_ == 1 && heading_.empty()) {
      heading_ = paragraph_;
    }
    if (type == MD_BLOCK_HTML) {
      html_block_ = false;
      const HtmlText page = extract_html(html_, options_, places_, open_.back());
      too_deep_ |= page.too_deep;
      out_.append(page.text, page.marks, page.elements);
      html_.clear();
    }
    code_ = type == MD_BLOCK_CODE;
    flush();
    code_ = false;
    level_ = 0;
    if ((type == MD_BLOCK_OL || type == MD_BLOCK_UL) && !numbers_.empty()) {
      numbers_.pop_back();
    }
  }

  [[nodiscard]] char last_lead() const {
    std::size_t i = paragraph_.size() - 1;
    while (i > 0 && (static_cast<unsigned char>(paragraph_[i]) & 0xC0U) == 0x80U) {
      --i;
    }
    return paragraph_[i];
  }

  void flush() {
    soft_break_ = false;
    const std::size_t begin = out_.begin_block();
    const std::size_t from = out_.text.size();
    if (!code_) {
      paragraph_.erase(0, std::min(paragraph_.find_first_not_of(" \t\n"), paragraph_.size()));
    }
    out_.text += paragraph_;
    out_.end_block(begin);
    if (out_.text.size() > from) {
      places_.add_block(from, placed_ ? place_ : open_.back(), out_.elements);
    }
    const bool links = link_bytes_ * 2 > paragraph_.size() && paragraph_.size() < kLongestLinks;
    if (links && level_ == 0 && out_.text.size() > from) {
      out_.mark_furniture(from, out_.text.size());
    }
    paragraph_.clear();
    placed_ = false;
    link_bytes_ = 0;
  }

  const HtmlOptions& options_;
  HtmlPlaces places_;
  std::vector<HtmlPlace> open_; // of the blocks that are open; the first is that of the page
  HtmlPlace place_;             // of the first text of the paragraph
  bool placed_ = false;
  MarkedText out_;
  std::string paragraph_;
  std::string heading_;
  std::string html_;
  std::vector<unsigned> numbers_; // of open lists; 0 where numbers are marks only
  std::size_t link_bytes_ = 0;
  int links_ = 0;
  int images_ = 0;
  unsigned level_ = 0; // of the open heading
  bool soft_break_ = false;
  bool html_block_ = false;
  bool too_deep_ = false; // HTML in it
  bool code_ = false;     // a block of code, whose first line may be indented
};

} // namespace

MarkdownText extract_markdown(std::string_view utf8, const HtmlOptions& options) {
  const FrontMatter matter = read_front_matter(utf8);
  utf8.remove_prefix(matter.size);
  Extractor extractor(options, utf8.size());
  MD_PARSER parser{};
  parser.flags = MD_DIALECT_GITHUB;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
    static_cast<Extractor*>(self)->enter(type, detail);
    return 0;
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
    static_cast<Extractor*>(self)->leave(type, detail);
    return 0;
  };
  parser.enter_span = [](MD_SPANTYPE type, void* /*detail*/, void* self) {
    static_cast<Extractor*>(self)->span(type, 1);
    return 0;
  };
  parser.leave_span = [](MD_SPANTYPE type, void* /*detail*/, void* self) {
    static_cast<Extractor*>(self)->span(type, -1);
    return 0;
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
    static_cast<Extractor*>(self)->text(type, {text, size});
    return 0;
  };
  if (md_parse(utf8.data(), static_cast<MD_SIZE>(utf8.size()), &parser, &extractor) != 0) {
    throw std::bad_alloc(); // its only failure: no callback asks it to stop
  }
  MarkdownText page = extractor.finish();
  page.title = matter.title;
  page.source = matter.source;
  page.language = matter.language;
  page.date = matter.date;
  return page;
}

} // namespace refrain::detail
