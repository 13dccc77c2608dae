// The state from bytes that may be damaged: everything is checked before it is believed.
#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/bytes.h"
#include "lib/base/compact_time.h"
#include "lib/engine/event_modes.h"
#include "lib/engine/incident_desk.h"
#include "lib/engine/quiet_desk.h"
#include "lib/engine/saved_agent.h"
#include "lib/engine/saved_chains.h"
#include "lib/engine/saved_clocks.h"
#include "lib/engine/saved_hours.h"
#include "lib/engine/saved_limits.h"
#include "lib/engine/saved_modes.h"
#include "lib/engine/saved_policy.h"
#include "lib/engine/saved_queues.h"
#include "lib/engine/shares.h"
#include "lib/engine/snapshot.h"
#include "lib/engine/snapshot_sections.h"
#include "lib/engine/sound_ticket.h"
#include "lib/engine/symbol_census.h"
#include "waypost/v1/snapshot.pb.h"

namespace waypost::engine {
namespace {

constexpr size_t kLongestId = 256;
constexpr uint32_t kCursorBytes = 12;  // of a team whose agents are told in turn

}  // namespace

class SnapshotReader {
 public:
  explicit SnapshotReader(std::string_view bytes) : bytes_(bytes) {}

  absl::StatusOr<std::unique_ptr<Core>> Read() {
    absl::StatusOr<SnapshotSections> cut = CutSnapshot(bytes_);
    if (!cut.ok()) return cut.status();
    header_ = std::move(cut->header);
    sections_ = std::move(cut->sections);
    if (absl::Status status = ReadPolicies(); !status.ok()) return status;
    if (absl::Status status = MakeCore(); !status.ok()) return status;
    if (!ReadAgents()) return Damaged("agents");
    if (!ReadTickets()) return Damaged("tickets");
    if (!LinkAgentsAndTickets()) return Damaged({"tickets of agents", "坐席的工单"});
    if (!ReadPeriods()) return Damaged("periods");
    ByteReader limits(sections_["limits"]);
    if (!GetLimits(limits, core_->rate_limits_)) return Damaged("limits");
    if (!ReadChains()) return Damaged("chains");
    if (!ReadRetries()) return Damaged("retries");
    if (!ReadFailedRules()) return Damaged("engine");
    ByteReader incidents(sections_["incidents"]);
    if (!core_->incident_desk_->Get(incidents, slots_)) return Damaged("incidents");
    ByteReader promises(sections_["promises"]);
    if (!core_->quiet_desk_->Get(promises)) return Damaged("promises");
    if (!HoldersAreCounted(*core_)) return Damaged("symbols");
    BuildIndexes();
    return std::move(core_);
  }

  // After Read; empty if none are kept.
  std::string_view statistics() const {
    const auto found = sections_.find("statistics");
    return found == sections_.end() ? std::string_view() : found->second;
  }

 private:
  // A policy version, for what is read elsewhere.
  struct VersionOf {
    const Core& core;
    const PolicyVersion* operator()(uint8_t index) const { return core.versions_[index].get(); }
  };

  absl::Status ReadPolicies() {
    for (const v1::SavedPolicy& saved : header_.policies()) {
      absl::StatusOr<Policy> policy = LoadPolicy(saved);
      if (!policy.ok()) return policy.status();
      policies_.push_back(*std::move(policy));
    }
    return policies_.empty() ? Damaged({"no policy", "没有策略"}) : absl::OkStatus();
  }

  absl::Status MakeCore() {
    ByteReader in(sections_["versions"]);
    const uint32_t count = in.GetCount(5);
    if (count != policies_.size()) return Damaged("versions");
    ByteReader engine(sections_["engine"]);
    const auto now_ms = engine.Get<int64_t>();
    next_sequence_ = engine.Get<uint64_t>();
    const auto next_ticket = engine.Get<uint64_t>();
    const auto next_agent = engine.Get<uint64_t>();
    const auto current = engine.Get<uint8_t>();
    if (!engine.ok() || now_ms < 0 || now_ms > kLatestTimeMs) return Damaged("engine");

    core_ = std::make_unique<Core>(policies_[0], now_ms, header_.seed());
    Core& core = *core_;
    // What it made of the first policy goes before that does.
    core.incident_desk_ = std::make_unique<IncidentDesk>(core);
    core.versions_[0] = nullptr;
    core.sla_versions_[0] = nullptr;
    core.escalate_versions_[0] = nullptr;
    if (!ReadSymbols()) return Damaged("symbols");
    for (uint32_t i = 0; i < count; ++i) {
      const auto index = in.Get<uint8_t>();
      if (!in.ok() || core.versions_[index] != nullptr) return Damaged("versions");
      core.Install(index, std::make_unique<PolicyVersion>(policies_[i], core.symbols_));
      if (!ReadAliases(in, *core.versions_[index])) return Damaged("versions");
      // The table of symbols counts this holder already.
      core.versions_[index]->Release(core.symbols_);
    }
    if (!in.finished() || core.versions_[current] == nullptr) return Damaged("versions");
    core.current_ = current;
    core.live_versions_ = static_cast<int>(count);
    core.next_sequence_ = next_sequence_;
    core.tickets_.set_next_ordinal(next_ticket);
    core.agents_.set_next_ordinal(next_agent);
    core.retries_.SetCapacity(static_cast<size_t>(core.limits().command_ids));
    return absl::OkStatus();
  }

