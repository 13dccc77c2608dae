#include "lib/engine/run_mover.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/escalate/move.h"
#include "lib/escalate/run.h"

namespace waypost::engine {
namespace {

// Some incident or alarm of the policy has the chain, so that it needs no ticket.
bool IsHosted(const policy::Tables& tables, uint16_t chain) {
  for (const policy::IncidentStream& stream : tables.incident_streams) {
    if (stream.escalation == chain) return true;
    for (const policy::IncidentLevel& level : stream.levels) {
      if (level.escalation == chain) return true;
    }
  }
  return std::any_of(tables.alarms.begin(), tables.alarms.end(),
                     [&](const policy::Alarm& alarm) { return alarm.escalation == chain; });
}

std::string NameOf(const IncidentDesk::Host& host) {
  const bool incident = !host.incident.empty();
  return absl::StrCat(incident ? "incident \"" : "alarm \"",
                      ToAbsl(incident ? host.incident : host.alarm), "\"");
}

}  // namespace

absl::Status Core::RunMover::Check(absl::Span<const RunMove> moves) const {
  for (size_t i = 0; i < moves.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (moves[i].chain != moves[j].chain && moves[i].to != moves[j].to) continue;
      const std::string& twice = moves[i].chain == moves[j].chain ? moves[i].chain : moves[i].to;
      return InvalidArgument(Say(
          {"chains: escalation \"$0\" is named twice", "chains：升级链 \"$0\" 写了两次"}, twice));
    }
  }
  if (core_.run_moves_.at_ms != core_.at_ms_) return absl::OkStatus();
  return ErrorOf(absl::StatusCode::kFailedPrecondition,
                 {"another policy of this millisecond moves chains that have not moved yet; "
                  "replace it a millisecond later",
                  "同一毫秒的另一份策略要移动尚未移动的升级链；请晚一毫秒再替换"});
}

const RunMove* Core::RunMover::MoveOf(const escalate::Run& run, const RunMoves& moves) const {
  const policy::Tables& tables = core_.version(run.version).tables();
  return run.live() ? moves.Find(tables.names[tables.escalations[run.escalation].id]) : nullptr;
}

std::vector<std::string> Core::RunMover::InTheWay(const PolicyVersion& next,
                                                  const RunMoves& moves) const {
  std::vector<std::string> in_the_way;
  for (const RunMove& move : moves.moves) {
    if (next.FindEscalation(core_.symbols_.Find(move.to)) != policy::kNone) continue;
    in_the_way.push_back(absl::StrCat("escalation \"", move.chain,
                                      "\" cannot go on: the new policy has no \"", move.to, "\""));
  }
  if (!in_the_way.empty() || moves.moves.empty()) return in_the_way;
  for (const IncidentDesk::Host& host : core_.incident_desk_->HostsUnder(next)) {
    for (const escalate::Run& run : host.ticket.rare->runs) {
      const RunMove* const move = MoveOf(run, moves);
      if (move == nullptr) continue;
      const uint16_t to = next.FindEscalation(core_.symbols_.Find(move->to));
      if (IsHosted(next.tables(), to)) continue;
      in_the_way.push_back(absl::StrCat("escalation \"", move->chain, "\" runs for ", NameOf(host),
                                        ", and no incident or alarm of the new policy has \"",
                                        move->to, "\""));
    }
    for (const escalate::Run& run : host.ticket.rare->runs) {
      std::string sentence = InTheWayOf(host.ticket, run, moves, next, NameOf(host));
      if (!sentence.empty()) in_the_way.push_back(std::move(sentence));
    }
  }
  for (const Slot slot : core_.tickets_.InOrder()) {
    const Ticket& ticket = core_.tickets_[slot];
    for (const escalate::Run& run : ticket.rare->runs) {
      std::string sentence = InTheWayOf(ticket, run, moves, next,
                                        absl::StrCat("ticket \"", ToAbsl(ticket.id.view()), "\""));
      if (sentence.empty()) continue;
      in_the_way.push_back(std::move(sentence));
      return in_the_way;  // one is enough: there may be a million
    }
  }
  return in_the_way;
}

// A live run of a chain that stays as it is.
bool Core::RunMover::Stays(const Ticket& ticket, const RunMoves& moves,
                           std::string_view chain) const {
  return std::any_of(ticket.rare->runs.begin(), ticket.rare->runs.end(),
                     [&](const escalate::Run& run) {
                       const policy::Tables& tables = core_.version(run.version).tables();
                       return run.live() && MoveOf(run, moves) == nullptr &&
                              tables.names[tables.escalations[run.escalation].id] == chain;
                     });
}

