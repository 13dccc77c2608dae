#include "lib/engine/saved_agent.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/compact_time.h"

namespace waypost::engine {
namespace {

void PutLevels(const std::vector<route::Level>& levels, ByteWriter& out) {
  out.Put(static_cast<uint32_t>(levels.size()));
  for (const route::Level& level : levels) {
    out.Put(level.symbol);
    out.Put(level.level);
  }
}

void PutWork(const Agent& agent, ByteWriter& out) {
  out.Put(agent.cap);
  out.Put(agent.cap_due_ms);
  out.Put(agent.work.since_ms());
  out.Put(static_cast<uint32_t>(agent.work.stretches().size()));
  for (const route::WorkLog::Stretch& stretch : agent.work.stretches()) {
    out.Put(stretch.from_ms);
    out.Put(stretch.to_ms);
  }
}

void PutTimes(const Agent& agent, ByteWriter& out) {
  out.Put(agent.shift);
  for (bool flag : {agent.on_shift, agent.only_pulls, agent.may_pick}) out.Put(flag);
  out.Put(agent.misses);
  out.Put(agent.ring);
  out.Put(agent.weight);
  out.Put(agent.work_ended_ms);
  out.Put(static_cast<uint32_t>(agent.given_ms.size()));
  for (const int64_t at : agent.given_ms) out.Put(at);
  out.Put(agent.window_given);
  for (int64_t at : {agent.shift_due_ms, agent.since_ms, agent.window_end_ms}) out.Put(at);
  for (int64_t until_ms : agent.rests) out.Put(until_ms);
  out.PutText(agent.wrapping);
  out.PutText(agent.wrapping_for);
  out.Put(static_cast<uint32_t>(agent.expiries.size()));
  for (const SkillExpiry& expiry : agent.expiries) {
    out.Put(expiry.at_ms);
    out.Put(expiry.skill);
  }
  PutWork(agent, out);
  for (const auto* symbols : {&agent.profile.opted_out, &agent.profile.modalities,
                              &agent.profile.roles, &agent.profile.attributes}) {
    out.Put(static_cast<uint32_t>(symbols->size()));
    for (Symbol symbol : *symbols) out.Put(symbol);
  }
}

void PutLimits(const AgentLoad& load, ByteWriter& out) {
  out.Put(load.capacity());
  out.Put(static_cast<uint32_t>(load.limits().size()));
  for (const ChannelLimit& limit : load.limits()) {
    out.Put(limit.channel);
    out.Put(limit.maximum);
    out.Put(limit.units);
    out.Put(limit.exclusive);
    out.Put(limit.wrap_up_ms);
  }
}

void GetLevels(ByteReader& in, const SymbolPool& symbols, std::vector<route::Level>& levels) {
  for (uint32_t i = in.GetCount(5); i > 0; --i) {
    const Symbol symbol = GetHeldSymbol(in, symbols);
    const auto level = in.Get<uint8_t>();
    if (level > 100) in.Fail();
    levels.push_back({symbol, level});
  }
}

// An instant for which a timer can be set, or kNever.
bool IsTimer(int64_t at_ms) { return CompactTime::Holds(at_ms); }

bool GetWork(ByteReader& in, int64_t now_ms, Agent& agent) {
  const auto cap = in.Get<uint8_t>();
  agent.cap = static_cast<TimeCap>(cap);
  agent.cap_due_ms = in.Get<int64_t>();
  const auto since_ms = in.Get<int64_t>();
  std::vector<route::WorkLog::Stretch> stretches;
  for (uint32_t i = in.GetCount(16); i > 0; --i) {
    const auto from_ms = in.Get<int64_t>();
    stretches.push_back({from_ms, in.Get<int64_t>()});
  }
  const bool known = cap <= static_cast<uint8_t>(TimeCap::kHolds) && IsTimer(agent.cap_due_ms);
  const bool in_time =
      since_ms <= now_ms && (stretches.empty() || stretches.back().to_ms <= now_ms);
  return in.ok() && known && in_time && agent.work.Restore(std::move(stretches), since_ms);
}

bool GetTimes(ByteReader& in, const SymbolPool& symbols, int64_t now_ms, Agent& agent) {
  agent.shift = GetHeldSymbol(in, symbols);
  for (bool* flag : {&agent.on_shift, &agent.only_pulls, &agent.may_pick}) *flag = in.Get<bool>();
  agent.misses = in.Get<uint8_t>();
  agent.ring = in.Get<uint8_t>();
  agent.weight = in.Get<uint16_t>();
  agent.work_ended_ms = in.Get<int64_t>();
  for (uint32_t i = in.GetCount(8); i > 0; --i) agent.given_ms.push_back(in.Get<int64_t>());
  const bool rises = std::is_sorted(agent.given_ms.begin(), agent.given_ms.end());
  if (!rises || agent.given_ms.size() > kMostGiven || agent.weight == 0) return false;
  agent.window_given = in.Get<int32_t>();
  for (int64_t* at : {&agent.shift_due_ms, &agent.since_ms, &agent.window_end_ms}) {
    *at = in.Get<int64_t>();
  }
  for (int64_t& until_ms : agent.rests) {
    until_ms = in.Get<int64_t>();
    agent.resting |= until_ms != Calendar::kNever;
  }
  agent.wrapping = std::string(in.GetText());
  agent.wrapping_for = std::string(in.GetText());
  for (uint32_t i = in.GetCount(12); i > 0; --i) {
    SkillExpiry expiry;
    expiry.at_ms = in.Get<int64_t>();
    expiry.skill = GetHeldSymbol(in, symbols);
    agent.expiries.push_back(expiry);
  }
  if (!GetWork(in, now_ms, agent)) return false;
  for (auto* list : {&agent.profile.opted_out, &agent.profile.modalities, &agent.profile.roles,
                     &agent.profile.attributes}) {
    for (uint32_t i = in.GetCount(4); i > 0; --i) list->push_back(GetHeldSymbol(in, symbols));
  }
  // Timers are set by these.
  const bool in_time = IsTimer(agent.shift_due_ms) &&
                       std::all_of(agent.rests.begin(), agent.rests.end(), IsTimer) &&
                       std::all_of(agent.expiries.begin(), agent.expiries.end(),
                                   [](const SkillExpiry& expiry) { return IsTimer(expiry.at_ms); });
  return in.ok() && agent.window_given >= 0 && in_time;
}

bool GetLimits(ByteReader& in, const SymbolPool& symbols, AgentLoad& load) {
  const auto capacity = in.Get<uint8_t>();
  std::vector<ChannelLimit> limits;
  for (uint32_t i = in.GetCount(15); i > 0; --i) {
    ChannelLimit limit;
    limit.channel = GetHeldSymbol(in, symbols);
    limit.maximum = in.Get<uint8_t>();
    limit.units = in.Get<uint8_t>();
    limit.exclusive = in.Get<bool>();
    limit.wrap_up_ms = in.Get<int64_t>();
    const bool rises = limits.empty() || limits.back().channel < limit.channel;
    if (limit.channel == 0 || !rises || limit.units == 0 || limit.units > capacity) return false;
    limits.push_back(limit);
  }
  load.SetLimits(capacity, std::move(limits));
  return in.ok() && capacity > 0;
}

}  // namespace

void PutAgent(const Agent& agent, ByteWriter& out) {
  out.Put(agent.id);
  out.Put(agent.ordinal);
  out.Put(agent.profile.kind);
  out.Put(agent.profile.team);
  PutLevels(agent.profile.skills, out);
  PutLevels(agent.profile.languages, out);
  out.Put(static_cast<uint32_t>(agent.profile.queues.size()));
  for (Symbol queue : agent.profile.queues) out.Put(queue);
  PutLimits(agent.load, out);
  out.Put(agent.presence);
  out.Put(agent.idle_since_ms);
  PutTimes(agent, out);
}

bool GetAgent(ByteReader& in, const SymbolPool& symbols, int64_t now_ms, Agent& agent) {
  agent.profile.ordinal = agent.ordinal;
  const auto kind = in.Get<uint32_t>();
  agent.profile.kind = kind == 0 ? expression::AgentKind::kHuman : expression::AgentKind::kBot;
  agent.profile.team = GetHeldSymbol(in, symbols);
  GetLevels(in, symbols, agent.profile.skills);
  GetLevels(in, symbols, agent.profile.languages);
  for (uint32_t i = in.GetCount(4); i > 0; --i) {
    agent.profile.queues.push_back(GetHeldSymbol(in, symbols));
  }
  if (!GetLimits(in, symbols, agent.load)) return false;
  const auto presence = in.Get<uint8_t>();
  agent.presence = static_cast<Presence>(presence);
  agent.idle_since_ms = in.Get<int64_t>();
  return GetTimes(in, symbols, now_ms, agent) && kind <= 1 && presence > 0 &&
         presence < kPresenceCount;
}

bool GetHeldTickets(ByteReader& in, const SymbolPool& symbols, std::vector<SavedTicket>& tickets) {
  for (uint32_t i = in.GetCount(13); i > 0; --i) {
    SavedTicket saved;
    saved.ordinal = in.Get<uint64_t>();
    saved.channel = GetHeldSymbol(in, symbols);
    saved.halves = in.Get<uint8_t>();
    if (saved.halves > 2) return false;
    tickets.push_back(saved);
  }
  return in.ok();
}

Symbol GetHeldSymbol(ByteReader& in, const SymbolPool& symbols) {
  const auto symbol = in.Get<uint32_t>();
  if (symbols.IsHeld(symbol)) return symbol;
  in.Fail();
  return 0;
}

}  // namespace waypost::engine
