// Queues, and the routes that bring tickets into them.
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/words.h"
#include "lib/policy/lower_stages.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

using V1Queue = waypost::v1::Queue;
using V1Route = waypost::v1::Route;

constexpr int kMostAsked = 20;
constexpr int kMostMisses = 100;

// Reads a duration that keeps its default if it is not written.
void ReadInterval(Lowering& lowering, const std::string& text, const FieldRef& field,
                  int64_t& length_ms) {
  if (text.empty()) return;
  length_ms = ReadDuration(lowering, text, field, kSecondToDay).value_or(length_ms);
}

int64_t ReadAgeCap(Lowering& lowering, const V1Queue& written) {
  if (written.age_cap().empty()) return 0;
  const FieldRef field{written, V1Queue::kAgeCapFieldNumber};
  if (written.order() != V1Queue::LIVE_DEADLINE_FIRST) {
    lowering
        .Report("WP2515", field,
                Say({"queue $0 does not go by deadlines", "队列 $0 不按期限排序"},
                    Quoted(written.id())))
        .Label({"without effect", "不起作用"})
        .Help({"write `order: LIVE_DEADLINE_FIRST`, or leave `age_cap` out",
               "请写 `order: LIVE_DEADLINE_FIRST`，或删去 `age_cap`"});
  }
  return ReadDuration(lowering, written.age_cap(), field, kPositive).value_or(0);
}

// Reads a small number that keeps its default if it is not written.
void ReadCount(Lowering& lowering, int written, int most, const FieldRef& field, uint8_t& count) {
  if (written == 0) return;
  if (CheckInterval(lowering, written, 1, most, field)) count = static_cast<uint8_t>(written);
}

// Who is asked how often.
void ReadRests(Lowering& lowering, const V1Queue& written, Queue& row) {
  ReadCount(lowering, written.offer_to(), kMostAsked, {written, V1Queue::kOfferToFieldNumber},
            row.offer_to);
  ReadCount(lowering, written.pause_after_misses(), kMostMisses,
            {written, V1Queue::kPauseAfterMissesFieldNumber}, row.pause_after_misses);
  ReadInterval(lowering, written.rest_after_decline(),
               {written, V1Queue::kRestAfterDeclineFieldNumber}, row.rest_after_decline_ms);
  ReadInterval(lowering, written.rest_after_timeout(),
               {written, V1Queue::kRestAfterTimeoutFieldNumber}, row.rest_after_timeout_ms);
  ReadInterval(lowering, written.handling_time(), {written, V1Queue::kHandlingTimeFieldNumber},
               row.handling_ms);
}

// Queues of other sites, once all are known.
void LowerSites(Lowering& lowering, const V1Queue& written, Queue& row) {
  row.follow_owned = written.follow_owned();
  for (int i = 0; i < written.follow_size(); ++i) {
    const FieldRef field{written, V1Queue::kFollowFieldNumber, i};
    const auto site = Resolve(lowering, lowering.queues, written.follow(i), field);
    if (site) row.follow.push_back(Index(*site));
    if (written.follow(i) != written.id()) continue;
    lowering
        .Report(
            "WP2521", field,
            Say({"queue $0 cannot follow itself", "队列 $0 不能跟随自身"}, Quoted(written.id())))
        .Label({"closed when it is needed", "需要时它已关闭"});
  }
  const auto report = [&](int number, const Words& problem, const Words& advice) {
    lowering
        .Report("WP2521", {written, number},
                Say({"$0 queue $1", "$0队列 $1"}, problem, Quoted(written.id())))
        .Label({"without effect", "不起作用"})
        .Help(advice);
  };
  if (written.follow_size() > 0 && written.calendar().empty()) {
    report(V1Queue::kFollowFieldNumber, {"nothing closes", "没有什么会关闭"},
           {"write its `calendar`, or leave `follow` out", "请写它的 `calendar`，或删去 `follow`"});
  } else if (written.follow_owned() && written.follow_size() == 0) {
    report(V1Queue::kFollowOwnedFieldNumber, {"nothing follows", "没有站点跟随"},
           {"name the queues that `follow` it", "请写明由哪些队列 `follow` 它"});
  }
}

}  // namespace

