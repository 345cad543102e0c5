#pragma once
/// @file
/// What the pages of one web site repeat is furniture too, where nothing in the pages says so.
/// After all inputs are read, before the corpus is sorted.
///
/// A block (the text between blank lines) is marked when at least half of the site's pages have it,
/// and at least five. A page that would be left with less than a tenth of its text stays as it is.

#include "refrain/ingest/ingest.h"

#include <string>
#include <vector>

namespace refrain::detail {

struct InputFile;
struct HtmlText;

/// A document that was read from a web page.
struct WebPage {
  DocumentIndex document = 0;
  std::string site;
};

/// The site that a page is of: its host where its id is an address, else the site's name that it
/// says, else the folder of its file.
[[nodiscard]] std::string site_of(const InputFile& file, const HtmlText& page);

/// Marks the furniture, or with main_text_only takes it out of the texts; counts it either way.
void mark_site_furniture(const std::vector<WebPage>& pages, const IngestOptions& options,
                         Corpus& corpus, IngestCounts& counts);

} // namespace refrain::detail
