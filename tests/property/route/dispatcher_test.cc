#include "lib/route/dispatcher.h"

#include <array>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "lib/base/philox.h"
#include "tests/property/route/dispatcher_subject.h"
#include "tests/property/route/naive_desk.h"
#include "tests/unit/route/requirement_testing.h"

namespace waypost::route {
namespace {

using expression::AgentKind;
using expression::Requirement;
using expression::RequirementOp;

constexpr size_t kMostAgents = 30;
constexpr size_t kMostTickets = 60;

// Draws the facts of a desk. Ranges are small, so that ties, equal classes and classes that come
// back are common.
class FactSource {
 public:
  explicit FactSource(uint64_t seed) : draw_(seed, 0) {
    for (int i = 0; i < 60; ++i) requirements_.push_back(DrawRequirement(2));
  }

  uint32_t Below(uint32_t bound) { return static_cast<uint32_t>(draw_.Below(bound)); }
  bool OneIn(uint32_t n) { return Below(n) == 0; }
  int64_t Time() { return int64_t{Below(20)} - 5; }

  AgentProfile Profile(uint64_t ordinal) {
    AgentProfile profile;
    profile.ordinal = ordinal;
    profile.kind = OneIn(5) ? AgentKind::kBot : AgentKind::kHuman;
    profile.team = Below(2);
    profile.skills = Levels();
    profile.languages = Levels();
    for (uint32_t n = Below(3); n > 0; --n) profile.queues.push_back(Below(4));
    return profile;
  }

  DeskTicket TicketFacts() {
    DeskTicket ticket;
    ticket.language = Below(4);
    for (uint32_t n = OneIn(20) ? 0 : 1 + Below(3); n > 0; --n) {
      const uint32_t language = OneIn(3) ? (OneIn(3) ? kAnyLanguage : Below(4)) : 0;
      ticket.stages.push_back({Below(4), requirements_[Below(60)], language});
    }
    for (uint32_t n = OneIn(2) ? 0 : Below(4); n > 0; --n) {
      ticket.preferences.push_back({requirements_[Below(60)], 1 + Below(3)});
    }
    return ticket;
  }

  WaitingKey Key(uint64_t ordinal) {
    const auto band = static_cast<uint8_t>(OneIn(4) ? 0 : 15);
    WaitingKey key;
    key.band = band;
    key.priority = static_cast<uint8_t>(Below(3));
    key.lane = static_cast<uint8_t>(Below(3));
    key.rank_ms = OneIn(4) ? 0 : kAskedMs - 30 + Below(20);
    if (OneIn(3)) key.weight = static_cast<uint16_t>(1 + Below(3));
    key.since_ms = Time();
    key.ordinal = ordinal;
    return key;
  }

 private:
  uint8_t SomeLevel() { return static_cast<uint8_t>(Below(4) * 30); }

  std::vector<Level> Levels() {
    std::vector<Level> levels;
    for (uint32_t n = Below(4); n > 0; --n) levels.push_back({Below(4), SomeLevel()});
    return levels;
  }

  Requirement DrawRequirement(int depth) {
    switch (depth > 0 ? Below(8) : Below(5)) {
      case 0:
        return SpeaksTicketLanguage(SomeLevel());
      case 1:
        return Speaks(Below(4), SomeLevel());
      case 2:
        return TeamIs(Below(2));
      case 3:
        return KindIs(OneIn(2) ? AgentKind::kBot : AgentKind::kHuman);
      case 4:
        return Skill(Below(4), SomeLevel());
      default:
        break;
    }
    std::vector<Requirement> operands;
    for (uint32_t n = 2 + Below(2); n > 0; --n) operands.push_back(DrawRequirement(depth - 1));
    return Join(OneIn(2) ? RequirementOp::kAnd : RequirementOp::kOr, operands);
  }

  PhiloxStream draw_;
  std::vector<Requirement> requirements_;
};

class RandomDesk {
 public:
  explicit RandomDesk(uint64_t seed)
      : source_(seed), subjects_{DispatcherSubject(1), DispatcherSubject(2)} {}

  void Step() {
    switch (source_.Below(12)) {
      case 0:
        return Hire();
      case 1:
        return source_.OneIn(4) ? Dismiss() : Retrain();
      case 2:
      case 3:
      case 4:
        return ChangeAvailability();
      case 5:
      case 6:
        return OpenTicket();
      case 7:
        return CloseTicket();
      case 8:
        return ChangeNeed();
      case 9:
        return source_.OneIn(3) ? ClearAvoided() : Decline();
      default:
        return Rekey();
    }
  }

  // The other subject lives on, so that its classes outnumber those that are kept.
  void RebuildOne() { subjects_[0].Rebuild(desk_); }

  void CheckDecisions() {
    for (const DispatcherSubject& subject : subjects_) {
      for (const auto& [ordinal, ticket] : desk_.tickets) {
        if (!source_.OneIn(8)) continue;
        ASSERT_EQ(subject.BestAgentFor(ordinal, ticket), desk_.BestAgentFor(ticket));
        ASSERT_EQ(subject.AnyEligible(ordinal, ticket), desk_.AnyEligible(ticket));
      }
      for (const auto& [ordinal, agent] : desk_.agents) {
        if (source_.OneIn(8)) {
          ASSERT_EQ(subject.BestTicketFor(ordinal), desk_.BestTicketFor(ordinal));
        }
      }
    }
  }

