#include "lib/compare/divergence.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace waypost::compare {
namespace {

using Kind = RuleChange::Kind;

// One series of a ticket in both runs.
struct Pair {
  std::vector<const Outcome*> before, after;
};

std::map<Series, Pair> PairsOf(const Outcomes& before_run, const TicketOutcomes& before,
                               const Outcomes& after_run, const TicketOutcomes& after) {
  std::map<Series, Pair> pairs;
  for (const Outcome& outcome : before.outcomes)
    pairs[before_run.series[outcome.series]].before.push_back(&outcome);
  for (const Outcome& outcome : after.outcomes)
    pairs[after_run.series[outcome.series]].after.push_back(&outcome);
  return pairs;
}

class Ticket {
 public:
  Ticket(const Outcomes& before_run, const TicketOutcomes& before, const Outcomes& after_run,
         const TicketOutcomes& after)
      : before_run_(before_run), after_run_(after_run), before_(before), after_(after) {}

  std::vector<Divergence> Find() {
    for (const auto& [series, pair] : PairsOf(before_run_, before_, after_run_, after_))
      AddIfDifferent(series, pair);
    std::stable_sort(found_.begin(), found_.end(),
                     [this](const auto& a, const auto& b) { return OrderOf(a) < OrderOf(b); });
    for (size_t i = 0; i < found_.size(); ++i) found_[i].parent = ParentOf(i);
    return std::move(found_);
  }

 private:
  bool Same(const Outcome& before, const Outcome& after) const {
    return before.at_ms == after.at_ms && before.due_ms == after.due_ms &&
           before_run_.texts[before.text] == after_run_.texts[after.text];
  }

  void AddIfDifferent(const Series& series, const Pair& pair) {
    const size_t shorter = std::min(pair.before.size(), pair.after.size());
    size_t at = 0;
    while (at < shorter && Same(*pair.before[at], *pair.after[at])) ++at;
    if (at == pair.before.size() && at == pair.after.size()) return;
    Divergence divergence;
    divergence.series = series;
    divergence.before = at < pair.before.size() ? pair.before[at] : nullptr;
    divergence.after = at < pair.after.size() ? pair.after[at] : nullptr;
    divergence.last_before = LastWithRule(pair.before, at);
    divergence.last_after = LastWithRule(pair.after, at);
    divergence.breaches_before = Breaches(before_run_, pair.before);
    divergence.breaches_after = Breaches(after_run_, pair.after);
    found_.push_back(std::move(divergence));
  }

  static const Outcome* LastWithRule(const std::vector<const Outcome*>& outcomes, size_t at) {
    const Outcome* last = nullptr;
    for (size_t i = 0; i < outcomes.size() && i <= at; ++i) {
      if (outcomes[i]->rule != 0) last = outcomes[i];
    }
    return last;
  }

  static uint64_t Breaches(const Outcomes& run, const std::vector<const Outcome*>& outcomes) {
    uint64_t count = 0;
    for (const Outcome* outcome : outcomes) count += run.texts[outcome->text] == kBreachedText;
    return count;
  }

  // What was the same in both runs takes the same places, so the earlier place comes first also
  // where one outcome is of one run and one of the other.
  using Order = std::tuple<int64_t, size_t, Kind>;
  Order OrderOf(const Divergence& divergence) const {
    int64_t at_ms = INT64_MAX;
    size_t place = SIZE_MAX;
    const auto consider = [&](const Outcome* outcome, const TicketOutcomes& ticket) {
      if (outcome == nullptr) return;
      at_ms = std::min(at_ms, outcome->at_ms);
      place = std::min(place, static_cast<size_t>(outcome - ticket.outcomes.data()));
    };
    consider(divergence.before, before_);
    consider(divergence.after, after_);
    return {at_ms, place, divergence.series.kind};
  }

  size_t ParentOf(size_t child) const {
    for (size_t i = 0; i < child; ++i) {
      if (found_[i].series.kind <= Kind::kPriority) return i;
    }
    for (size_t i = 0; i < child; ++i) {
      if (Causes(after_run_, after_, found_[i], found_[i].after, found_[child].after) ||
          Causes(before_run_, before_, found_[i], found_[i].before, found_[child].before)) {
        return i;
      }
    }
    return Divergence::kNoParent;
  }

  // `effect` follows from what `cause` says from `first` on.
  static bool Causes(const Outcomes& run, const TicketOutcomes& ticket, const Divergence& cause,
                     const Outcome* first, const Outcome* effect) {
    if (first == nullptr || effect == nullptr) return false;
    if (cause.series.kind == Kind::kChain &&
        absl::StartsWith(run.texts[effect->rule],
                         absl::StrCat("escalation \"", cause.series.name, "\""))) {
      return true;
    }
    uint64_t sequence = effect->cause;
    while (sequence >= first->sequence) {
      const Outcome* outcome = FindSequence(ticket, sequence);
      if (outcome == nullptr) return false;
      if (run.series[outcome->series] == cause.series) return true;
      if (outcome->cause >= sequence) return false;  // hostile events may point at themselves
      sequence = outcome->cause;
    }
    return false;
  }

  static const Outcome* FindSequence(const TicketOutcomes& ticket, uint64_t sequence) {
    const auto found =
        std::lower_bound(ticket.outcomes.begin(), ticket.outcomes.end(), sequence,
                         [](const Outcome& a, uint64_t b) { return a.sequence < b; });
    return found == ticket.outcomes.end() || found->sequence != sequence ? nullptr : &*found;
  }

  const Outcomes& before_run_;
  const Outcomes& after_run_;
  const TicketOutcomes& before_;
  const TicketOutcomes& after_;
  std::vector<Divergence> found_;
};

}  // namespace

std::vector<Divergence> DivergencesOf(const Outcomes& before_run, const TicketOutcomes& before,
                                      const Outcomes& after_run, const TicketOutcomes& after) {
  return Ticket(before_run, before, after_run, after).Find();
}

}  // namespace waypost::compare
