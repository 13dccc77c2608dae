#include "lib/statistics/sla_table.h"

#include <optional>
#include <utility>

#include "lib/base/time_units.h"
#include "lib/statistics/metric_text.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::statistics {
namespace {

using Split = SlaStatistics::Split;

constexpr std::array<int64_t, SlaStatistics::kGroupCount - 1> kGroupEndsMs = {
    5 * kMinuteMs, 15 * kMinuteMs, 30 * kMinuteMs, 60 * kMinuteMs};

constexpr uint32_t kMagic = 0x53535057;  // "WPSS"
constexpr uint8_t kVersion = 2;
constexpr size_t kLeastRowBytes = 64;
constexpr size_t kBucketBytes = 12;

size_t GroupOf(int64_t elapsed_ms) {
  size_t group = 0;
  while (group < kGroupEndsMs.size() && elapsed_ms > kGroupEndsMs[group]) ++group;
  return group;
}

SlaStatistics::Row RowOf(const SlaTable::Key& key, const SlaTable::Counts& counts) {
  SlaStatistics::Row row;
  row.sla = key.sla;
  row.metric = MetricText(key.metric, key.milestone);
  row.split = key.split;
  row.value = key.value;
  row.met = counts.met;
  row.breached = counts.breached;
  row.running = counts.running;
  row.cancelled = counts.cancelled;
  row.stopped = counts.elapsed.count();
  row.groups = counts.groups;
  row.half_within_ms = counts.elapsed.Percentile(50);
  row.p90_ms = counts.elapsed.Percentile(90);
  row.p99_ms = counts.elapsed.Percentile(99);
  row.longest_ms = counts.elapsed.greatest();
  return row;
}

void PutSketch(const QuantileSketch& sketch, ByteWriter* writer) {
  writer->Put(sketch.least());
  writer->Put(sketch.greatest());
  writer->Put(static_cast<uint32_t>(sketch.buckets().size()));
  for (const QuantileSketch::Bucket& bucket : sketch.buckets()) {
    writer->Put(bucket.index);
    writer->Put(bucket.count);
  }
}

std::optional<QuantileSketch> GetSketch(ByteReader* reader) {
  const auto least = reader->Get<int64_t>();
  const auto greatest = reader->Get<int64_t>();
  std::vector<QuantileSketch::Bucket> buckets(reader->GetCount(kBucketBytes));
  for (QuantileSketch::Bucket& bucket : buckets) {
    bucket.index = reader->Get<uint32_t>();
    bucket.count = reader->Get<uint64_t>();
  }
  return QuantileSketch::FromParts(std::move(buckets), least, greatest);
}

void PutRow(const SlaTable::Key& key, const SlaTable::Counts& counts, ByteWriter* writer) {
  writer->PutText(key.sla);
  writer->Put(key.metric);
  writer->PutText(key.milestone);
  writer->Put(key.split);
  writer->PutText(key.value);
  for (uint64_t count : {counts.met, counts.breached, counts.running, counts.cancelled})
    writer->Put(count);
  for (uint64_t count : counts.groups) writer->Put(count);
  PutSketch(counts.elapsed, writer);
}

SlaTable::Key GetKey(ByteReader* reader) {
  SlaTable::Key key;
  key.sla = std::string(reader->GetText());
  key.metric = reader->Get<int32_t>();
  key.milestone = std::string(reader->GetText());
  key.split = reader->Get<Split>();
  key.value = std::string(reader->GetText());
  if (!v1::Sla::Metric_IsValid(key.metric) || key.split > Split::kCategory) reader->Fail();
  return key;
}

SlaTable::Counts GetCounts(ByteReader* reader) {
  SlaTable::Counts counts;
  for (uint64_t* count : {&counts.met, &counts.breached, &counts.running, &counts.cancelled})
    *count = reader->Get<uint64_t>();
  for (uint64_t& count : counts.groups) count = reader->Get<uint64_t>();
  if (auto sketch = GetSketch(reader)) {
    counts.elapsed = *std::move(sketch);
  } else {
    reader->Fail();
  }
  return counts;
}

}  // namespace

void SlaTable::Counts::Add(Ending ending, int64_t elapsed_ms) {
  met += ending == Ending::kMet ? 1 : 0;
  breached += ending == Ending::kBreached ? 1 : 0;
  running += ending == Ending::kRunning ? 1 : 0;
  cancelled += ending == Ending::kCancelled ? 1 : 0;
  if (elapsed_ms == kNotStopped) return;
  ++groups[GroupOf(elapsed_ms)];
  elapsed.Add(elapsed_ms);
}

void SlaTable::Counts::Merge(const Counts& other) {
  met += other.met;
  breached += other.breached;
  running += other.running;
  cancelled += other.cancelled;
  for (size_t i = 0; i < groups.size(); ++i) groups[i] += other.groups[i];
  elapsed.Merge(other.elapsed);
}

void SlaTable::Merge(const SlaTable& other) {
  if (&other == this) return Merge(SlaTable(other));
  for (const auto& [key, counts] : other.rows_) rows_[key].Merge(counts);
}

std::vector<SlaStatistics::Row> SlaTable::Rows() const {
  std::vector<SlaStatistics::Row> rows;
  rows.reserve(rows_.size());
  for (const auto& [key, counts] : rows_) rows.push_back(RowOf(key, counts));
  return rows;
}

void SlaTable::Write(ByteWriter* writer) const {
  writer->Put(kMagic);
  writer->Put(kVersion);
  writer->Put(static_cast<uint32_t>(rows_.size()));
  for (const auto& [key, counts] : rows_) PutRow(key, counts, writer);
}

bool SlaTable::Read(ByteReader* reader) {
  if (reader->Get<uint32_t>() != kMagic || reader->Get<uint8_t>() != kVersion) return false;
  const uint32_t rows = reader->GetCount(kLeastRowBytes);
  for (uint32_t i = 0; i < rows && reader->ok(); ++i) {
    Key key = GetKey(reader);
    rows_[std::move(key)].Merge(GetCounts(reader));
  }
  return reader->ok();
}

absl::Status ForeignBytes(const Words& what) {
  return InvalidArgument(
      Say({"these bytes are no $0 of this version: damaged, or written by another one",
           "这些字节不是本版本的$0：已损坏，或由其他版本写出"},
          what));
}

}  // namespace waypost::statistics