  bool ReadSymbols() {
    ByteReader in(sections_["symbols"]);
    const auto first_free = in.Get<uint32_t>();
    std::vector<SymbolPool::Row> rows(in.GetCount(12));
    for (SymbolPool::Row& row : rows) {
      row.holders = in.Get<uint32_t>();
      row.next_free = in.Get<uint32_t>();
      row.text = std::string(in.GetText());
    }
    if (!in.finished() || !core_->symbols_.Restore(rows, first_free)) return false;
    core_->fixed_.LookUp(core_->symbols_);
    return core_->fixed_.known();
  }

  bool ReadAliases(ByteReader& in, PolicyVersion& version) {
    for (uint32_t i = in.GetCount(8); i > 0; --i) {
      const Symbol from = GetSymbol(in);
      const Symbol to = GetSymbol(in);
      if (!in.ok()) return false;
      version.AddAlias(from, to, core_->symbols_);
    }
    return in.ok();
  }

  Symbol GetSymbol(ByteReader& in) const { return GetHeldSymbol(in, core_->symbols_); }

  bool ReadAgents() {
    ByteReader in(sections_["agents"]);
    uint64_t last = 0;
    for (uint32_t i = in.GetCount(40); i > 0; --i) {
      const Symbol id = GetSymbol(in);
      const auto ordinal = in.Get<uint64_t>();
      if (!in.ok() || id == 0 || ordinal <= last || ordinal >= core_->agents_.next_ordinal() ||
          core_->agents_.Find(id) != kNobody) {
        return false;
      }
      last = ordinal;
      const uint32_t place = core_->agents_.AddWithOrdinal(id, ordinal);
      if (!ReadAgent(in, core_->agents_[place])) return false;
      places_.emplace(ordinal, place);
    }
    return in.finished();
  }

  bool ReadAgent(ByteReader& in, Agent& agent) {
    if (!GetAgent(in, core_->symbols_, core_->now_ms_, agent)) return false;
    const bool capped = core_->current().tables().work.occupancy.percent != 0;
    const bool logged =
        !agent.work.empty() || agent.cap != TimeCap::kFree || agent.cap_due_ms != Calendar::kNever;
    if (logged && !capped) return false;
    return GetHeldTickets(in, core_->symbols_, tickets_of_[agent.ordinal]);
  }

  bool ReadTickets() {
    ByteReader in(sections_["tickets"]);
    uint64_t last = 0;
    for (uint32_t i = in.GetCount(150); i > 0; --i) {
      const std::string_view id = in.GetText();
      const auto ordinal = in.Get<uint64_t>();
      if (!in.ok() || id.empty() || id.size() > kLongestId || ordinal <= last ||
          ordinal >= core_->tickets_.next_ordinal() ||
          core_->tickets_.Find(id) != TicketStore::kNoSlot) {
        return false;
      }
      last = ordinal;
      const Slot slot = core_->tickets_.AddWithOrdinal(id, ordinal);
      slots_.emplace(ordinal, slot);
      if (!ReadTicket(in, core_->tickets_[slot])) return false;
    }
    return in.finished();
  }

