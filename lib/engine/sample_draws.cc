#include "lib/engine/sample_draws.h"

#include <algorithm>
#include <iterator>

#include "lib/base/compact_time.h"
#include "lib/base/digest.h"

namespace waypost::engine {
namespace {

// The least that a pot, a stratum, a ticket and a name take on disk.
constexpr uint32_t kPotBytes = 16;
constexpr uint32_t kStratumBytes = 8;
constexpr uint32_t kCandidateBytes = 32;
constexpr uint32_t kNameBytes = 4;

void PutNames(const std::vector<std::string>& names, ByteWriter& out) {
  out.Put(static_cast<uint32_t>(names.size()));
  for (const std::string& name : names) out.PutText(name);
}

std::vector<std::string> GetNames(ByteReader& in) {
  std::vector<std::string> names;
  for (uint32_t i = in.GetCount(kNameBytes); i > 0; --i) names.emplace_back(in.GetText());
  return names;
}

void PutCandidate(const ReviewedTicket& ticket, ByteWriter& out) {
  for (const std::string* text : {&ticket.id, &ticket.customer, &ticket.handler, &ticket.owner}) {
    out.PutText(*text);
  }
  PutNames(ticket.excluded, out);
  PutNames(ticket.asked, out);
}

ReviewedTicket GetCandidate(ByteReader& in) {
  ReviewedTicket ticket;
  for (std::string* text : {&ticket.id, &ticket.customer, &ticket.handler, &ticket.owner}) {
    *text = std::string(in.GetText());
  }
  ticket.excluded = GetNames(in);
  ticket.asked = GetNames(in);
  return ticket;
}

}  // namespace

uint64_t SampleDraws::HashOf(uint64_t seed, std::string_view sample, std::string_view ticket,
                             std::string_view agent) {
  Digest digest;
  digest.Add(seed);
  for (const std::string_view text : {sample, ticket, agent}) digest.AddText(text);
  return digest.Value();
}

bool SampleDraws::Add(const Pot& pot, uint64_t hash, ReviewedTicket ticket) {
  Strata& strata = pots_[{pot.end_ms, std::string(pot.sample)}];
  const bool known = strata.count(pot.stratum) > 0;
  if ((!known && strata.size() >= kMostStrata) || candidates_ >= kMostCandidates) {
    if (strata.empty()) pots_.erase({pot.end_ms, std::string(pot.sample)});
    return false;
  }
  Tickets& tickets = strata[std::string(pot.stratum)];
  std::pair<uint64_t, std::string> key(hash, ticket.id);
  candidates_ += tickets.insert_or_assign(std::move(key), std::move(ticket)).second ? 1 : 0;
  while (tickets.size() > pot.number) {
    tickets.erase(std::prev(tickets.end()));
    --candidates_;
  }
  return true;
}

void SampleDraws::NoteAsked(uint64_t seed, const std::string& ticket_id, const std::string& who) {
  for (auto& [pot, strata] : pots_) {
    const std::pair<uint64_t, std::string> key(HashOf(seed, pot.second, ticket_id), ticket_id);
    for (auto& [stratum, tickets] : strata) {
      const auto found = tickets.find(key);
      if (found != tickets.end()) found->second.asked.push_back(who);
    }
  }
}

void SampleDraws::Exclude(uint64_t seed, const std::string& ticket_id,
                          const std::vector<std::string>& agents) {
  for (auto& [pot, strata] : pots_) {
    const std::pair<uint64_t, std::string> key(HashOf(seed, pot.second, ticket_id), ticket_id);
    for (auto& [stratum, tickets] : strata) {
      const auto found = tickets.find(key);
      if (found == tickets.end()) continue;
      std::vector<std::string>& excluded = found->second.excluded;
      for (const std::string& agent : agents) {
        const bool known = std::find(excluded.begin(), excluded.end(), agent) != excluded.end();
        if (!known) excluded.push_back(agent);
      }
    }
  }
}

void SampleDraws::ForgetTicket(uint64_t seed, const std::string& ticket_id) {
  for (auto& [pot, strata] : pots_) {
    const std::pair<uint64_t, std::string> key(HashOf(seed, pot.second, ticket_id), ticket_id);
    for (auto& [stratum, tickets] : strata) candidates_ -= tickets.erase(key);
  }
  ForgetEmpty();
}

int64_t SampleDraws::ForgetCustomer(std::string_view customer) {
  const size_t before = candidates_;
  for (auto& [pot, strata] : pots_) {
    for (auto& [stratum, tickets] : strata) {
      for (auto at = tickets.begin(); at != tickets.end();) {
        const auto ticket = at++;
        if (ticket->second.customer != customer) continue;
        tickets.erase(ticket);
        --candidates_;
      }
    }
  }
  ForgetEmpty();
  return static_cast<int64_t>(before - candidates_);
}

void SampleDraws::ForgetEmpty() {
  for (auto pot = pots_.begin(); pot != pots_.end();) {
    for (auto stratum = pot->second.begin(); stratum != pot->second.end();) {
      stratum = stratum->second.empty() ? pot->second.erase(stratum) : std::next(stratum);
    }
    pot = pot->second.empty() ? pots_.erase(pot) : std::next(pot);
  }
}

SampleDraws::Drawn SampleDraws::Take() {
  const auto pot = pots_.begin();
  const auto stratum = pot->second.begin();
  const auto first = stratum->second.begin();
  Drawn drawn = {pot->first.second, std::move(first->second)};
  stratum->second.erase(first);
  --candidates_;
  if (stratum->second.empty()) pot->second.erase(stratum);
  if (pot->second.empty()) pots_.erase(pot);
  return drawn;
}

void SampleDraws::Put(ByteWriter& out) const {
  out.Put(static_cast<uint32_t>(pots_.size()));
  for (const auto& [pot, strata] : pots_) {
    out.Put(pot.first);
    out.PutText(pot.second);
    out.Put(static_cast<uint32_t>(strata.size()));
    for (const auto& [stratum, tickets] : strata) {
      out.PutText(stratum);
      out.Put(static_cast<uint32_t>(tickets.size()));
      for (const auto& [key, ticket] : tickets) {
        out.Put(key.first);
        PutCandidate(ticket, out);
      }
    }
  }
}

bool SampleDraws::Get(ByteReader& in, uint64_t seed) {
  for (uint32_t i = in.GetCount(kPotBytes); i > 0; --i) {
    const auto end_ms = in.Get<int64_t>();
    const std::string sample(in.GetText());
    Strata& strata = pots_[{end_ms, sample}];
    if (!in.ok() || !CompactTime::Holds(end_ms) || !strata.empty()) return false;
    for (uint32_t j = in.GetCount(kStratumBytes); j > 0; --j) {
      Tickets& tickets = strata[std::string(in.GetText())];
      if (!tickets.empty()) return false;
      for (uint32_t k = in.GetCount(kCandidateBytes); k > 0; --k) {
        const auto hash = in.Get<uint64_t>();
        ReviewedTicket ticket = GetCandidate(in);
        std::pair<uint64_t, std::string> key(hash, ticket.id);
        if (!in.ok() || hash != HashOf(seed, sample, ticket.id)) return false;
        if (!tickets.emplace(std::move(key), std::move(ticket)).second) return false;
        if (++candidates_ > kMostCandidates) return false;
      }
      if (tickets.empty()) return false;
    }
    if (strata.empty() || strata.size() > kMostStrata) return false;
  }
  return in.ok();
}

}  // namespace waypost::engine
