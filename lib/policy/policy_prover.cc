#include "lib/policy/policy_prover.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "lib/base/absl_strings.h"
#include "lib/base/check.h"
#include "lib/policy/ticket_words.h"

namespace waypost::policy {
namespace {

using expression::Answer;
using expression::Condition;
using expression::Existence;
using expression::Goal;
using expression::Op;
using expression::RuleVerdict;
using expression::Term;
using expression::Witness;

// Examples are of this instant or later ones, where there are such: 2027-01-04T09:00Z, a Monday.
constexpr int64_t kExampleDay = 1'799'053'200'000;

bool ReadsAny(const Condition& condition, std::initializer_list<uint32_t> facts) {
  return std::any_of(condition.terms.begin(), condition.terms.end(), [&](const Term& term) {
    const bool reads = term.op == Op::kFact || term.op == Op::kHas;
    return reads && std::find(facts.begin(), facts.end(), term.value) != facts.end();
  });
}

// The condition of a rule beside a further one.
std::string Both(const std::string& when, const std::string& other) {
  return when.empty() ? other : absl::StrCat("(", when, ") && ", other);
}

}  // namespace

std::string ConditionLiteral(std::string_view text) {
  std::string literal = "'";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      absl::StrAppend(&literal, "\\x", absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad2));
      continue;
    }
    if (c == '\'' || c == '\\') literal += '\\';
    literal += c;
  }
  return literal + "'";
}

bool ReadsWork(const Condition& condition) {
  return ReadsAny(condition,
                  {kFactPriority, kFactStatus, kFactReopenCount, kFactQueue, kFactOwner});
}

bool ReadsTime(const Condition& condition, const expression::Environment& environment) {
  return std::any_of(condition.terms.begin(), condition.terms.end(), [&](const Term& term) {
    return term.op == Op::kFact &&
           environment.At(static_cast<uint32_t>(term.value))->moves_with_time;
  });
}

PolicyProver::PolicyProver(const Lowering& lowering)
    : lowering_(lowering), prover_(lowering.tables.environment) {
  AddLists();
  AssumeWhatTheEngineKeeps();
  AssumePriorityRules();
  AssumeJustOpened();
  AssumeServed();
  SetUsualValues();
  complete_ = true;
  LearnWhatIsOpen();
  Suppose(Moment::kAnyTime);
}

void PolicyProver::AddLists() {
  const waypost::v1::Policy& policy = lowering_.policy;
  for (const auto& rule : policy.classification().priority_rules()) {
    lists_.priority_rules.push_back(Add(rule.when()));
  }
  for (const auto& rule : policy.not_served()) lists_.not_served.push_back(Add(rule.when()));
  for (const auto& rule : policy.sla()) lists_.slas.push_back(Add(rule.when()));
  for (const auto& rule : policy.routes()) lists_.routes.push_back(Add(rule.when()));
  for (const auto& chain : policy.escalations()) {
    lists_.escalations.push_back(Add(chain.when()));
    for (const auto& step : chain.step()) lists_.steps.push_back(Add(step.when()));
  }
}

std::optional<Condition> PolicyProver::Compile(const std::string& text) const {
  std::vector<expression::Finding> findings;
  return expression::CompileCondition(text, lowering_.tables.environment, lowering_.patterns,
                                      &findings);
}

uint32_t PolicyProver::Add(const std::string& text) {
  std::optional<Condition> condition = Compile(text);
  WP_CHECK(condition.has_value(), "the conditions of a policy without errors are well-formed");
  return Add(*condition);
}

uint32_t PolicyProver::Add(const Condition& condition) {
  const bool news = NoteCalendars(condition);
  const uint32_t number = prover_.Add(condition);
  if (news && complete_) LearnWhatIsOpen();
  return number;
}

// True if it reads a calendar that none before did.
bool PolicyProver::NoteCalendars(const Condition& condition) {
  const uint32_t first = lowering_.tables.FactOfCalendar(0);
  const size_t before = calendars_.size();
  for (const Term& term : condition.terms) {
    if (term.op != Op::kFact || term.value < first) continue;
    const auto calendar = static_cast<size_t>(term.value) - first;
    if (std::find(calendars_.begin(), calendars_.end(), calendar) == calendars_.end()) {
      calendars_.push_back(calendar);
    }
  }
  return calendars_.size() > before;
}