  void CheckReports() {
    for (const DispatcherSubject& subject : subjects_) {
      for (uint32_t queue = 0; queue < 5; ++queue) {
        const Dispatcher& dispatcher = subject.dispatcher();
        ASSERT_EQ(dispatcher.WaitingCount(queue), desk_.WaitingCount(queue));
        ASSERT_EQ(dispatcher.OldestSince(queue), desk_.OldestSince(queue));
        ASSERT_EQ(dispatcher.AvailableAgents(queue), desk_.AvailableAgents(queue));
      }
      for (const auto& [ticket, facts] : desk_.tickets) {
        for (const auto& [agent, agent_facts] : desk_.agents) {
          ASSERT_EQ(subject.Eligible(ticket, agent), desk_.Eligible(facts, agent_facts));
        }
      }
    }
  }

 private:
  template <typename Map>
  typename Map::iterator Some(Map& map) {
    return std::next(map.begin(), source_.Below(static_cast<uint32_t>(map.size())));
  }

  template <typename Change>
  void ForEachSubject(const Change& change) {
    for (DispatcherSubject& subject : subjects_) change(subject);
  }

  void Tell(uint64_t ordinal, const DeskTicket& ticket) {
    ForEachSubject([&](DispatcherSubject& subject) { subject.SetTicket(ordinal, ticket); });
  }

  // Ordinals are not given in order of arrival.
  template <typename Map>
  uint64_t NewOrdinal(const Map& taken) {
    uint64_t ordinal = source_.Below(1'000'000);
    while (taken.count(ordinal) > 0) ++ordinal;
    return ordinal;
  }

  void Hire() {
    if (desk_.agents.size() >= kMostAgents) return;
    const uint64_t ordinal = NewOrdinal(desk_.agents);
    desk_.agents[ordinal].profile = source_.Profile(ordinal);
    ForEachSubject([&](DispatcherSubject& s) { s.SetProfile(ordinal, desk_.agents[ordinal]); });
  }

  void Retrain() {
    if (desk_.agents.empty()) return;
    auto& [ordinal, agent] = *Some(desk_.agents);
    // Now and then into a profile that another agent has.
    agent.profile =
        source_.OneIn(2) ? source_.Profile(ordinal) : Some(desk_.agents)->second.profile;
    agent.profile.ordinal = ordinal;
    ForEachSubject([&, o = ordinal, &a = agent](DispatcherSubject& s) { s.SetProfile(o, a); });
  }

  void Dismiss() {
    if (desk_.agents.empty()) return;
    const uint64_t gone = Some(desk_.agents)->first;
    desk_.agents.erase(gone);
    for (auto& [ordinal, ticket] : desk_.tickets) {
      if (ticket.avoided.erase(gone) > 0) Tell(ordinal, ticket);
    }
    ForEachSubject([gone](DispatcherSubject& s) { s.RemoveAgent(gone); });
  }

  void ChangeAvailability() {
    if (desk_.agents.empty()) return;
    auto& [ordinal, agent] = *Some(desk_.agents);
    agent.available = !source_.OneIn(3);
    agent.idle_since_ms = source_.Time();
    ForEachSubject([&, o = ordinal, &a = agent](DispatcherSubject& s) { s.SetAvailability(o, a); });
  }

  void OpenTicket() {
    if (desk_.tickets.size() >= kMostTickets) return CloseTicket();
    const uint64_t ordinal = NewOrdinal(desk_.tickets);
    DeskTicket& ticket = desk_.tickets[ordinal] = source_.TicketFacts();
    ticket.waiting = !source_.OneIn(4);
    ticket.key = source_.Key(ordinal);
    Tell(ordinal, ticket);
  }

  void CloseTicket() {
    if (desk_.tickets.empty()) return;
    const uint64_t gone = Some(desk_.tickets)->first;
    desk_.tickets.erase(gone);
    ForEachSubject([gone](DispatcherSubject& s) { s.RemoveTicket(gone); });
  }

  void ChangeNeed() {
    if (desk_.tickets.empty()) return;
    auto& [ordinal, ticket] = *Some(desk_.tickets);
    DeskTicket facts = source_.TicketFacts();
    ticket.stages = std::move(facts.stages);
    ticket.preferences = std::move(facts.preferences);
    ticket.language = facts.language;
    Tell(ordinal, ticket);
  }

  void Decline() {
    if (desk_.tickets.empty() || desk_.agents.empty()) return;
    auto& [ordinal, ticket] = *Some(desk_.tickets);
    for (uint32_t n = 1 + source_.Below(4); n > 0; --n) {
      ticket.avoided.insert(Some(desk_.agents)->first);
    }
    Tell(ordinal, ticket);
  }

  void ClearAvoided() {
    if (desk_.tickets.empty()) return;
    auto& [ordinal, ticket] = *Some(desk_.tickets);
    ticket.avoided.clear();
    Tell(ordinal, ticket);
  }

  void Rekey() {
    if (desk_.tickets.empty()) return;
    auto& [ordinal, ticket] = *Some(desk_.tickets);
    ticket.waiting = !source_.OneIn(5);
    ticket.key = source_.Key(ordinal);
    Tell(ordinal, ticket);
  }

  FactSource source_;
  NaiveDesk desk_;
  std::array<DispatcherSubject, 2> subjects_;
};

class DispatcherPropertyTest : public testing::TestWithParam<uint64_t> {};

// Two dispatchers with different slots, ids and orders of insertion against a look at everybody.
TEST_P(DispatcherPropertyTest, DecidesAsIfEverybodyHadBeenLookedAt) {
  RandomDesk desk(GetParam());
  for (int step = 0; step < 12'000; ++step) {
    SCOPED_TRACE(step);
    desk.Step();
    if (step % 500 == 499) desk.RebuildOne();
    desk.CheckDecisions();
    if (step % 50 == 0) desk.CheckReports();
    if (HasFatalFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, DispatcherPropertyTest, testing::Values(1, 2, 3));

}  // namespace
}  // namespace waypost::route
