#include "lib/engine/retention.h"

#include "lib/base/compact_time.h"

namespace waypost::engine {
namespace {

constexpr uint32_t kEndedBytes = 16;  // the least that one takes on disk

}  // namespace

void Retention::Add(std::string_view ticket_id, std::string_view customer, int64_t erase_ms) {
  Forget(ticket_id);
  const std::string id(ticket_id);
  dues_.emplace(erase_ms, id);
  if (!customer.empty()) by_customer_[std::string(customer)].insert(id);
  tickets_.emplace(id, Ended{erase_ms, std::string(customer)});
}

void Retention::Forget(std::string_view ticket_id) {
  const auto found = tickets_.find(ticket_id);
  if (found == tickets_.end()) return;
  dues_.erase({found->second.erase_ms, found->first});
  const auto customer = by_customer_.find(found->second.customer);
  if (customer != by_customer_.end()) {
    customer->second.erase(found->first);
    if (customer->second.empty()) by_customer_.erase(customer);
  }
  tickets_.erase(found);
}

std::vector<std::string> Retention::Of(std::string_view customer) const {
  const auto found = by_customer_.find(customer);
  if (found == by_customer_.end()) return {};
  return {found->second.begin(), found->second.end()};
}

void Retention::Put(ByteWriter& out) const {
  out.Put(static_cast<uint32_t>(tickets_.size()));
  for (const auto& [ticket_id, ended] : tickets_) {
    out.PutText(ticket_id);
    out.PutText(ended.customer);
    out.Put(ended.erase_ms);
  }
}

bool Retention::Get(ByteReader& in) {
  for (uint32_t i = in.GetCount(kEndedBytes); i > 0; --i) {
    const std::string_view ticket_id = in.GetText();
    const std::string_view customer = in.GetText();
    const auto erase_ms = in.Get<int64_t>();
    if (!in.ok() || ticket_id.empty() || !CompactTime::Holds(erase_ms)) return false;
    if (tickets_.count(ticket_id) > 0) return false;
    Add(ticket_id, customer, erase_ms);
  }
  return in.ok();
}

}  // namespace waypost::engine
