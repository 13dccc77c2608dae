// Tickets that nobody could ever take: over all stages and languages, for everybody on the roster.
#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "lib/engine/explain_routing.h"
#include "lib/engine/fixed_asks.h"
#include "lib/engine/routing_asks.h"
#include "lib/engine/routing_sentence.h"
#include "lib/engine/rule_text.h"
#include "lib/route/eligibility.h"

namespace waypost::engine {
namespace {

constexpr size_t kMostTickets = 1'000;

// Whoever lacks the fewest parts of what a stage requires and of what holds at every stage, then
// the fewest levels of them; then the first stage, then who joined first.
struct Nearest {
  const RoutingAsk* ask = nullptr;  // null: nobody serves its queues
  const route::StageNeed* need = nullptr;
  uint32_t place = kNobody;
  std::vector<uint32_t> lacks;  // of the stage
  size_t unmet = 0;             // of what holds at every stage
  int levels = 0;

  size_t parts() const { return lacks.size() + unmet; }
  bool NearerThan(const Nearest& other) const {
    return std::make_tuple(parts(), levels) < std::make_tuple(other.parts(), other.levels);
  }
};

// What has no level is as far away as a level can be.
constexpr int kFarthest = 100;

int LevelsLacking(const route::AgentEligibility& agent, const route::StageNeed& need,
                  uint32_t language, absl::Span<const uint32_t> lacks) {
  int levels = 0;
  for (const uint32_t index : lacks) {
    const expression::RequirementNode& node = need.requirement->nodes[index];
    levels += node.level == 0 ? kFarthest : node.level - agent.LevelFor(need, node, language);
  }
  return levels;
}

class UnroutableFinder {
 public:
  explicit UnroutableFinder(const Core& core) : core_(core) {
    for (const uint32_t place : core.agents().InOrder()) {
      agents_.emplace_back(place, core.agents()[place].profile);
    }
  }

  // Nothing if somebody could take it some time.
  const v1::UnroutableTicket* Find(const Ticket& ticket) {
    const FixedAsks fixed(core_, ticket);
    if (ticket.has_class &&
        core_.dispatcher().AnyEligible(ticket.route_class, PlacesOf(fixed.excluded))) {
      return nullptr;
    }
    // Tickets of one kind have the same answer, but for their ids.
    const auto [found, is_new] = known_.try_emplace(std::make_tuple(
        ticket.has_class, ticket.route_version, ticket.route, ticket.queue, ticket.language,
        ticket.stage, ticket.rare->skipped_stages, fixed.modalities, fixed.excluded));
    if (is_new) found->second = Judge(ticket, fixed);
    return found->second.sentence().empty() ? nullptr : &found->second;
  }

 private:
  using Kind = std::tuple<bool, uint8_t, uint16_t, Symbol, Symbol, uint8_t, uint64_t,
                          std::vector<Symbol>, std::vector<Symbol>>;

  std::vector<uint32_t> PlacesOf(const std::vector<Symbol>& agents) const {
    std::vector<uint32_t> places;
    for (const Symbol agent : agents) {
      const uint32_t place = core_.agents().Find(agent);
      if (place != kNobody) places.push_back(place);
    }
    return places;
  }

  v1::UnroutableTicket Judge(const Ticket& ticket, const FixedAsks& fixed) const {
    v1::UnroutableTicket out;
    const RoutingAsks asks(core_, ticket, RoutingAsks::Languages::kAll);
    Nearest nearest;
    for (const RoutingAsk& ask : asks.all()) {
      if (!LookAt(ask, fixed, ticket.language, nearest)) return {};
    }
    if (!asks.all().empty()) {
      const RuleRef& rule = nearest.ask == nullptr ? asks.all().front().rule : nearest.ask->rule;
      *out.mutable_decided_by() = DescribeRule(core_.version(rule.version).tables(), rule);
    }
    Words unmet;
    if (nearest.ask != nullptr) {
      Describe(nearest, out);
      unmet = fixed.DescribeUnmet(core_, core_.agents()[nearest.place]);
    }
    SetSentence(SentenceOf(out, unmet, HasText(nearest, ticket.language)), out);
    return out;
  }

  // False: somebody could take it by this.
  bool LookAt(const RoutingAsk& ask, const FixedAsks& fixed, uint32_t language,
              Nearest& nearest) const {
    for (const auto& [place, agent] : agents_) {
      const size_t unmet = fixed.CountUnmet(core_.agents()[place]);
      for (const route::StageNeed& need : ask.needs) {
        if (!agent.Serves(need.queue)) continue;
        Nearest found = {&ask, &need, place, agent.ToRelax(need, language), unmet, 0};
        if (found.parts() == 0) return false;
        found.levels =
            LevelsLacking(agent, need, language, found.lacks) + kFarthest * static_cast<int>(unmet);
        if (nearest.ask == nullptr || found.NearerThan(nearest)) nearest = std::move(found);
      }
    }
    return true;
  }

  void Describe(const Nearest& nearest, v1::UnroutableTicket& out) const {
    const Symbol id = core_.agents()[nearest.place].id;
    out.set_nearest_agent_id(std::string(core_.symbols().Text(id)));
    const expression::Requirement& requirement = *nearest.need->requirement;
    for (const uint32_t index : nearest.lacks) {
      const expression::RequirementNode& node = requirement.nodes[index];
      out.add_relax(requirement.text.substr(node.begin, node.end - node.begin));
    }
  }

  // The agent's level in the one thing that is lacking.
  std::string HasText(const Nearest& nearest, uint32_t language) const {
    using expression::RequirementOp;
    if (nearest.lacks.size() != 1) return {};
    const expression::RequirementNode& node = nearest.need->requirement->nodes[nearest.lacks[0]];
    const bool has_level = node.op == RequirementOp::kSkillAtLeast ||
                           node.op == RequirementOp::kSpeaksAtLeast ||
                           node.op == RequirementOp::kSpeaksTicketLanguageAtLeast;
    if (!has_level) return {};
    const route::AgentEligibility agent(core_.agents()[nearest.place].profile);
    return std::to_string(agent.LevelFor(*nearest.need, node, language));
  }

  const Core& core_;
  std::vector<std::pair<uint32_t, route::AgentEligibility>> agents_;
  std::map<Kind, v1::UnroutableTicket> known_;
};

}  // namespace

v1::UnroutableList Unroutable(const Core& core) {
  std::vector<std::pair<uint64_t, Slot>> waiting;
  for (Slot slot = 0; slot < core.tickets().limit(); ++slot) {
    const Ticket& ticket = core.tickets()[slot];
    if (ticket.ordinal != 0 && ticket.in_ladder && Waits(ticket.state)) {
      waiting.emplace_back(ticket.ordinal, slot);
    }
  }
  std::sort(waiting.begin(), waiting.end());
  v1::UnroutableList list;
  UnroutableFinder finder(core);
  for (const auto& [ordinal, slot] : waiting) {
    const v1::UnroutableTicket* const found = finder.Find(core.tickets()[slot]);
    if (found == nullptr) continue;
    if (static_cast<size_t>(list.tickets_size()) == kMostTickets) {
      list.set_more(true);
      break;
    }
    v1::UnroutableTicket& out = *list.add_tickets();
    out = *found;
    out.set_ticket_id(std::string(core.tickets()[slot].id.view()));
  }
  return list;
}

}  // namespace waypost::engine
