#include "lib/engine/entitlements.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/calendar/period.h"
#include "lib/engine/bits.h"

namespace waypost::engine {
namespace {

constexpr size_t kMostCounters = 1'000'000;
constexpr uint32_t kUsedBytes = 20;  // the least that one takes on disk

}  // namespace

std::vector<uint64_t> Entitlements::MatchesOf(const Ticket& ticket) {
  PolicyVersion& policy = *core_.versions_[core_.current_];
  const absl::Span<const uint64_t> found = policy.tables().entitlement_conditions.AllMatches(
      policy.RowOf(ticket, core_.symbols_, core_.stated_, core_.at_ms_),
      policy.entitlement_scratch);
  core_.ReportFailures(ticket, core_.current_, policy.entitlement_scratch,
                       RuleRef::Kind::kEntitlement);
  return {found.begin(), found.end()};
}

int32_t Entitlements::LeftOf(const Ticket& ticket, const policy::Entitlement& row) const {
  const std::string& id = core_.current().tables().names[row.id];
  const auto found = used_.find(Key(ticket.requester.view(), id));
  // A period that ends now ends before a command, but its timer comes after.
  if (found == used_.end() || found->second.end_ms <= core_.at_ms_) return row.uses;
  return std::max(0, row.uses - found->second.uses);
}

void Entitlements::PutLeft(Ticket& ticket, const policy::Entitlement& row) {
  if (row.fact == policy::kNone) return;
  const policy::Tables& tables = core_.current().tables();
  FactInput input;
  input.name = tables.names[tables.facts[row.fact].name];
  input.kind = FactInput::Kind::kNumber;
  input.number = LeftOf(ticket, row);
  core_.PutFact(ticket, input);
}

bool Entitlements::Fills(Symbol fact) const {
  const PolicyVersion& policy = core_.current();
  const policy::Tables& tables = policy.tables();
  return std::any_of(
      tables.entitlements.begin(), tables.entitlements.end(), [&](const policy::Entitlement& row) {
        return row.fact != policy::kNone && policy.Global(tables.facts[row.fact].name) == fact;
      });
}

// Of several that fill one fact the first that the ticket meets counts.
void Entitlements::TellTicket(Ticket& ticket) {
  const std::vector<policy::Entitlement>& rows = core_.current().tables().entitlements;
  if (rows.empty() || ticket.requester.view().empty()) return;
  const std::vector<uint64_t> matches = MatchesOf(ticket);
  std::set<uint16_t> told;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (HasBit(matches, i) && told.insert(rows[i].fact).second) PutLeft(ticket, rows[i]);
  }
}

// Empty: nothing.
std::string Entitlements::InTheWay(const Ticket& ticket, uint16_t entitlement) {
  const policy::Tables& tables = core_.current().tables();
  const policy::Entitlement& row = tables.entitlements[entitlement];
  const std::string& id = tables.names[row.id];
  if (ticket.requester.view().empty()) return "the ticket names no customer";
  if (!HasBit(MatchesOf(ticket), entitlement)) {
    return absl::StrCat("the customer of this ticket is not entitled to \"", id, "\"");
  }
  if (LeftOf(ticket, row) == 0) {
    return absl::StrCat("the customer has used all ", row.uses, " of \"", id, "\" in this period");
  }
  const bool counted = used_.count(Key(ticket.requester.view(), id)) > 0;
  if (!counted && used_.size() >= kMostCounters) {
    return absl::StrCat(kMostCounters, " counters are running");
  }
  return {};
}

absl::Status Entitlements::Use(std::string_view ticket_id, std::string_view entitlement) {
  const Slot slot = core_.FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  Ticket& ticket = core_.tickets_[slot];
  const policy::Tables& tables = core_.current().tables();
  const auto found = std::find_if(
      tables.entitlements.begin(), tables.entitlements.end(),
      [&](const policy::Entitlement& row) { return tables.names[row.id] == entitlement; });
  if (found == tables.entitlements.end()) {
    core_.Refuse(Refusal::kUnknownName, ticket_id,
                 absl::StrCat("the policy has no entitlement \"", ToAbsl(entitlement), "\""));
    return absl::OkStatus();
  }
  const auto row = static_cast<uint16_t>(found - tables.entitlements.begin());
  if (std::string reason = InTheWay(ticket, row); !reason.empty()) {
    core_.Refuse(Refusal::kNotPermitted, ticket_id, reason);
    return absl::OkStatus();
  }
  const Key key(ticket.requester.view(), entitlement);
  const int64_t end_ms = calendar::PeriodOf(found->period, tables.zone, core_.at_ms_).end_ms;
  Used& used = used_[key];
  if (used.end_ms <= core_.at_ms_) {
    dues_.erase({used.end_ms, key});
    used = {end_ms, 0};
    dues_.emplace(end_ms, key);
  }
  ++used.uses;
  PutLeft(ticket, *found);
  QuietNews news;
  news.name = entitlement;
  news.customer = key.first;
  news.amount = LeftOf(ticket, *found);
  news.end_ms = used.end_ms;
  Event event = core_.Make(EventKind::kEntitlementUsed, ticket,
                           {RuleRef::Kind::kEntitlement, core_.current_, row, 0});
  event.quiet = &news;
  core_.Emit(event);
  core_.pending_.facts = true;
  core_.pending_.reroute |= Waits(ticket.state);
  core_.Settle(slot);
  return absl::OkStatus();
}

// used_.end(): there is none.
std::map<Entitlements::Key, Entitlements::Used>::const_iterator Entitlements::FirstOf(
    std::string_view customer) const {
  const auto at = used_.lower_bound(Key(customer, ""));
  return at != used_.end() && at->first.first == customer ? at : used_.end();
}

int64_t Entitlements::ForgetCustomer(std::string_view customer) {
  int64_t forgotten = 0;
  for (auto at = FirstOf(customer); at != used_.end(); at = FirstOf(customer), ++forgotten) {
    dues_.erase({at->second.end_ms, at->first});
    used_.erase(at);
  }
  return forgotten;
}

bool Entitlements::FireAt(int64_t due_ms, int64_t& left) {
  while (NextDue() <= due_ms) {
    if (left == 0) return false;
    --left;
    used_.erase(dues_.begin()->second);
    dues_.erase(dues_.begin());
  }
  return true;
}

void Entitlements::Put(ByteWriter& out) const {
  out.Put(static_cast<uint32_t>(used_.size()));
  for (const auto& [key, used] : used_) {
    out.PutText(key.first);
    out.PutText(key.second);
    out.Put(used.end_ms);
    out.Put(used.uses);
  }
}

bool Entitlements::Get(ByteReader& in) {
  for (uint32_t i = in.GetCount(kUsedBytes); i > 0; --i) {
    Key key;
    key.first = std::string(in.GetText());
    key.second = std::string(in.GetText());
    Used used;
    used.end_ms = in.Get<int64_t>();
    used.uses = in.Get<int32_t>();
    if (!in.ok() || !CompactTime::Holds(used.end_ms) || used.uses < 1) return false;
    dues_.emplace(used.end_ms, key);
    if (!used_.emplace(std::move(key), used).second) return false;
  }
  return in.ok();
}

}  // namespace waypost::engine