std::string Core::RunMover::InTheWayOf(const Ticket& ticket, const escalate::Run& run,
                                       const RunMoves& moves, const PolicyVersion& next,
                                       const std::string& of) const {
  const RunMove* const move = MoveOf(run, moves);
  if (move == nullptr) return {};
  if (Stays(ticket, moves, move->to)) {
    return absl::StrCat("escalation \"", move->chain, "\" cannot go on as \"", move->to,
                        "\", which runs already for ", of);
  }
  if (move->restarts) return {};
  const escalate::Destination to = {&next.tables(), 0,
                                    next.FindEscalation(core_.symbols_.Find(move->to))};
  if (escalate::NextStepThere(core_.version(run.version).tables(), run, to, move->steps)) return {};
  return absl::StrCat("step ", run.next_step + 1, " of escalation \"", move->chain,
                      "\" comes next for ", of, ", but none of the new policy takes its place");
}

void Core::RunMover::Mark(RunMoves moves) {
  core_.run_moves_ = std::move(moves);
  if (core_.run_moves_.moves.empty()) {
    core_.run_moves_.at_ms = -1;
    return;
  }
  core_.run_moves_.at_ms = core_.at_ms_;
  for (Slot slot = 0; slot < core_.tickets_.limit(); ++slot) {
    Ticket& ticket = core_.tickets_[slot];
    if (ticket.ordinal == 0 || !MarkRuns(ticket)) continue;
    ticket.rare.Make().watch_ms = core_.at_ms_;
    core_.SetTimer(slot);
  }
  for (const IncidentDesk::Host& host : core_.incident_desk_->Hosts()) MarkRuns(host.ticket);
  core_.incident_desk_->NoteMoves();
}

bool Core::RunMover::MarkRuns(Ticket& ticket) {
  bool any = false;
  for (uint32_t i = 0; i < ticket.rare->runs.size(); ++i) {
    if (MoveOf(ticket.rare->runs[i], core_.run_moves_) == nullptr) continue;
    ticket.rare.Make().runs[i].moves = any = true;
  }
  return any;
}

void Core::RunMover::Move(const IncidentDesk::Host& host) {
  for (uint32_t i = 0; i < host.ticket.rare->runs.size(); ++i) {
    if (!host.ticket.rare->runs[i].moves) continue;
    core_.AddUses(host.ticket, -1);
    MoveRun(host, host.ticket.rare.Make().runs[i]);
    core_.AddUses(host.ticket, +1);
  }
  if (!host.ticket.rare->runs.empty()) escalate::OrderRuns(host.ticket.rare.Make().runs);
}

void Core::RunMover::MoveRun(const IncidentDesk::Host& host, escalate::Run& run) {
  Ticket& ticket = host.ticket;
  const RunMove* const move = MoveOf(run, core_.run_moves_);
  run.moves = false;
  if (move == nullptr) return;                            // it has ended meanwhile
  if (Stays(ticket, core_.run_moves_, move->to)) return;  // or the other has begun
  const uint16_t chain = core_.current().FindEscalation(core_.symbols_.Find(move->to));
  if (chain == policy::kNone) return;  // only a forged snapshot says so
  const escalate::Destination to = {&core_.current().tables(), core_.current_, chain};
  const bool stands = !ticket.rare->standing.empty() &&
                      escalate::TakeUp(core_.at_ms_, run, ticket.rare.Make().standing);
  escalate::Effect until_now;
  until_now.version = run.version;
  until_now.escalation = run.escalation;
  core_.ForgetAwaited(ticket, until_now);
  if (move->restarts) {
    escalate::RestartThere(to, core_.at_ms_, run);
  } else {
    const auto next =
        escalate::NextStepThere(core_.version(run.version).tables(), run, to, move->steps);
    escalate::GoOnThere(to, next.value_or(0), core_.at_ms_, run);
  }
  if (stands) escalate::PutDown(core_.at_ms_, run, ticket.rare.Make().standing);
  escalate::Effect effect;
  effect.version = run.version;
  effect.escalation = run.escalation;
  effect.step = run.next_step;
  Event event = core_.MakeChain(EventKind::kEscalationMoved, ticket, effect);
  event.text = move->chain;
  event.flag = move->restarts;
  event.stage = static_cast<uint16_t>(run.next_step + 1);
  event.due_ms = run.due_ms == Calendar::kNever ? int64_t{0} : run.due_ms;
  event.incident_id = host.incident;
  event.alarm = host.alarm;
  core_.Emit(event);
  if (ticket.ordinal != 0) core_.pending_.watch = true;  // nothing is watched without a ticket
}

}  // namespace waypost::engine