  bool ReadTicket(ByteReader& in, Ticket& ticket) {
    for (CompactTime* at : {&ticket.opened_ms, &ticket.wait_mark_ms, &ticket.first_asked_ms,
                            &ticket.unanswered_ms, &ticket.last_reply_ms, &ticket.queue_since_ms,
                            &ticket.waits_since_ms, &ticket.stage_due_ms, &ticket.state_due_ms}) {
      *at = GetTime(in);
    }
    const std::string_view requester = in.GetText();
    if (requester.size() > kLongestId) return false;
    ticket.requester.Set(requester);
    for (Symbol* symbol : {&ticket.category, &ticket.subcategory, &ticket.priority,
                           &ticket.language, &ticket.queue, &ticket.owner}) {
      *symbol = GetSymbol(in);
    }
    if (const Symbol account_holder = GetSymbol(in)) {
      ticket.rare.Make().account_holder = account_holder;
    }
    StatedFacts::Values stated = {};
    for (Symbol& symbol : stated) symbol = GetSymbol(in);
    ticket.stated = core_->stated_.Restore(stated);
    ticket.handler = GetPlace(in);
    for (uint16_t* value : {&ticket.sla, &ticket.route, &ticket.reopen_count}) {
      *value = in.Get<uint16_t>();
    }
    for (uint8_t* value : {&ticket.stage, &ticket.sla_version, &ticket.route_version}) {
      *value = in.Get<uint8_t>();
    }
    const auto state = in.Get<uint8_t>();
    const auto complexity = in.Get<uint8_t>();
    if (state == 0 || state >= kTicketStateCount || complexity > 3) return false;
    ticket.state = static_cast<TicketState>(state);
    ticket.complexity = static_cast<Complexity>(complexity);
    ticket.emotion = in.Get<uint8_t>() & 7;
    ticket.category_by_person = in.Get<uint8_t>() & 1;
    ticket.priority_by_person = in.Get<uint8_t>() & 1;
    ticket.opened_by_agent = in.Get<uint8_t>() & 1;
    ticket.first_reply_done = in.Get<uint8_t>() & 1;
    ticket.language_stated = in.Get<uint8_t>() & 1;
    ticket.has_class = in.Get<uint8_t>() & 1;
    ticket.promise_known = in.Get<uint8_t>() & 1;
    ticket.in_ladder = in.Get<uint8_t>() & 1;
    ticket.too_old = in.Get<uint8_t>() & 1;
    ticket.transferred = in.Get<uint8_t>() & 1;
    ticket.has_tasks = in.Get<uint8_t>() & 1;
    ticket.needs_review = in.Get<uint8_t>() & 1;
    if ((in.Get<uint8_t>() & 1) != 0) ticket.rare.Make().outbound = true;
    ticket.owner_first = static_cast<OwnerFirst>(in.Get<uint8_t>() & 3);
    return in.ok() && IsSound(ticket, Versions()) && GetClocks(in, Versions(), ticket.clocks) &&
           (!ticket.has_tasks || ReadTasks(in, ticket)) && ReadLists(in, ticket);
  }

  VersionOf Versions() const { return VersionOf{*core_}; }

  bool ReadTasks(ByteReader& in, const Ticket& ticket) {
    const uint32_t count = in.GetCount(20);
    if (count == 0) return false;
    for (uint32_t i = 0; i < count; ++i) {
      LinkedTask task;
      task.id = GetSymbol(in);
      task.queue = GetSymbol(in);
      task.linked_ms = in.Get<int64_t>();
      if (!in.ok() || task.id == 0 || task.queue == 0 ||
          !GetTaskClock(in, Versions(), task.clocks) ||
          core_->tasks_.TicketOf(task.id) != TicketStore::kNoSlot) {
        return false;
      }
      core_->tasks_.Add(ticket.ordinal, slots_.at(ticket.ordinal), std::move(task));
    }
    return in.ok();
  }

  bool ReadLists(ByteReader& in, Ticket& ticket) {
    for (uint32_t i = in.GetCount(8); i > 0; --i) {
      const sla::StatusChange change = {in.Get<int64_t>()};
      if (!ticket.history.empty() && change.at_ms() <= ticket.history.back().at_ms()) return false;
      ticket.history.push_back(change);
    }
    if (!GetChains(
            in, Versions(), [&](Symbol symbol) { return core_->symbols_.IsHeld(symbol); },
            ticket.rare)) {
      return false;
    }
    for (uint32_t i = in.GetCount(13); i > 0; --i) {
      FactEntry entry;
      entry.value = in.Get<int64_t>();
      entry.fact = GetSymbol(in);
      const auto type = in.Get<uint8_t>();
      if (type > static_cast<uint8_t>(expression::Type::kStringList)) return false;
      entry.type = static_cast<expression::Type>(type);
      const bool held =
          !HoldsText(entry) || (entry.value >= 0 && entry.value < core_->symbols_.limit());
      if (!held) return false;
      ticket.facts.push_back(entry);
    }
    for (uint32_t i = in.GetCount(8); i > 0; --i) {
      ticket.rare.Make().avoided.push_back(GetPlace(in));
    }
    const auto back_ms = in.Get<int64_t>();
    const auto skipped = in.Get<uint64_t>();
    const int64_t helped_ms = GetTime(in);
    const auto promise_modes = in.Get<uint32_t>();
    if (promise_modes != 0) ticket.rare.Make().promise_modes = promise_modes;
    if (helped_ms != 0) ticket.rare.Make().helped_ms = helped_ms;
    if (back_ms != 0) ticket.rare.Make().ladder_back_ms = back_ms;
    if (skipped != 0) ticket.rare.Make().skipped_stages = skipped;
    return in.ok() && back_ms > -CompactTime::kLast && back_ms < CompactTime::kLast;
  }

