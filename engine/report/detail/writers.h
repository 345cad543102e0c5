#pragma once
/// @file
/// The writers behind make_record_writer.

#include "refrain/report/record_writer.h"

#include <memory>
#include <span>

namespace refrain::detail {

[[nodiscard]] std::unique_ptr<RecordWriter> make_json_lines_writer(Sink& sink);
[[nodiscard]] std::unique_ptr<RecordWriter> make_json_writer(Sink& sink);
[[nodiscard]] std::unique_ptr<RecordWriter> make_csv_writer(std::span<const RecordKind> kinds,
                                                            Sink& sink);
[[nodiscard]] std::unique_ptr<RecordWriter> make_markdown_writer(std::span<const RecordKind> kinds,
                                                                 Sink& sink);

/// Forwards every kind of record to Derived::put(record).
template <class Derived> class EachRecord : public RecordWriter {
public:
  void write(const DocumentRecord& r) final { self().put(r); }
  void write(const PairRecord& r) final { self().put(r); }
  void write(const ClusterRecord& r) final { self().put(r); }
  void write(const ReuseRecord& r) final { self().put(r); }
  void write(const TalkingPointRecord& r) final { self().put(r); }
  void write(const MatchRecord& r) final { self().put(r); }
  void write(const ComparisonRecord& r) final { self().put(r); }
  void write(const RemovedRecord& r) final { self().put(r); }
  void write(const LimitRecord& r) final { self().put(r); }
  void write(const SkippedRecord& r) final { self().put(r); }

private:
  [[nodiscard]] Derived& self() { return static_cast<Derived&>(*this); }
};

} // namespace refrain::detail
