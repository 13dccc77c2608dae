#include "lib/engine/symbol_census.h"

#include <set>
#include <vector>

#include "lib/engine/incident_desk.h"

namespace waypost::engine {

class SymbolCensus {
 public:
  explicit SymbolCensus(const Core& core) : core_(core), holders_(core.symbols_.limit()) {
    for (const uint8_t index : core.LiveVersions()) CountVersion(core.version(index));
    for (const Symbol name : {core.fixed_.modality, core.fixed_.excluded, core.fixed_.split_from,
                              core.fixed_.previous_owner, core.fixed_.previous_queue,
                              core.fixed_.offered, core.fixed_.failure, core.fixed_.handled}) {
      Count(name);
    }
    for (const uint32_t place : core.agents_.InOrder()) CountAgent(core.agents_[place]);
    for (const Slot slot : core.tickets_.InOrder()) CountTicket(core.tickets_[slot]);
    CountIncidents(*core.incident_desk_);
    for (const auto& [queue, ordinal] : core.rounds_) Count(queue);
    for (const CoreState::OpenBatch& batch : core.batches_) Count(batch.queue);
    for (const Symbol channel : core.hours_.down()) Count(channel);
  }

  bool Agrees() const {
    for (Symbol symbol = 1; symbol < holders_.size(); ++symbol) {
      if (core_.symbols_.RowOf(symbol).holders != holders_[symbol]) return false;
    }
    return true;
  }

 private:
  void Count(Symbol symbol) { ++holders_[symbol]; }

  template <typename Symbols>
  void CountAll(const Symbols& symbols) {
    for (const Symbol symbol : symbols) Count(symbol);
  }

  void CountVersion(const PolicyVersion& version) {
    for (size_t name = 1; name < version.tables().names.size(); ++name) {
      Count(version.Global(static_cast<policy::Name>(name)));
    }
    for (const auto& alias : version.aliases()) Count(alias.from);
  }

  void CountAgent(const Agent& agent) {
    const route::AgentProfile& profile = agent.profile;
    for (const Symbol symbol : {agent.id, agent.shift, Symbol{profile.team}}) Count(symbol);
    for (const auto* levels : {&profile.skills, &profile.languages}) {
      for (const route::Level& level : *levels) Count(level.symbol);
    }
    for (const auto* symbols : {&profile.queues, &profile.opted_out, &profile.modalities,
                                &profile.roles, &profile.attributes}) {
      CountAll(*symbols);
    }
    for (const ChannelLimit& limit : agent.load.limits()) Count(limit.channel);
    for (const HeldTicket& held : agent.load.tickets()) Count(held.channel);
  }

  void CountTicket(const Ticket& ticket) {
    for (const Symbol symbol :
         {ticket.category, ticket.subcategory, ticket.priority, ticket.language, ticket.queue,
          ticket.owner, ticket.rare->account_holder}) {
      Count(symbol);
    }
    CountStated(ticket.stated);
    for (const FactEntry& entry : ticket.facts) {
      Count(entry.fact);
      if (HoldsText(entry)) Count(static_cast<Symbol>(entry.value));
    }
    CountRare(*ticket.rare);
    for (const LinkedTask& task : core_.tasks_.Of(ticket.ordinal)) {
      Count(task.id);
      Count(task.queue);
    }
  }

  void CountRare(const RareParts& rare) {
    CountAll(rare.true_chains);
    for (const FollowedFact& each : rare.followed) Count(each.fact);
    for (const PanelMember& member : rare.panel) {
      Count(member.who);
      Count(member.vote);
    }
    CountAll(rare.deciders);
    CountAll(rare.stopped);
  }

  // A combination holds its symbols once, whoever holds it.
  void CountStated(StatedId id) {
    if (id != 0 && stated_.insert(id).second) CountAll(core_.stated_[id]);
  }

  void CountIncidents(const IncidentDesk& desk) {
    for (const std::unique_ptr<StreamFamily>& family : desk.families_) {
      for (const escalate::StreamNode& node : family->table.state().nodes) Count(node.value);
    }
    for (const std::unique_ptr<Incident>& incident : desk.incidents_) {
      CountStated(incident->host.stated);
      CountRare(*incident->host.rare);
    }
    for (const std::unique_ptr<DeskAlarm>& alarm : desk.alarms_) CountRare(*alarm->host.rare);
  }

  const Core& core_;
  std::vector<uint32_t> holders_;
  std::set<StatedId> stated_;
};

bool HoldersAreCounted(const Core& core) { return SymbolCensus(core).Agrees(); }

}  // namespace waypost::engine
