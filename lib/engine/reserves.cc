#include "lib/engine/reserves.h"

#include <algorithm>
#include <tuple>

#include "lib/engine/open_stages.h"
#include "lib/engine/relief.h"

namespace waypost::engine {

void Core::Reserves::Install() {
  const std::vector<uint32_t> places = core_.agents_.InOrder();
  for (const uint32_t place : places) {
    route::AgentProfile& profile = core_.agents_[place].profile;
    if (profile.kept_by.empty()) continue;
    profile.kept_by.clear();
    if (core_.dispatcher_.OnRoster(place)) core_.dispatcher_.SetAgent(place, profile);
  }
  core_.kept_.clear();
  const PolicyVersion& policy = core_.current();
  for (const policy::Queue& queue : policy.tables().queues) {
    for (const policy::Reserve& row : queue.reserve) {
      core_.kept_.push_back(
          {policy.Global(queue.id), policy.Global(row.skill), row.level, row.keep_free, {}});
    }
  }
  for (const uint32_t place : places) Note(place);
}

bool Core::Reserves::Holds(const Agent& agent, const KeptFree& kept) const {
  const std::vector<route::Level>& skills = agent.profile.skills;
  return std::any_of(skills.begin(), skills.end(), [&](const route::Level& skill) {
    return skill.symbol == kept.skill && skill.level >= kept.level;
  });
}

void Core::Reserves::Note(uint32_t place) {
  const Agent& agent = core_.agents_[place];
  const bool is_free = core_.dispatcher_.OnRoster(place) && agent.can_take_more();
  for (size_t i = 0; i < core_.kept_.size(); ++i) {
    Count(i, place, is_free && Holds(agent, core_.kept_[i]));
  }
}

void Core::Reserves::Forget(uint32_t place) {
  for (size_t i = 0; i < core_.kept_.size(); ++i) Count(i, place, false);
}

void Core::Reserves::Count(size_t index, uint32_t place, bool is_free) {
  KeptFree& kept = core_.kept_[index];
  if (kept.free.Contains(place) == is_free) return;
  const bool was_short = kept.free.size() <= kept.keep_free;
  if (is_free) {
    kept.free.Add(place);
  } else {
    kept.free.Remove(place);
    Keep(index, place, false);
  }
  const bool is_short = kept.free.size() <= kept.keep_free;
  if (is_short) {
    if (is_free) Keep(index, place, true);
    if (was_short) return;
  } else if (!was_short) {
    return;
  }
  // The order in which they came to be free is not part of the state.
  std::vector<uint32_t> holders(kept.free.begin(), kept.free.end());
  std::sort(holders.begin(), holders.end(), [this](uint32_t a, uint32_t b) {
    const Agent& first = core_.agents_[a];
    const Agent& second = core_.agents_[b];
    return std::tie(first.idle_since_ms, first.ordinal) <
           std::tie(second.idle_since_ms, second.ordinal);
  });
  for (const uint32_t holder : holders) {
    Keep(index, holder, is_short);
    if (!is_short) core_.NoteFree(holder);
  }
}

void Core::Reserves::Keep(size_t index, uint32_t place, bool keep) {
  route::AgentProfile& profile = core_.agents_[place].profile;
  const auto number = static_cast<uint32_t>(index);
  const auto at = std::lower_bound(profile.kept_by.begin(), profile.kept_by.end(), number);
  const bool is_kept = at != profile.kept_by.end() && *at == number;
  if (is_kept == keep) return;
  if (keep) {
    profile.kept_by.insert(at, number);
  } else {
    profile.kept_by.erase(at);
  }
  if (core_.dispatcher_.OnRoster(place)) core_.dispatcher_.SetAgent(place, profile);
}

bool Core::Reserves::Needs(Symbol skill) const {
  return std::any_of(
      core_.needs_.begin(), core_.needs_.end(), [skill](const route::StageNeed& need) {
        const std::vector<expression::RequirementNode>& nodes = need.requirement->nodes;
        return std::any_of(
            nodes.begin(), nodes.end(), [skill](const expression::RequirementNode& node) {
              return node.op == expression::RequirementOp::kSkillAtLeast && node.symbol == skill;
            });
      });
}

bool Core::Reserves::UsesReserves(const Ticket& ticket) const {
  if (ticket.route == policy::kNone || ticket.owner_first != OwnerFirst::kNo) return false;
  bool uses = false;
  core_.ForEachOpenStage(ticket, [&](const policy::Stage& stage) { uses |= stage.uses_reserve; });
  return uses;
}

absl::Span<const uint32_t> Core::Reserves::LeftAloneBy(const Ticket& ticket) const {
  core_.left_alone_.clear();
  const PolicyVersion& policy = core_.current();
  const uint16_t index = policy.FindQueue(ticket.queue);
  if (index == policy::kNone || UsesReserves(ticket)) return {};
  const policy::Queue& queue = policy.tables().queues[index];
  const Symbol name = policy.Global(queue.id);
  uint32_t number = 0;
  while (number < core_.kept_.size() && core_.kept_[number].queue != name) ++number;
  for (const policy::Reserve& row : queue.reserve) {
    const bool released = Relief::DueOf(core_, ticket, row.release) <= ticket.rare->helped_ms;
    if (!released && !Needs(policy.Global(row.skill))) core_.left_alone_.push_back(number);
    ++number;
  }
  return core_.left_alone_;
}

}  // namespace waypost::engine