  // kNobody for 0: nobody, or an agent who has left.
  uint32_t GetPlace(ByteReader& in) const {
    const auto ordinal = in.Get<uint64_t>();
    if (ordinal == 0) return kNobody;
    const auto found = places_.find(ordinal);
    if (found != places_.end()) return found->second;
    in.Fail();
    return kNobody;
  }

  bool LinkAgentsAndTickets() {
    size_t linked = 0;
    size_t also_asked = 0;
    for (const auto& [ordinal, tickets] : tickets_of_) {
      Agent& agent = core_->agents_[places_.at(ordinal)];
      std::set<uint64_t> held;
      for (const SavedTicket& saved : tickets) {
        const auto slot = slots_.find(saved.ordinal);
        if (slot == slots_.end() || !held.insert(saved.ordinal).second) return false;
        const Ticket& ticket = core_->tickets_[slot->second];
        const uint32_t place = places_.at(ordinal);
        if (ticket.handler != place) {
          const bool asked = ticket.state == TicketState::kOffered && ticket.handler != kNobody;
          if (!asked) return false;
          core_->also_asked_[slot->second].push_back(place);
          ++also_asked;
        }
        Weight weight = core_->WeightOf(ticket.state);
        weight.halves = saved.halves;
        agent.load.Take({slot->second, saved.channel, weight});
        if (ticket.state == TicketState::kOffered) ++agent.offered;
        ++linked;
      }
    }
    size_t handled = 0;
    for (const auto& [number, slot] : slots_) {
      if (core_->tickets_[slot].handler != kNobody) ++handled;
    }
    return linked == handled + also_asked;
  }

  bool ReadPeriods() {
    ByteReader in(sections_["periods"]);
    return GetPeriods(in, Versions(), core_->periods_) && in.finished();
  }

  bool ReadChains() {
    ByteReader in(sections_["chains"]);
    for (uint32_t i = in.GetCount(kCursorBytes); i > 0; --i) {
      const std::string team(in.GetText());
      core_->team_cursors_[team] = in.Get<uint64_t>();
    }
    return GetMoves(in, core_->run_moves_) && in.finished();
  }

  bool ReadRetries() {
    ByteReader in(sections_["retries"]);
    for (uint32_t i = in.GetCount(16); i > 0; --i) {
      const std::string_view id = in.GetText();
      const auto first = in.Get<uint64_t>();
      const auto count = in.Get<int32_t>();
      if (!in.ok() || core_->retries_.Find(id) != nullptr) return false;
      core_->retries_.Remember(id, first, count);
    }
    return in.finished();
  }

  bool ReadFailedRules() {
    ByteReader in(sections_["engine"]);
    for (int i = 0; i < 4; ++i) in.Get<uint64_t>();
    in.Get<uint8_t>();
    for (uint32_t i = in.GetCount(6); i > 0; --i) {
      RuleRef rule;
      rule.kind = in.Get<RuleRef::Kind>();
      rule.version = in.Get<uint8_t>();
      rule.index = in.Get<uint16_t>();
      rule.part = in.Get<uint16_t>();
      if (core_->versions_[rule.version] == nullptr) return false;
      core_->failed_rules_.push_back(rule);
    }
    return GetHours(in, core_->symbols_, core_->current(), core_->hours_) && ReadModes(in) &&
           GetQueues(in, core_->symbols_, core_->flowing_, core_->rounds_, core_->batches_) &&
           Core::Shares(*core_).Get(in) && in.finished();
  }

  bool ReadModes(ByteReader& in) {
    if (!GetModes(in, core_->current(), core_->modes_)) return false;
    core_->modes_turned_ms_ = in.Get<int64_t>();
    Core::EventModes(*core_).Show();
    return in.ok();
  }

  // Both in the order of ordinals.
  void BuildIndexes() {
    std::vector<uint32_t> agents;
    for (const auto& [ordinal, place] : places_) agents.push_back(place);
    std::vector<Slot> tickets;
    for (const auto& [ordinal, slot] : slots_) tickets.push_back(slot);
    core_->BuildIndexes(agents, tickets);
  }

  std::string_view bytes_;
  v1::SnapshotHeader header_;
  std::map<std::string, std::string_view> sections_;  // all that there must be
  std::vector<Policy> policies_;
  std::unique_ptr<Core> core_;
  uint64_t next_sequence_ = 0;
  std::map<uint64_t, uint32_t> places_;  // by ordinal
  std::map<uint64_t, Slot> slots_;       // by ordinal
  std::map<uint64_t, std::vector<SavedTicket>> tickets_of_;
};

absl::StatusOr<std::unique_ptr<Core>> RestoreSnapshot(std::string_view bytes,
                                                      std::string* statistics) {
  SnapshotReader reader(bytes);
  absl::StatusOr<std::unique_ptr<Core>> core = reader.Read();
  if (statistics != nullptr) *statistics = reader.statistics();
  return core;
}

}  // namespace waypost::engine
