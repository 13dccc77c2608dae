#include "lib/scenario/covering_steps.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/engine/policy_body.h"
#include "lib/policy/condition_atoms.h"
#include "lib/policy/lower.h"
#include "lib/policy/policy_prover.h"
#include "lib/policy/zones.h"
#include "lib/scenario/covering_trial.h"

namespace waypost::scenario {
namespace {

using expression::Answer;
using expression::Existence;
using expression::Goal;
using policy::Moment;
using testing::CoveragePoint;
using Kind = CoveragePoint::Kind;

constexpr size_t kMostPlaces = 200;

// The lists of which a ticket gets the first rule that fits; as they stand in RuleListsOf.
constexpr size_t kSlaList = 2;
constexpr size_t kRouteList = 3;

std::vector<policy::NamedText> TextsToProve(const policy::Lowered& lowered) {
  std::vector<policy::NamedText> texts;
  for (const policy::SourceFile& file : *lowered.files) texts.push_back({file.name(), file.text()});
  if (lowered.model_file) texts.push_back(*lowered.model_file);
  return texts;
}

// What a ticket is opened with, and when.
struct Opening {
  std::vector<std::string> words;
  std::string at;
};

class Finder {
 public:
  Finder(const Policy& policy, const LocalTime& local, const policy::Lowering& lowering,
         const policy::PolicyAtoms& atoms)
      : policy_(policy),
        local_(local),
        tables_(policy.body().tables),
        prover_(lowering),
        atoms_(atoms) {
    lists_[0] = &prover_.lists().priority_rules;
    lists_[1] = &prover_.lists().not_served;
    lists_[kSlaList] = &prover_.lists().slas;
    lists_[kRouteList] = &prover_.lists().routes;
    lists_[4] = &prover_.lists().escalations;
  }

  CoveringSteps Find(const CoveragePoint& place, bool value) {
    CoveringSteps found;
    found.place = place;
    found.value = value;
    why_not_ = {
        "it takes more than a ticket that comes in: somebody who works on it, or another "
        "command",
        "仅有到来的工单还不够：需要有人处理，或其他命令"};
    for (const Opening& opening : OpeningsFor(place, value)) {
      found.steps = StepsOf(opening, place, value);
      if (!found.steps.empty()) return found;
    }
    for (const Trial& trial : Usual()) {
      if (!trial.Covers(place, value)) continue;
      found.steps = trial.steps;
      return found;
    }
    found.why_not = why_not_;
    return found;
  }

 private:
  std::string StepsOf(const Opening& opening, const CoveragePoint& place, bool value) {
    for (const bool later : {false, true}) {
      const Trial trial = TryTicket(policy_, local_, opening.words, opening.at, later);
      if (trial.Covers(place, value)) return trial.steps;
    }
    return "";
  }

  std::vector<Opening> OpeningsFor(const CoveragePoint& place, bool value) {
    if (place.kind == Kind::kAtom) return OpeningsForPart(place, value);
    std::vector<Opening> openings;
    if (const auto rule = RuleAt(place)) {
      if (const auto opening = TicketFor(rule->first, rule->second, std::nullopt))
        openings.push_back(*opening);
    }
    AddCategory(place, openings);
    return openings;
  }

  bool IsAt(const SourceSpan& span, const CoveragePoint& place) const {
    return span.known() && span.line == place.line && span.column == place.column &&
           tables_.files[span.file] == place.file;
  }

  // A rule by its place: the list and its number there.
  std::optional<std::pair<size_t, uint32_t>> RuleAt(const CoveragePoint& place) const {
    const auto find = [&](const auto& rows) -> std::optional<uint32_t> {
      for (uint32_t i = 0; i < rows.size(); ++i) {
        if (IsAt(rows[i].span, place)) return i;
      }
      return std::nullopt;
    };
    if (const auto rule = find(tables_.priority_rules)) return std::pair(size_t{0}, *rule);
    if (const auto rule = find(tables_.not_served)) return std::pair(size_t{1}, *rule);
    if (const auto rule = find(tables_.slas)) return std::pair(kSlaList, *rule);
    if (const auto rule = find(tables_.routes)) return std::pair(kRouteList, *rule);
    if (const auto rule = find(tables_.escalations)) return std::pair(size_t{4}, *rule);
    return std::nullopt;
  }

  // Keywords of the category, else a person who says so.
  void AddCategory(const CoveragePoint& place, std::vector<Opening>& openings) const {
    for (size_t i = 0; i < tables_.categories.size(); ++i) {
      const policy::Category& row = tables_.categories[i];
      if (!IsAt(row.span, place)) continue;
      AddKeywords(static_cast<uint16_t>(i), policy::kNone, openings);
      openings.push_back({{absl::StrCat("category=", tables_.names[row.id])}, ""});
    }
    for (size_t i = 0; i < tables_.subcategories.size(); ++i) {
      const policy::Subcategory& row = tables_.subcategories[i];
      if (!IsAt(row.span, place)) continue;
      AddKeywords(row.category, static_cast<uint16_t>(i), openings);
      openings.push_back(
          {{absl::StrCat("category=", tables_.names[tables_.categories[row.category].id]),
            absl::StrCat("sub=", tables_.names[row.id])},
           ""});
    }
  }

