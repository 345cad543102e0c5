#pragma once
/// @file
/// What writers of text formats share: text is gathered and handed to the sink in batches, and
/// records may be made in parallel as parts.
///
///     class LinesWriter final : public TextWriter<LinesWriter> {
///       LinesWriter part() const { return LinesWriter(nullptr); } // keeps its text
///       void join(std::string& text) { ... } // optional: the texts of the parts, in turn
///       template <class R> void put(const R& record) {
///         text_ += ...; end_record(); }
///     };

#include "refrain/core/parallel.h"
#include "refrain/report/detail/ordered_text.h"
#include "refrain/report/detail/writers.h"

#include <cstddef>
#include <functional>
#include <string>

namespace refrain::detail {

template <class Derived> class TextWriter : public EachRecord<Derived> {
public:
  void write_parts(std::size_t parts,
                   const std::function<void(std::size_t, RecordWriter&)>& make) override {
    if (sink_ == nullptr || thread_count() == 1) {
      RecordWriter::write_parts(parts, make);
      return;
    }
    sink_->take(text_);
    auto& self = static_cast<Derived&>(*this);
    put_in_order(
        parts,
        [&](std::size_t part, std::string& text) {
          Derived to = self.part();
          to.text_.swap(text);
          make(part, to);
          to.text_.swap(text);
        },
        [&](std::string& text) {
          self.join(text);
          sink_->take(text);
        });
  }

  void finish() override {
    sink_->take(text_);
    sink_->flush();
  }

  void join(std::string& /*text*/) {}

protected:
  /// @param sink  none for a part
  explicit TextWriter(Sink* sink) : sink_(sink) {}

  /// After the text of each record.
  void end_record() {
    // Enough for a system call, little enough for the cache.
    constexpr std::size_t kBatchBytes = std::size_t{64} << 10;
    if (sink_ != nullptr && text_.size() >= kBatchBytes) {
      sink_->take(text_);
    }
  }

  std::string text_;

private:
  Sink* sink_;
};

} // namespace refrain::detail
