#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "absl/time/time.h"
#include "lib/base/words.h"
#include "lib/compare/divergence.h"
#include "lib/compare/outcomes.h"
#include "waypost/comparison.h"

namespace waypost {
namespace compare {
namespace {

using Kind = RuleChange::Kind;

std::string TimeText(int64_t at_ms) {
  const absl::Time time = absl::FromUnixMillis(at_ms);
  const char* format = at_ms % 60'000 == 0 ? "%Y-%m-%d %H:%MZ" : "%Y-%m-%d %H:%M:%E*SZ";
  return absl::FormatTime(format, time, absl::UTCTimeZone());
}

Words ShownText(const Outcomes& run, const Outcome* outcome) {
  if (outcome == nullptr) return {};
  const Words& text = run.texts[outcome->text];
  if (outcome->due_ms != 0) {
    return Say({"$0 by $1", "$0，截止 $1"}, text, TimeText(outcome->due_ms));
  }
  return Say({"$0 $1", "$0 $1"}, text, TimeText(outcome->at_ms));
}

RuleLine LineOf(const Outcomes& run, const Outcome* outcome) {
  if (outcome == nullptr) return {};
  return {run.texts[outcome->rule].english, run.texts[outcome->place].english};
}

// What the outcomes of a divergence say beside each other; the time between them in `shift_ms`.
Words WhatOf(const Words& before, const Words& after, const Divergence& divergence,
             int64_t* shift_ms) {
  if (divergence.before == nullptr) return Say({"$0, not before", "$0，此前没有"}, after);
  if (divergence.after == nullptr) return Say({"no more $0", "不再$0"}, before);
  if (before.english != after.english) return Say({"$1, not $0", "$1，而不是 $0"}, before, after);
  const bool due = divergence.before->due_ms != divergence.after->due_ms;
  *shift_ms = due ? divergence.after->due_ms - divergence.before->due_ms
                  : divergence.after->at_ms - divergence.before->at_ms;
  return *shift_ms < 0 ? Say({"$0 earlier", "$0提前"}, after) : Say({"$0 later", "$0推迟"}, after);
}

// Puts the changes of one ticket after the other into groups.
class Grouping {
 public:
  Grouping(const Outcomes& before, const Outcomes& after, size_t examples)
      : before_(before), after_(after), examples_(examples) {}

  void Take(const TicketOutcomes& before, const TicketOutcomes& after, const std::string& id) {
    const std::vector<Divergence> found = DivergencesOf(before_, before, after_, after);
    if (found.empty()) return;
    ++changed_;
    std::vector<RuleChange*> group(found.size());
    for (size_t i = 0; i < found.size(); ++i) {
      const Divergence& divergence = found[i];
      const bool root = divergence.parent == Divergence::kNoParent;
      group[i] = root ? Count(divergence, id) : group[divergence.parent];
      AddBreaches(divergence, group[i]);
    }
  }

  uint64_t changed() const { return changed_; }

  std::vector<RuleChange> Groups() const {
    std::vector<RuleChange> groups;
    for (const auto& [key, group] : groups_) groups.push_back(group.change);
    std::stable_sort(groups.begin(), groups.end(), [](const RuleChange& a, const RuleChange& b) {
      return a.tickets > b.tickets;
    });
    return groups;
  }

 private:
  using Key = std::tuple<Kind, std::string, std::string, std::string, std::string, std::string,
                         std::string>;

  struct Group {
    RuleChange change;
    uint64_t last = 0;  // of the changed tickets, the last one that is counted
  };

  RuleChange* Count(const Divergence& divergence, const std::string& id) {
    const auto text = [](const Outcomes& run, const Outcome* outcome) {
      return outcome == nullptr ? Words() : run.texts[outcome->text];
    };
    int64_t shift_ms = 0;
    const Words what = WhatOf(text(before_, divergence.before), text(after_, divergence.after),
                              divergence, &shift_ms);
    const RuleLine old = LineOf(before_, divergence.last_before);
    const RuleLine now = LineOf(after_, divergence.last_after);
    Group& counted = groups_[Key(divergence.series.kind, now.rule, now.place, old.rule, old.place,
                                 divergence.series.subject.english, what.english)];
    RuleChange& group = counted.change;
    const bool again = counted.last == changed_;
    counted.last = changed_;
    Widen(shift_ms, group);
    if (again) return &group;
    if (++group.tickets == 1) {
      group.kind = divergence.series.kind;
      group.subject = divergence.series.subject.english;
      group.subject_zh = divergence.series.subject.chinese;
      group.what = what.english;
      group.what_zh = what.chinese;
      group.before = old;
      group.after = now;
    }
    if (group.examples.size() < examples_) {
      const Words before = ShownText(before_, divergence.before);
      const Words after = ShownText(after_, divergence.after);
      group.examples.push_back({id, before.english, after.english, before.chinese, after.chinese});
    }
    return &group;
  }

