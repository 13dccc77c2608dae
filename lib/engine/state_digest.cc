// A digest over the whole state, in an order that the state alone decides.
#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/digest.h"
#include "lib/engine/core.h"
#include "lib/engine/incident_desk.h"
#include "lib/engine/quiet_desk.h"
#include "lib/engine/saved_chains.h"

namespace waypost::engine {
namespace {

class StateWalk {
 public:
  explicit StateWalk(const Core& core) : core_(core) {}

  uint64_t Walk() {
    AddAgents();
    for (Slot slot : core_.tickets().InOrder()) AddTicket(core_.tickets()[slot]);
    AddPeriods();
    AddHours();
    return digest_.Value();
  }

  Digest& digest() { return digest_; }

 private:
  void Text(Symbol symbol) { digest_.AddText(core_.symbols().Text(symbol)); }
  void Number(int64_t number) { digest_.AddSigned(number); }
  void Version(uint8_t version) { digest_.Add(core_.version(version).policy().fingerprint()); }
  void AgentAt(uint32_t place) {
    const bool here = place != kNobody && core_.agents()[place].id != 0;
    digest_.Add(here ? core_.agents()[place].ordinal : 0);
  }

  void AddLevels(const std::vector<route::Level>& levels) {
    digest_.Add(levels.size());
    for (const route::Level& level : levels) {
      Text(level.symbol);
      digest_.Add(level.level);
    }
  }

  void AddLimits(const AgentLoad& load) {
    digest_.Add(load.capacity());
    digest_.Add(load.limits().size());
    for (const ChannelLimit& limit : load.limits()) {
      Text(limit.channel);
      digest_.Add(limit.maximum);
      digest_.Add(limit.units);
      digest_.Add(limit.exclusive ? 1 : 0);
      Number(limit.wrap_up_ms);
    }
  }

  void AddTimes(const Agent& agent) {
    Text(agent.shift);
    for (uint64_t value :
         {uint64_t{agent.on_shift}, uint64_t{agent.only_pulls}, uint64_t{agent.may_pick},
          uint64_t{agent.misses}, static_cast<uint64_t>(agent.window_given)}) {
      digest_.Add(value);
    }
    for (int64_t at : {agent.shift_due_ms, agent.since_ms, agent.window_end_ms}) Number(at);
    for (int64_t until_ms : agent.rests) Number(until_ms);
    AddChoice(agent);
    digest_.AddText(agent.wrapping);
    digest_.Add(agent.expiries.size());
    for (const SkillExpiry& expiry : agent.expiries) {
      Number(expiry.at_ms);
      Text(expiry.skill);
    }
    if (!agent.work.empty()) AddWork(agent);
    for (const auto* symbols : {&agent.profile.opted_out, &agent.profile.modalities}) {
      digest_.Add(symbols->size());
      for (Symbol symbol : *symbols) Text(symbol);
    }
    for (const auto* symbols : {&agent.profile.roles, &agent.profile.attributes}) {
      if (symbols->empty()) continue;
      digest_.Add(symbols == &agent.profile.roles ? 1 : 2);
      digest_.Add(symbols->size());
      for (Symbol symbol : *symbols) Text(symbol);
    }
  }

  void AddWork(const Agent& agent) {
    digest_.Add(static_cast<uint64_t>(agent.cap));
    Number(agent.cap_due_ms);
    Number(agent.work.since_ms());
    digest_.Add(agent.work.stretches().size());
    for (const route::WorkLog::Stretch& stretch : agent.work.stretches()) {
      Number(stretch.from_ms);
      Number(stretch.to_ms);
    }
  }

  // By what queues with ties of their own tell agents apart, and what paces count that slide: under
  // any policy, since tickets may still wait by an earlier one.
  void AddChoice(const Agent& agent) {
    digest_.Add(agent.ring);
    digest_.Add(agent.weight);
    Number(agent.work_ended_ms);
    digest_.Add(agent.given_ms.size());
    for (const int64_t at : agent.given_ms) Number(at);
  }

