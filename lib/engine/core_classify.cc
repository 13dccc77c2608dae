// What a ticket is about: evidence, category, priority, and what is not served.
#include <algorithm>
#include <string>

#include "lib/base/words.h"
#include "lib/engine/core.h"
#include "lib/engine/hours_room.h"
#include "lib/engine/quiet_desk.h"

namespace waypost::engine {

using policy::kNone;

namespace {

// What runs have raised is no more: they lower nothing of what a person has said since.
void ForgetRaises(Ticket& ticket) {
  for (uint32_t i = 0; i < ticket.rare->runs.size(); ++i) ticket.rare.Make().runs[i].raised = false;
}

}  // namespace

bool Core::TakeEvidence(Ticket& ticket, const Evidence& evidence) {
  const bool told = !evidence.language.empty() && evidence.language != "und";
  const bool judged = evidence.complexity != Complexity::kUnspecified;
  // A host without the text may know the one or the other all the same.
  if (evidence.has_text || evidence.emotion != 0) {
    ticket.emotion = evidence.emotion & 7;  // 0..5, checked where the command came in
  }
  if (evidence.risks != 0) AddRisks(ticket, evidence.risks);
  if (judged) ticket.complexity = evidence.complexity;
  // What the host knows beats what was told from the text, and what was told beats nothing.
  if (!ticket.language_stated && (told || (evidence.has_text && ticket.language == 0))) {
    ReplaceText(ticket.language, told ? evidence.language : "und");
  }
  return evidence.has_text || evidence.emotion != 0 || evidence.risks != 0 || judged || told;
}

Choice Core::ChooseCategory(Ticket& ticket, std::string_view category, std::string_view subcategory,
                            const Evidence& evidence) {
  const PolicyVersion& policy = *versions_[current_];
  Choice choice;
  if (!category.empty()) {
    choice.category = policy.FindCategory(symbols_.Find(category));
    if (!subcategory.empty()) {
      choice.subcategory = policy.FindSubcategory(choice.category, symbols_.Find(subcategory));
    }
    choice.confidence_milli = choice.margin_milli = 1'000;
    ticket.category_by_person = 1;
    return choice;
  }
  choice.unread_bytes = evidence.unread_bytes;
  ReadVotes(evidence);
  ReadScores(evidence);
  const classify::Decision decision =
      classify::Combine(policy.tables(), votes_, scores_, combine_scratch_);
  choice.category = decision.category;
  choice.subcategory = decision.subcategory;
  choice.confidence_milli = decision.confidence_milli;
  choice.margin_milli = decision.margin_milli;
  choice.needs_review = decision.needs_review;
  if (decision.vote >= 0) {
    const classify::Vote& vote = votes_[static_cast<size_t>(decision.vote)];
    choice.keyword = evidence.hits[vote.index].keyword;
  }
  return choice;
}

// Names that the current policy does not have are passed over: the evidence may stem from another.
void Core::ReadVotes(const Evidence& evidence) {
  const PolicyVersion& policy = *versions_[current_];
  votes_.clear();
  for (size_t i = 0; i < evidence.hits.size(); ++i) {
    const KeywordHit& hit = evidence.hits[i];
    classify::Vote vote;
    vote.category = policy.FindCategory(symbols_.Find(hit.category));
    if (vote.category == kNone) continue;
    vote.subcategory = policy.FindSubcategory(vote.category, symbols_.Find(hit.subcategory));
    vote.weight = hit.weight;
    vote.decides = hit.decides;
    vote.keyword_length = static_cast<uint16_t>(std::min<size_t>(hit.keyword.size(), kNone));
    vote.index = static_cast<uint32_t>(i);
    if (evidence.hits.size() > 1) vote.rule = classify::RuleOf(hit.keyword);  // else none agrees
    votes_.push_back(vote);
  }
}

// A model that finds the text out of scope says nothing about categories.
void Core::ReadScores(const Evidence& evidence) {
  const PolicyVersion& policy = *versions_[current_];
  scores_.clear();
  if (evidence.out_of_scope) return;
  for (const CategoryScore& in : evidence.scores) {
    classify::Score score;
    score.category = policy.FindCategory(symbols_.Find(in.category));
    const bool again = std::any_of(scores_.begin(), scores_.end(), [&](const classify::Score& s) {
      return s.category == score.category;
    });
    if (score.category == kNone || again) continue;
    score.subcategory = policy.FindSubcategory(score.category, symbols_.Find(in.subcategory));
    score.confidence_milli = in.confidence_milli;
    scores_.push_back(score);
  }
}

uint8_t Core::BaseRank(const Choice& choice) const {
  const policy::Tables& tables = current().tables();
  if (choice.subcategory != kNone) return tables.subcategories[choice.subcategory].priority;
  if (choice.category != kNone) return tables.categories[choice.category].priority;
  return tables.default_priority;
}

void Core::Classify(Ticket& ticket, const Choice& choice, std::string_view priority) {
  const PolicyVersion& policy = *versions_[current_];
  const policy::Tables& tables = policy.tables();
  ticket.needs_review = choice.needs_review;
  ReplaceCounted(
      category_counts_, ticket.category,
      choice.category == kNone ? Symbol{0} : policy.Global(tables.categories[choice.category].id));
  ReplaceSymbol(ticket.subcategory,
                choice.subcategory == kNone
                    ? Symbol{0}
                    : policy.Global(tables.subcategories[choice.subcategory].id));
  if (ticket.language == 0) ReplaceText(ticket.language, "und");
  RuleRef rule;
  if (choice.category != kNone) {
    rule = {RuleRef::Kind::kCategory, current_, choice.category, choice.subcategory};
  }
  if (!priority.empty()) {
    ReplaceCounted(priority_counts_, ticket.priority, symbols_.Find(priority));
    ticket.priority_by_person = 1;
    ForgetRaises(ticket);
  } else if (!ticket.priority_by_person) {
    ReplaceCounted(priority_counts_, ticket.priority, policy.PriorityAt(BaseRank(choice)));
  }
  RuleRef raised;
  ReplaceCounted(priority_counts_, ticket.priority, PriorityByRules(ticket, &raised));
  if (raised.kind != RuleRef::Kind::kNone) rule = raised;

  Event event = Make(EventKind::kTicketClassified, ticket, rule);
  event.category = ticket.category;
  event.subcategory = ticket.subcategory;
  event.priority = ticket.priority;
  event.language = ticket.language;
  event.emotion = ticket.emotion;
  event.complexity = ticket.complexity;
  event.flag = ticket.category_by_person != 0;
  event.text = choice.keyword;
  event.confidence_milli = choice.confidence_milli;
  event.margin_milli = choice.margin_milli;
  event.needs_review = choice.needs_review;
  event.from_category = choice.from_category;
  event.from_subcategory = choice.from_subcategory;
  event.count = choice.unread_bytes;
  Emit(event);
}

Symbol Core::PriorityByRules(const Ticket& ticket, RuleRef* rule) {
  PolicyVersion& policy = *versions_[current_];
  const policy::Tables& tables = policy.tables();
  if (tables.priority_rules.empty()) return ticket.priority;
  const absl::Span<const uint64_t> matches = tables.priority_conditions.AllMatches(
      policy.RowOf(ticket, symbols_, stated_, at_ms_), policy.priority_scratch);
  uint8_t rank = policy.Rank(ticket.priority);
  for (size_t i = 0; i < tables.priority_rules.size(); ++i) {
    if ((matches[i / 64] >> (i % 64) & 1) == 0) continue;
    if (tables.priority_rules[i].at_least >= rank) continue;
    rank = tables.priority_rules[i].at_least;
    *rule = {RuleRef::Kind::kPriorityRule, current_, static_cast<uint16_t>(i), 0};
  }
  ReportFailures(ticket, current_, policy.priority_scratch, RuleRef::Kind::kPriorityRule);
  return rule->kind == RuleRef::Kind::kNone ? ticket.priority : policy.PriorityAt(rank);
}

bool Core::EndNotServed(Slot slot, const Evidence& evidence) {
  Ticket& ticket = tickets_[slot];
  PolicyVersion& policy = *versions_[current_];
  const policy::Tables& tables = policy.tables();
  if (tables.not_served.empty()) return false;
  if (ticket.language == 0) ReplaceText(ticket.language, "und");
  const absl::Span<const uint64_t> matches = tables.not_served_conditions.AllMatches(
      policy.RowOf(ticket, symbols_, stated_, at_ms_), policy.not_served_scratch);
  const policy::Name found = policy.Local(symbols_.Find(evidence.not_served));
  ReportFailures(ticket, current_, policy.not_served_scratch, RuleRef::Kind::kNotServed);
  for (size_t i = 0; i < tables.not_served.size(); ++i) {
    const policy::NotServed& rule = tables.not_served[i];
    if ((matches[i / 64] >> (i % 64) & 1) == 0) continue;
    if (rule.has_keywords && rule.id != found) continue;
    Event event = Make(EventKind::kTicketNotServed, ticket,
                       {RuleRef::Kind::kNotServed, current_, static_cast<uint16_t>(i), 0});
    event.target = policy.Global(rule.id);
    event.text = rule.reply;
    Emit(event);
    quiet_desk_->Retain(ticket);
    Forget(slot);
    return true;
  }
  return false;
}

void Core::NoteClassified() {
  escalate::Signal signal;
  signal.kind = escalate::Signal::Kind::kClassified;
  NoteSignal(signal);
}

absl::Status Core::Confirm(const ConfirmClassification& command) {
  if (command.category.empty() && !command.subcategory.empty()) {
    return InvalidArgument({"subcategory needs a category", "有 subcategory 就要有 category"});
  }
  if (command.category.empty() && command.priority.empty() &&
      command.complexity == Complexity::kUnspecified) {
    return InvalidArgument({"category, priority or complexity is required",
                            "必须给出 category、priority 或 complexity"});
  }
  const Slot slot = FindOrRefuse(command.ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  if (absl::Status status = CheckHoursRoom(*this, tickets_[slot]); !status.ok()) return status;
  if (RefuseNames(command.ticket_id, command.category, command.subcategory, command.priority)) {
    return absl::OkStatus();
  }
  Ticket& ticket = tickets_[slot];
  const Symbol priority = ticket.priority;
  if (command.complexity != Complexity::kUnspecified) ticket.complexity = command.complexity;
  if (!command.category.empty() && command.priority.empty()) ticket.priority_by_person = 0;
  const Choice choice = ConfirmedChoice(ticket, command);
  // The event tells what was corrected, which the ticket no longer holds.
  symbols_.Acquire(choice.from_category);
  symbols_.Acquire(choice.from_subcategory);
  Classify(ticket, choice, command.priority);
  symbols_.Release(choice.from_category);
  symbols_.Release(choice.from_subcategory);
  NoteClassified();
  pending_.rekey = priority != ticket.priority;
  pending_.facts = true;
  const bool decides_route =
      !command.category.empty() || command.complexity != Complexity::kUnspecified;
  pending_.reroute =
      decides_route && (Waits(ticket.state) || ticket.state == TicketState::kOffered);
  Settle(slot);
  ServeFreeAgents();
  return absl::OkStatus();
}

// What a person decided; a category that was not named stays as it is, whoever decided it.
Choice Core::ConfirmedChoice(Ticket& ticket, const ConfirmClassification& command) {
  Choice choice;
  if (command.category.empty()) {
    choice.category = current().FindCategory(ticket.category);
    choice.subcategory = current().FindSubcategory(choice.category, ticket.subcategory);
    choice.needs_review = ticket.needs_review;
    if (ticket.category_by_person) choice.confidence_milli = choice.margin_milli = 1'000;
    return choice;
  }
  const Symbol category = ticket.category, subcategory = ticket.subcategory;
  choice = ChooseCategory(ticket, command.category, command.subcategory, {});
  choice.from_category = category;
  choice.from_subcategory = subcategory;
  return choice;
}

}  // namespace waypost::engine