  void AddKeywords(uint16_t category, uint16_t subcategory, std::vector<Opening>& openings) const {
    constexpr size_t kMostTried = 5;
    size_t tried = 0;
    for (const policy::Keyword& keyword : tables_.keywords) {
      if (keyword.category != category || keyword.subcategory != subcategory) continue;
      openings.push_back({{absl::StrCat("text=", keyword.text)}, ""});
      if (++tried == kMostTried) return;
    }
  }

  std::vector<Opening> OpeningsForPart(const CoveragePoint& place, bool value) {
    std::vector<Opening> openings;
    for (size_t list = 0; list < std::size(lists_); ++list) {
      for (const policy::AtomList::Entry& entry : atoms_.lists[list].entries) {
        if (entry.text != place.what || !IsAt(entry.span, place)) continue;
        const auto part = prover_.Compile(ConditionFor(entry, value));
        if (!part) continue;
        if (const auto opening = TicketFor(list, entry.rule, prover_.Add(*part)))
          openings.push_back(*opening);
      }
    }
    return openings;
  }

  // The part as a condition of its own, which says what facts it cannot do without.
  std::string ConditionFor(const policy::AtomList::Entry& entry, bool value) const {
    std::string condition;
    for (const uint32_t fact : entry.needs)
      absl::StrAppend(&condition, "has(", tables_.environment.At(fact)->name, ") && ");
    return absl::StrCat(condition, value ? "(" : "!(", entry.text, ")");
  }

  // A ticket that a rule takes; or that the rule looks at, and for which a part has its value.
  std::optional<Opening> TicketFor(size_t list, uint32_t rule, std::optional<uint32_t> part) {
    prover_.Suppose(list == 1            ? Moment::kAnyTime
                    : list == kRouteList ? Moment::kQueued
                                         : Moment::kOpened);
    Goal goal;
    goal.holds.push_back(part ? *part : (*lists_[list])[rule]);
    if (list == kSlaList || list == kRouteList)
      goal.never.assign(lists_[list]->begin(), lists_[list]->begin() + rule);
    const Answer answer = prover_.Find(goal);
    if (answer.exists == Existence::kNo)
      why_not_ = {"no ticket that comes in can get there", "到来的工单都不会走到这里"};
    if (answer.exists == Existence::kUnknown) why_not_ = answer.reason;
    if (answer.exists != Existence::kYes) return std::nullopt;
    return Opening{ShellWords(prover_.Words(answer.witness)), prover_.InstantOf(answer.witness)};
  }

  // One ticket for each promise and route, and time that goes by: most stages begin so, and most
  // chains.
  const std::vector<Trial>& Usual() {
    if (usual_) return *usual_;
    usual_.emplace();
    for (const size_t list : {kSlaList, kRouteList}) {
      for (uint32_t rule = 0; rule < lists_[list]->size(); ++rule) {
        const Words why_not = why_not_;
        const auto opening = TicketFor(list, rule, std::nullopt);
        why_not_ = why_not;
        if (opening)
          usual_->push_back(TryTicket(policy_, local_, opening->words, opening->at, true));
      }
    }
    return *usual_;
  }

  const Policy& policy_;
  const LocalTime& local_;
  const policy::Tables& tables_;
  policy::PolicyProver prover_;
  const policy::PolicyAtoms& atoms_;
  const std::vector<uint32_t>* lists_[5] = {};
  Words why_not_;
  std::optional<std::vector<Trial>> usual_;
};

// Places as a policy names them, with the value that is missing.
std::vector<std::pair<CoveragePoint, bool>> MissingIn(const policy::Tables& tables,
                                                      const std::vector<CoveragePoint>& places) {
  std::vector<std::pair<CoveragePoint, bool>> missing;
  for (const CoveragePoint& place : places) {
    const bool known =
        std::find(tables.files.begin(), tables.files.end(), place.file) != tables.files.end();
    if (!known || place.covered()) continue;
    if (place.yes == 0) missing.emplace_back(place, true);
    if (place.kind == Kind::kAtom && place.no == 0) missing.emplace_back(place, false);
  }
  return missing;
}

}  // namespace

std::vector<CoveringSteps> CoverWhatIsMissing(const Policy& policy,
                                              const std::vector<CoveragePoint>& places) {
  std::vector<CoveringSteps> found;
  const auto missing = MissingIn(policy.body().tables, places);
  const absl::StatusOr<LocalTime> local = LocalTime::Load(policy.time_zone());
  if (missing.empty() || !local.ok()) return found;
  const std::vector<policy::NamedText> texts = TextsToProve(policy.body().lowered);
  policy::MachineZones zones;
  const policy::PolicyAtoms atoms = policy::AtomsOf(texts, zones);
  policy::LowerPolicy(texts, zones, policy::ReaderLimits{}, [&](policy::Lowering& lowering) {
    Finder finder(policy, *local, lowering, atoms);
    for (const auto& [place, value] : missing) {
      if (found.size() < kMostPlaces) {
        found.push_back(finder.Find(place, value));
      } else {
        found.push_back(
            {place,
             value,
             "",
             {"too much is missing to look for all of it", "缺少的太多，没有全部查找"}});
      }
    }
  });
  return found;
}

}  // namespace waypost::scenario
