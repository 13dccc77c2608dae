#include "lib/statistics/period_table.h"

#include <utility>

#include "absl/numeric/int128.h"
#include "lib/statistics/metric_text.h"

namespace waypost::statistics {
namespace {

constexpr size_t kLeastPeriodBytes = 76;

}  // namespace

void PeriodTable::Add(const v1::AttainmentFigures& figures) {
  Add({figures.clock().sla(), figures.clock().metric(), figures.clock().milestone(),
       figures.begin_ms(), figures.end_ms()},
      {figures.period(), static_cast<uint64_t>(figures.met()),
       static_cast<uint64_t>(figures.breached()), static_cast<uint64_t>(figures.stopped()),
       static_cast<uint64_t>(figures.used_ms()), figures.promised_milli(),
       figures.promised_mean_ms()});
}

void PeriodTable::Add(const Key& key, const Sums& sums) {
  Sums& to = rows_[key];
  to.label = sums.label;
  to.met += sums.met;
  to.breached += sums.breached;
  to.stopped += sums.stopped;
  to.used_ms += sums.used_ms;
  to.promised_milli = sums.promised_milli;
  to.promised_mean_ms = sums.promised_mean_ms;
}

void PeriodTable::Merge(const PeriodTable& other) {
  if (&other == this) return Merge(PeriodTable(other));
  for (const auto& [key, sums] : other.rows_) Add(key, sums);
}

SlaStatistics::PeriodRow PeriodTable::RowOf(const Key& key, const Sums& sums) {
  SlaStatistics::PeriodRow row;
  row.sla = key.sla;
  row.metric = MetricText(key.metric, key.milestone);
  row.period = sums.label;
  row.begin_ms = key.begin_ms;
  row.end_ms = key.end_ms;
  row.met = sums.met;
  row.breached = sums.breached;
  row.stopped = sums.stopped;
  row.promised_milli = sums.promised_milli;
  row.promised_mean_ms = sums.promised_mean_ms;
  const absl::uint128 decided = absl::uint128(sums.met) + sums.breached;
  if (decided > 0)
    row.share_milli = static_cast<int32_t>(absl::uint128(sums.met) * 1'000 / decided);
  if (sums.stopped > 0) {
    const uint64_t rest = sums.used_ms % sums.stopped;
    row.mean_ms = static_cast<int64_t>(sums.used_ms / sums.stopped + (rest != 0 ? 1 : 0));
  }
  row.kept = sums.promised_mean_ms > 0
                 ? sums.used_ms <= absl::uint128(sums.promised_mean_ms) * sums.stopped
                 : absl::uint128(sums.met) * 1'000 >= absl::uint128(sums.promised_milli) * decided;
  return row;
}

std::vector<SlaStatistics::PeriodRow> PeriodTable::Rows() const {
  std::vector<SlaStatistics::PeriodRow> rows;
  rows.reserve(rows_.size());
  for (const auto& [key, sums] : rows_) rows.push_back(RowOf(key, sums));
  return rows;
}

void PeriodTable::Write(ByteWriter* writer) const {
  writer->Put(static_cast<uint32_t>(rows_.size()));
  for (const auto& [key, sums] : rows_) {
    writer->PutText(key.sla);
    writer->Put(key.metric);
    writer->PutText(key.milestone);
    writer->PutText(sums.label);
    writer->Put(sums.promised_milli);
    writer->Put(sums.promised_mean_ms);
    for (int64_t at_ms : {key.begin_ms, key.end_ms}) writer->Put(at_ms);
    for (uint64_t sum : {sums.met, sums.breached, sums.stopped, sums.used_ms}) writer->Put(sum);
  }
}

bool PeriodTable::Read(ByteReader* reader) {
  for (uint32_t i = reader->GetCount(kLeastPeriodBytes); i > 0; --i) {
    Key key;
    Sums sums;
    key.sla = std::string(reader->GetText());
    key.metric = reader->Get<int32_t>();
    key.milestone = std::string(reader->GetText());
    sums.label = std::string(reader->GetText());
    sums.promised_milli = reader->Get<int32_t>();
    sums.promised_mean_ms = reader->Get<int64_t>();
    for (int64_t* at_ms : {&key.begin_ms, &key.end_ms}) *at_ms = reader->Get<int64_t>();
    for (uint64_t* sum : {&sums.met, &sums.breached, &sums.stopped, &sums.used_ms}) {
      *sum = reader->Get<uint64_t>();
    }
    if (sums.promised_milli < 0 || sums.promised_mean_ms < 0) reader->Fail();
    if (!v1::Sla::Metric_IsValid(key.metric)) reader->Fail();
    if (!reader->ok()) return false;
    Add(key, sums);
  }
  return reader->ok();
}

}  // namespace waypost::statistics
