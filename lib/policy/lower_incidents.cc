// Incidents: streams that are watched, levels, and the chains that they run.
#include "lib/policy/lower_incidents.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/time_units.h"
#include "lib/base/words.h"
#include "lib/calendar/handoff_grid.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

using V1Clock = waypost::v1::IncidentClock;
using V1Level = waypost::v1::IncidentLevel;
using V1Rush = waypost::v1::Rush;
using V1Stream = waypost::v1::IncidentStream;

constexpr int64_t kStreamHourMs = 60 * kMinuteMs;
constexpr int64_t kStreamDayMs = 24 * kStreamHourMs;
constexpr int32_t kMostCustomers = 1'000'000;

// What a step does that only a ticket can have done to it.
bool NeedsTicket(const Step& step, Name customer) {
  const auto is_person = [&](const NotifyTarget& target) {
    return target.person != NotifyTarget::Person::kAny || target.text == customer;
  };
  return step.set_priority >= 0 || step.queue != kNone || step.reopen || step.each_acknowledges ||
         step.follow_handoff || !step.add_tags.empty() || !step.contact.empty() ||
         step.panel.quorum > 0 || step.assign_to.text != 0 || step.opens_about != kNone ||
         step.compensates != kNone ||
         std::any_of(step.notify.begin(), step.notify.end(), is_person) ||
         std::any_of(step.fallback.begin(), step.fallback.end(), is_person);
}

std::optional<int64_t> ReadWall(Lowering& lowering, const std::string& text,
                                const FieldRef& field) {
  if (text.empty()) return std::nullopt;  // reported as missing
  absl::StatusOr<int64_t> wall = calendar::ParseWallTime(text);
  if (wall.ok()) return lowering.tables.zone.InstantOf(*wall);
  Problem problem = ProblemWith(text, {"a local time", "当地时间"}, WordsOf(wall.status()));
  lowering.Report("WP2702", field, std::move(problem.message)).Help(std::move(problem.advice));
  return std::nullopt;
}

