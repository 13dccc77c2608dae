// What a desk cannot use for a while: channels that are down, and hours of channels and queues.
#include <algorithm>
#include <string>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/engine/relief.h"

namespace waypost::engine {

absl::Status Core::SetChannel(std::string_view channel, bool up) {
  const Symbol name = symbols_.Find(channel);
  if (name == 0 || !current().HasChannel(name)) {
    Refuse(Refusal::kUnknownName, {},
           absl::StrCat("the policy declares no channel \"", ToAbsl(channel), "\""));
    return absl::OkStatus();
  }
  if (!hours_.Mark(name, up)) {
    Refuse(Refusal::kWrongState, {},
           absl::StrCat("channel \"", ToAbsl(channel), "\" is ", up ? "up" : "down", " already"));
    return absl::OkStatus();
  }
  if (!up) symbols_.Acquire(name);
  ReportChannel(name, up ? ChannelHow::kUp : ChannelHow::kDown, RecountLoads());
  if (up) symbols_.Release(name);
  ReviewDesk();
  return absl::OkStatus();
}

void Core::ReportChannel(Symbol channel, ChannelHow how, const std::vector<std::string>& over) {
  Event event = Make(EventKind::kChannelChanged);
  event.channel = channel;
  event.code = static_cast<uint8_t>(how);
  event.target = hours_.StandInOf(channel);
  event.texts = over;
  Emit(event);
}

bool Core::FireHours(int64_t due_ms, int64_t& left) {
  if (left == 0) return false;
  --left;
  at_ms_ = due_ms;
  by_timer_ = true;
  command_id_ = {};
  cause_sequence_ = 0;
  const std::vector<Opening> turned = hours_.Turn(due_ms);
  if (turned.empty()) return true;
  std::vector<std::string> over = RecountLoads();
  const policy::Tables& tables = current().tables();
  for (const Opening& opening : turned) {
    if (!opening.is_queue) {
      ReportChannel(current().Global(tables.channels[opening.index].id),
                    opening.open ? ChannelHow::kOpened : ChannelHow::kClosed, over);
      over.clear();  // told once
      continue;
    }
    Event event = Make(EventKind::kQueueHours);
    event.rule = {RuleRef::Kind::kQueue, current_, opening.index, 0};
    event.queue = current().Global(tables.queues[opening.index].id);
    event.flag = opening.open;
    event.target = hours_.SiteFor(event.queue, false);
    Emit(event);
  }
  ReviewDesk();
  return true;
}

// Another policy is in force. The ids of those who have too much by it.
std::vector<std::string> Core::ReplaceHours() {
  const bool narrowed = hours_.narrows();
  hours_.Install(current(), at_ms_);
  while (const Symbol dropped = hours_.DropUndeclared()) symbols_.Release(dropped);
  hours_.Install(current(), at_ms_);
  if (!narrowed && !hours_.narrows()) return {};
  std::vector<std::string> over = RecountLoads();
  ReviewDesk();
  return over;
}

// What counts under which channel has changed. The ids of those who have too much by it.
std::vector<std::string> Core::RecountLoads() {
  std::vector<std::string> over;
  for (const uint32_t place : agents_.InOrder()) {
    Agent& agent = agents_[place];
    const bool exceeded = agent.load.Exceeded();
    const bool beyond = agent.load.BeyondCapacity();
    agent.load.Follow(hours_.stand_ins(), modes_.capacity_percent());
    TellDispatcher(place);
    const bool more =
        (agent.load.Exceeded() && !exceeded) || (agent.load.BeyondCapacity() && !beyond);
    if (more) over.emplace_back(symbols_.Text(agent.id));
  }
  return over;
}

// Whoever waits may be waiting for others now, and whoever is free may be free for others.
//
// Cost: O(tickets log tickets + agents log agents), a few times a day.
void Core::ReviewDesk() {
  for (const Slot slot : tickets_.InOrder()) {
    if (!dispatcher_.IsWaiting(slot)) continue;
    Ticket& ticket = tickets_[slot];
    dispatcher_.Dequeue(slot);
    FillNeeds(ticket);
    TakeClass(ticket);
    dispatcher_.Enqueue(slot, ticket.route_class, KeyOf(ticket), AvoidedBy(ticket));
  }
  ServeEverybody();
}

void Core::ServeEverybody() {
  NoteAllFree(agents_.InOrder());
  ServeFreeAgents();
}

// The longest idle first, but after all others those who come last. `places` in the order of
// joining.
void Core::NoteAllFree(std::vector<uint32_t> places) {
  std::stable_sort(places.begin(), places.end(), [this](uint32_t a, uint32_t b) {
    return std::tie(agents_[a].cap, agents_[a].idle_since_ms) <
           std::tie(agents_[b].cap, agents_[b].idle_since_ms);
  });
  for (const uint32_t place : places) NoteFree(place);
}

// Adds the needs of queues that help out, closes those of what cannot be used now, and adds those
// of the sites that follow.
void Core::CloseNeeds(const Ticket& ticket) {
  if (overflows_) Relief::Append(*this, ticket, needs_);
  if (!hours_.narrows()) return;
  const bool held = hours_.IsHeld(ChannelOf(ticket));
  const size_t own = needs_.size();
  for (size_t i = 0; i < own; ++i) {
    if (!held && !hours_.IsClosed(needs_[i].queue)) continue;
    needs_[i].closed = true;
    if (held) continue;
    route::StageNeed moved = needs_[i];
    moved.queue = hours_.SiteFor(moved.queue, ticket.owner != 0);
    moved.closed = false;
    if (moved.queue != 0) needs_.push_back(moved);
  }
}

}  // namespace waypost::engine
