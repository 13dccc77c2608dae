#include "bindings/c/statistics_methods.h"

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "bindings/c/request.h"
#include "waypost/statistics.h"
#include "waypost/v1/call.pb.h"

namespace waypost::c {
namespace {

v1::StatisticsAnswer::Split SplitOf(SlaStatistics::Split split) {
  switch (split) {
    case SlaStatistics::Split::kNone:
      return v1::StatisticsAnswer::ALL;
    case SlaStatistics::Split::kQueue:
      return v1::StatisticsAnswer::QUEUE;
    case SlaStatistics::Split::kChannel:
      return v1::StatisticsAnswer::CHANNEL;
    case SlaStatistics::Split::kCategory:
      return v1::StatisticsAnswer::CATEGORY;
  }
  return v1::StatisticsAnswer::ALL;
}

void FillRow(const SlaStatistics::Row& row, v1::StatisticsAnswer::Row& out) {
  out.set_sla(row.sla);
  out.set_metric(row.metric);
  out.set_split(SplitOf(row.split));
  out.set_value(row.value);
  out.set_met(static_cast<int64_t>(row.met));
  out.set_breached(static_cast<int64_t>(row.breached));
  out.set_running(static_cast<int64_t>(row.running));
  out.set_cancelled(static_cast<int64_t>(row.cancelled));
  out.set_stopped(static_cast<int64_t>(row.stopped));
  for (const uint64_t group : row.groups) out.add_groups(static_cast<int64_t>(group));
  out.set_half_within_ms(row.half_within_ms);
  out.set_p90_ms(row.p90_ms);
  out.set_p99_ms(row.p99_ms);
  out.set_longest_ms(row.longest_ms);
}

void FillPeriod(const SlaStatistics::PeriodRow& row, v1::StatisticsAnswer::Period& out) {
  out.set_sla(row.sla);
  out.set_metric(row.metric);
  out.set_period(row.period);
  out.set_begin_ms(row.begin_ms);
  out.set_end_ms(row.end_ms);
  out.set_met(static_cast<int64_t>(row.met));
  out.set_breached(static_cast<int64_t>(row.breached));
  out.set_share_milli(row.share_milli);
  out.set_stopped(static_cast<int64_t>(row.stopped));
  out.set_mean_ms(row.mean_ms);
  out.set_promised_milli(row.promised_milli);
  out.set_promised_mean_ms(row.promised_mean_ms);
  out.set_kept(row.kept);
}

v1::StatisticsAnswer AnswerOf(const SlaStatistics& statistics) {
  v1::StatisticsAnswer answer;
  for (const SlaStatistics::Row& row : statistics.Rows()) FillRow(row, *answer.add_rows());
  for (const SlaStatistics::PeriodRow& row : statistics.Periods()) {
    FillPeriod(row, *answer.add_periods());
  }
  answer.set_text(statistics.Text());
  answer.set_statistics(statistics.Serialize());
  return answer;
}

}  // namespace

absl::Status GetStatistics(Engine& engine, std::string_view, std::string* bytes) {
  const absl::StatusOr<SlaStatistics> statistics = engine.Statistics();
  if (!statistics.ok()) return statistics.status();
  return Give(AnswerOf(*statistics), bytes);
}

absl::Status MergeStatistics(std::string_view request, std::string* bytes) {
  v1::MergeStatisticsRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  SlaStatistics all;
  for (int i = 0; i < message.statistics_size(); ++i) {
    const absl::StatusOr<SlaStatistics> part = SlaStatistics::Parse(message.statistics(i));
    if (!part.ok()) {
      return absl::Status(part.status().code(),
                          absl::StrCat("statistics ", i + 1, ": ", part.status().message()));
    }
    all.Merge(*part);
  }
  return Give(AnswerOf(all), bytes);
}

}  // namespace waypost::c
