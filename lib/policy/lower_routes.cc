// Queues, and the routes that bring tickets into them.
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/duration_text.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

using V1Queue = waypost::v1::Queue;
using V1Route = waypost::v1::Route;
using V1Stage = waypost::v1::Stage;

// Of everything that is measured while tickets wait in a queue.
constexpr DurationBounds kSecondToDay = {1'000, 86'400'000};

// Reads a duration that keeps its default if it is not written.
void ReadInterval(Lowering& lowering, const std::string& text, const FieldRef& field,
                  int64_t& length_ms) {
  if (text.empty()) return;
  length_ms = ReadDuration(lowering, text, field, kSecondToDay).value_or(length_ms);
}

// The stages of one route, in order.
class StageReader {
 public:
  StageReader(Lowering& lowering, const V1Route& route) : lowering_(lowering), route_(route) {}

  void Read(const V1Stage& written) {
    Stage row;
    row.after_ms = ReadAfter(written);
    row.queue = ReadQueue(written);
    row.requirement =
        ReadRequirement(lowering_, written.require(), {written, V1Stage::kRequireFieldNumber});
    row.span = lowering_.SpanOf(written);
    lowering_.tables.stages.push_back(row);
    first_ = false;
  }

 private:
  int64_t ReadAfter(const V1Stage& written) {
    const FieldRef field{written, V1Stage::kAfterFieldNumber};
    if (written.after().empty()) {
      if (!first_)
        ReportNotRising(lowering_.places.Name(written, field.number), "has no \"after\"");
      return after_ms_;
    }
    const std::optional<int64_t> after_ms = ReadDuration(lowering_, written.after(), field);
    if (!after_ms) return after_ms_;
    if (first_ && *after_ms > 0) {
      ReportFirstLate(lowering_.ValueOf(field));
      return after_ms_;
    }
    if (!first_ && *after_ms <= after_ms_) {
      ReportNotRising(lowering_.ValueOf(field),
                      absl::StrCat("must be more than ", FormatDuration(after_ms_)));
      return after_ms_;
    }
    return after_ms_ = *after_ms;
  }

  void ReportFirstLate(const SourceSpan& span) {
    lowering_.sink
        .Report("WP2502", span,
                absl::StrCat("the first stage of route ", Quoted(route_.id()),
                             " does not begin at once"))
        .Label("nobody would be eligible before")
        .Help("leave `after` out of the first stage");
  }

  void ReportNotRising(const SourceSpan& span, std::string label) {
    lowering_.sink
        .Report("WP2502", span,
                absl::StrCat("a stage of route ", Quoted(route_.id()),
                             " does not begin after the one before"))
        .Label(std::move(label));
  }

  uint16_t ReadQueue(const V1Stage& written) {
    if (written.queue().empty()) {
      if (first_) ReportNoQueue(written);
      return queue_;
    }
    const std::optional<uint32_t> queue = Resolve(lowering_, lowering_.queues, written.queue(),
                                                  {written, V1Stage::kQueueFieldNumber});
    return queue_ = queue ? Index(*queue) : queue_;
  }

  void ReportNoQueue(const V1Stage& written) {
    lowering_.sink
        .Report("WP2501", lowering_.places.Name(written, V1Stage::kQueueFieldNumber),
                absl::StrCat("the first stage of route ", Quoted(route_.id()), " has no queue"))
        .Label("has no \"queue\"")
        .Help("later stages may leave the queue out: they keep that of the stage before");
  }

  Lowering& lowering_;
  const V1Route& route_;
  bool first_ = true;
  int64_t after_ms_ = 0;  // of the stage before
  uint16_t queue_ = 0;
};

}  // namespace

void LowerQueues(Lowering& lowering) {
  for (const V1Queue& written : lowering.policy.queues()) {
    lowering.queues.Add(written.id(), lowering.places.Value(written, V1Queue::kIdFieldNumber),
                        lowering.tables.queues.size(), lowering.sink);
    Queue row;
    row.id = lowering.names.Intern(written.id());
    row.label = written.label();
    row.order =
        written.order() == V1Queue::FIRST_COME ? QueueOrder::kFirstCome : QueueOrder::kPriority;
    row.auto_accept = written.auto_accept();
    row.span = lowering.SpanOf(written);
    ReadInterval(lowering, written.offer_timeout(), {written, V1Queue::kOfferTimeoutFieldNumber},
                 row.offer_timeout_ms);
    ReadInterval(lowering, written.forget_refusals_after(),
                 {written, V1Queue::kForgetRefusalsAfterFieldNumber}, row.forget_refusals_ms);
    lowering.tables.queues.push_back(std::move(row));
  }
}

void LowerRoutes(Lowering& lowering) {
  Tables& tables = lowering.tables;
  tables.requirements.emplace_back();  // met by anyone
  Declared ids("route");
  RuleRows rules(lowering);
  for (const V1Route& written : lowering.policy.routes()) {
    ids.Add(written.id(), lowering.places.Value(written, V1Route::kIdFieldNumber),
            tables.routes.size(), lowering.sink);
    Route row;
    row.id = lowering.names.Intern(written.id());
    row.first_stage = Index(tables.stages.size());
    row.span = lowering.SpanOf(written);
    StageReader reader(lowering, written);
    for (const V1Stage& stage : written.stage()) reader.Read(stage);
    row.stage_count = Index(tables.stages.size() - row.first_stage);
    if (row.stage_count == 0) {
      lowering.sink
          .Report("WP2003", lowering.places.Name(written, V1Route::kStageFieldNumber),
                  absl::StrCat("route ", Quoted(written.id()), " leads nowhere"))
          .Label("has no \"stage\"");
    }
    tables.routes.push_back(std::move(row));
    rules.Add(written.when(), {written, V1Route::kWhenFieldNumber});
  }
  tables.route_conditions = std::move(rules).Build();
}

}  // namespace waypost::policy
