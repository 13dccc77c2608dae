// The state as bytes.
#include <utility>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/digest.h"
#include "lib/engine/core.h"
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
#include "waypost/v1/snapshot.pb.h"

namespace waypost::engine {

class SnapshotWriter {
 public:
  explicit SnapshotWriter(const Core& core) : core_(core) {}

  std::string Write(std::string_view statistics) {
    Add("engine", EngineSection().bytes());
    Add("symbols", SymbolSection().bytes());
    Add("versions", VersionSection().bytes());
    Add("agents", AgentSection().bytes());
    Add("tickets", TicketSection().bytes());
    Add("periods", PeriodSection().bytes());
    Add("limits", LimitSection().bytes());
    Add("chains", ChainSection().bytes());
    Add("retries", RetrySection().bytes());
    if (!core_.incident_desk_->empty()) Add("incidents", IncidentSection().bytes());
    if (!core_.quiet_desk_->empty()) Add("promises", PromiseSection().bytes());
    if (!statistics.empty()) Add("statistics", statistics);
    header_.set_format_version(kSnapshotFormat);
    header_.set_behaviour_version(kBehaviourVersion);
    header_.set_seed(core_.seed_);
    const std::string header = header_.SerializeAsString();
    std::string bytes("WPSNAP\0\1", 8);
    ByteWriter length;
    length.Put(static_cast<uint32_t>(header.size()));
    bytes += length.bytes();
    bytes += header;
    for (const std::string& section : sections_) bytes += section;
    return bytes;
  }

 private:
  void Add(const char* name, std::string_view section) {
    v1::Section& entry = *header_.add_sections();
    entry.set_name(name);
    entry.set_bytes(static_cast<int64_t>(section.size()));
    entry.set_checksum(DigestOf(section));
    sections_.emplace_back(section);
  }

  ByteWriter EngineSection() {
    ByteWriter out;
    out.Put(core_.now_ms_);
    out.Put(core_.next_sequence_);
    out.Put(core_.tickets_.next_ordinal());
    out.Put(core_.agents_.next_ordinal());
    out.Put(core_.current_);
    out.Put(static_cast<uint32_t>(core_.failed_rules_.size()));
    for (const RuleRef& rule : core_.failed_rules_) {
      out.Put(rule.kind);
      out.Put(rule.version);
      out.Put(rule.index);
      out.Put(rule.part);
    }
    PutHours(core_.hours_, out);
    PutModes(core_.modes_, out);
    out.Put(core_.modes_turned_ms_);
    PutQueues(core_.flowing_, core_.rounds_, core_.batches_, out);
    Core::Shares::Put(core_, out);
    return out;
  }

  ByteWriter SymbolSection() {
    ByteWriter out;
    out.Put(core_.symbols_.first_free());
    out.Put(core_.symbols_.limit());
    for (Symbol symbol = 0; symbol < core_.symbols_.limit(); ++symbol) {
      const SymbolPool::Row row = core_.symbols_.RowOf(symbol);
      out.Put(row.holders);
      out.Put(row.next_free);
      out.PutText(row.text);
    }
    return out;
  }

  ByteWriter VersionSection() {
    ByteWriter out;
    const std::vector<uint8_t> live = core_.LiveVersions();
    out.Put(static_cast<uint32_t>(live.size()));
    for (uint8_t index : live) {
      *header_.add_policies() = SavePolicy(core_.version(index).policy());
      out.Put(index);
      const std::vector<PolicyVersion::Alias>& aliases = core_.version(index).aliases();
      out.Put(static_cast<uint32_t>(aliases.size()));
      for (const PolicyVersion::Alias& alias : aliases) {
        out.Put(alias.from);
        out.Put(alias.to);
      }
    }
    return out;
  }

  ByteWriter AgentSection() {
    ByteWriter out;
    const std::vector<uint32_t> places = core_.agents_.InOrder();
    out.Put(static_cast<uint32_t>(places.size()));
    for (uint32_t place : places) {
      const Agent& agent = core_.agents_[place];
      PutAgent(agent, out);
      out.Put(agent.load.size());
      for (const HeldTicket& ticket : agent.load.tickets()) {
        out.Put(core_.tickets_[ticket.slot].ordinal);
        out.Put(ticket.channel);
        out.Put(ticket.weight.halves);
      }
    }
    return out;
  }

  ByteWriter TicketSection() {
    ByteWriter out;
    const std::vector<Slot> slots = core_.tickets_.InOrder();
    out.Put(static_cast<uint32_t>(slots.size()));
    for (Slot slot : slots) PutTicket(core_.tickets_[slot], out);
    return out;
  }