StreamRush ReadRush(Lowering& lowering, const V1Rush& written) {
  StreamRush row;
  const auto from = ReadWall(lowering, written.from(), {written, V1Rush::kFromFieldNumber});
  const auto to = ReadWall(lowering, written.to(), {written, V1Rush::kToFieldNumber});
  row.begin_ms = from.value_or(0);
  row.end_ms = to.value_or(0);
  row.percent = written.percent();
  CheckInterval(lowering, written.percent(), 1, 10'000, {written, V1Rush::kPercentFieldNumber});
  if (from && to && *to <= *from) {
    lowering.Report("WP2555", {written, V1Rush::kToFieldNumber},
                    {"the rush ends before it begins", "高峰在开始之前就结束了"});
  }
  return row;
}

class Streams {
 public:
  explicit Streams(Lowering& lowering) : lowering_(lowering), conditions_(lowering) {}

  void Add(const V1Stream& written) {
    const auto id_span = lowering_.places.Value(written, V1Stream::kIdFieldNumber);
    ids_.Add(written.id(), id_span, lowering_.tables.incident_streams.size(), lowering_.sink);
    IncidentStream row;
    row.id = lowering_.names.Intern(written.id());
    row.span = lowering_.SpanOf(written);
    ReadFacts(written, row);
    conditions_.Add(written.when(), {written, V1Stream::kWhenFieldNumber});
    ReadTimes(written, row);
    ReadNumbers(written, row);
    row.ticket_chains = written.ticket_chains() == V1Stream::KEEP    ? TicketChains::kKeep
                        : written.ticket_chains() == V1Stream::LOWER ? TicketChains::kLower
                                                                     : TicketChains::kHold;
    row.escalation = ReadHostedChain(lowering_, written.escalation(),
                                     {written, V1Stream::kEscalationFieldNumber});
    for (const V1Rush& rush : written.rushes()) row.rushes.push_back(ReadRush(lowering_, rush));
    ReadLevels(written, row);
    lowering_.tables.incident_streams.push_back(std::move(row));
  }

  void Build() && { lowering_.tables.incident_conditions = std::move(conditions_).Build(); }

 private:
  void ReadFacts(const V1Stream& written, IncidentStream& row) {
    const expression::Environment& environment = lowering_.tables.environment;
    for (int i = 0; i < written.facts_size(); ++i) {
      const FieldRef field{written, V1Stream::kFactsFieldNumber, i};
      const expression::Fact* const fact = environment.FindFact(written.facts(i));
      const auto report = [&](const Words& problem) {
        lowering_
            .Report("WP2550", field,
                    Say({"$0 sets no streams apart", "$0 不能用来划分事件流"},
                        Quoted(written.facts(i))))
            .Label(problem);
      };
      if (fact == nullptr) {
        report({"no such fact", "没有这个事实"});
      } else if (fact->type != expression::Type::kString) {
        report({"not a string", "不是字符串"});
      } else if (fact->index == kFactStatus || fact->index == kFactQueue ||
                 fact->index == kFactOwner || fact->index == kFactComplexity) {
        report({"changes as the ticket is worked on", "处理工单时会变化"});
      } else if (i >= kMostStreamFacts) {
        report({"the fifth fact; at most 4", "第五个事实；最多 4 个"});
      } else {
        row.facts.push_back(fact->index);
      }
    }
  }

  void ReadLength(const std::string& text, const FieldRef& field, const DurationBounds& bounds,
                  int64_t& length_ms) {
    if (text.empty()) return;
    length_ms = ReadDuration(lowering_, text, field, bounds).value_or(length_ms);
  }

  void ReadTimes(const V1Stream& written, IncidentStream& row) {
    const FieldRef bucket{written, V1Stream::kBucketFieldNumber};
    ReadLength(written.bucket(), bucket, {kMinuteMs, kStreamHourMs}, row.bucket_ms);
    if (kStreamHourMs % row.bucket_ms != 0) {
      lowering_
          .Report(
              "WP2551", bucket,
              Say({"an hour has no whole number of buckets of $0", "一小时不是 $0 时间桶的整数倍"},
                  Quoted(written.bucket())))
          .Help({"write 1m, 2m, 3m, 4m, 5m, 6m, 10m, 12m, 15m, 20m, 30m or 1h",
                 "请写 1m、2m、3m、4m、5m、6m、10m、12m、15m、20m、30m 或 1h"});
      row.bucket_ms = 300'000;
    }
    ReadLength(written.false_alarm_every(), {written, V1Stream::kFalseAlarmEveryFieldNumber},
               {kStreamDayMs, 3'660 * kStreamDayMs}, row.false_alarm_ms);
    ReadLength(written.cold_for(), {written, V1Stream::kColdForFieldNumber},
               {kStreamHourMs, 60 * kStreamDayMs}, row.cold_ms);
    ReadLength(written.linger(), {written, V1Stream::kLingerFieldNumber}, {0, 30 * kStreamDayMs},
               row.linger_ms);
  }

  template <typename Number>
  void ReadNumber(int32_t value, const FieldRef& field, int32_t least, int32_t most,
                  Number& number) {
    if (value == 0) return;
    if (CheckInterval(lowering_, value, least, most, field)) number = static_cast<Number>(value);
  }

  void ReadNumbers(const V1Stream& written, IncidentStream& row) {
    const auto read = [&](int32_t value, int number, int32_t least, int32_t most, auto& field) {
      ReadNumber(value, {written, number}, least, most, field);
    };
    read(written.minimum(), V1Stream::kMinimumFieldNumber, 1, kMostCustomers, row.minimum);
    read(written.cold_minimum(), V1Stream::kColdMinimumFieldNumber, 1, kMostCustomers,
         row.cold_minimum);
    read(written.most_streams(), V1Stream::kMostStreamsFieldNumber, 1, 100'000, row.most_streams);
    read(written.ratio_percent(), V1Stream::kRatioPercentFieldNumber, 110, 1'000,
         row.ratio_percent);
    read(written.calm_buckets(), V1Stream::kCalmBucketsFieldNumber, 1, 1'000, row.calm_buckets);
    read(written.of_buckets(), V1Stream::kOfBucketsFieldNumber, 1, 8, row.of_buckets);
    read(written.full_buckets(), V1Stream::kFullBucketsFieldNumber, 1, row.of_buckets,
         row.full_buckets);
  }

  void ReadLevels(const V1Stream& written, IncidentStream& row) {
    Declared levels({"level", "级别"});
    int32_t before = 0;
    for (const V1Level& level : written.levels()) {
      levels.Add(level.id(), lowering_.places.Value(level, V1Level::kIdFieldNumber),
                 row.levels.size(), lowering_.sink);
      const FieldRef at_least{level, V1Level::kAtLeastFieldNumber};
      CheckInterval(lowering_, level.at_least(), 1, kMostCustomers, at_least);
      if (level.at_least() <= before) {
        lowering_.Report("WP2553", at_least,
                         Say({"level $0 needs no more customers than the one before",
                              "级别 $0 所需的客户数不多于前一级"},
                             Quoted(level.id())));
      }
      before = level.at_least();
      row.levels.push_back(ReadLevel(level));
    }
  }

  IncidentLevel ReadLevel(const V1Level& written) {
    IncidentLevel level;
    level.id = lowering_.names.Intern(written.id());
    level.at_least = written.at_least();
    level.span = lowering_.SpanOf(written);
    level.escalation = ReadHostedChain(lowering_, written.escalation(),
                                       {written, V1Level::kEscalationFieldNumber});
    for (const V1Clock& clock : written.clocks()) {
      IncidentClock row;
      row.id = lowering_.names.Intern(clock.id());
      if (!clock.within().empty()) {
        ReadLength(clock.within(), {clock, V1Clock::kWithinFieldNumber}, kPositive, row.within_ms);
      }
      row.calendar = Index(Resolve(lowering_, lowering_.calendars, clock.calendar(),
                                   {clock, V1Clock::kCalendarFieldNumber})
                               .value_or(kNone));
      level.clocks.push_back(row);
    }
    return level;
  }

  Lowering& lowering_;
  Declared ids_{{"incident stream", "突发事件流"}};
  RuleRows conditions_;
};

Declared DeclaredChains(const Lowering& lowering) {
  Declared chains({"escalation", "升级链"});
  for (int i = 0; i < lowering.policy.escalations_size(); ++i) {
    const waypost::v1::Escalation& chain = lowering.policy.escalations(i);
    if (chain.id().empty() || chains.Find(chain.id())) continue;
    chains.Add(chain.id(), lowering.places.Value(chain, waypost::v1::Escalation::kIdFieldNumber),
               static_cast<size_t>(i), lowering.sink);
  }
  return chains;
}

}  // namespace

uint16_t ReadHostedChain(Lowering& lowering, const std::string& name, const FieldRef& field) {
  if (name.empty()) return kNone;
  const std::optional<uint32_t> found = Resolve(lowering, DeclaredChains(lowering), name, field);
  if (!found) return kNone;
  const Escalation& chain = lowering.tables.escalations[*found];
  const auto report = [&](Words problem) -> Finding& {
    return lowering.Report("WP2552", field, std::move(problem));
  };
  if (!chain.on.requested) {
    report(Say({"escalation $0 cannot be asked for", "升级链 $0 不能按请求启动"}, Quoted(name)))
        .Help({"write `on { requested: true }` in it", "请在其中写 `on { requested: true }`"});
  }
  if (chain.rate_limit.count > 0) {
    report(Say({"escalation $0 has a `rate_limit`, and there is none here",
                "升级链 $0 有 `rate_limit`，而这里没有频率限制"},
               Quoted(name)))
        .Help({"here one notification stands where each ticket would have its own: use a chain "
               "without it",
               "这里一条通知代替了每张工单各自的通知：请使用不带它的升级链"});
  }
  const Name customer = lowering.names.Intern("customer");
  const size_t count = size_t{chain.step_count} + (chain.has_on_clear ? 1 : 0);
  for (size_t i = 0; i < count; ++i) {
    if (!NeedsTicket(lowering.tables.steps[chain.first_step + i], customer)) continue;
    report(Say({"escalation $0 acts on a ticket, and there is none here",
                "升级链 $0 要处理工单，而这里没有工单"},
               Quoted(name)))
        .Label(Say({"its step $0", "它的第 $0 步"}, i + 1))
        .Help({"steps may notify agents, roles, rotations, queues and the host, and have `custom`",
               "步骤可以通知坐席、角色、轮值、队列和宿主系统，也可以有 `custom`"});
    break;
  }
  for (size_t i = 0; i < count; ++i) {
    const Step& step = lowering.tables.steps[chain.first_step + i];
    if (step.fallback.empty() || step.on_empty == OnEmpty::kFallback) continue;
    report(Say({"escalation $0 has a `fallback` for failed deliveries, and none are reported here",
                "升级链 $0 有投递失败时的 `fallback`，而这里没有投递报告"},
               Quoted(name)))
        .Label(Say({"its step $0", "它的第 $0 步"}, i + 1))
        .Help({"write `on_empty: FALLBACK`, for when nobody is there, or use a chain without it",
               "请写 `on_empty: FALLBACK`（无人时使用），或使用不带它的升级链"});
    break;
  }
  return Index(*found);
}

// Chains are lowered before the families, which name chains.
uint16_t ReadOpenedFamily(Lowering& lowering, const std::string& name, const FieldRef& field) {
  if (name.empty()) return kNone;
  Declared families({"incident stream", "突发事件流"});
  for (int i = 0; i < lowering.policy.incident_streams_size(); ++i) {
    const V1Stream& family = lowering.policy.incident_streams(i);
    if (family.id().empty() || families.Find(family.id())) continue;
    families.Add(family.id(), lowering.places.Value(family, V1Stream::kIdFieldNumber),
                 static_cast<size_t>(i), lowering.sink);
  }
  return Index(Resolve(lowering, families, name, field).value_or(kNone));
}

void LowerIncidents(Lowering& lowering) {
  Streams streams(lowering);
  for (const V1Stream& written : lowering.policy.incident_streams()) streams.Add(written);
  std::move(streams).Build();
}

}  // namespace waypost::policy
