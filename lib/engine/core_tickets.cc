// Commands about a ticket's life: opening, states of work, solving, ending.
#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/engine/core.h"
#include "lib/engine/incident_desk.h"
#include "lib/engine/quiet_desk.h"

namespace waypost::engine {
namespace {

absl::Status CheckId(std::string_view id, std::string_view field, bool required) {
  if (required && id.empty()) {
    return InvalidArgument(Say({"$0 is required", "必须给出 $0"}, field));
  }
  if (id.size() > 256) {
    return InvalidArgument(
        Say({"$0 has $1 bytes; at most 256 are allowed", "$0 长 $1 字节；最多允许 256 字节"}, field,
            id.size()));
  }
  return absl::OkStatus();
}

constexpr std::pair<std::string_view OpenTicket::*, std::string_view> kOptionalTexts[] = {
    {&OpenTicket::requester_id, "requester_id"},
    {&OpenTicket::account_holder_id, "account_holder_id"},
    {&OpenTicket::channel, "channel"},
    {&OpenTicket::product, "product"},
    {&OpenTicket::region, "region"},
    {&OpenTicket::platform, "platform"},
    {&OpenTicket::tier, "tier"},
    {&OpenTicket::customer_type, "customer_type"},
    {&OpenTicket::language, "language"},
    {&OpenTicket::previous_owner, "previous_owner"},
    {&OpenTicket::previous_queue, "previous_queue"},
};

// The trigger by which a command moves a ticket to a state of work.
std::optional<Trigger> TriggerFor(TicketState state, bool has_handler) {
  switch (state) {
    case TicketState::kAssigned:
      return has_handler ? Trigger::kResumeWork : Trigger::kResumeWait;
    case TicketState::kWaitingCustomer:
      return Trigger::kAskCustomer;
    case TicketState::kOnHold:
      return Trigger::kHold;
    case TicketState::kWaitingInternal:
      return Trigger::kAskInternal;
    case TicketState::kSolved:
      return Trigger::kSolve;
    default:
      return std::nullopt;
  }
}

// Who has it; whoever is only asked does not.
uint32_t HandlerOf(const Ticket& ticket) {
  return ticket.state == TicketState::kOffered ? kNobody : ticket.handler;
}

bool SolvedSince(const Ticket& ticket, int64_t at_ms) {
  return std::any_of(ticket.history.begin(), ticket.history.end(),
                     [&](const sla::StatusChange& change) {
                       return change.status() == sla::Status::kSolved && change.at_ms() >= at_ms;
                     });
}

}  // namespace

absl::Status Core::CheckOpen(const OpenTicket& command) const {
  if (absl::Status status = CheckId(command.ticket_id, "ticket_id", true); !status.ok()) {
    return status;
  }
  for (const auto& [text, field] : kOptionalTexts) {
    if (absl::Status status = CheckId(command.*text, field, false); !status.ok()) return status;
  }
  if (command.category.empty() && !command.subcategory.empty()) {
    return InvalidArgument({"subcategory needs a category", "有 subcategory 就要有 category"});
  }
  if (absl::Status status = CheckFactSizes(command.facts); !status.ok()) return status;
  for (const auto& [name, elements] :
       {std::pair("tags", command.tags), std::pair("modalities", command.modalities),
        std::pair("excluded_agents", command.excluded_agents)}) {
    if (absl::Status status = CheckListSize(name, elements); !status.ok()) return status;
  }
  if (static_cast<int64_t>(tickets_.size()) >= limits().open_tickets) {
    return ResourceExhausted(
        Say({"$0 {ticket is|tickets are} open, as many as limits.open_tickets allows",
             "有 $0 张未结工单，已达到 limits.open_tickets 的上限"},
            limits().open_tickets));
  }
  if (absl::Status status = quiet_desk_->CheckRetentionRoom(); !status.ok()) return status;
  return CheckTextRoom();
}

absl::Status Core::CheckTextRoom() const {
  if (symbols_.text_bytes() < limits().text_bytes) return absl::OkStatus();
  return ResourceExhausted(Say({"facts and ids take $0 bytes, limits.text_bytes allows $1",
                                "事实和 id 占 $0 字节，limits.text_bytes 只允许 $1 字节"},
                               symbols_.text_bytes(), limits().text_bytes));
}

bool Core::RefuseOpen(const OpenTicket& command) {
  const Slot known = tickets_.Find(command.ticket_id);
  if (known != TicketStore::kNoSlot && tickets_[known].state != TicketState::kClosed) {
    Refuse(Refusal::kTicketExists, command.ticket_id,
           absl::StrCat("a ticket with the id \"", ToAbsl(command.ticket_id), "\" is open"));
    return true;
  }
  return RefuseNames(command.ticket_id, command.category, command.subcategory, command.priority) ||
         RefuseStated(command) || RefuseFacts(command.ticket_id, command.facts, false);
}

bool Core::RefuseNames(std::string_view ticket_id, std::string_view category,
                       std::string_view subcategory, std::string_view priority) {
  const PolicyVersion& policy = *versions_[current_];
  const auto refuse = [&](std::string_view kind, std::string_view name) {
    Refuse(Refusal::kUnknownName, ticket_id,
           absl::StrCat("the policy has no ", ToAbsl(kind), " \"", ToAbsl(name), "\""));
    return true;
  };
  if (!category.empty()) {
    const uint16_t index = policy.FindCategory(symbols_.Find(category));
    if (index == policy::kNone) return refuse("category", category);
    if (!subcategory.empty() &&
        policy.FindSubcategory(index, symbols_.Find(subcategory)) == policy::kNone) {
      return refuse("subcategory", subcategory);
    }
  }
  if (!priority.empty() && !policy.HasPriority(symbols_.Find(priority))) {
    return refuse("priority", priority);
  }
  return false;
}

absl::Status Core::Open(const OpenTicket& command) {
  if (absl::Status status = CheckOpen(command); !status.ok()) return status;
  if (RefuseOpen(command)) return absl::OkStatus();
  const Slot slot = CreateTicket(command, at_ms_);
  if (!Introduce(slot, command)) return absl::OkStatus();
  Settle(slot);
  incident_desk_->TicketOpened(slot);
  return absl::OkStatus();
}

bool Core::Introduce(Slot slot, const OpenTicket& command) {
  quiet_desk_->entitlements().TellTicket(tickets_[slot]);
  if (EndNotServed(slot, command.evidence)) return false;
  Ticket& ticket = tickets_[slot];
  const Choice choice =
      ChooseCategory(ticket, command.category, command.subcategory, command.evidence);
  Classify(ticket, choice, command.priority);
  pending_.facts = true;
  pending_.reroute = true;
  pending_.clock_changes |= sla::kOpened;
  pending_.opening = true;
  NoteSignal({});  // created
  NoteClassified();
  NoteEmotion(ticket, 0);
  return true;
}

Slot Core::CreateTicket(const OpenTicket& command, int64_t opened_ms) {
  // A ticket of the same id that has ended: nobody could tell the two apart any more.
  ForgetClosed(command.ticket_id, escalate::EndReason::kForgotten);
  quiet_desk_->retention().Forget(command.ticket_id);
  const Slot slot = tickets_.Add(command.ticket_id);
  Ticket& ticket = tickets_[slot];
  ticket.opened_ms = opened_ms;
  ticket.opened_by_agent = command.opened_by_agent;
  if (command.outbound) ticket.rare.Make().outbound = true;
  if (!command.opened_by_agent && !command.outbound) {
    ticket.first_asked_ms = opened_ms;
    ticket.unanswered_ms = opened_ms;
  }
  ticket.requester.Set(command.requester_id);
  if (const Symbol account_holder = symbols_.Acquire(command.account_holder_id)) {
    ticket.rare.Make().account_holder = account_holder;
  }
  ticket.stated =
      stated_.Acquire({symbols_.Acquire(command.channel), symbols_.Acquire(command.product),
                       symbols_.Acquire(command.region), symbols_.Acquire(command.platform),
                       symbols_.Acquire(command.tier), symbols_.Acquire(command.customer_type)},
                      symbols_);
  ticket.language_stated = !command.language.empty();
  ticket.language = symbols_.Acquire(command.language);
  ReplaceCounted(priority_counts_, ticket.priority,
                 current().PriorityAt(current().tables().default_priority));
  TakeEvidence(ticket, command.evidence);
  PutFacts(ticket, command.facts);
  PutList(ticket, kTagsFact, command.tags);
  PutFixed(ticket, fixed_.modality, command.modalities);
  PutFixed(ticket, fixed_.excluded, command.excluded_agents);
  if (!command.previous_owner.empty()) {
    PutFixed(ticket, fixed_.previous_owner, absl::MakeConstSpan(&command.previous_owner, 1));
  }
  if (!command.previous_queue.empty()) {
    PutFixed(ticket, fixed_.previous_queue, absl::MakeConstSpan(&command.previous_queue, 1));
  }
  return slot;
}

absl::Status Core::SetStatus(std::string_view ticket_id, TicketState state) {
  if (!TriggerFor(state, true)) {
    return InvalidArgument(
        {"status must be ASSIGNED, WAITING_CUSTOMER, ON_HOLD, WAITING_INTERNAL or SOLVED",
         "status 应为 ASSIGNED、WAITING_CUSTOMER、ON_HOLD、WAITING_INTERNAL 或 SOLVED"});
  }
  const Slot slot = FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  Ticket& ticket = tickets_[slot];
  const auto trigger_now = [&] {
    return *TriggerFor(state, TakesCapacity(ticket.state) && ticket.handler != kNobody);
  };
  Trigger trigger = trigger_now();
  if (!Next(ticket.state, trigger)) {
    RefuseState(ticket, StateName(state));
    return absl::OkStatus();
  }
  if (absl::Status status = CheckHistoryRoom(ticket); !status.ok()) return status;
  if (trigger == Trigger::kSolve) {
    Solve(slot);
  } else {
    if (ticket.state == TicketState::kOffered) ReportOfferEnd(slot, OfferEnd::kCancelled, {});
    LeaveLadder(slot);
    if (state == TicketState::kAssigned) LetGoIfDraining(slot);
    trigger = trigger_now();
    const TicketState from = ticket.state;
    EnterState(ticket, *Next(ticket.state, trigger));
    Reweigh(slot);
    ReportStatus(ticket, from);
    HearOfWork(ticket);
    if (trigger == Trigger::kResumeWait) pending_.reroute = true;
  }
  Settle(slot);
  ServeFreeAgents();
  return absl::OkStatus();
}

void Core::ReportStatus(const Ticket& ticket, TicketState from) {
  Event event = Make(EventKind::kStatusChanged, ticket);
  event.from_state = from;
  event.to_state = ticket.state;
  event.over_capacity = OverCapacity(ticket);
  Emit(event);
}

void Core::Solve(Slot slot) {
  Ticket& ticket = tickets_[slot];
  const bool first = !SolvedSince(ticket, 0);
  const uint32_t handler = HandlerOf(ticket);
  if (ticket.state == TicketState::kOffered) ReportOfferEnd(slot, OfferEnd::kCancelled, {});
  LeaveLadder(slot);
  StartWrapUp(slot);
  LetGo(slot);
  EnterState(ticket, TicketState::kSolved);
  ticket.unanswered_ms = Calendar::kNever;
  ticket.queue_since_ms = ticket.waits_since_ms = Calendar::kNever;
  ticket.state_due_ms = CloseTime(at_ms_);
  Event event = Make(EventKind::kTicketSolved, ticket, {RuleRef::Kind::kLifecycle, current_, 0, 0});
  event.amount_ms = at_ms_ - ticket.opened_ms;
  event.due_ms = ticket.state_due_ms == Calendar::kNever ? int64_t{0} : ticket.state_due_ms;
  Emit(event);
  if (first) {
    quiet_desk_->reviews().Draw(slot, handler);
  } else {
    quiet_desk_->reviews().NoteAgain(slot, handler);
  }
  quiet_desk_->callbacks().Answered(ticket);
  quiet_desk_->callbacks().Ended(ticket);
  pending_.clock_changes |= sla::kSolved;
  pending_.end_chains = true;
  escalate::Signal signal;
  signal.kind = escalate::Signal::Kind::kSolved;
  NoteSignal(signal);
}

void Core::Reopen(Slot slot) {
  Ticket& ticket = tickets_[slot];
  ticket.state_due_ms = Calendar::kNever;
  if (ticket.reopen_count < UINT16_MAX) ++ticket.reopen_count;
  EnterState(ticket, TicketState::kReopened);
  ticket.wait_mark_ms = 0;
  Event event = Make(EventKind::kTicketReopened, ticket);
  event.count = ticket.reopen_count;
  Emit(event);
  pending_.clock_changes |= sla::kReopened;
  pending_.facts = true;
  pending_.reroute = true;
  pending_.reopened = true;
  escalate::Signal signal;
  signal.kind = escalate::Signal::Kind::kReopened;
  signal.amount = ticket.reopen_count;
  NoteSignal(signal);
}

absl::Status Core::Reject(std::string_view ticket_id) {
  const Slot slot = FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  Ticket& ticket = tickets_[slot];
  if (!Next(ticket.state, Trigger::kReopen)) {
    RefuseState(ticket, "reopened");
    return absl::OkStatus();
  }
  if (absl::Status status = CheckHistoryRoom(ticket); !status.ok()) return status;
  Reopen(slot);
  Settle(slot);
  return absl::OkStatus();
}

absl::Status Core::Close(std::string_view ticket_id, CloseHow how) {
  const Slot slot = FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  const Ticket& ticket = tickets_[slot];
  const bool solved = ticket.state == TicketState::kSolved;
  if (!Next(ticket.state, Trigger::kClose) || (how == CloseHow::kConfirmed && !solved)) {
    RefuseState(ticket, how == CloseHow::kConfirmed ? "confirmed before it is solved" : "closed");
    return absl::OkStatus();
  }
  CloseSlot(slot, how);
  ServeFreeAgents();
  return absl::OkStatus();
}

void Core::CloseSlot(Slot slot, CloseHow how) {
  const RuleRef rule =
      how == CloseHow::kSilence ? RuleRef{RuleRef::Kind::kLifecycle, current_, 0, 0} : RuleRef{};
  Event event = Make(EventKind::kTicketClosed, tickets_[slot], rule);
  event.code = static_cast<uint8_t>(how);
  Emit(event);
  if (!SolvedSince(tickets_[slot], 0)) {
    quiet_desk_->reviews().Draw(slot, HandlerOf(tickets_[slot]));
  } else {
    quiet_desk_->reviews().NoteAgain(slot, HandlerOf(tickets_[slot]));
  }
  EndTicket(slot, TicketState::kClosed);
}

absl::Status Core::Abandon(std::string_view ticket_id) {
  const Slot slot = FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  const Ticket& ticket = tickets_[slot];
  if (!Next(ticket.state, Trigger::kAbandon)) {
    RefuseState(ticket, "abandoned");
    return absl::OkStatus();
  }
  Event event = Make(EventKind::kTicketAbandoned, ticket);
  event.amount_ms = at_ms_ - ticket.wait_mark_ms;
  Emit(event);
  EndTicket(slot, TicketState::kAbandoned);
  ServeFreeAgents();
  return absl::OkStatus();
}

absl::Status Core::Merge(std::string_view source_id, std::string_view target_id) {
  const Slot source = FindOrRefuse(source_id);
  if (source == TicketStore::kNoSlot) return absl::OkStatus();
  const Slot target = FindOrRefuse(target_id);
  if (target == TicketStore::kNoSlot) return absl::OkStatus();
  if (source == target) {
    Refuse(Refusal::kSameTicket, source_id, "a ticket cannot be merged into itself");
    return absl::OkStatus();
  }
  Ticket& from = tickets_[source];
  Ticket& to = tickets_[target];
  if (!Next(from.state, Trigger::kMerge)) {
    RefuseState(from, "merged");
    return absl::OkStatus();
  }
  if (entries_.excluded > 0) {
    // Whoever has the target may be excluded with the source.
    if (absl::Status status = CheckHistoryRoom(to); !status.ok()) return status;
  }
  const int64_t unanswered = from.unanswered_ms;
  Event event = Make(EventKind::kTicketMerged, from);
  event.text = target_id;
  Emit(event);
  const std::vector<Symbol> excluded = TakeOver(source, target);
  const bool reorder = pending_.reorder;  // of the target, whose runs may have ended
  EndTicket(source, TicketState::kMerged);
  pending_.reorder |= reorder;
  for (const Symbol agent : excluded) TakeAwayFrom(target, agent);
  if (entries_.excluded > 0) Settle(target);
  if (unanswered < to.unanswered_ms && to.state != TicketState::kSolved) {
    // What was asked before the target was last solved has been answered by that: the question
    // counts from now on, unless one waits already.
    to.unanswered_ms =
        std::min<int64_t>(to.unanswered_ms, SolvedSince(to, unanswered) ? at_ms_ : unanswered);
    pending_.clock_changes |= sla::kCustomerMessage | sla::kOlderQuestion;
    Settle(target);
  }
  ServeFreeAgents();
  return absl::OkStatus();
}

void Core::EnterState(Ticket& ticket, TicketState state) {
  if (ticket.state == state) return;
  const sla::Status before = ClockStatus(ticket.state);
  const sla::Status after = ClockStatus(state);
  ticket.state = state;
  pending_.facts |= reads_life_;
  if (before == after) return;
  NoteStatus(ticket, at_ms_, after);
  pending_.clock_changes |= sla::kStatus;
}

void Core::NoteStatus(Ticket& ticket, int64_t at_ms, sla::Status status) {
  // Two changes within one millisecond: the last one counts.
  if (!ticket.history.empty() && ticket.history.back().at_ms() == at_ms) ticket.history.pop_back();
  const sla::Status before =
      ticket.history.empty() ? sla::Status::kActive : ticket.history.back().status();
  if (before != status) ticket.history.push_back(sla::StatusChange::At(at_ms, status));
}

absl::Status Core::CheckHistoryRoom(const Ticket& ticket) const {
  if (ticket.history.size() < limits().status_changes) return absl::OkStatus();
  return ResourceExhausted(
      Say({"ticket \"$0\" has changed its state $1 times, as often as limits.status_changes allows",
           "工单 \"$0\" 的状态变化了 $1 次，已达到 limits.status_changes 的上限"},
          ticket.id.view(), ticket.history.size()));
}

int64_t Core::CloseTime(int64_t from_ms) const {
  const policy::Lifecycle& lifecycle = current().tables().lifecycle;
  if (lifecycle.calendar == policy::kNone) return from_ms + lifecycle.close_after_ms;
  return current().tables().calendars[lifecycle.calendar].calendar.Add(from_ms,
                                                                       lifecycle.close_after_ms);
}

sla::TicketTimes Core::TimesOf(const Ticket& ticket) const {
  sla::TicketTimes times;
  times.opened_ms = ticket.opened_ms;
  times.first_asked_ms = ticket.first_asked_ms;
  times.unanswered_ms = ticket.unanswered_ms;
  times.last_reply_ms = ticket.last_reply_ms;
  times.queue_since_ms = ticket.queue_since_ms;
  times.waits_since_ms = ticket.waits_since_ms;
  times.first_reply_done = ticket.first_reply_done != 0;
  times.history = ticket.history;
  return times;
}

sla::ClockStanding Core::StandingOf(const Ticket& ticket, const sla::Clock& clock) const {
  return sla::StandingOf(sla_versions_, clock, TimesOf(ticket), now_ms_);
}

}  // namespace waypost::engine
