#include "lib/engine/erasure.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/engine/bits.h"
#include "lib/engine/quiet_desk.h"

namespace waypost::engine {
namespace {

constexpr uint8_t kNoteOfEnded = 6;  // NotificationDropped.CHAIN_ENDED
constexpr size_t kMostErasedAtOnce = 10'000;

bool IsClosed(const Ticket& ticket) { return ticket.state == TicketState::kClosed; }

}  // namespace

Erasure::Known Erasure::Find(std::string_view customer) const {
  Known known;
  const Symbol account = core_.symbols_.Find(customer);
  for (Slot slot = 0; slot < core_.tickets_.limit(); ++slot) {
    const Ticket& ticket = core_.tickets_[slot];
    if (ticket.ordinal == 0) continue;
    if (ticket.requester.view() == customer) {
      known.tickets.push_back(slot);
    } else if (account != 0 && ticket.rare->account_holder == account) {
      known.accounts.push_back(slot);
    }
  }
  std::sort(known.tickets.begin(), known.tickets.end(), [this](Slot a, Slot b) {
    return core_.tickets_[a].ordinal < core_.tickets_[b].ordinal;
  });
  for (std::string& ticket_id : core_.quiet_desk_->retention().Of(customer)) {
    const bool closed_with_chains = core_.tickets_.Find(ticket_id) != TicketStore::kNoSlot;
    if (!closed_with_chains) known.retained.push_back(std::move(ticket_id));
  }
  return known;
}

// Beside tickets: promises, limits of what the customer is told, an agent who is wrapping up.
bool Erasure::IsKnownOtherwise(std::string_view customer) const {
  const QuietDesk& desk = *core_.quiet_desk_;
  bool any = desk.compensations().Knows(customer) || desk.entitlements().Knows(customer);
  desk.reviews().ForEachOf(customer,
                           [&](const std::string&, const std::string&, bool) { any = true; });
  const std::string recipient = absl::StrCat("customer:", ToAbsl(customer));
  for (const auto& [ordinal, bucket] : core_.rate_limits_.buckets()) {
    any |= bucket.recipient == recipient;
  }
  for (const uint32_t place : core_.agents_.InOrder()) {
    any |= core_.agents_[place].wrapping_for == customer;
  }
  return any;
}

bool Erasure::RefuseUnknown(std::string_view customer, const Known& known) {
  const bool any = !known.tickets.empty() || !known.accounts.empty() || !known.retained.empty();
  if (any || IsKnownOtherwise(customer)) return false;
  core_.Refuse(Refusal::kUnknownCustomer, {},
               absl::StrCat("nothing is held of customer \"", ToAbsl(customer), "\""));
  return true;
}

bool Erasure::RefuseRequest(const CustomerRequest& command, bool asks, size_t rule) {
  if (command.ticket_id.empty()) {
    if (!asks) return false;
    core_.Refuse(Refusal::kNotPermitted, {},
                 "the policy asks for the customer's ticket by which this is asked for");
    return true;
  }
  const Slot slot = core_.FindOrRefuse(command.ticket_id);
  if (slot == TicketStore::kNoSlot) return true;
  const Ticket& ticket = core_.tickets_[slot];
  const auto refuse = [&](std::string_view what) {
    core_.Refuse(Refusal::kNotPermitted, command.ticket_id,
                 absl::StrCat("ticket \"", ToAbsl(command.ticket_id), "\" ", ToAbsl(what)));
    return true;
  };
  if (ticket.requester.view() != command.customer_id) return refuse("is not the customer's");
  if (!asks) return false;
  PolicyVersion& policy = *core_.versions_[core_.current_];
  const bool met = HasBit(policy.tables().retention_conditions.AllMatches(
                              policy.RowOf(ticket, core_.symbols_, core_.stated_, core_.at_ms_),
                              policy.retention_scratch),
                          rule);
  core_.ReportFailures(ticket, core_.current_, policy.retention_scratch, RuleRef::Kind::kRetention);
  return !met && refuse("does not meet what the policy asks for");
}

bool Erasure::RefuseOpenTickets(const CustomerRequest& command, const Known& known) {
  if (core_.current().tables().retention.ends_open_tickets) return false;
  const auto open = std::count_if(known.tickets.begin(), known.tickets.end(), [&](Slot slot) {
    const Ticket& ticket = core_.tickets_[slot];
    return !IsClosed(ticket) && ticket.id.view() != command.ticket_id;
  });
  if (open == 0) return false;
  core_.Refuse(Refusal::kWrongState, {},
               absl::StrCat(open, " tickets of customer \"", ToAbsl(command.customer_id),
                            "\" are open; nothing is erased before they have ended"));
  return true;
}

absl::Status Erasure::Erase(const CustomerRequest& command) {
  const Known known = Find(command.customer_id);
  const policy::Retention& retention = core_.current().tables().retention;
  if (known.tickets.size() > kMostErasedAtOnce) {
    return ResourceExhausted(Say({"$0 {ticket|tickets} of the customer {is|are} open; at most $1 "
                                  "{is|are} erased at once: close some of "
                                  "them first",
                                  "该客户有 $0 张未结工单；一次最多抹除 $1 张：请先关闭一些"},
                                 known.tickets.size(), kMostErasedAtOnce));
  }
  if (RefuseUnknown(command.customer_id, known) ||
      RefuseRequest(command, retention.asks_to_erase, policy::kEraseRule) ||
      RefuseOpenTickets(command, known)) {
    return absl::OkStatus();
  }
  QuietDesk& desk = *core_.quiet_desk_;
  QuietNews news;
  news.customer = command.customer_id;
  ErasedCounts& erased = news.erased;
  erased.tickets = static_cast<int64_t>(known.tickets.size() + known.retained.size());
  erased.compensations = desk.compensations().ForgetCustomer(command.customer_id);
  erased.reviews = desk.reviews().ForgetCustomer(command.customer_id);
  erased.entitlements = desk.entitlements().ForgetCustomer(command.customer_id);
  for (const Slot slot : known.tickets) EndTicket(slot);
  for (const std::string& ticket_id : known.retained) {
    desk.retention().Forget(ticket_id);
    TellErased(ticket_id, EraseWhy::kCustomer, false);
  }
  for (const Slot slot : known.accounts) ForgetAccount(slot);
  ForgetNotes({}, command.customer_id);
  core_.rate_limits_.ForgetRecipient(absl::StrCat("customer:", ToAbsl(command.customer_id)));
  for (const uint32_t place : core_.agents_.InOrder()) {
    Agent& agent = core_.agents_[place];
    if (agent.wrapping_for != command.customer_id) continue;
    agent.wrapping.clear();
    agent.wrapping_for.clear();
  }
  Event event = core_.Make(EventKind::kCustomerErased);
  event.quiet = &news;
  core_.Emit(event);
  core_.ServeFreeAgents();
  return absl::OkStatus();
}

void Erasure::EndTicket(Slot slot) {
  const std::string ticket_id(core_.tickets_[slot].id.view());
  const bool was_open = !IsClosed(core_.tickets_[slot]);
  if (was_open) {
    core_.EndTicket(slot, TicketState::kErased);
  } else {
    core_.ForgetClosed(ticket_id, escalate::EndReason::kTicketEnded);
    core_.quiet_desk_->retention().Forget(ticket_id);
  }
  TellErased(ticket_id, EraseWhy::kCustomer, was_open);
}

void Erasure::EraseEnded(const std::string& ticket_id) {
  const bool customer_known = core_.quiet_desk_->retention().KnowsCustomerOf(ticket_id);
  core_.quiet_desk_->retention().Forget(ticket_id);
  // Of the same id an open one would have taken its place: this is a closed one with live chains.
  core_.ForgetClosed(ticket_id, escalate::EndReason::kTicketEnded);
  core_.quiet_desk_->compensations().ForgetTicket(ticket_id);
  core_.quiet_desk_->reviews().ForgetTicket(ticket_id);
  ForgetNotes(ticket_id, {});
  // Somebody who is not known is told under the ticket's name (core_limits.cc).
  if (!customer_known) core_.rate_limits_.ForgetRecipient(absl::StrCat("ticket:", ticket_id));
  TellErased(ticket_id, EraseWhy::kRetention, false);
}

void Erasure::ForgetAccount(Slot slot) {
  Ticket& ticket = core_.tickets_[slot];
  core_.symbols_.Release(ticket.rare->account_holder);
  ticket.rare.Make().account_holder = 0;
  ticket.rare.DropIfEmpty();
}

void Erasure::ForgetNotes(std::string_view ticket_id, std::string_view customer) {
  core_.rate_limits_.ForgetThose(
      [&](const escalate::Bucket& /*bucket*/, const escalate::HeldNote& note) {
        return customer.empty() ? note.ticket_id == ticket_id : note.customer == customer;
      },
      [&](const escalate::Bucket& bucket, const escalate::HeldNote& note) {
        Event event = core_.Make(EventKind::kNotificationDropped);
        event.ticket_id = note.ticket_id;
        event.text = bucket.target;
        event.action = note.chain;
        event.stage = note.step;
        event.code = kNoteOfEnded;
        core_.Emit(event);
      });
}

void Erasure::TellErased(const std::string& ticket_id, EraseWhy why, bool was_open) {
  Event event = core_.Make(EventKind::kTicketErased);
  event.ticket_id = ticket_id;
  event.code = static_cast<uint8_t>(why);
  event.flag = was_open;
  const QuietNews news;
  event.quiet = &news;
  if (why == EraseWhy::kRetention) event.rule = Rule();
  core_.Emit(event);
}

absl::Status Erasure::Export(const CustomerRequest& command) {
  const Known known = Find(command.customer_id);
  const policy::Retention& retention = core_.current().tables().retention;
  if (RefuseUnknown(command.customer_id, known) ||
      RefuseRequest(command, retention.asks_to_export, policy::kExportRule)) {
    return absl::OkStatus();
  }
  QuietNews news;
  news.customer = command.customer_id;
  Event event = core_.Make(EventKind::kCustomerExported);
  event.quiet = &news;
  core_.Emit(event);
  return absl::OkStatus();
}

}  // namespace waypost::engine