  void AddHeld(const AgentLoad& load) {
    digest_.Add(load.size());
    for (const HeldTicket& ticket : load.tickets()) {
      digest_.Add(core_.tickets()[ticket.slot].ordinal);
      Text(ticket.channel);
      digest_.Add(ticket.weight.halves);
    }
  }

  void AddAgents() {
    digest_.Add(core_.agents().next_ordinal());
    for (uint32_t place : core_.agents().InOrder()) {
      const Agent& agent = core_.agents()[place];
      Text(agent.id);
      digest_.Add(agent.ordinal);
      digest_.Add(static_cast<uint64_t>(agent.profile.kind));
      Text(agent.profile.team);
      AddLevels(agent.profile.skills);
      AddLevels(agent.profile.languages);
      digest_.Add(agent.profile.queues.size());
      for (Symbol queue : agent.profile.queues) Text(queue);
      AddLimits(agent.load);
      digest_.Add(static_cast<uint64_t>(agent.presence));
      Number(agent.idle_since_ms);
      AddTimes(agent);
      AddHeld(agent.load);
    }
  }

  void AddTicket(const Ticket& ticket) {
    digest_.AddText(ticket.id.view());
    digest_.Add(ticket.ordinal);
    for (int64_t at : {ticket.opened_ms, ticket.wait_mark_ms, ticket.first_asked_ms,
                       ticket.unanswered_ms, ticket.last_reply_ms, ticket.queue_since_ms,
                       ticket.waits_since_ms, ticket.stage_due_ms, ticket.state_due_ms}) {
      Number(at);
    }
    for (Symbol symbol : {ticket.category, ticket.subcategory, ticket.priority, ticket.language,
                          ticket.queue, ticket.owner}) {
      Text(symbol);
    }
    digest_.AddText(ticket.requester.view());
    Text(ticket.rare->account_holder);
    for (Symbol symbol : core_.stated()[ticket.stated]) Text(symbol);
    for (uint64_t value : {uint64_t{ticket.sla},
                           uint64_t{ticket.route},
                           uint64_t{ticket.reopen_count},
                           uint64_t{ticket.stage},
                           static_cast<uint64_t>(ticket.state),
                           static_cast<uint64_t>(ticket.complexity),
                           uint64_t{ticket.emotion},
                           uint64_t{ticket.category_by_person},
                           uint64_t{ticket.priority_by_person},
                           uint64_t{ticket.opened_by_agent},
                           uint64_t{ticket.first_reply_done},
                           uint64_t{ticket.language_stated},
                           uint64_t{ticket.has_class},
                           uint64_t{ticket.promise_known},
                           uint64_t{ticket.in_ladder},
                           uint64_t{ticket.transferred},
                           uint64_t{ticket.too_old},
                           uint64_t{ticket.has_tasks},
                           uint64_t{ticket.needs_review},
                           uint64_t{ticket.rare->outbound},
                           static_cast<uint64_t>(ticket.owner_first)}) {
      digest_.Add(value);
    }
    if (ticket.promise_known) Version(ticket.sla_version);
    if (ticket.in_ladder) Version(ticket.route_version);
    AgentAt(ticket.handler);
    AddLists(ticket);
  }

  void AddClocks(const sla::Clocks& clocks) {
    digest_.Add(clocks.size());
    for (const sla::Clock& clock : clocks) {
      Number(clock.start_ms);
      Number(clock.next_ms);
      Version(clock.version);
      for (uint64_t value :
           {uint64_t{clock.target}, uint64_t{clock.first_pause}, uint64_t{clock.next_mark},
            uint64_t{clock.next_wall}, uint64_t{clock.cycle}, uint64_t{clock.paused},
            uint64_t{clock.breached}, static_cast<uint64_t>(clock.phase)}) {
        digest_.Add(value);
      }
    }
  }

  void AddTasks(const Ticket& ticket) {
    const absl::Span<const LinkedTask> tasks = core_.tasks().Of(ticket.ordinal);
    digest_.Add(tasks.size());
    for (const LinkedTask& task : tasks) {
      Text(task.id);
      Text(task.queue);
      Number(task.linked_ms);
      AddClocks(task.clocks);
    }
  }