void PolicyProver::LearnWhatIsOpen() {
  if (calendars_.empty()) return;
  std::vector<const Calendar*> calendars;
  for (const size_t i : calendars_) calendars.push_back(&lowering_.tables.calendars[i].calendar);
  open_together_ = FindOpenTogether(calendars, kExampleDay).value_or(OpenTogether());
  for (size_t i = 0; i < calendars.size(); ++i) {
    const uint32_t fact = lowering_.tables.FactOfCalendar(calendars_[i]);
    usual_[fact].number = calendars[i]->IsOpen(kExampleDay) ? 1 : 0;
    prover_.SetUsual(fact, usual_[fact]);
  }
  AssumeWhatIsOpen();
  Suppose(moment_);
}

// Left out where everything can be, or where it would make conditions too long.
void PolicyProver::AssumeWhatIsOpen() {
  constexpr size_t kMostAssumed = 64;
  const size_t all = open_together_.size();
  const bool any = all == size_t{1} << std::min(calendars_.size(), kMostTogether);
  if (all == 0 || any || all > kMostAssumed) return;
  std::string text;
  for (const auto& [open, at_ms] : open_together_) {
    absl::StrAppend(&text, text.empty() ? "(" : " || (");
    for (size_t i = 0; i < calendars_.size(); ++i) {
      const std::string& id = lowering_.policy.calendars(static_cast<int>(calendars_[i])).id();
      absl::StrAppend(&text, i == 0 ? "" : " && ", (open >> i & 1) != 0 ? "" : "!", "open(",
                      ConditionLiteral(id), ")");
    }
    text += ")";
  }
  AssumeAll(true, text);
}

std::optional<int64_t> PolicyProver::OpenedAt(const Witness& witness) const {
  uint64_t open = 0;
  for (size_t i = 0; i < calendars_.size() && i < kMostTogether; ++i) {
    const uint32_t fact = lowering_.tables.FactOfCalendar(calendars_[i]);
    if (witness[fact].number != 0) open |= uint64_t{1} << i;
  }
  const auto found = open_together_.find(open);
  if (found == open_together_.end()) return std::nullopt;
  return found->second;
}

std::string PolicyProver::InstantOf(const Witness& witness) const {
  if (calendars_.empty()) return {};
  const std::optional<int64_t> at_ms = OpenedAt(witness);
  if (!at_ms) return {};
  const bool minutes = *at_ms % 60'000 == 0;
  return absl::FormatTime(minutes ? "%Y-%m-%dT%H:%MZ" : "%Y-%m-%dT%H:%M:%E*SZ",
                          absl::FromUnixMillis(*at_ms), absl::UTCTimeZone());
}

void PolicyProver::AssumeAll(bool always, const std::string& text) {
  std::optional<Condition> condition = Compile(text);
  if (!condition) return;  // too long: what is not assumed makes a proof weaker, not wrong
  const uint32_t number = prover_.Add(*std::move(condition));
  for (Goal& goal : assumed_) (always ? goal.holds : goal.never).push_back(number);
}

void PolicyProver::AssumeWhatTheEngineKeeps() {
  AssumeAll(true, "emotion >= 0 && emotion <= 5 && reopen_count >= 0 && age >= duration('0s')");
  AssumeAll(false, "language == ''");
  std::map<std::string, std::string> owners;
  for (const waypost::v1::Category& category : lowering_.policy.categories()) {
    for (const waypost::v1::Subcategory& sub : category.sub()) {
      std::string& list = owners[sub.id()];
      absl::StrAppend(&list, list.empty() ? "" : ", ", ConditionLiteral(category.id()));
    }
  }
  for (const auto& [sub, list] : owners) {
    if (sub.empty()) continue;
    AssumeAll(true, absl::StrCat("subcategory != ", ConditionLiteral(sub), " || category in [",
                                 list, "]"));
  }
}

