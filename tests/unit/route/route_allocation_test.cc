#include <vector>

#include "gtest/gtest.h"
#include "lib/route/dispatcher.h"
#include "tests/unit/allocation/counted_new.h"
#include "tests/unit/route/requirement_testing.h"

namespace waypost::route {
namespace {

using expression::Requirement;

TEST(RouteAllocationTest, TheCounterCounts) {
  const size_t before = CountOfAllocations();
  std::vector<int>* made = new std::vector<int>(1'000);
  EXPECT_GE(CountOfAllocations(), before + 2);
  delete made;
}

constexpr AgentId kAgents = 20;
constexpr Ticket kTickets = 200;

class SteadyDesk {
 public:
  SteadyDesk() {
    for (uint8_t level = 0; level < 10; ++level) {
      requirements_.push_back(All({Skill(1, level), SpeaksTicketLanguage(50)}));
      AgentProfile profile;
      profile.skills = {{1, level}, {2, 50}};
      profile.languages = {{level % 3u, 90}};
      profiles_.push_back(profile);
    }
    classes_.resize(kTickets);
  }

  // Agents change their profiles; tickets come, are offered, declined, taken and forgotten.
  size_t LiveOneDay() {
    size_t taken = 0;
    for (AgentId agent = 0; agent < kAgents; ++agent) Work(agent, agent % profiles_.size());
    for (Ticket ticket = 0; ticket < kTickets; ++ticket) Arrive(ticket);
    for (AgentId agent = 0; agent < kAgents; ++agent) Work(agent, (agent + 1) % profiles_.size());
    for (Ticket ticket = 0; ticket < kTickets; ++ticket) {
      taken += dispatcher_.BestTicketFor(ticket % kAgents).has_value();
      dispatcher_.Dequeue(ticket);
      dispatcher_.ReleaseClass(classes_[ticket]);
    }
    return taken;
  }

 private:
  void Work(AgentId agent, size_t profile) {
    profiles_[profile].ordinal = agent;
    dispatcher_.SetAgent(agent, profiles_[profile]);
    dispatcher_.SetAvailability(agent, true, agent);
  }

  void Arrive(Ticket ticket) {
    const StageNeed stages[] = {{2, &requirements_[ticket % 10]}, {1, &requirements_[ticket % 7]}};
    classes_[ticket] = dispatcher_.AcquireClass(stages, ticket % 3);
    const AgentId avoided[] = {ticket % kAgents, 1, 2, 3};
    const AgentId best = dispatcher_.BestAgentFor(classes_[ticket], avoided).value_or(0);
    WaitingKey key;
    key.since_ms = best;
    key.ordinal = ticket;
    dispatcher_.Enqueue(ticket, classes_[ticket], key, absl::MakeConstSpan(avoided, ticket % 5));
  }

  Dispatcher dispatcher_;
  std::vector<Requirement> requirements_;
  std::vector<AgentProfile> profiles_;
  std::vector<ClassId> classes_;
};

TEST(RouteAllocationTest, ASteadyDeskAllocatesNothing) {
  SteadyDesk desk;
  // Class numbers are reused in another order every day: memory has settled once each was large.
  for (int day = 0; day < 10; ++day) desk.LiveOneDay();
  const size_t before = CountOfAllocations();
  EXPECT_GT(desk.LiveOneDay(), 100u);
  EXPECT_EQ(CountOfAllocations(), before);
}

}  // namespace
}  // namespace waypost::route
