#include "lib/scenario/coverage_recorder.h"

#include <algorithm>
#include <deque>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/engine/policy_body.h"
#include "lib/expression/rule_list.h"
#include "lib/expression/rule_observer.h"
#include "lib/policy/condition_atoms.h"
#include "lib/policy/tables.h"
#include "lib/policy/zones.h"

namespace waypost::scenario {
namespace {

using testing::CoveragePoint;
using Kind = CoveragePoint::Kind;

// Where in RuleListsOf the conditions of promises stand. A promise without targets has no event
// that names it, and the first whose condition holds is the ticket's.
constexpr size_t kSlas = 2;

std::vector<policy::NamedText> TextsOf(const policy::Lowered& lowered) {
  std::vector<policy::NamedText> texts;
  for (const policy::SourceFile& file : *lowered.files) texts.push_back({file.name(), file.text()});
  if (lowered.model_file) texts.push_back(*lowered.model_file);
  return texts;
}

std::string RuleKey(const std::string& file, int64_t line, const std::string& rule) {
  return absl::StrCat(file, ":", line, " ", rule);
}

}  // namespace

// Holds every part of the conditions of one list against the rows that the list is held against.
class AtomObserver : public expression::RuleObserver {
 public:
  explicit AtomObserver(policy::AtomList list)
      : list_(std::move(list)),
        scratch_(list_.conditions.MakeScratch()),
        yes_(list_.entries.size()),
        no_(list_.entries.size()) {}

  void Evaluated(const expression::FactRow& row, uint32_t rules) override {
    const absl::Span<const uint64_t> matches = list_.conditions.AllMatches(row, scratch_);
    const auto is_set = [](absl::Span<const uint64_t> bits, size_t i) {
      return (bits[i / 64] >> (i % 64) & 1) != 0;
    };
    for (size_t i = 0; i < list_.entries.size() && list_.entries[i].rule < rules; ++i) {
      if (is_set(matches, i)) {
        ++yes_[i];
      } else if (!is_set(scratch_.errors(), i) && HasNeeds(row, list_.entries[i])) {
        ++no_[i];
      }
    }
  }

  static bool HasNeeds(const expression::FactRow& row, const policy::AtomList::Entry& entry) {
    return std::all_of(entry.needs.begin(), entry.needs.end(), [&](uint32_t fact) {
      return (row.present[fact / 64] >> (fact % 64) & 1) != 0;
    });
  }

  const policy::AtomList& list() const { return list_; }
  uint64_t yes(size_t entry) const { return yes_[entry]; }
  uint64_t no(size_t entry) const { return no_[entry]; }

 private:
  const policy::AtomList list_;
  expression::RuleScratch scratch_;
  std::vector<uint64_t> yes_, no_;
};

// One policy of the run.
struct CoverageRecorder::Watched {
  explicit Watched(const Policy& watched) : policy(watched) {
    const policy::Tables& tables = policy.body().tables;
    policy::MachineZones zones;
    policy::PolicyAtoms atoms = policy::AtomsOf(TextsOf(policy.body().lowered), zones);
    std::vector<const expression::RuleList*> lists;
    for (const expression::RuleList* list : policy::RuleListsOf(tables)) lists.push_back(list);
    lists.push_back(&tables.watch_conditions);
    for (size_t i = 0; i < lists.size(); ++i) {
      observers.push_back(std::make_shared<AtomObserver>(std::move(atoms.lists[i])));
      lists[i]->Observe(observers.back());
    }
    AddPoints(tables);
  }

  ~Watched() {
    for (const expression::RuleList* list : policy::RuleListsOf(policy.body().tables))
      list->Observe(nullptr);
    policy.body().tables.watch_conditions.Observe(nullptr);
  }

  CoveragePoint& Add(Kind kind, const std::string& what, const SourceSpan& span) {
    CoveragePoint& point = points.emplace_back();
    point.kind = kind;
    point.what = what;
    if (span.known()) point.file = policy.body().tables.files[span.file];
    point.line = span.line;
    point.column = span.column;
    by_rule[RuleKey(point.file, point.line, what)] = &point;
    return point;
  }

