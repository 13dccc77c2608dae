#include "lib/report/wait_accuracy.h"

#include <algorithm>
#include <cstdlib>

#include "lib/base/absl_strings.h"
#include "lib/base/numbers.h"
#include "lib/base/words.h"
#include "waypost/v1/query.pb.h"

namespace waypost::report {
namespace {

constexpr int64_t kAlwaysCloseMs = 60'000;

bool IsClose(int64_t error_ms, int64_t waited_ms) {
  return error_ms <= std::max(waited_ms / 4, kAlwaysCloseMs);
}

// Of at least one ticket.
WaitError ErrorOf(std::vector<int64_t> errors_ms, uint64_t close) {
  WaitError error;
  int64_t sum_ms = 0;
  for (const int64_t error_ms : errors_ms) sum_ms += error_ms;
  std::sort(errors_ms.begin(), errors_ms.end());
  error.mean_ms = sum_ms / static_cast<int64_t>(errors_ms.size());
  error.median_ms = Percentile(errors_ms, 50);
  error.close = close;
  return error;
}

ReportRow WaitRow(Words name, const WaitError& error, uint64_t tickets) {
  return {std::move(name), CountText(tickets), SpanText(error.median_ms), SpanText(error.mean_ms),
          PercentText(error.close, tickets)};
}

}  // namespace

std::optional<EstimatedWait> EstimateOf(const Engine& engine, std::string_view ticket_id) {
  v1::WaitQuestion question;
  question.set_ticket_id(std::string(ticket_id));
  const absl::StatusOr<v1::WaitEstimate> estimate = engine.EstimateWait(question);
  if (!estimate.ok()) return std::nullopt;
  return EstimatedWait{ticket_id, engine.now_ms(), estimate->wait_ms()};
}

void WaitRecorder::operator()(const EstimatedWait& wait) {
  // What is refused, since it waits already, has told nothing new.
  if (open_.contains(ToAbsl(wait.ticket_id))) return;
  open_[std::string(wait.ticket_id)] = {wait.at_ms, wait.wait_ms};
  if (wait.wait_ms < 0) ++open_untold_;
}

void WaitRecorder::operator()(const v1::Event& event) {
  if (event.has_ticket_closed() || event.has_ticket_abandoned() || event.has_ticket_merged() ||
      event.has_ticket_solved()) {
    return EndUnserved(event);
  }
  if (!event.has_ticket_offered() && !event.has_ticket_assigned()) return;
  const auto found = open_.find(event.ticket_id());
  if (found == open_.end()) return;
  const Told told = found->second;
  open_.erase(found);
  if (told.wait_ms < 0) --open_untold_;
  const int64_t waited_ms = event.at_ms() - told.at_ms;
  if (waited_ms == 0) return;
  if (told.wait_ms < 0) {
    ++untold_;
  } else {
    ended_.push_back({told.wait_ms, waited_ms});
  }
}

void WaitRecorder::EndUnserved(const v1::Event& event) {
  const auto found = open_.find(event.ticket_id());
  if (found == open_.end()) return;
  if (found->second.wait_ms < 0) {
    --open_untold_;
    ++untold_;
  } else {
    ++unserved_;
  }
  open_.erase(found);
}

WaitAccuracy WaitRecorder::Finish() const {
  WaitAccuracy accuracy;
  accuracy.untold = untold_ + open_untold_;
  accuracy.unserved = unserved_ + open_.size() - open_untold_;
  accuracy.compared = ended_.size();
  accuracy.waiting = accuracy.untold + accuracy.unserved + accuracy.compared;
  if (ended_.empty()) return accuracy;
  int64_t sum_ms = 0;
  for (const Wait& wait : ended_) sum_ms += wait.waited_ms;
  accuracy.mean_wait_ms = sum_ms / static_cast<int64_t>(ended_.size());
  std::vector<int64_t> of_estimate, of_mean;
  uint64_t estimate_close = 0, mean_close = 0;
  for (const Wait& wait : ended_) {
    of_estimate.push_back(std::abs(wait.told_ms - wait.waited_ms));
    of_mean.push_back(std::abs(accuracy.mean_wait_ms - wait.waited_ms));
    estimate_close += IsClose(of_estimate.back(), wait.waited_ms) ? 1 : 0;
    mean_close += IsClose(of_mean.back(), wait.waited_ms) ? 1 : 0;
  }
  accuracy.estimate = ErrorOf(std::move(of_estimate), estimate_close);
  accuracy.mean = ErrorOf(std::move(of_mean), mean_close);
  return accuracy;
}

ReportTable WaitTable(const WaitAccuracy& accuracy) {
  ReportTable table;
  table.title = {"Estimated waits", "预计等待"};
  table.sentence =
      Say({"Of $0 {ticket|tickets} that waited when {it was|they were} opened or left by a bot $1 "
           "could be told "
           "nothing, and of the others $2 were given to nobody. Close is within a quarter of the "
           "wait, or a minute.",
           "新建时或机器人交出后需要等待的 $0 张工单中，$1 张无法给出预计，其余之中 $2 "
           "张没有交给任何人。接近：误差"
           "不超过等待时间的四分之一，或一分钟。"},
          CountText(accuracy.waiting), CountText(accuracy.untold), CountText(accuracy.unserved));
  table.heading = {{"told when they came to wait", "开始等待时的告知"},
                   {"tickets", "工单"},
                   {"half off by", "半数误差"},
                   {"mean off by", "平均误差"},
                   {"close", "接近"}};
  if (accuracy.compared == 0) return table;
  table.rows = {
      WaitRow({"the estimate", "预计"}, accuracy.estimate, accuracy.compared),
      WaitRow(Say({"all the mean, $0", "一律告知均值 $0"}, SpanText(accuracy.mean_wait_ms)),
              accuracy.mean, accuracy.compared)};
  return table;
}

}  // namespace waypost::report