  void AddLists(const Ticket& ticket) {
    AddClocks(ticket.clocks);
    if (ticket.has_tasks) AddTasks(ticket);
    digest_.Add(ticket.history.size());
    for (const sla::StatusChange& change : ticket.history) Number(change.packed);
    AddChains(*ticket.rare);
    digest_.Add(ticket.facts.size());
    for (const FactEntry& entry : ticket.facts) {
      Text(entry.fact);
      digest_.Add(static_cast<uint64_t>(entry.type));
      if (HoldsText(entry)) {
        Text(static_cast<Symbol>(entry.value));
      } else {
        Number(entry.value);
      }
    }
    digest_.Add(ticket.rare->avoided.size());
    for (uint32_t place : ticket.rare->avoided) AgentAt(place);
    Number(ticket.rare->ladder_back_ms);
    digest_.Add(ticket.rare->skipped_stages);
    Number(ticket.rare->helped_ms);
    if (ticket.rare->promise_modes != 0) digest_.Add(ticket.rare->promise_modes);
  }

  void AddChains(const RareParts& rare) {
    digest_.Add(rare.runs.size());
    for (const escalate::Run& run : rare.runs) {
      for (const int64_t time : {run.due_ms, run.clear_ms, run.started_ms, run.handoff_ms}) {
        Number(time);
      }
      Version(run.version);
      for (const uint16_t number :
           {run.escalation, run.next_step, run.pass, run.day, uint16_t{run.in_day}}) {
        digest_.Add(number);
      }
      digest_.Add(FlagsOf(run));
      if (run.untold_ms != Calendar::kNever) Number(run.untold_ms);
    }
    digest_.Add(rare.awaited.size());
    for (const AwaitedPerson& person : rare.awaited) {
      Version(person.version);
      for (const uint32_t number : {uint32_t{person.escalation}, uint32_t{person.step},
                                    person.target, uint32_t{person.another}}) {
        digest_.Add(number);
      }
    }
    digest_.Add(rare.true_chains.size());
    for (const Symbol chain : rare.true_chains) Text(chain);
    digest_.Add(rare.followed.size());
    for (const FollowedFact& each : rare.followed) {
      Text(each.fact);
      digest_.Add(each.digest);
    }
    if (!rare.panel.empty() || !rare.deciders.empty()) AddPanel(rare);
    for (const Symbol chain : rare.stopped) Text(chain);
    Number(rare.watch_ms);
    Number(rare.watched_ms);
    digest_.Add(rare.heat);
    digest_.Add(rare.felt);
  }

  void AddPanel(const RareParts& rare) {
    digest_.Add(rare.panel.size());
    for (const PanelMember& member : rare.panel) {
      Text(member.who);
      Text(member.vote);
      Version(member.version);
      digest_.Add(member.escalation);
    }
    digest_.Add(rare.deciders.size());
    for (const Symbol decider : rare.deciders) Text(decider);
    digest_.Add(rare.appealed);
  }

  void AddPeriods() {
    digest_.Add(core_.periods().size());
    for (const OpenPeriod& period : core_.periods()) {
      Version(period.version);
      digest_.Add(period.target);
      for (int64_t number : {period.begin_ms, period.end_ms, period.tally.met,
                             period.tally.breached, period.tally.stopped, period.tally.used_ms}) {
        Number(number);
      }
      digest_.Add(period.alarmed ? 1 : 0);
    }
  }

  void AddHours() {
    digest_.Add(core_.flowing().size());
    for (const auto& [queue, to] : core_.flowing()) {
      Text(queue);
      Text(to);
    }
    for (const Symbol channel : core_.hours().down()) Text(channel);
    for (const Opening& opening : core_.hours().openings()) {
      digest_.Add(opening.open ? 1 : 0);
      Number(opening.due_ms);
    }
    for (const Mode& mode : core_.modes().modes()) {
      digest_.Add(mode.on ? 1 : 0);
      digest_.Add(mode.switched ? 1 : 0);
      Number(mode.until_ms);
      Number(mode.due_ms);
    }
  }