  static void Widen(int64_t shift_ms, RuleChange& group) {
    if (shift_ms == 0) return;
    const bool first = group.least_shift_ms == 0;
    const auto nearer = [](int64_t a, int64_t b) { return (a < 0 ? a > b : a < b) ? a : b; };
    group.least_shift_ms = first ? shift_ms : nearer(shift_ms, group.least_shift_ms);
    group.most_shift_ms =
        first || nearer(shift_ms, group.most_shift_ms) != shift_ms ? shift_ms : group.most_shift_ms;
  }

  static void AddBreaches(const Divergence& divergence, RuleChange* group) {
    const uint64_t before = divergence.breaches_before, after = divergence.breaches_after;
    if (after > before) group->breaches_added += after - before;
    if (before > after) group->breaches_removed += before - after;
  }

  const Outcomes& before_;
  const Outcomes& after_;
  const size_t examples_;
  uint64_t changed_ = 0;
  std::map<Key, Group> groups_;
};

// Adds one run's part: its counts are those that the pointers to members name.
struct PromiseSide {
  uint64_t PromiseChange::*met;
  uint64_t PromiseChange::*breached;
};
struct QueueSide {
  uint64_t QueueChange::*tickets;
  int64_t QueueChange::*handling_ms;
};

void CountPromises(const Outcomes& run, const PromiseSide& side,
                   std::map<std::string, PromiseChange>* promises) {
  std::map<uint32_t, bool> broken;  // by series: it ended, and how
  for (const TicketOutcomes& ticket : run.tickets) {
    broken.clear();
    for (const Outcome& outcome : ticket.outcomes) {
      if (run.series[outcome.series].kind != Kind::kPromise) continue;
      promises->try_emplace(run.series[outcome.series].subject.english);
      const bool breached = Says(run.texts[outcome.text], kBreachedText);
      if (!breached && !Says(run.texts[outcome.text], kMetText)) continue;
      // A reopened ticket may meet its promise once more, and may then break it.
      bool& was_breached = broken.try_emplace(outcome.series, false).first->second;
      was_breached = was_breached || breached;
    }
    for (const auto& [series, breached] : broken) {
      PromiseChange& promise = (*promises)[run.series[series].subject.english];
      ++(breached ? promise.*side.breached : promise.*side.met);
    }
  }
}

void CountQueues(const Outcomes& run, const QueueSide& side,
                 std::map<std::string, QueueChange>* queues) {
  for (const TicketOutcomes& ticket : run.tickets) {
    if (ticket.queues.empty()) ++((*queues)[""].*side.tickets);
    for (const uint32_t queue : ticket.queues)
      ++((*queues)[run.texts[queue].english].*side.tickets);
    if (ticket.assigned_ms == INT64_MIN || ticket.solved_ms < ticket.assigned_ms) continue;
    (*queues)[run.texts[ticket.assigned_from].english].*side.handling_ms +=
        ticket.solved_ms - ticket.assigned_ms;
  }
}

}  // namespace
}  // namespace compare

Comparison Compare(const OutcomeRecorder& before, const OutcomeRecorder& after, size_t examples) {
  const compare::Outcomes& old = before.outcomes();
  const compare::Outcomes& now = after.outcomes();
  static const auto* const kNothing = new compare::TicketOutcomes;
  Comparison comparison;
  compare::Grouping grouping(old, now, examples);
  comparison.tickets = old.tickets.size();
  for (const compare::TicketOutcomes& ticket : old.tickets) {
    const auto found = now.index.find(ticket.id);
    grouping.Take(ticket, found == now.index.end() ? *kNothing : now.tickets[found->second],
                  ticket.id);
  }
  for (const compare::TicketOutcomes& ticket : now.tickets) {
    if (old.index.contains(ticket.id)) continue;
    ++comparison.tickets;
    grouping.Take(*kNothing, ticket, ticket.id);
  }
  comparison.changed = grouping.changed();
  comparison.rules = grouping.Groups();

  std::map<std::string, PromiseChange> promises;
  compare::CountPromises(old, {&PromiseChange::met_before, &PromiseChange::breached_before},
                         &promises);
  compare::CountPromises(now, {&PromiseChange::met_after, &PromiseChange::breached_after},
                         &promises);
  for (auto& [name, change] : promises) {
    change.promise = name;
    comparison.promises.push_back(change);
  }
  std::map<std::string, QueueChange> queues;
  compare::CountQueues(old, {&QueueChange::tickets_before, &QueueChange::handling_before_ms},
                       &queues);
  compare::CountQueues(now, {&QueueChange::tickets_after, &QueueChange::handling_after_ms},
                       &queues);
  for (auto& [name, change] : queues) {
    change.queue = name;
    comparison.queues.push_back(change);
  }
  return comparison;
}

}  // namespace waypost
