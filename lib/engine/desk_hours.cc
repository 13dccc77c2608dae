#include "lib/engine/desk_hours.h"

#include <algorithm>
#include <utility>

namespace waypost::engine {
namespace {

bool Contains(absl::Span<const Symbol> symbols, Symbol symbol) {
  return std::find(symbols.begin(), symbols.end(), symbol) != symbols.end();
}

}  // namespace

std::vector<Opening> DeskHours::OpeningsOf(const PolicyVersion& policy) {
  std::vector<Opening> openings;
  const policy::Tables& tables = policy.tables();
  for (size_t i = 0; i < tables.channels.size(); ++i) {
    if (tables.channels[i].calendar == policy::kNone) continue;
    openings.push_back({false, true, static_cast<uint16_t>(i)});
  }
  for (size_t i = 0; i < tables.queues.size(); ++i) {
    if (!policy.MayHaveHours(i)) continue;
    openings.push_back({true, true, static_cast<uint16_t>(i)});
  }
  return openings;
}

const Calendar* DeskHours::CalendarOf(const PolicyVersion& policy, const Opening& opening) {
  const policy::Tables& tables = policy.tables();
  const uint16_t calendar = opening.is_queue ? policy.queue(opening.index).calendar
                                             : tables.channels[opening.index].calendar;
  return calendar == policy::kNone ? nullptr : &tables.calendars[calendar].calendar;
}

Symbol DeskHours::NameOf(const PolicyVersion& policy, const Opening& opening) {
  const policy::Tables& tables = policy.tables();
  return policy.Global(opening.is_queue ? tables.queues[opening.index].id
                                        : tables.channels[opening.index].id);
}

void DeskHours::Begin(const PolicyVersion& policy, int64_t at_ms) {
  policy_ = &policy;
  openings_ = OpeningsOf(policy);
  for (Opening& opening : openings_) opening.due_ms = at_ms;
  Turn(at_ms);
}

void DeskHours::Install(const PolicyVersion& policy, int64_t at_ms) {
  std::vector<std::pair<bool, Symbol>> closed;
  for (const Opening& opening : openings_) {
    if (!opening.open) closed.emplace_back(opening.is_queue, NameOf(*policy_, opening));
  }
  policy_ = &policy;
  openings_ = OpeningsOf(policy);
  for (Opening& opening : openings_) {
    const auto name = std::make_pair(opening.is_queue, NameOf(policy, opening));
    opening.open = std::find(closed.begin(), closed.end(), name) == closed.end();
    opening.due_ms = at_ms;
  }
  Derive();
}

void DeskHours::LookAgain(int64_t at_ms) {
  for (Opening& opening : openings_) opening.due_ms = at_ms;
  Derive();
}

bool DeskHours::Restore(const PolicyVersion& policy, std::vector<Symbol> down,
                        const std::vector<Opening>& openings) {
  policy_ = &policy;
  openings_ = OpeningsOf(policy);
  if (openings.size() != openings_.size()) return false;
  for (size_t i = 0; i < openings.size(); ++i) {
    if (openings[i].due_ms < 0) return false;
    openings_[i].open = openings[i].open;
    openings_[i].due_ms = openings[i].due_ms;
  }
  for (const Symbol channel : down) {
    if (!policy.HasChannel(channel)) return false;
  }
  down_ = std::move(down);
  Derive();
  return true;
}

bool DeskHours::Mark(Symbol channel, bool up) {
  const auto found = std::find(down_.begin(), down_.end(), channel);
  if ((found == down_.end()) == up) return false;
  if (up) {
    down_.erase(found);
  } else {
    down_.push_back(channel);
  }
  Derive();
  return true;
}

Symbol DeskHours::DropUndeclared() {
  const auto found = std::find_if(down_.begin(), down_.end(),
                                  [this](Symbol channel) { return !policy_->HasChannel(channel); });
  if (found == down_.end()) return 0;
  const Symbol dropped = *found;
  down_.erase(found);
  return dropped;
}

std::vector<Opening> DeskHours::Turn(int64_t at_ms) {
  std::vector<Opening> turned;
  for (Opening& opening : openings_) {
    if (opening.due_ms > at_ms) continue;
    const Calendar* const calendar = CalendarOf(*policy_, opening);
    const bool open = calendar == nullptr || calendar->IsOpen(at_ms);
    opening.due_ms = calendar == nullptr ? Calendar::kNever
                     : open              ? calendar->NextClose(at_ms)
                                         : calendar->NextOpen(at_ms);
    if (open == opening.open) continue;
    opening.open = open;
    turned.push_back(opening);
  }
  Derive();
  return turned;
}

int64_t DeskHours::OpensAt(Symbol queue, Symbol channel) const {
  if (Contains(down_, channel)) return Calendar::kNever;
  int64_t opens_ms = -1;
  for (const Opening& opening : openings_) {
    const Symbol asked = opening.is_queue ? queue : channel;
    if (opening.open || NameOf(*policy_, opening) != asked) continue;
    opens_ms = std::max(opens_ms, opening.due_ms);
  }
  return opens_ms < 0 ? Calendar::kNever : opens_ms;
}

bool DeskHours::CanBeUsed(uint16_t channel) const {
  if (Contains(down_, policy_->Global(policy_->tables().channels[channel].id))) return false;
  return std::none_of(openings_.begin(), openings_.end(), [channel](const Opening& opening) {
    return !opening.is_queue && opening.index == channel && !opening.open;
  });
}

void DeskHours::Derive() {
  stand_ins_.clear();
  held_.clear();
  closed_.clear();
  due_ms_ = Calendar::kNever;
  for (const Opening& opening : openings_) {
    due_ms_ = std::min(due_ms_, opening.due_ms);
    if (opening.is_queue && !opening.open) closed_.push_back(opening.index);
  }
  const policy::Tables& tables = policy_->tables();
  const auto channels = static_cast<uint16_t>(tables.channels.size());
  for (uint16_t i = 0; i < channels; ++i) {
    if (CanBeUsed(i)) continue;
    uint16_t by = tables.channels[i].fallback;
    while (by != policy::kNone && !CanBeUsed(by)) by = tables.channels[by].fallback;
    const Symbol channel = policy_->Global(tables.channels[i].id);
    if (by == policy::kNone) {
      held_.push_back(channel);
    } else {
      stand_ins_.push_back({channel, policy_->Global(tables.channels[by].id)});
    }
  }
  std::sort(stand_ins_.begin(), stand_ins_.end(),
            [](const StandIn& a, const StandIn& b) { return a.channel < b.channel; });
}

bool DeskHours::IsHeld(Symbol channel) const { return Contains(held_, channel); }

int DeskHours::ClosedIndex(Symbol queue) const {
  for (const uint16_t index : closed_) {
    if (policy_->Global(policy_->tables().queues[index].id) == queue) return index;
  }
  return -1;
}

Symbol DeskHours::SiteFor(Symbol queue, bool owned) const {
  const int index = ClosedIndex(queue);
  if (index < 0) return 0;
  const policy::Queue& row = policy_->tables().queues[static_cast<size_t>(index)];
  if (owned && !row.follow_owned) return 0;
  for (const uint16_t site : row.follow) {
    if (std::find(closed_.begin(), closed_.end(), site) != closed_.end()) continue;
    return policy_->Global(policy_->tables().queues[site].id);
  }
  return 0;
}

Symbol DeskHours::StandInOf(Symbol channel) const {
  for (const StandIn& stand_in : stand_ins_) {
    if (stand_in.channel == channel) return stand_in.by;
  }
  return 0;
}

}  // namespace waypost::engine