  const Core& core_;
  Digest digest_;
};

// The order of symbols tells in what order names came up, which is not part of the state.
void AddRounds(const SymbolPool& symbols, absl::Span<const std::pair<Symbol, uint64_t>> rounds,
               Digest& digest) {
  std::vector<std::pair<std::string_view, uint64_t>> by_name;
  for (const auto& [queue, ordinal] : rounds) by_name.emplace_back(symbols.Text(queue), ordinal);
  std::sort(by_name.begin(), by_name.end());
  digest.Add(by_name.size());
  for (const auto& [queue, ordinal] : by_name) {
    digest.AddText(queue);
    digest.Add(ordinal);
  }
}

// Of runs that are still to move; others have been forgotten with their millisecond.
void AddMoves(const RunMoves& run_moves, Digest& digest) {
  digest.AddSigned(run_moves.at_ms);
  digest.Add(run_moves.moves.size());
  for (const RunMove& move : run_moves.moves) {
    digest.AddText(move.chain);
    digest.AddText(move.to);
    digest.Add(move.restarts ? 1 : 0);
    digest.Add(move.steps.size());
    for (const uint16_t step : move.steps) digest.Add(step);
  }
}

}  // namespace

uint64_t Core::StateDigest() const {
  StateWalk walk(*this);
  Digest& digest = walk.digest();
  digest.Add(seed_);
  digest.Add(next_sequence_);
  digest.Add(tickets_.next_ordinal());
  digest.Add(current().policy().fingerprint());
  AddRounds(symbols_, rounds_, digest);
  for (const OpenBatch& batch : batches_) {
    digest.AddText(symbols_.Text(batch.queue));
    digest.AddSigned(batch.end_ms);
  }
  for (const VendorShare& share : shares_) {
    for (const int64_t number : {share.end_ms, share.taken, share.of_all}) digest.AddSigned(number);
  }
  for (const RetryWindow::Entry* entry : retries_.InOrder()) {
    digest.AddText(entry->id);
    digest.Add(entry->first_sequence);
    digest.AddSigned(entry->count);
  }
  for (const RuleRef& rule : failed_rules_) {
    digest.Add(version(rule.version).policy().fingerprint());
    digest.Add(static_cast<uint64_t>(rule.kind));
    digest.Add(rule.index);
  }
  for (const auto& [team, ordinal] : team_cursors_) {
    digest.AddText(team);
    digest.Add(ordinal);
  }
  AddMoves(run_moves_, digest);
  for (const auto& [ordinal, bucket] : rate_limits_.buckets()) {
    digest.Add(ordinal);
    for (const std::string* text :
         {&bucket.chain, &bucket.recipient, &bucket.target, &bucket.channel}) {
      digest.AddText(*text);
    }
    for (const int64_t number :
         {int64_t{bucket.limit.count}, bucket.limit.period_ms, bucket.full_ms}) {
      digest.AddSigned(number);
    }
    digest.Add(bucket.held.size());
    for (const escalate::HeldNote& note : bucket.held) {
      digest.Add(note.ticket);
      digest.AddText(note.chain);
      digest.Add(note.step);
      digest.AddSigned(note.at_ms);
    }
  }
  if (modes_turned_ms_ >= 0) digest.AddSigned(modes_turned_ms_);
  if (!incident_desk_->empty()) {
    ByteWriter incidents;
    incident_desk_->Put(incidents);
    digest.AddText(incidents.bytes());
  }
  if (!quiet_desk_->empty()) {
    ByteWriter promises;
    quiet_desk_->Put(promises);
    digest.AddText(promises.bytes());
  }
  return walk.Walk();
}

size_t Core::memory_bytes() const {
  return tickets_.memory_bytes() + timers_.memory_bytes() + symbols_.memory_bytes() +
         stated_.memory_bytes();
}

}  // namespace waypost::engine
