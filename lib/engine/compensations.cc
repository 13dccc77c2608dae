#include "lib/engine/compensations.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"

namespace waypost::engine {
namespace {

constexpr size_t kMostCompensated = 1'000'000;
constexpr uint32_t kCompensatedBytes = 51;  // the least that one takes on disk

std::string Sentence(policy::NoAmount why) {
  switch (why) {
    case policy::NoAmount::kFactWithoutValue:
      return "the ticket has no value for a fact of the amount";
    case policy::NoAmount::kDivisionByZero:
      return "the amount divides by zero";
    case policy::NoAmount::kTooLarge:
      break;
  }
  return "the amount is too large to be counted";
}

int64_t After(int64_t at_ms, int64_t length_ms) {
  return at_ms > CompactTime::kLast - length_ms ? CompactTime::kLast : at_ms + length_ms;
}

}  // namespace

int64_t Compensations::DueOf(const Compensated& offer) {
  switch (offer.state) {
    case OfferState::kOffered:
      return offer.expires_ms;
    case OfferState::kAccepted:
    case OfferState::kFailed:
      return CompactTime::kNever;  // what was promised is not forgotten before it is delivered
    case OfferState::kDelivered:
      if (offer.valid_ms == 0) return offer.counts_ms;
      return offer.counts ? std::min(offer.counts_ms, offer.expires_ms) : offer.expires_ms;
    default:
      return offer.counts_ms;
  }
}

std::string Compensations::FailureOf(const Ticket& ticket) const {
  const Symbol failure = core_.FixedOf(ticket, core_.fixed_.failure);
  return std::string(failure == 0 ? ticket.id.view() : core_.symbols_.Text(failure));
}

int64_t Compensations::EarlierFailures(const Ticket& ticket) const {
  const auto found = by_customer_.find(ticket.requester.view());
  if (found == by_customer_.end()) return 0;
  const std::map<std::string, int64_t>& failures = found->second.failures;
  return static_cast<int64_t>(failures.size() - failures.count(FailureOf(ticket)));
}

// Two tickets about one failure are one failure of a customer who has both: so are the parts and
// the whole of the source.
void Compensations::Merged(const Ticket& source, const Ticket& target) {
  const std::string customer(source.requester.view());
  if (!Knows(customer) || customer != target.requester.view()) return;
  const std::string from = FailureOf(source);
  const std::string to = FailureOf(target);
  if (from == to) return;
  std::vector<Key> moved;
  ForEachOf(customer,
            [&](const std::string& ticket, const std::string& id, const Compensated& offer) {
              if (ticket == source.id.view() || offer.failure == from)
                moved.emplace_back(ticket, id);
            });
  for (const Key& key : moved) {
    Compensated& offer = known_.at(key);
    Note(key, offer, -1);
    offer.failure = to;
    Note(key, offer, 1);
  }
  MoveTickets(customer, from, to);
}

// Open tickets of a customer that are part of a failure are part of another from now on.
//
// Cost: O(tickets), if there may be parts of that failure; otherwise O(1).
void Compensations::MoveTickets(std::string_view customer, const std::string& from,
                                const std::string& to) {
  if (core_.symbols_.Find(from) == 0) return;  // no ticket was split from one of that name
  for (Slot slot = 0; slot < core_.tickets_.limit(); ++slot) {
    Ticket& ticket = core_.tickets_[slot];
    if (ticket.ordinal == 0 || ticket.requester.view() != customer) continue;
    if (FailureOf(ticket) == from) SetFailure(ticket, to);
  }
}

void Compensations::SetFailure(Ticket& ticket, std::string_view failure) {
  for (FactEntry& entry : ticket.facts) {
    if (entry.fact != core_.fixed_.failure || !HoldsText(entry)) continue;
    const auto before = static_cast<Symbol>(entry.value);
    entry.value = core_.symbols_.Acquire(failure);
    core_.symbols_.Release(before);
    return;
  }
  core_.PutFixed(ticket, core_.fixed_.failure, absl::MakeConstSpan(&failure, 1));
}

void Compensations::Split(const Ticket& whole, Ticket& part) {
  const auto history = by_customer_.find(part.requester.view());
  if (history == by_customer_.end() || core_.FixedOf(part, core_.fixed_.failure) != 0) return;
  if (history->second.failures.count(FailureOf(whole)) == 0) return;
  SetFailure(part, FailureOf(whole));
}

bool Compensations::HasDeclined(const std::string& customer, const std::string& id) const {
  const auto found = by_customer_.find(customer);
  return found != by_customer_.end() && found->second.declined.count(id) > 0;
}

// Empty: nothing.
std::string Compensations::InTheWay(const Ticket& ticket, const policy::Compensation& row,
                                    const std::string& id) const {
  const std::string customer(ticket.requester.view());
  const std::string ticket_id(ticket.id.view());
  if (customer.empty()) return "the ticket names no customer";
  if (known_.count({ticket_id, id}) > 0) return "it has been offered for this ticket";
  const Symbol name = core_.symbols_.Find(id);
  if (core_.entries_.carried > 0 && core_.HasFixed(ticket, core_.fixed_.offered, name)) {
    return "it has been offered for this failure";
  }
  const int64_t failures = EarlierFailures(ticket);
  if (row.failure == policy::FailureKind::kFirst && failures > 0) {
    return "it is not the customer's first failure";
  }
  if (row.failure == policy::FailureKind::kRepeated && failures == 0) {
    return "it is the customer's first failure";
  }
  if (row.forfeits && HasDeclined(customer, id)) return "the customer has declined it before";
  if (known_.size() >= kMostCompensated) {
    return absl::StrCat(kMostCompensated, " compensations are offered or remembered");
  }
  return {};
}

void Compensations::Offer(Slot slot, const escalate::Effect& effect) {
  Ticket& ticket = core_.tickets_[slot];
  PolicyVersion& version = *core_.versions_[effect.version];
  const policy::Tables& tables = version.tables();
  const policy::Escalation& chain = tables.escalations[effect.escalation];
  const policy::Step& step = tables.steps[chain.first_step + uint32_t{effect.step}];
  const policy::Compensation& row = tables.compensations[step.compensates];
  const std::string& id = tables.names[row.id];
  const Key key(ticket.id.view(), id);
  const auto skip = [&](const std::string& reason) {
    core_.SkipAction(ticket, effect, "compensate", reason);
  };
  if (std::string reason = InTheWay(ticket, row, id); !reason.empty()) return skip(reason);
  policy::NoAmount why = policy::NoAmount::kTooLarge;
  const std::optional<int64_t> amount = policy::ValueOf(
      row.amount, version.RowOf(ticket, core_.symbols_, core_.stated_, core_.at_ms_),
      EarlierFailures(ticket), why);
  if (!amount) return skip(Sentence(why));
  if (*amount <= 0) return skip("the amount is not above 0");
  Compensated offer;
  offer.gift = row.gift;
  offer.amount = std::min(*amount, row.at_most);
  offer.expires_ms = After(core_.at_ms_, row.expires_ms);
  offer.counts_ms = std::max(offer.expires_ms, After(core_.at_ms_, row.counts_for_ms));
  offer.valid_ms = row.valid_for_ms;
  offer.customer = std::string(ticket.requester.view());
  offer.failure = FailureOf(ticket);
  Add(key, std::move(offer));
  const std::string_view name = id;
  core_.PutFixed(ticket, core_.fixed_.offered, absl::MakeConstSpan(&name, 1));
  Event event = core_.MakeStep(EventKind::kCompensationChanged, ticket, effect);
  event.due_ms = known_.at(key).expires_ms;
  Tell(event, known_.find(key));
}

void Compensations::Tell(Event event, Known::const_iterator at) {
  QuietNews news;
  news.name = at->first.second;
  news.amount = at->second.amount;
  news.gift = at->second.gift;
  news.customer = at->second.customer;
  event.ticket_id = at->first.first;
  event.code = static_cast<uint8_t>(at->second.state);
  event.quiet = &news;
  core_.Emit(event);
}

void Compensations::Add(const Key& key, Compensated offer) {
  Note(key, offer, 1);
  dues_.emplace(DueOf(offer), key);
  known_.emplace(key, std::move(offer));
}

// What is counted of an offer that is known from now on, or no more.
void Compensations::Note(const Key& key, const Compensated& offer, int64_t change) {
  History& history = by_customer_[offer.customer];
  if ((history.offered[key.first] += change) == 0) history.offered.erase(key.first);
  if (offer.counts) {
    if ((history.failures[offer.failure] += change) == 0) history.failures.erase(offer.failure);
  }
  NoteDeclined(key, offer, change);
  if (history.offered.empty()) by_customer_.erase(offer.customer);
}

void Compensations::NoteDeclined(const Key& key, const Compensated& offer, int64_t change) {
  if (offer.state != OfferState::kDeclined) return;
  std::map<std::string, int64_t>& declined = by_customer_[offer.customer].declined;
  if ((declined[key.second] += change) == 0) declined.erase(key.second);
}

void Compensations::CountNoMore(Known::iterator at) {
  Compensated& offer = at->second;
  dues_.erase({DueOf(offer), at->first});
  Note(at->first, offer, -1);
  offer.counts = false;
  Note(at->first, offer, 1);
  dues_.emplace(DueOf(offer), at->first);
}

void Compensations::Forget(Known::iterator at) {
  dues_.erase({DueOf(at->second), at->first});
  Note(at->first, at->second, -1);
  known_.erase(at);
}

int64_t Compensations::ForgetTicket(const std::string& ticket_id) {
  int64_t forgotten = 0;
  for (auto at = known_.lower_bound(Key(ticket_id, "")); at != known_.end(); ++forgotten) {
    if (at->first.first != ticket_id) break;
    Forget(at++);
  }
  return forgotten;
}

int64_t Compensations::ForgetCustomer(std::string_view customer) {
  std::vector<Key> theirs;
  ForEachOf(customer,
            [&](const std::string& ticket, const std::string& compensation,
                const Compensated& /*offer*/) { theirs.emplace_back(ticket, compensation); });
  for (const Key& key : theirs) Forget(known_.find(key));
  return static_cast<int64_t>(theirs.size());
}

void Compensations::Enter(Known::iterator at, OfferState state) {
  dues_.erase({DueOf(at->second), at->first});
  Compensated& offer = at->second;
  offer.state = state;
  NoteDeclined(at->first, offer, 1);
  offer.counts_ms = std::max(offer.counts_ms, core_.at_ms_);
  Event event = core_.Make(EventKind::kCompensationChanged);
  if (state == OfferState::kDelivered && offer.valid_ms > 0) {
    event.due_ms = offer.expires_ms = After(core_.at_ms_, offer.valid_ms);
  }
  dues_.emplace(DueOf(offer), at->first);
  Tell(event, at);
}

Compensations::Known::iterator Compensations::FindOrRefuse(std::string_view ticket_id,
                                                           std::string_view compensation) {
  const auto found = known_.find(Key(ticket_id, compensation));
  if (found == known_.end()) {
    core_.Refuse(Refusal::kUnknownName, ticket_id,
                 absl::StrCat("no compensation \"", ToAbsl(compensation),
                              "\" was offered for ticket \"", ToAbsl(ticket_id), "\""));
  }
  return found;
}

absl::Status Compensations::Answer(std::string_view ticket_id, std::string_view compensation,
                                   bool accepted) {
  const auto found = FindOrRefuse(ticket_id, compensation);
  if (found == known_.end()) return absl::OkStatus();
  if (found->second.state != OfferState::kOffered) {
    core_.Refuse(Refusal::kWrongState, ticket_id,
                 absl::StrCat("compensation \"", ToAbsl(compensation),
                              "\" has been answered, or its offer has lapsed"));
    return absl::OkStatus();
  }
  Enter(found, accepted ? OfferState::kAccepted : OfferState::kDeclined);
  return absl::OkStatus();
}

absl::Status Compensations::Report(std::string_view ticket_id, std::string_view compensation,
                                   bool delivered) {
  const auto found = FindOrRefuse(ticket_id, compensation);
  if (found == known_.end()) return absl::OkStatus();
  const OfferState state = found->second.state;
  if (state != OfferState::kAccepted && state != OfferState::kFailed) {
    core_.Refuse(Refusal::kWrongState, ticket_id,
                 absl::StrCat("compensation \"", ToAbsl(compensation), "\" is not due",
                              state == OfferState::kDelivered || state == OfferState::kExpired
                                  ? ": it has been delivered"
                                  : ""));
    return absl::OkStatus();
  }
  Enter(found, delivered ? OfferState::kDelivered : OfferState::kFailed);
  return absl::OkStatus();
}

bool Compensations::FireAt(int64_t due_ms, int64_t& left) {
  while (NextDue() <= due_ms) {
    if (left == 0) return false;
    --left;
    const auto at = known_.find(dues_.begin()->second);
    if (at->second.state == OfferState::kOffered) {
      Enter(at, OfferState::kLapsed);
    } else if (at->second.state == OfferState::kDelivered && at->second.valid_ms > 0) {
      if (at->second.counts && at->second.counts_ms < at->second.expires_ms) {
        CountNoMore(at);
      } else {
        Enter(at, OfferState::kExpired);
      }
    } else {
      Forget(at);
    }
  }
  return true;
}

void Compensations::Put(ByteWriter& out) const {
  out.Put(static_cast<uint32_t>(known_.size()));
  for (const auto& [key, offer] : known_) {
    out.PutText(key.first);
    out.PutText(key.second);
    out.PutText(offer.customer);
    out.PutText(offer.failure);
    out.Put(offer.state);
    out.Put(offer.gift);
    out.Put(offer.counts);
    for (const int64_t number : {offer.amount, offer.expires_ms, offer.valid_ms, offer.counts_ms}) {
      out.Put(number);
    }
  }
}

bool Compensations::Get(ByteReader& in) {
  for (uint32_t i = in.GetCount(kCompensatedBytes); i > 0; --i) {
    Key key;
    key.first = std::string(in.GetText());
    key.second = std::string(in.GetText());
    Compensated offer;
    offer.customer = std::string(in.GetText());
    offer.failure = std::string(in.GetText());
    offer.state = in.Get<OfferState>();
    offer.gift = in.Get<policy::Gift>();
    const auto counts = in.Get<uint8_t>();
    offer.counts = counts != 0;
    offer.amount = in.Get<int64_t>();
    offer.expires_ms = in.Get<int64_t>();
    offer.valid_ms = in.Get<int64_t>();
    offer.counts_ms = in.Get<int64_t>();
    if (offer.amount <= 0 || offer.valid_ms < 0 || !CompactTime::Holds(offer.expires_ms) ||
        !CompactTime::Holds(offer.counts_ms)) {
      return false;
    }
    const bool known = offer.state >= OfferState::kOffered && offer.state <= OfferState::kExpired &&
                       offer.gift >= policy::Gift::kMoney && offer.gift <= policy::Gift::kCredit;
    const bool may_count_no_more = offer.state == OfferState::kDelivered && offer.valid_ms > 0;
    if (!in.ok() || !known || counts > 1 || (!offer.counts && !may_count_no_more)) return false;
    if (known_.count(key) > 0) return false;
    Add(key, std::move(offer));
  }
  return in.ok();
}

}  // namespace waypost::engine