  void AddPoints(const policy::Tables& tables) {
    const auto named = [&](const char* kind, const auto& row) {
      return absl::StrCat(kind, " \"", tables.names[row.id], "\"");
    };
    for (const auto& row : tables.categories) {
      categories[tables.names[row.id]] = &Add(Kind::kRule, named("category", row), row.span);
    }
    for (const auto& row : tables.subcategories) {
      const policy::Category& above = tables.categories[row.category];
      categories[absl::StrCat(tables.names[above.id], "/", tables.names[row.id])] = &Add(
          Kind::kRule, absl::StrCat(named("category", above), " ", named("sub", row)), row.span);
    }
    FindRecognised(tables);
    for (const auto& row : tables.priority_rules)
      Add(Kind::kRule, named("priority rule", row), row.span);
    for (const auto& row : tables.not_served) Add(Kind::kRule, named("not_served", row), row.span);
    for (const auto& row : tables.slas)
      matched[kSlas].push_back(&Add(Kind::kRule, named("sla", row), row.span));
    for (const auto& row : tables.routes) {
      CoveragePoint& route = Add(Kind::kRule, named("route", row), row.span);
      for (size_t i = 0; i < row.stage_count; ++i) {
        const CoveragePoint& stage =
            Add(Kind::kStage, absl::StrCat(named("route", row), " stage ", i + 1),
                tables.stages[row.first_stage + i].span);
        route_of_stage[&stage] = &route;
      }
    }
    for (const auto& row : tables.escalations) {
      Add(Kind::kRule, named("escalation", row), row.span);
      for (size_t i = 0; i < row.step_count; ++i) {
        Add(Kind::kStep, absl::StrCat(named("escalation", row), " step ", i + 1),
            tables.steps[row.first_step + i].span);
      }
      if (!row.has_on_clear) continue;
      Add(Kind::kStep, absl::StrCat(named("escalation", row), " on_clear"),
          tables.steps[row.first_step + row.step_count].span);
    }
  }

  // Categories that words or a model lead to. Nothing but a person puts a ticket into the others.
  void FindRecognised(const policy::Tables& tables) {
    const auto note = [&](uint16_t category, uint16_t subcategory) {
      if (category == policy::kNone) return;
      const std::string name(tables.names[tables.categories[category].id]);
      recognised.insert(name);
      if (subcategory == policy::kNone) return;
      recognised.insert(
          absl::StrCat(name, "/", tables.names[tables.subcategories[subcategory].id]));
    };
    for (const policy::Keyword& keyword : tables.keywords)
      note(keyword.category, keyword.subcategory);
    for (const policy::ModelClass& learnt : tables.model_classes)
      note(learnt.category, learnt.subcategory);
    note(tables.default_category, policy::kNone);
  }

  CoveragePoint* Find(const v1::PolicyLocation& place) {
    const auto found = by_rule.find(RuleKey(place.file(), place.line(), place.rule()));
    return found == by_rule.end() ? nullptr : found->second;
  }

  // Of the parts of conditions, and of rules that are given where their condition holds.
  std::vector<CoveragePoint> Finish() const {
    std::vector<CoveragePoint> all(points.begin(), points.end());
    for (size_t i = 0; i < observers.size(); ++i) AddList(i, all);
    return all;
  }

  void AddList(size_t number, std::vector<CoveragePoint>& all) const {
    const AtomObserver& seen = *observers[number];
    for (size_t i = 0; i < seen.list().entries.size(); ++i) {
      const policy::AtomList::Entry& entry = seen.list().entries[i];
      CoveragePoint point;
      if (entry.text.empty()) {
        const auto list = matched.find(number);
        if (list == matched.end()) continue;
        point = *list->second[entry.rule];
        point.yes = seen.yes(i);
      } else {
        point.kind = Kind::kAtom;
        point.what = entry.text;
        if (entry.span.known()) point.file = policy.body().tables.files[entry.span.file];
        point.line = entry.span.line;
        point.column = entry.span.column;
        point.yes = seen.yes(i);
        point.no = seen.no(i);
      }
      all.push_back(std::move(point));
    }
  }

