#include "lib/engine/stopped_chains.h"

#include <algorithm>
#include <cstddef>

namespace waypost::engine {
namespace {

using escalate::Run;

bool CanTellAnother(const policy::Step& step) {
  const auto has_channels = [](const policy::NotifyTarget& target) {
    return target.channels.size() > 1;
  };
  return !step.fallback.empty() ||
         std::any_of(step.notify.begin(), step.notify.end(), has_channels) ||
         std::any_of(step.panel.members.begin(), step.panel.members.end(), has_channels);
}

bool CanTellAnother(const policy::Tables& tables, const policy::Escalation& chain) {
  const size_t count = size_t{chain.step_count} + (chain.has_on_clear ? 1 : 0);
  for (size_t i = 0; i < count; ++i) {
    if (CanTellAnother(tables.steps[chain.first_step + i])) return true;
  }
  return false;
}

bool IsStopped(const Ticket& ticket, Symbol chain) {
  const CompactVector<Symbol>& stopped = ticket.rare->stopped;
  return std::find(stopped.begin(), stopped.end(), chain) != stopped.end();
}

}  // namespace

void NoteBegun(Symbol chain, SymbolPool& symbols, Ticket& ticket) {
  if (!IsStopped(ticket, chain)) return;
  CompactVector<Symbol>& stopped = ticket.rare.Make().stopped;
  auto* const place = std::find(stopped.begin(), stopped.end(), chain);
  stopped.erase(static_cast<uint32_t>(place - stopped.begin()));
  if (stopped.empty()) stopped.clear();
  ticket.rare.DropIfEmpty();
  symbols.Release(chain);
}

void NoteStopped(Symbol chain, const policy::Tables& tables, const escalate::Effect& ended,
                 SymbolPool& symbols, Ticket& ticket) {
  if (IsStopped(ticket, chain)) return;
  if (!CanTellAnother(tables, tables.escalations[ended.escalation])) return;
  symbols.Acquire(chain);
  ticket.rare.Make().stopped.push_back(chain);
}

bool TellsNobodyElse(const Ticket& ticket, Symbol name, const escalate::Effect& failed,
                     const policy::Escalation& chain) {
  for (const Run& run : ticket.rare->runs) {
    const bool of_it = run.version == failed.version && run.escalation == failed.escalation;
    if (of_it && run.live()) return run.state == Run::State::kHeld;
  }
  const bool over = ticket.state == TicketState::kSolved || ticket.state == TicketState::kClosed;
  const bool begins_after = chain.on.solved || chain.on.closed || chain.on.rated_at_most > 0 ||
                            chain.on.comment_emotion_at_least > 0 || chain.on.appealed;
  if (over && !begins_after) return true;
  const bool of_clearing = chain.has_on_clear && failed.step == chain.step_count;
  return IsStopped(ticket, name) && !of_clearing;
}

}  // namespace waypost::engine
