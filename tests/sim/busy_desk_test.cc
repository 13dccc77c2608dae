// A desk with everything on that concerns agents: after each step of long random runs capacity is
// kept or its excess was told, tickets and agents agree on who has what, and a restored engine goes
// on the same.
#include <map>
#include <set>

#include "tests/sim/busy_desk_policy.h"
#include "tests/sim/desk_run.h"
#include "waypost/v1/query.pb.h"

namespace waypost::sim {
namespace {

const Policy& BusyPolicy() {
  static const Policy* const policy = new Policy(CompileOrDie(kBusyDeskPolicy));
  return *policy;
}

// Says what is wrong with the present state.
class Watch {
 public:
  // Agents of whom the events of a step say that they have too much.
  void See(const Engine& engine, const std::vector<v1::Event>& events) {
    for (const v1::Event& event : events) {
      ++kinds_[event.kind_case()];
      if (event.ticket_assigned().over_capacity()) over_.insert(event.ticket_assigned().agent_id());
      for (const std::string& id : event.channel_changed().over_capacity()) over_.insert(id);
      for (const std::string& id : event.mode_changed().over_capacity()) over_.insert(id);
      if (event.agent_set().over_capacity()) over_.insert(event.agent_set().agent_id());
      if (!event.status_changed().over_capacity() && !event.ticket_adopted().over_capacity()) {
        continue;
      }
      const auto ticket = engine.GetTicket(event.ticket_id());
      if (ticket.ok()) over_.insert(ticket->handler_id());
    }
  }

  std::string Check(const Engine& engine) {
    std::map<std::string, int> handled;
    std::map<std::string, int> offered;
    uint64_t cursor = 0;
    do {
      const v1::TicketPage page = engine.ListTickets({}, cursor, 1000);
      for (const v1::TicketView& ticket : page.tickets()) {
        if (ticket.handler_id().empty()) continue;
        ++(ticket.state() == v1::OFFERED ? offered : handled)[ticket.handler_id()];
      }
      cursor = page.next_cursor();
    } while (cursor != 0);
    for (int i = 0; i < kAgents; ++i) {
      const std::string id = "a" + std::to_string(i);
      const auto agent = engine.GetAgent(id);
      if (!agent.ok()) continue;
      if (agent->handled() != handled[id]) return id + " handles another number of tickets";
      if (agent->offered() < offered[id]) return id + " is offered fewer tickets than are offered";
      const bool over = agent->load_milli() > 1000 * agent->capacity_now();
      if (!over) over_.erase(id);
      if (over && over_.count(id) == 0) return id + " has too much, and nobody was told";
    }
    return {};
  }

  int Seen(v1::Event::KindCase kind) { return kinds_[kind]; }

 private:
  std::set<std::string> over_;
  std::map<v1::Event::KindCase, int> kinds_;
};

class BusyDeskTest : public ::testing::TestWithParam<uint64_t> {};

TEST_P(BusyDeskTest, KeepsCapacityAndSurvivesASnapshotAtAnyStep) {
  Workload workload(GetParam(), Workload::With::kEverything);
  DeskRun desk;
  desk.engine = Engine::Create(BusyPolicy(), kStart);
  DeskRun copy;
  Watch watch;
  for (int i = 0; i < 2000; ++i) {
    if (i % 25 == 0) {
      const std::string bytes = desk.engine->TakeSnapshot();
      absl::StatusOr<std::unique_ptr<Engine>> restored = Engine::Restore(bytes);
      ASSERT_TRUE(restored.ok()) << "step " << i << ": " << restored.status();
      copy.engine = *std::move(restored);
      ASSERT_EQ(copy.engine->TakeSnapshot(), bytes) << "step " << i;
    }
    const Step step = workload.Next();
    if (step.replace_policy) continue;
    const absl::Status status = desk.Do(step);
    ASSERT_EQ(copy.Do(step), status) << "step " << i;
    ASSERT_EQ(TextOf(copy.events), TextOf(desk.events)) << "step " << i;
    ASSERT_EQ(copy.engine->StateDigest(), desk.engine->StateDigest()) << "step " << i;
    watch.See(*desk.engine, desk.events);
    ASSERT_EQ(watch.Check(*desk.engine), "")
        << "seed " << GetParam() << ", step " << i << " " << step.command.ShortDebugString() << "\n"
        << TextOf(desk.events).substr(0, 4000);
    for (const v1::Event& event : desk.events) workload.Observe(event);
  }
  for (const auto kind :
       {v1::Event::kTicketReturned, v1::Event::kAgentExcluded, v1::Event::kAgentRests,
        v1::Event::kAgentRested, v1::Event::kShiftChanged, v1::Event::kQueueOpted,
        v1::Event::kChannelChanged, v1::Event::kQueueHours, v1::Event::kModeChanged}) {
    EXPECT_GT(watch.Seen(kind), 0) << kind;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, BusyDeskTest, ::testing::Values(1, 2, 3, 5, 6));

}  // namespace
}  // namespace waypost::sim
