// What a ticket that is split off has from the whole.
#include <algorithm>

#include "tests/sim/auditor.h"

namespace waypost::sim {
namespace {

bool SaysWhatItIsAbout(const v1::OpenTicket& part) {
  return !part.category().empty() || !part.priority().empty() || !part.text().empty();
}

std::string PriorityOf(const std::string& category) {
  return category == "account" ? "P1" : category == "refund" ? "P2" : "P3";
}

void Inherit(const std::string& of_whole, std::string* text) {
  if (text->empty()) *text = of_whole;
}

}  // namespace

// What the part does not say itself is as with the whole; whoever owns the whole knows it. The
// queue that the whole was in is not its own.
void Auditor::ForeseeSplit(const v1::Split& split) {
  split_ = split;
  const Ticket& whole = tickets_[split.ticket_id()];
  v1::OpenTicket& part = *split_.mutable_part();
  if (!SaysWhatItIsAbout(part)) {
    part.set_category(whole.category);
    part.set_priority(whole.priority);
  }
  Inherit(whole.language, part.mutable_language());
  Inherit(whole.tier, part.mutable_tier());
  Inherit(whole.channel, part.mutable_channel());
  Inherit(whole.owner, part.mutable_previous_owner());
  if (part.modalities().empty()) {
    *part.mutable_modalities() = {whole.modalities.begin(), whole.modalities.end()};
  }
  if (part.excluded_agents().empty()) {
    *part.mutable_excluded_agents() = {whole.excluded.begin(), whole.excluded.end()};
  }
  const bool says_amount =
      std::any_of(part.facts().begin(), part.facts().end(),
                  [](const v1::NamedFact& fact) { return fact.name() == "amount"; });
  if (!says_amount) {
    v1::NamedFact& fact = *part.add_facts();
    fact.set_name("amount");
    fact.mutable_value()->set_number(whole.amount);
  }
  const int64_t now_ms = at_ms_;
  if (split.since_opening()) at_ms_ = whole.opened_ms;
  ForeseeTicket(part);
  at_ms_ = now_ms;
  if (!split.since_opening()) return;
  Ticket& ticket = tickets_[part.ticket_id()];
  ticket.adopted_now = true;
  ticket.untaken_ms = ticket.opened_ms;
  ++checks_["part since opening"];
}

void Auditor::SeeSplit(const v1::Event& event) {
  const v1::TicketSplit& told = event.ticket_split();
  Check("split off",
        event.ticket_id() == split_.ticket_id() &&
            told.part_ticket_id() == split_.part().ticket_id() &&
            told.since_opening() == split_.since_opening(),
        event.ticket_id() + " is split otherwise");
}

// Its priority is stated, or that of its category, however that was found; a rule may raise either.
void Auditor::CheckPart(const std::string& id, const v1::TicketClassified& classified,
                        const Ticket& ticket) {
  const v1::OpenTicket& part = split_.part();
  if (part.ticket_id().empty() || id != part.ticket_id()) return;
  if (!part.category().empty()) {
    Check("part", classified.category() == part.category(), id + " is about something else");
  }
  if (!part.language().empty() && part.language() != "und") {
    Check("part", classified.language() == part.language(), id + " is in another language");
  }
  const std::string own =
      part.priority().empty() ? PriorityOf(classified.category()) : part.priority();
  const std::string raised = ticket.amount > 900 ? std::min<std::string>(own, "P1") : own;
  Check("part", classified.priority() == raised, id + " has another priority");
}

}  // namespace waypost::sim
