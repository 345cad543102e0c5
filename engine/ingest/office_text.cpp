#include "refrain/ingest/detail/office_text.h"

#include "refrain/core/ascii.h"
#include "refrain/ingest/detail/huge_tags.h"

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <map>
#include <new>
#include <utility>

#include <libxml/parser.h>
#include <libxml/xmlreader.h>

namespace refrain::detail {
namespace {

struct XmlFree {
  void operator()(xmlChar* s) const { xmlFree(s); }
};

// Whether entities are declared before the first element. Nobody's documents do, and a few that
// name one another make gigabytes of a line; the reader below has put them into values of
// attributes before it can be asked.
bool declares_entities(std::string_view xml) {
  struct Prolog {
    xmlParserCtxtPtr parser = nullptr;
    bool entities = false;
    bool ended = false;
  } prolog;
  xmlSAXHandler handler{};
  handler.initialized = XML_SAX2_MAGIC;
  handler.entityDecl = [](void* of, const xmlChar* /*name*/, int /*type*/, const xmlChar* /*id*/,
                          const xmlChar* /*address*/, xmlChar* /*content*/) {
    auto* seen = static_cast<Prolog*>(of);
    seen->entities = true;
    xmlStopParser(seen->parser);
  };
  handler.startElementNs = [](void* of, const xmlChar* /*name*/, const xmlChar* /*prefix*/,
                              const xmlChar* /*address*/, int /*namespaces*/,
                              const xmlChar** /*declared*/, int /*attributes*/, int /*defaulted*/,
                              const xmlChar** /*values*/) {
    auto* seen = static_cast<Prolog*>(of);
    seen->ended = true;
    xmlStopParser(seen->parser);
  };
  prolog.parser = xmlCreatePushParserCtxt(&handler, &prolog, nullptr, 0, nullptr);
  if (prolog.parser == nullptr) {
    throw std::bad_alloc();
  }
  xmlCtxtUseOptions(prolog.parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  constexpr std::size_t kChunk = 1024;
  for (std::size_t at = 0; at < xml.size() && !prolog.entities && !prolog.ended; at += kChunk) {
    const std::string_view chunk = xml.substr(at, kChunk);
    xmlParseChunk(prolog.parser, chunk.data(), static_cast<int>(chunk.size()), 0);
  }
  xmlFreeDoc(prolog.parser->myDoc); // it keeps what a document type declares
  xmlFreeParserCtxt(prolog.parser);
  return prolog.entities;
}

// A pull reader over XML in memory; damage ends it, and so do entities of its own.
class Xml {
public:
  explicit Xml(std::string_view xml)
      : reader_(xml.empty() || xml.size() > INT_MAX || declares_entities(xml)
                    ? nullptr
                    : open(without_excess_attributes(xml, storage_))) {}
  ~Xml() {
    if (reader_ != nullptr) {
      xmlFreeTextReader(reader_);
    }
  }
  Xml(const Xml&) = delete;
  Xml& operator=(const Xml&) = delete;

  bool next() {
    const int status = reader_ == nullptr ? -1 : xmlTextReaderRead(reader_);
    damaged_ = status < 0;
    return status == 1;
  }
  // Whether the end was none: the XML is not well-formed, or too long for the parser.
  [[nodiscard]] bool damaged() const { return damaged_; }
  [[nodiscard]] bool starts() const {
    return xmlTextReaderNodeType(reader_) == XML_READER_TYPE_ELEMENT;
  }
  [[nodiscard]] bool ends() const {
    return xmlTextReaderNodeType(reader_) == XML_READER_TYPE_END_ELEMENT;
  }
  [[nodiscard]] bool empty_element() const { return xmlTextReaderIsEmptyElement(reader_) == 1; }
  [[nodiscard]] bool is_text() const {
    const int type = xmlTextReaderNodeType(reader_);
    return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
           type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE || type == XML_READER_TYPE_WHITESPACE;
  }
  [[nodiscard]] std::string_view name() const { return view(xmlTextReaderConstLocalName(reader_)); }
  [[nodiscard]] std::string_view value() const { return view(xmlTextReaderConstValue(reader_)); }
  [[nodiscard]] int depth() const { return xmlTextReaderDepth(reader_); }
  // By local name, whatever the prefix.
  [[nodiscard]] std::string attribute(std::string_view wanted) const {
    std::string found;
    if (xmlTextReaderMoveToFirstAttribute(reader_) == 1) {
      do {
        if (name() == wanted) {
          found = value();
        }
      } while (xmlTextReaderMoveToNextAttribute(reader_) == 1);
      xmlTextReaderMoveToElement(reader_);
    }
    return found;
  }

private:
  static std::string_view view(const xmlChar* s) {
    return s == nullptr ? std::string_view() : reinterpret_cast<const char*>(s);
  }
  static xmlTextReaderPtr open(std::string_view xml) {
    return xmlReaderForMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                              XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                  XML_PARSE_HUGE | XML_PARSE_COMPACT);
  }

  std::string storage_; // of XML that had to be changed
  xmlTextReaderPtr reader_;
  bool damaged_ = false;
};

void append_paragraph(std::string& paragraph, std::string& text) {
  const auto is_space = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (!paragraph.empty() && is_space(paragraph.back())) {
    paragraph.pop_back();
  }
  if (!paragraph.empty()) {
    text += text.empty() ? "" : "\n\n";
    text += paragraph;
  }
  paragraph.clear();
}

// A path as a URL writes it: %20 is a space.
std::string without_escapes(std::string_view url) {
  std::string path;
  for (std::size_t i = 0; i < url.size(); ++i) {
    const bool room = url[i] == '%' && url.size() - i > 2;
    const int high = room ? ascii::hex_value(url[i + 1]) : -1;
    const int low = room ? ascii::hex_value(url[i + 2]) : -1;
    const bool escape = high >= 0 && low >= 0;
    path += escape ? static_cast<char>(high * 16 + low) : url[i];
    i += escape ? 2 : 0;
  }
  return path;
}

} // namespace

OfficeText office_text(std::string_view xml) {
  Xml reader(xml);
  std::string text;
  std::string notes;
  std::vector<std::string> open{
      std::string()};         // paragraphs, the innermost last: notes nest in them
  bool word = false;          // DOCX: text stands in <w:t>
  int skipped_from = INT_MAX; // depth of an element whose content is left out
  int inside_t = 0;
  while (reader.next()) {
    const std::string_view name = reader.name();
    if (reader.depth() > skipped_from) {
      continue;
    }
    skipped_from = INT_MAX;
    if (reader.starts()) {
      const bool empty = reader.empty_element();
      if (name == "Fallback" || name == "annotation" || name == "tracked-changes" ||
          name == "note-citation" || name == "del" || name == "moveFrom" || name == "tabs") {
        skipped_from = empty ? INT_MAX : reader.depth();
      } else if (name == "p" || name == "h") {
        if (!empty) {
          open.emplace_back();
        }
      } else if (name == "t") {
        word = true;
        inside_t += empty ? 0 : 1;
      } else if (name == "tab") {
        open.back() += '\t';
      } else if (name == "br" || name == "cr" || name == "line-break") {
        open.back() += '\n';
      } else if (name == "s") {
        const int count = std::atoi(reader.attribute("c").c_str());
        open.back().append(static_cast<std::size_t>(std::clamp(count, 1, 100)), ' ');
      } else if (name == "noBreakHyphen") {
        open.back() += '-';
      }
    } else if (reader.ends()) {
      if ((name == "p" || name == "h") && open.size() > 1) {
        std::string paragraph = std::move(open.back());
        open.pop_back();
        append_paragraph(paragraph, open.size() > 1 ? notes : text);
      } else if (name == "t") {
        inside_t -= inside_t > 0 ? 1 : 0;
      }
    } else if (reader.is_text() && open.size() > 1) {
      if (word) {
        if (inside_t > 0) {
          open.back() += reader.value();
        }
        continue;
      }
      // OpenDocument: white space collapses, <text:s/> keeps it.
      for (const char c : reader.value()) {
        if (static_cast<unsigned char>(c) > ' ') {
          open.back() += c;
        } else if (!open.back().empty() && open.back().back() != ' ' &&
                   open.back().back() != '\n') {
          open.back() += ' ';
        }
      }
    }
  }
  while (open.size() > 1) { // XML that ends early
    append_paragraph(open.back(), text);
    open.pop_back();
  }
  append_paragraph(notes, text);
  return {std::move(text), reader.damaged() && !xml.empty()};
}

OfficeMetadata office_metadata(std::string_view xml) {
  OfficeMetadata found;
  Xml reader(xml);
  std::string* target = nullptr;
  std::string created;
  while (reader.next()) {
    if (reader.starts()) {
      const std::string_view name = reader.name();
      target = name == "title"                                ? &found.title
               : name == "creator"                            ? &found.creator
               : name == "publisher"                          ? &found.publisher
               : name == "language"                           ? &found.language
               : name == "date"                               ? &found.date
               : name == "created" || name == "creation-date" ? &created
                                                              : nullptr;
      target = target != nullptr && target->empty() && !reader.empty_element() ? target : nullptr;
    } else if (reader.ends()) {
      target = nullptr;
    } else if (reader.is_text() && target != nullptr) {
      *target += reader.value();
    }
  }
  // dc:date of OpenDocument is the last change; the creation comes first where it is told.
  found.date = created.empty() ? found.date : created;
  return found;
}

std::string epub_package(std::string_view container_xml) {
  Xml reader(container_xml);
  while (reader.next()) {
    if (reader.starts() && reader.name() == "rootfile") {
      return reader.attribute("full-path");
    }
  }
  return {};
}

std::vector<std::string> epub_spine(std::string_view package_xml) {
  Xml reader(package_xml);
  std::map<std::string, std::string> items;
  std::vector<std::string> chapters;
  while (reader.next()) {
    if (!reader.starts()) {
      continue;
    }
    if (reader.name() == "item") {
      items[reader.attribute("id")] = reader.attribute("href");
    } else if (reader.name() == "itemref") {
      if (const auto it = items.find(reader.attribute("idref")); it != items.end()) {
        chapters.push_back(without_escapes(it->second));
      }
    }
  }
  return chapters;
}

} // namespace refrain::detail