  void PutTicket(const Ticket& ticket, ByteWriter& out) const {
    out.PutText(ticket.id.view());
    out.Put(ticket.ordinal);
    for (int64_t at : {ticket.opened_ms, ticket.wait_mark_ms, ticket.first_asked_ms,
                       ticket.unanswered_ms, ticket.last_reply_ms, ticket.queue_since_ms,
                       ticket.waits_since_ms, ticket.stage_due_ms, ticket.state_due_ms}) {
      out.Put(at);
    }
    out.PutText(ticket.requester.view());
    for (Symbol symbol : {ticket.category, ticket.subcategory, ticket.priority, ticket.language,
                          ticket.queue, ticket.owner, ticket.rare->account_holder}) {
      out.Put(symbol);
    }
    for (Symbol symbol : core_.stated_[ticket.stated]) out.Put(symbol);
    out.Put(AgentOrdinal(ticket.handler));
    for (uint16_t value : {ticket.sla, ticket.route, ticket.reopen_count}) out.Put(value);
    for (uint8_t value : {ticket.stage, ticket.sla_version, ticket.route_version}) out.Put(value);
    out.Put(ticket.state);
    out.Put(ticket.complexity);
    for (unsigned flag :
         {unsigned{ticket.emotion}, unsigned{ticket.category_by_person},
          unsigned{ticket.priority_by_person}, unsigned{ticket.opened_by_agent},
          unsigned{ticket.first_reply_done}, unsigned{ticket.language_stated},
          unsigned{ticket.has_class}, unsigned{ticket.promise_known}, unsigned{ticket.in_ladder},
          unsigned{ticket.too_old}, unsigned{ticket.transferred}, unsigned{ticket.has_tasks},
          unsigned{ticket.needs_review}, unsigned{ticket.rare->outbound},
          static_cast<unsigned>(ticket.owner_first)}) {
      out.Put(static_cast<uint8_t>(flag));
    }
    PutLists(ticket, out);
  }

  void PutTasks(const Ticket& ticket, ByteWriter& out) const {
    const absl::Span<const LinkedTask> tasks = core_.tasks().Of(ticket.ordinal);
    out.Put(static_cast<uint32_t>(tasks.size()));
    for (const LinkedTask& task : tasks) {
      out.Put(task.id);
      out.Put(task.queue);
      out.Put(task.linked_ms);
      PutClocks(task.clocks, out);
    }
  }

  void PutLists(const Ticket& ticket, ByteWriter& out) const {
    PutClocks(ticket.clocks, out);
    if (ticket.has_tasks) PutTasks(ticket, out);
    out.Put(ticket.history.size());
    for (const sla::StatusChange& change : ticket.history) out.Put(change.packed);
    PutChains(*ticket.rare, out);
    out.Put(ticket.facts.size());
    for (const FactEntry& entry : ticket.facts) {
      out.Put(entry.value);
      out.Put(entry.fact);
      out.Put(entry.type);
    }
    out.Put(ticket.rare->avoided.size());
    for (uint32_t place : ticket.rare->avoided) out.Put(AgentOrdinal(place));
    out.Put(ticket.rare->ladder_back_ms);
    out.Put(ticket.rare->skipped_stages);
    out.Put(int64_t{ticket.rare->helped_ms});
    out.Put(ticket.rare->promise_modes);
  }

  // 0: nobody, or an agent who has left.
  uint64_t AgentOrdinal(uint32_t place) const {
    return place == kNobody ? 0 : core_.agents_[place].ordinal;
  }

  ByteWriter PeriodSection() {
    ByteWriter out;
    PutPeriods(core_.periods_, out);
    return out;
  }

  ByteWriter LimitSection() {
    ByteWriter out;
    PutLimits(core_.rate_limits_, out);
    return out;
  }

  ByteWriter ChainSection() {
    ByteWriter out;
    out.Put(static_cast<uint32_t>(core_.team_cursors_.size()));
    for (const auto& [team, ordinal] : core_.team_cursors_) {
      out.PutText(team);
      out.Put(ordinal);
    }
    PutMoves(core_.run_moves_, out);
    return out;
  }

  ByteWriter IncidentSection() {
    ByteWriter out;
    core_.incident_desk_->Put(out);
    return out;
  }

  ByteWriter PromiseSection() {
    ByteWriter out;
    core_.quiet_desk_->Put(out);
    return out;
  }

  ByteWriter RetrySection() {
    ByteWriter out;
    const std::vector<const RetryWindow::Entry*> entries = core_.retries_.InOrder();
    out.Put(static_cast<uint32_t>(entries.size()));
    for (const RetryWindow::Entry* entry : entries) {
      out.PutText(entry->id);
      out.Put(entry->first_sequence);
      out.Put(entry->count);
    }
    return out;
  }

  const Core& core_;
  v1::SnapshotHeader header_;
  std::vector<std::string> sections_;
};

std::string TakeSnapshot(const Core& core, std::string_view statistics) {
  return SnapshotWriter(core).Write(statistics);
}

}  // namespace waypost::engine