  Policy policy;
  std::vector<std::shared_ptr<AtomObserver>> observers;  // by list
  std::deque<CoveragePoint> points;                      // that never move
  absl::flat_hash_map<std::string, CoveragePoint*> by_rule;
  absl::flat_hash_map<std::string, CoveragePoint*> categories;
  absl::flat_hash_set<std::string> recognised;  // names as in `categories`
  absl::flat_hash_map<const CoveragePoint*, CoveragePoint*> route_of_stage;
  absl::flat_hash_map<size_t, std::vector<CoveragePoint*>> matched;  // rules of a list
};

CoverageRecorder::CoverageRecorder() = default;
CoverageRecorder::~CoverageRecorder() = default;

void CoverageRecorder::Watch(const Policy& policy) {
  policies_.push_back(std::make_unique<Watched>(policy));
  if (current_ == nullptr) current_ = policies_.front().get();
}

void CoverageRecorder::operator()(const v1::Event& event) {
  if (event.has_policy_replaced()) {
    for (const auto& watched : policies_) {
      if (watched->policy.fingerprint() == event.policy_replaced().new_fingerprint())
        current_ = watched.get();
    }
  }
  if (event.has_ticket_classified()) NoteCategory(event.ticket_classified());
  // What was passed over, or could not be decided, did not apply.
  const bool applied = event.has_decided_by() && !event.has_stage_skipped() &&
                       !event.has_condition_failed() && !event.has_action_skipped();
  if (applied) NoteRule(event);
  if (event.has_escalation_acknowledged())
    NoteAcknowledged(event.ticket_id(), event.escalation_acknowledged().escalation());
  if (event.has_escalation_ended() &&
      event.escalation_ended().how() == v1::EscalationEnded::ACKNOWLEDGED)
    NoteAcknowledged(event.ticket_id(), event.escalation_ended().escalation());
  if (event.has_escalation_held() &&
      event.escalation_held().why() == v1::EscalationHeld::ACKNOWLEDGED)
    NoteAcknowledged(event.ticket_id(), event.escalation_held().escalation());
}

void CoverageRecorder::NoteRule(const v1::Event& event) {
  for (const auto& watched : policies_) {
    CoveragePoint* const point = watched->Find(event.decided_by());
    if (point == nullptr) continue;
    const bool category = absl::StartsWith(point->what, "category ");
    if (point->kind == Kind::kStep) NoteStep(event, *point);
    if (point->kind == Kind::kStage) NoteRoute(event, *watched->route_of_stage.at(point));
    if (!category) ++point->yes;
    return;
  }
}

// A route is the ticket's once it stands on one of its stages: that its condition held says nothing
// where a person chose the queue.
void CoverageRecorder::NoteRoute(const v1::Event& event, CoveragePoint& route) {
  if (routed_.insert({event.ticket_id(), &route}).second) ++route.yes;
}

void CoverageRecorder::NoteCategory(const v1::TicketClassified& classified) {
  if (current_ == nullptr) return;
  const auto note = [&](const std::string& name) {
    const auto found = current_->categories.find(name);
    if (found == current_->categories.end()) return;
    if (!classified.by_person() || !current_->recognised.contains(name)) ++found->second->yes;
  };
  note(classified.category());
  if (!classified.subcategory().empty())
    note(absl::StrCat(classified.category(), "/", classified.subcategory()));
}

void CoverageRecorder::NoteStep(const v1::Event& event, CoveragePoint& step) {
  const size_t begin = step.what.find('"') + 1;
  const std::string chain = step.what.substr(begin, step.what.rfind('"') - begin);
  last_step_[{event.ticket_id(), chain}] = &step;
  if (event.has_notification_dropped() &&
      event.notification_dropped().reason() == v1::NotificationDropped::NOBODY_ON_DUTY) {
    ++step.empty;
  }
}

void CoverageRecorder::NoteAcknowledged(const std::string& ticket, const std::string& chain) {
  const auto found = last_step_.find({ticket, chain});
  if (found != last_step_.end()) ++found->second->acknowledged;
}

std::vector<CoveragePoint> CoverageRecorder::Points() const {
  std::vector<CoveragePoint> points;
  for (const auto& watched : policies_) testing::MergeCoverage(watched->Finish(), &points);
  return points;
}

}  // namespace waypost::scenario