QueueOrder OrderOf(V1Queue::Order written) {
  switch (written) {
    case V1Queue::FIRST_COME:
      return QueueOrder::kFirstCome;
    case V1Queue::EARLIEST_DEADLINE:
      return QueueOrder::kEarliestDeadline;
    case V1Queue::LIVE_DEADLINE_FIRST:
      return QueueOrder::kLiveDeadlineFirst;
    case V1Queue::WEIGHTED_WAIT:
      return QueueOrder::kWeightedWait;
    case V1Queue::PRIORITY_THEN_DEADLINE:
      return QueueOrder::kPriorityThenDeadline;
    default:
      return QueueOrder::kPriority;
  }
}

void LowerQueues(Lowering& lowering) {
  for (const V1Queue& written : lowering.policy.queues()) {
    lowering.queues.Add(written.id(), lowering.places.Value(written, V1Queue::kIdFieldNumber),
                        lowering.tables.queues.size(), lowering.sink);
    Queue row;
    row.id = lowering.names.Intern(written.id());
    row.label = written.label();
    row.order = OrderOf(written.order());
    row.age_cap_ms = ReadAgeCap(lowering, written);
    row.auto_accept = written.auto_accept();
    const auto calendar = Resolve(lowering, lowering.calendars, written.calendar(),
                                  {written, V1Queue::kCalendarFieldNumber});
    if (calendar) row.calendar = Index(*calendar);
    row.span = lowering.SpanOf(written);
    ReadInterval(lowering, written.offer_timeout(), {written, V1Queue::kOfferTimeoutFieldNumber},
                 row.offer_timeout_ms);
    ReadInterval(lowering, written.forget_refusals_after(),
                 {written, V1Queue::kForgetRefusalsAfterFieldNumber}, row.forget_refusals_ms);
    ReadRests(lowering, written, row);
    ReadBatchWindow(lowering, written, row);
    ReadChoice(lowering, written, row);
    ReadWeights(lowering, written, row);
    lowering.tables.queues.push_back(std::move(row));
  }
  for (int i = 0; i < lowering.policy.queues_size(); ++i) {
    Queue& row = lowering.tables.queues[static_cast<size_t>(i)];
    LowerSites(lowering, lowering.policy.queues(i), row);
    ReadOverflows(lowering, lowering.policy.queues(i), row);
    ReadReserves(lowering, lowering.policy.queues(i), row);
  }
}

void LowerRoutes(Lowering& lowering) {
  Tables& tables = lowering.tables;
  tables.requirements.emplace_back();  // met by anyone
  Declared ids({"route", "路由"});
  RuleRows rules(lowering);
  for (const V1Route& written : lowering.policy.routes()) {
    ids.Add(written.id(), lowering.places.Value(written, V1Route::kIdFieldNumber),
            tables.routes.size(), lowering.sink);
    Route row;
    row.id = lowering.names.Intern(written.id());
    row.first_stage = Index(tables.stages.size());
    ReadInterval(lowering, written.owner_first(), {written, V1Route::kOwnerFirstFieldNumber},
                 row.owner_first_ms);
    row.span = lowering.SpanOf(written);
    StageReader reader(lowering, written);
    for (int i = 0; i < written.stage_size(); ++i) {
      reader.Read(written.stage(i), i + 1 == written.stage_size());
    }
    row.stage_count = Index(tables.stages.size() - row.first_stage);
    if (row.stage_count == 0) {
      lowering.sink
          .Report("WP2003", lowering.places.Name(written, V1Route::kStageFieldNumber),
                  Say({"route $0 leads nowhere", "路由 $0 没有去处"}, Quoted(written.id())))
          .Label({"has no \"stage\"", "没有 \"stage\""});
    }
    tables.routes.push_back(std::move(row));
    rules.Add(written.when(), {written, V1Route::kWhenFieldNumber});
  }
  tables.route_conditions = std::move(rules).Build();
}

}  // namespace waypost::policy