// A rule that reads nothing that changes later has been heeded whenever anything else is decided.
// Others are heeded at the latest when a ticket has been opened.
void PolicyProver::AssumePriorityRules() {
  const auto& rules = lowering_.policy.classification().priority_rules();
  for (int i = 0; i < rules.size(); ++i) {
    const int rank = lowering_.tables.priority_rules[static_cast<size_t>(i)].at_least;
    const std::string ignored = Both(rules[i].when(), absl::StrCat("priority > ", rank));
    std::optional<Condition> condition = Compile(ignored);
    const std::optional<Condition> own = Compile(rules[i].when());
    if (!condition || !own) continue;
    const uint32_t number = prover_.Add(*std::move(condition));
    assumed_[static_cast<size_t>(Moment::kOpened)].never.push_back(number);
    assumed_[static_cast<size_t>(Moment::kQueued)].never.push_back(number);
    if (ReadsWork(*own) || ReadsTime(*own, lowering_.tables.environment)) continue;
    assumed_[static_cast<size_t>(Moment::kAnyTime)].never.push_back(number);
  }
}

void PolicyProver::AssumeJustOpened() {
  const Tables& tables = lowering_.tables;
  const uint32_t untouched =
      Add("queue == '' && owner == '' && reopen_count == 0 && age == duration('0s')");
  Goal& opened = assumed_[static_cast<size_t>(Moment::kOpened)];
  Goal& queued = assumed_[static_cast<size_t>(Moment::kQueued)];
  opened.holds.push_back(untouched);
  queued.holds.push_back(untouched);
  opened.holds.push_back(Add("status == 'new'"));
  queued.holds.push_back(Add("status == 'queued'"));
  if (tables.default_category == kNone) return;
  const uint32_t none = Add("category == ''");
  opened.never.push_back(none);
  queued.never.push_back(none);
}

// What is not served is told before the ticket is classified: conditions see it as it is then.
void PolicyProver::AssumeServed() {
  for (const waypost::v1::NotServed& rule : lowering_.policy.not_served()) {
    std::optional<Condition> condition = Compile(rule.when());
    if (rule.keywords_size() + rule.phrases_size() > 0 || !condition) continue;
    if (ReadsAny(*condition, {kFactNeedsReview})) continue;  // false then, but not for ever
    for (const uint32_t fact : {kFactCategory, kFactSubcategory, kFactQueue, kFactOwner}) {
      condition = WithText(*condition, fact, "");
    }
    condition = WithText(*condition, kFactStatus, "new");
    condition = WithNumber(*condition, kFactReopenCount, 0);
    condition = WithNumber(*condition, kFactPriority, lowering_.tables.default_priority);
    const uint32_t number = prover_.Add(*std::move(condition));
    assumed_[static_cast<size_t>(Moment::kOpened)].never.push_back(number);
    assumed_[static_cast<size_t>(Moment::kQueued)].never.push_back(number);
  }
}

void PolicyProver::SetUsualValues() {
  const Tables& tables = lowering_.tables;
  usual_.resize(tables.environment.row_size());
  for (uint32_t i = 0; i < usual_.size(); ++i) {
    const expression::Fact* fact = tables.environment.At(i);
    usual_[i].present = fact != nullptr && fact->presence != expression::Presence::kOptional;
    if (i < kFirstDeclaredFact || i >= tables.FactOfCalendar(0)) continue;
    const DeclaredFact& declared = tables.facts[i - kFirstDeclaredFact];
    for (const Name name : declared.default_list) {
      usual_[i].list.emplace_back(lowering_.names.TextOf(name));
    }
    if (declared.type != expression::Type::kString) usual_[i].number = declared.default_value;
  }
  usual_[kFactLanguage].text = "und";
  usual_[kFactStatus].text = "new";
  for (const waypost::v1::Fact& fact : lowering_.policy.facts()) {
    const expression::Fact* declared = tables.environment.FindFact(fact.name());
    if (declared == nullptr || declared->type != expression::Type::kString) continue;
    if (!fact.default_().empty()) usual_[declared->index].text = fact.default_();
  }
  if (tables.default_category != kNone) {
    usual_[kFactCategory].text = lowering_.policy.categories(tables.default_category).id();
  }
  for (uint32_t i = 0; i < usual_.size(); ++i) prover_.SetUsual(i, usual_[i]);
}

