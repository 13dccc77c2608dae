// What starts or clears chains without a command that says so: conditions that turn, waits that
// grow long, emotions that rise.
#include <algorithm>
#include <utility>

#include "lib/base/digest.h"
#include "lib/engine/bits.h"
#include "lib/engine/core.h"
#include "lib/engine/run_mover.h"
#include "lib/engine/ticket_facts.h"

namespace waypost::engine {
namespace {

// The fact's value in a row, which is present or not.
uint64_t FactDigest(const expression::FactRow& row, const expression::Fact& fact, uint32_t index) {
  Digest digest;
  const bool present = HasBit(row.present, index);
  digest.Add(present ? 1 : 0);
  if (fact.type == expression::Type::kStringList) {
    for (const std::string_view text : row.list_texts[index]) digest.AddText(text);
  } else if (present && fact.type == expression::Type::kString) {
    digest.AddText(row.texts[index]);
  } else if (present) {
    digest.AddSigned(row.values[index]);
  }
  return digest.Value();
}

bool AwaitsClearing(const policy::Tables& tables, const escalate::Run& run) {
  return run.live() && tables.escalations[run.escalation].clear_after_ms > 0;
}

bool AnyBecomesTrue(const policy::Tables& tables) {
  return std::any_of(tables.watched.begin(), tables.watched.end(),
                     [&](uint16_t chain) { return tables.escalations[chain].on.becomes_true; });
}

}  // namespace

void Core::SettleWatch(Slot slot) {
  if (!std::exchange(pending_.watch, false)) return;
  Ticket& ticket = tickets_[slot];
  if (ticket.state == TicketState::kSolved || ticket.state == TicketState::kClosed) {
    return;  // looked at again when it is reopened
  }
  SettleBecomesTrue(ticket);
  SettleChanged(ticket);
  SettleClearing(ticket);
}

// Chains are remembered by name, so that a new policy does not see as turned true what was true.
void Core::SettleBecomesTrue(Ticket& ticket) {
  PolicyVersion& now = *versions_[current_];
  const policy::Tables& tables = now.tables();
  if (!AnyBecomesTrue(tables)) return;
  TicketFacts facts(*this, ticket);
  const absl::Span<const uint64_t> holds = now.escalate().Watch(current_, facts);
  for (size_t i = 0; i < tables.watched.size(); ++i) {
    const uint16_t index = tables.watched[i];
    const policy::Escalation& chain = tables.escalations[index];
    if (!chain.on.becomes_true) continue;
    const Symbol name = now.Global(chain.id);
    const CompactVector<Symbol>& known = ticket.rare->true_chains;
    const auto* const found = std::find(known.begin(), known.end(), name);
    const bool held = found != known.end();
    if (held == HasBit(holds, i)) continue;
    CompactVector<Symbol>& chains = ticket.rare.Make().true_chains;
    if (held) {
      chains.erase(static_cast<uint32_t>(found - known.begin()));
      if (chains.empty()) chains.clear();
      symbols_.Release(name);
      ticket.rare.DropIfEmpty();
      continue;
    }
    symbols_.Acquire(name);
    chains.push_back(name);
    escalate::Signal signal;
    signal.kind = escalate::Signal::Kind::kBecameTrue;
    signal.escalation = index;
    pending_.signals.push_back({signal, cause_sequence_});
  }
}

// Facts are remembered by name and digest. One that nobody has looked at before has not changed.
void Core::SettleChanged(Ticket& ticket) {
  PolicyVersion& now = *versions_[current_];
  const policy::Tables& tables = now.tables();
  if (tables.followed.empty()) return;
  const expression::FactRow row = now.RowOf(ticket, symbols_, stated_, at_ms_);
  for (const policy::FactMark& mark : tables.followed) {
    const Symbol name = now.Global(mark.name);
    const uint64_t digest = FactDigest(row, *tables.environment.At(mark.fact), mark.fact);
    CompactVector<FollowedFact>& followed = ticket.rare.Make().followed;
    auto* const known = std::find_if(followed.begin(), followed.end(),
                                     [&](const FollowedFact& each) { return each.fact == name; });
    if (known == followed.end()) {
      symbols_.Acquire(name);
      followed.push_back({digest, name, 0});
      continue;
    }
    if (std::exchange(known->digest, digest) == digest || pending_.opening) continue;
    escalate::Signal signal;
    signal.kind = escalate::Signal::Kind::kChanged;
    signal.amount = mark.fact;
    signal.milestone = mark.name;
    pending_.signals.push_back({signal, cause_sequence_});
  }
}

void Core::SettleClearing(Ticket& ticket) {
  TicketFacts facts(*this, ticket);
  for (uint32_t i = 0; i < ticket.rare->runs.size(); ++i) {
    escalate::Run& run = ticket.rare.Make().runs[i];
    PolicyVersion& of = *versions_[run.version];
    const policy::Tables& tables = of.tables();
    if (!AwaitsClearing(tables, run)) continue;
    const auto place =
        std::lower_bound(tables.watched.begin(), tables.watched.end(), run.escalation);
    const bool holds = HasBit(of.escalate().Watch(run.version, facts),
                              static_cast<size_t>(place - tables.watched.begin()));
    if (holds) {
      run.clear_ms = Calendar::kNever;
    } else if (run.clear_ms == Calendar::kNever) {
      run.clear_ms = at_ms_ + tables.escalations[run.escalation].clear_after_ms;
    }
  }
}

// Commands come before timers of the same millisecond, so what falls now is still to come, unless
// it has been looked at.
void Core::ArmWatch(Ticket& ticket) {
  if (!watches_ && ticket.rare->watch_ms == Calendar::kNever) return;
  int64_t next_ms = Calendar::kNever;
  for (const escalate::Run& run : ticket.rare->runs) {
    if (run.moves) next_ms = run_moves_.at_ms;
  }
  if (ticket.state != TicketState::kSolved && ticket.state != TicketState::kClosed) {
    const int64_t after_ms = std::max<int64_t>(at_ms_ - 1, ticket.rare->watched_ms);
    const escalate::Decider& now = current().escalate();
    if (watches_modes_ && modes_turned_ms_ > after_ms)
      next_ms = std::min(next_ms, modes_turned_ms_);
    next_ms =
        std::min(next_ms, now.NextWait(ticket.waits_since_ms, ticket.unanswered_ms, after_ms));
    if (AnyBecomesTrue(now.tables())) {
      next_ms = std::min(next_ms, now.NextFlip(ticket.opened_ms, after_ms));
    }
    for (const escalate::Run& run : ticket.rare->runs) {
      const escalate::Decider& of = version(run.version).escalate();
      if (!AwaitsClearing(of.tables(), run)) continue;
      next_ms = std::min(next_ms, of.NextFlip(ticket.opened_ms, after_ms));
    }
  }
  if (next_ms == ticket.rare->watch_ms) return;
  ticket.rare.Make().watch_ms = next_ms;
  ticket.rare.DropIfEmpty();
}

void Core::FireWatch(Slot slot, int64_t due_ms) {
  Ticket& ticket = tickets_[slot];
  ticket.rare.Make().watch_ms = Calendar::kNever;
  ticket.rare.Make().watched_ms = due_ms;
  RunMover(*this).Move(ticket);
  const auto note = [&](escalate::Signal::Kind kind, int64_t since_ms) {
    if (since_ms == Calendar::kNever) return;
    escalate::Signal signal;
    signal.kind = kind;
    signal.amount = due_ms - since_ms;
    NoteSignal(signal);
  };
  note(escalate::Signal::Kind::kUnassigned, ticket.waits_since_ms);
  note(escalate::Signal::Kind::kNoReply, ticket.unanswered_ms);
  pending_.watch = true;
  Settle(slot);
}

// What was felt before counts for six tenths, and two messages running for one level more.
void Core::NoteEmotion(Ticket& ticket, uint8_t previous) {
  if (!feels_) return;
  const int last = ticket.emotion;
  const int before = ticket.rare->felt;
  const int heat = std::max(10 * last, ticket.rare->heat * 6 / 10);
  const int twice = std::min<int>(last, previous);
  const int felt = std::max(heat / 10, twice == 0 ? 0 : std::min(twice + 1, 5));
  if (heat != ticket.rare->heat || felt != before) {
    ticket.rare.Make().heat = static_cast<uint8_t>(heat);
    ticket.rare.Make().felt = static_cast<uint8_t>(felt);
    ticket.rare.DropIfEmpty();
  }
  if (felt <= before) return;
  escalate::Signal signal;
  signal.kind = escalate::Signal::Kind::kEmotion;
  signal.amount = felt;
  signal.before = before;
  NoteSignal(signal);
}

}  // namespace waypost::engine
