#include "lib/compare/divergence.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

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
    for (size_t i = 0; i < found_.size(); ++i) places_[found_[i].series] = i;
    size_t decision = found_.size();  // the first that decides what others are about
    for (size_t i = 0; i < found_.size(); ++i) {
      found_[i].parent = decision < i ? decision : CauseOf(i);
      if (decision == found_.size() && found_[i].series.kind <= Kind::kPriority) decision = i;
    }
    return std::move(found_);
  }

 private:
  bool Same(const Outcome& before, const Outcome& after) const {
    return before.at_ms == after.at_ms && before.due_ms == after.due_ms &&
           before_run_.texts[before.text].english == after_run_.texts[after.text].english;
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
    for (const Outcome* outcome : outcomes) count += Says(run.texts[outcome->text], kBreachedText);
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

  // The first divergence that this one follows from, in either run.
  //
  // Cost: O(log divergences) for each event that led to it.
  size_t CauseOf(size_t child) const {
    const Divergence& effect = found_[child];
    const size_t after = CauseIn(after_run_, after_, effect.after, &Divergence::after, child);
    const size_t before = CauseIn(before_run_, before_, effect.before, &Divergence::before, child);
    return std::min(after, before);
  }

  // `first` is where a divergence begins in this run. kNoParent is larger than any place.
  size_t CauseIn(const Outcomes& run, const TicketOutcomes& ticket, const Outcome* effect,
                 const Outcome* Divergence::*first, size_t child) const {
    if (effect == nullptr) return Divergence::kNoParent;
    size_t earliest = Divergence::kNoParent;
    const auto consider = [&](const Series& series, uint64_t sequence) {
      const auto place = places_.find(series);
      if (place == places_.end() || place->second >= child) return;
      const Outcome* const begin = found_[place->second].*first;
      if (begin == nullptr || sequence < begin->sequence) return;
      earliest = std::min(earliest, place->second);
    };
    if (const std::string chain = ChainOf(run.texts[effect->rule].english); !chain.empty()) {
      consider({Kind::kChain, chain, {}}, UINT64_MAX);
    }
    uint64_t sequence = effect->cause;
    while (const Outcome* const outcome = FindSequence(ticket, sequence)) {
      consider(run.series[outcome->series], sequence);
      if (outcome->cause >= sequence) break;  // hostile events may point at themselves
      sequence = outcome->cause;
    }
    return earliest;
  }

  // "late" of `escalation "late" step 2`; empty for another rule.
  static std::string ChainOf(const std::string& rule) {
    constexpr absl::string_view kBegin = "escalation \"";
    if (!absl::StartsWith(rule, kBegin)) return {};
    const size_t end = rule.find('"', kBegin.size());
    return end == std::string::npos ? "" : rule.substr(kBegin.size(), end - kBegin.size());
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
  std::map<Series, size_t> places_;  // in found_
};

}  // namespace

std::vector<Divergence> DivergencesOf(const Outcomes& before_run, const TicketOutcomes& before,
                                      const Outcomes& after_run, const TicketOutcomes& after) {
  return Ticket(before_run, before, after_run, after).Find();
}

}  // namespace waypost::compare
