#include "refrain/ingest/detail/html_places.h"

#include "refrain/core/hash.h"

#include <algorithm>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

static_assert(std::is_sorted(kHtmlBlocks.begin(), kHtmlBlocks.end()));

bool is_heading(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}

} // namespace

bool names_place(std::string_view id) {
  constexpr std::size_t kLongest = 64;
  return !id.empty() && id.size() <= kLongest && std::none_of(id.begin(), id.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '\x7F';
  });
}

std::size_t html_block(std::string_view name) {
  const auto it = std::lower_bound(kHtmlBlocks.begin(), kHtmlBlocks.end(), name);
  return it != kHtmlBlocks.end() && *it == name ? static_cast<std::size_t>(it - kHtmlBlocks.begin())
                                                : kHtmlBlocks.size();
}

HtmlPlace HtmlPlaces::enter(const HtmlPlace& outer, std::string_view name, std::string_view id,
                            bool inside) {
  HtmlPlace place = outer;
  const std::size_t block = html_block(name);
  const bool piece = name == "body"sv && outer.block < kHtmlBlocks.size();
  if (block < kHtmlBlocks.size() && !piece) {
    place.block = block;
    place.number = ++begun_[block];
  }
  const bool line = block == kHtmlBlocks.size();
  const bool reference =
      line && inside && !(outer.block < kHtmlBlocks.size() && is_heading(kHtmlBlocks[outer.block]));
  if (!reference && names_place(id) && ids_.insert(hash_bytes(id)).second) {
    place.anchor = std::make_shared<HtmlPlace::Anchor>();
    place.anchor->id = id;
    place.anchor->before = begun_;
    place.anchor->named_block = !line && !is_heading(name);
  }
  return place;
}

void HtmlPlaces::leave(const HtmlPlace& inner, HtmlPlace& outer, std::string_view name) {
  const auto& anchor = inner.anchor;
  if (!anchor || anchor == outer.anchor || anchor->named_block) {
    return;
  }
  // What is around a heading often holds nothing else but a word or two: "[edit]".
  constexpr std::uint64_t kBeside = 1;
  const bool block = html_block(name) < kHtmlBlocks.size();
  if (!block || is_heading(name)) {
    anchor->blocks = blocks_;
    outer.anchor = anchor;
  } else if (blocks_ - anchor->blocks <= kBeside) {
    outer.anchor = anchor;
  }
}

void HtmlPlaces::add_block(std::size_t begin, const HtmlPlace& place, ElementList& elements) {
  const std::string exact = name(place, true);
  // Many short blocks behind a long id: then the id must do.
  const bool fits = name_bytes_ + exact.size() <= page_bytes_;
  const std::size_t before = elements.names.size();
  elements.add(static_cast<std::uint32_t>(begin), fits ? exact : name(place, false));
  name_bytes_ += elements.names.size() - before;
  ++blocks_;
}

// Without `exact`, the anchor alone.
std::string HtmlPlaces::name(const HtmlPlace& place, bool exact) const {
  std::string name = part_;
  std::uint32_t before = 0;
  if (place.anchor) {
    name += '#';
    name += place.anchor->id;
    before = place.block < kHtmlBlocks.size() ? place.anchor->before[place.block] : 0;
  }
  if (exact && place.number > before) {
    name += name.empty() ? "" : " ";
    name += kHtmlBlocks[place.block];
    name += '[' + std::to_string(place.number - before) + ']';
  }
  return name;
}

} // namespace refrain::detail