// The rank that a ticket like this gets if nobody states one.
int64_t PolicyProver::UsualPriority(const Witness& witness) {
  const Tables& tables = lowering_.tables;
  int64_t rank = tables.default_priority;
  const auto& categories = lowering_.policy.categories();
  size_t first_sub = 0;
  for (int c = 0; c < categories.size(); ++c) {
    if (categories[c].id() == witness[kFactCategory].text) {
      rank = tables.categories[static_cast<size_t>(c)].priority;
      for (int s = 0; s < categories[c].sub_size(); ++s) {
        if (categories[c].sub(s).id() != witness[kFactSubcategory].text) continue;
        rank = tables.subcategories[first_sub + static_cast<size_t>(s)].priority;
      }
    }
    first_sub += static_cast<size_t>(categories[c].sub_size());
  }
  Witness ticket = witness;
  for (bool raised = true; raised;) {
    raised = false;
    ticket[kFactPriority].number = rank;
    for (size_t i = 0; i < lists_.priority_rules.size(); ++i) {
      const int64_t at_least = tables.priority_rules[i].at_least;
      if (at_least >= rank || !Holds(lists_.priority_rules[i], ticket)) continue;
      rank = at_least;
      raised = true;
    }
  }
  return rank;
}

Answer PolicyProver::Find(const Goal& goal) {
  Answer answer = prover_.Find(goal);
  if (answer.exists != Existence::kYes) return answer;
  if (!calendars_.empty() && !OpenedAt(answer.witness)) {
    answer.exists = Existence::kUnknown;
    answer.reason = {"no instant was found at which calendars are open and closed as it takes",
                     "没有找到各日历开闭情况与此相符的时刻"};
    return answer;
  }
  Witness usual = answer.witness;
  usual[kFactPriority].number = UsualPriority(usual);
  if (prover_.Satisfies(goal, usual)) answer.witness = std::move(usual);
  return answer;
}

PolicyProver::Verdict PolicyProver::Judge(const std::vector<uint32_t>& conditions, uint32_t rule,
                                          Moment moment) {
  Goal taken;
  taken.holds = {conditions[rule]};
  taken.never.assign(conditions.begin(), conditions.begin() + rule);
  Verdict result;
  Suppose(moment);
  Answer opened = Find(taken);
  if (opened.exists == Existence::kYes) {
    result.verdict.kind = RuleVerdict::Kind::kReachable;
    result.verdict.witness = std::move(opened.witness);
    result.as_opened = true;
    Suppose(Moment::kAnyTime);
    return result;
  }
  Goal matched;
  matched.holds = {conditions[rule]};
  opened = Find(matched);
  Suppose(Moment::kAnyTime);
  result.verdict = expression::JudgeRule(prover_, conditions, rule);
  if (result.verdict.kind != RuleVerdict::Kind::kShadowed) return result;
  result.as_opened = opened.exists == Existence::kYes;
  if (result.as_opened) result.verdict.witness = std::move(opened.witness);
  return result;
}

std::string PolicyProver::Words(const Witness& witness) {
  Witness usual = usual_;
  usual[kFactPriority].number = UsualPriority(witness);
  return TicketWords(lowering_.tables, witness, usual);
}

Condition WithNumber(const Condition& condition, uint32_t fact, int64_t number) {
  Condition result = condition;
  for (Term& term : result.terms) {
    if (term.op != Op::kFact || term.value != fact) continue;
    term.op = Op::kConstant;
    term.value = number;
  }
  return result;
}

Condition WithText(const Condition& condition, uint32_t fact, std::string_view text) {
  Condition result = WithNumber(condition, fact, static_cast<int64_t>(condition.strings.size()));
  result.strings.emplace_back(text);
  return result;
}

}  // namespace waypost::policy
