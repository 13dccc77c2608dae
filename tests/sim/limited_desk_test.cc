// A desk whose agents work for a part of their time, whose vendor has a share of the tickets, and
// one of whose queues gives out batches: after each step of long random runs a plain model of both
// limits agrees, nobody is free for whom something waits, and a restored engine, and one that looks
// at the clock more often, go on the same.
#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/philox.h"
#include "tests/sim/desk_run.h"
#include "waypost/v1/query.pb.h"

namespace waypost::sim {
namespace {

constexpr int64_t kWindow = 30 * kMinute;
constexpr int64_t kDay = 24 * 60 * kMinute;
constexpr int kAgents = 8;

std::string PolicyText(bool hard) {
  return std::string(R"(name: "limited"
    categories { id: "mail" } categories { id: "chat" } categories { id: "hard" }
    queues { id: "mail" batch_window: "20s" offer_timeout: "2m" }
    queues { id: "chat" auto_accept: true }
    routes {
      id: "mail"
      when: "category == 'mail'"
      stage { queue: "mail" prefer { when: "skill('s') >= 50" weight: 2 } }
      stage { after: "5m" queue: "chat" }
    }
    routes { id: "hard" when: "category == 'hard'" stage { queue: "mail" require: "skill('s') >= 50" } }
    routes { id: "chat" owner_first: "1m" stage { queue: "chat" } }
    teams { id: "one" vendor: "V" share_cap_milli: 300 share_period: "day" }
    teams { id: "two" vendor: "V" }
    work { occupancy { percent: 60 within: "30m" )") +
         (hard ? "hard: true" : "") + " } }";
}

// Follows events: who works since when, and who has taken what.
class Model {
 public:
  explicit Model(bool hard) : hard_(hard) {}

  void Command(const v1::Command& command) {
    if (command.has_set_agent()) team_ = command.set_agent().agent().team();
  }

  void See(const v1::Event& event) {
    if (event.at_ms() / kDay != day_) {
      day_ = event.at_ms() / kDay;
      taken_ = of_all_ = 0;
    }
    at_ms_ = event.at_ms();
    const std::string& id = event.ticket_id();
    const bool let_go = event.has_ticket_queued() || event.has_ticket_offered();
    if (let_go && handler_.count(id) > 0) Leave(id, std::string(handler_[id]));
    if (event.has_ticket_offered()) SeeOffer(id, event.ticket_offered());
    if (event.has_offer_ended()) Leave(id, event.offer_ended().agent_id());
    if (event.has_ticket_assigned()) SeeAssigned(id, event.ticket_assigned().agent_id());
    if (event.has_status_changed()) {
      SetWorkedOn(id, event.status_changed().to() == v1::ASSIGNED);
    }
    if (event.has_ticket_solved() || event.has_ticket_closed())
      Leave(id, std::string(handler_[id]));
    if (event.has_agent_presence_changed()) {
      Agent& agent = agents_[event.agent_presence_changed().agent_id()];
      agent.there = event.agent_presence_changed().to() == v1::AVAILABLE ||
                    event.agent_presence_changed().to() == v1::BUSY;
      Note(agent);
    }
    if (event.has_agent_set()) agents_[event.agent_set().agent_id()].team = team_;
    if (event.has_agent_removed()) agents_.erase(event.agent_removed().agent_id());
    if (event.has_agent_rests()) resting_.push_back(event.agent_rests());
    // What ends the work is told at the same instant, some of it later.
    if (event.has_agent_rests() && event.agent_rests().until_ms() <= at_ms_)
      Check(false, "no rest");
  }

  void EndStep() {
    for (const v1::AgentRests& rest : resting_) {
      ++rests_;
      const auto agent = agents_.find(rest.agent_id());
      if (agent == agents_.end()) continue;
      Check(hard_, "a rest by a soft cap");
      const bool goes_on = agent->second.works;  // by what came later in the step
      Check(
          goes_on || Worked(agent->second, rest.until_ms()) == Most() || rest.until_ms() <= at_ms_,
          "a rest until another instant");
    }
    resting_.clear();
  }

  const std::vector<std::string>& findings() const { return findings_; }
  int rests() const { return rests_; }
  int by_vendor() const { return by_vendor_; }

 private:
  struct Agent {
    std::string team;
    bool there = true;
    bool works = false;
    int64_t since_ms = 0;
    std::vector<std::pair<int64_t, int64_t>> worked;
    std::map<std::string, bool> tickets;  // whether worked on
  };

  static int64_t Most() { return kWindow * 60 / 100; }

  void Check(bool holds, const std::string& what) {
    if (!holds) findings_.push_back(what + " at " + std::to_string(at_ms_));
  }

  // As if nothing more were done.
  static int64_t Worked(const Agent& agent, int64_t at_ms) {
    int64_t sum = agent.works ? at_ms - std::max(agent.since_ms, at_ms - kWindow) : 0;
    for (const auto& [from, to] : agent.worked) {
      sum += std::max<int64_t>(0, to - std::max(from, at_ms - kWindow));
    }
    return sum;
  }

  void Note(Agent& agent) {
    const bool works = agent.there && std::any_of(agent.tickets.begin(), agent.tickets.end(),
                                                  [](const auto& each) { return each.second; });
    if (works == agent.works) return;
    if (agent.works) agent.worked.emplace_back(agent.since_ms, at_ms_);
    agent.works = works;
    agent.since_ms = at_ms_;
  }

  bool IsVendors(const std::string& agent_id) {
    const std::string& team = agents_[agent_id].team;
    return team == "one" || team == "two";
  }

  void SeeOffer(const std::string& id, const v1::TicketOffered& offered) {
    Agent& agent = agents_[offered.agent_id()];
    // Begun at this very instant, it may not be beyond the cap yet.
    if (hard_) Check(Worked(agent, at_ms_) <= Most(), offered.agent_id() + " is beyond the cap");
    agent.tickets[id] = true;
    Note(agent);
    if (!IsVendors(offered.agent_id())) return;
    pending_.insert({id, offered.agent_id()});
    CheckShare();
  }

  void CheckShare() {
    const auto pending =
        static_cast<int64_t>(std::count_if(pending_.begin(), pending_.end(), [&](const auto& each) {
          return IsVendors(each.second);
        }));
    Check((taken_ + pending) * 1000 <= (of_all_ + pending) * 300, "more than its share");
  }

  void SeeAssigned(const std::string& id, const std::string& agent_id) {
    if (handler_.count(id) > 0 && handler_[id] != agent_id) Leave(id, std::string(handler_[id]));
    pending_.erase({id, agent_id});
    handler_[id] = agent_id;
    agents_[agent_id].tickets[id] = true;
    Note(agents_[agent_id]);
    ++of_all_;
    if (!IsVendors(agent_id)) return;
    ++taken_;
    ++by_vendor_;
  }

  void SetWorkedOn(const std::string& id, bool worked_on) {
    const auto found = handler_.find(id);
    if (found == handler_.end()) return;
    Agent& agent = agents_[found->second];
    if (agent.tickets.count(id) > 0) agent.tickets[id] = worked_on;
    Note(agent);
  }

  void Leave(const std::string& id, const std::string& agent_id) {
    pending_.erase({id, agent_id});
    if (const auto found = handler_.find(id);
        found != handler_.end() && found->second == agent_id) {
      handler_.erase(found);
    }
    const auto agent = agents_.find(agent_id);
    if (agent == agents_.end()) return;
    agent->second.tickets.erase(id);
    Note(agent->second);
  }

  bool hard_;
  std::string team_;  // that the command of this step gives
  int64_t at_ms_ = kStart;
  int64_t day_ = kStart / kDay;
  int64_t taken_ = 0;
  int64_t of_all_ = 0;
  int rests_ = 0;
  int by_vendor_ = 0;
  std::map<std::string, Agent> agents_;
  std::map<std::string, std::string> handler_;
  std::set<std::pair<std::string, std::string>> pending_;  // offers to the vendor's people
  std::vector<v1::AgentRests> resting_;
  std::vector<std::string> findings_;
};

// Random commands.
class Commands {
 public:
  explicit Commands(uint64_t seed) : random_(seed, 3) {}

  Step Next() {
    Step step;
    const uint64_t pause = random_.Below(20);
    now_ms_ += pause == 0  ? static_cast<int64_t>(random_.Below(40 * kMinute))
               : pause < 6 ? 0
                           : static_cast<int64_t>(random_.Below(kMinute));
    step.now_ms = now_ms_;
    v1::Command& command = step.command;
    if (joined_ < kAgents) {
      SetAgent(joined_++, *command.mutable_set_agent()->mutable_agent());
      return step;
    }
    switch (random_.Below(16)) {
      case 0:
        SetAgent(Below(kAgents), *command.mutable_set_agent()->mutable_agent());
        break;
      case 1:
        command.mutable_set_presence()->set_agent_id(Agent());
        command.mutable_set_presence()->set_presence(
            static_cast<v1::Presence>(Below(3) == 0 ? 2 + Below(3) : 1));
        break;
      case 2:
        command.mutable_transfer()->set_ticket_id(OneOf(assigned_));
        command.mutable_transfer()->set_queue(Below(2) == 0 ? "mail" : "chat");
        break;
      case 3:
        command.mutable_pull()->set_agent_id(Agent());
        break;
      case 4:
        command.mutable_set_status()->set_ticket_id(OneOf(assigned_));
        command.mutable_set_status()->set_status(Below(2) == 0 ? v1::WAITING_CUSTOMER
                                                               : v1::ASSIGNED);
        break;
      case 5:
        command.mutable_decline_offer()->set_ticket_id(OneOf(offered_));
        command.mutable_decline_offer()->set_agent_id(of_one_);
        break;
      case 6:
      case 7:
      case 8:
      case 9:
        command.mutable_accept_offer()->set_ticket_id(OneOf(offered_));
        command.mutable_accept_offer()->set_agent_id(of_one_);
        break;
      case 10:
      case 11:
      case 12:
        command.mutable_set_status()->set_ticket_id(OneOf(assigned_));
        command.mutable_set_status()->set_status(v1::SOLVED);
        break;
      default: {
        v1::OpenTicket& open = *command.mutable_open_ticket();
        open.set_ticket_id("T" + std::to_string(++opened_));
        static constexpr const char* kCategories[] = {"mail", "chat", "hard"};
        open.set_category(kCategories[Below(3)]);
      }
    }
    return step;
  }

  void Observe(const v1::Event& event) {
    const std::string& id = event.ticket_id();
    if (event.has_offer_ended() || event.has_ticket_assigned()) offered_.erase(id);
    if (event.has_ticket_queued() || event.has_ticket_solved()) assigned_.erase(id);
    if (event.has_ticket_offered()) offered_[id] = event.ticket_offered().agent_id();
    if (event.has_ticket_assigned()) assigned_[id] = event.ticket_assigned().agent_id();
  }

 private:
  int Below(int bound) { return static_cast<int>(random_.Below(static_cast<uint64_t>(bound))); }
  std::string Agent() { return "a" + std::to_string(Below(kAgents)); }
  // A ticket; whose it is stands in of_one_.
  std::string OneOf(const std::map<std::string, std::string>& tickets) {
    of_one_ = Agent();
    if (tickets.empty()) return "T1";
    const auto found = std::next(tickets.begin(), Below(static_cast<int>(tickets.size())));
    of_one_ = found->second;
    return found->first;
  }

  void SetAgent(int number, v1::Agent& agent) {
    static constexpr const char* kTeams[] = {"one", "two", "own", "own", ""};
    agent.set_id("a" + std::to_string(number));
    agent.set_team(kTeams[Below(5)]);
    agent.set_capacity(1 + Below(3));
    if (Below(2) == 0) {
      agent.add_skills()->set_name("s");
      agent.mutable_skills(0)->set_level(80);
    }
  }

  PhiloxStream random_;
  int64_t now_ms_ = kStart;
  int joined_ = 0;
  int opened_ = 0;
  std::string of_one_;
  std::map<std::string, std::string> offered_, assigned_;  // by ticket: the agent
};

// Empty: whoever waits waits for a reason.
std::string IdleWhileSomethingWaits(const Engine& engine) {
  v1::TicketFilter filter;
  filter.add_states(v1::QUEUED);
  const v1::TicketPage page = engine.ListTickets(filter, 0, 30);
  for (const v1::TicketView& ticket : page.tickets()) {
    for (int i = 0; i < kAgents; ++i) {
      const auto verdict = engine.WhyNot(ticket.ticket_id(), "a" + std::to_string(i));
      if (!verdict.ok()) continue;
      const bool passed_over = verdict->why() == v1::RoutingVerdict::OCCUPIED &&
                               verdict->sentence().find("as long as") != std::string::npos;
      const bool too_long = verdict->why() == v1::RoutingVerdict::BATCHED &&
                            (verdict->changes_ms() < engine.now_ms() ||
                             verdict->changes_ms() > engine.now_ms() + 20'000);
      if (verdict->why() == v1::RoutingVerdict::COULD_TAKE || passed_over || too_long) {
        return verdict->ShortDebugString();
      }
    }
  }
  return {};
}

class LimitedDeskTest : public ::testing::TestWithParam<uint64_t> {};

TEST_P(LimitedDeskTest, KeepsItsLimitsAndSurvivesASnapshotAtAnyStep) {
  const bool hard = GetParam() % 2 == 0;
  const Policy policy = CompileOrDie(PolicyText(hard));
  Commands commands(GetParam());
  PhiloxStream instants(GetParam(), 4);
  Model model(hard);
  DeskRun desk;
  desk.engine = Engine::Create(policy, kStart);
  DeskRun copy;  // restored now and then, and told the time more often
  for (int i = 0; i < 1500; ++i) {
    if (i % 20 == 0) {
      const std::string bytes = desk.engine->TakeSnapshot();
      absl::StatusOr<std::unique_ptr<Engine>> restored = Engine::Restore(bytes);
      ASSERT_TRUE(restored.ok()) << "step " << i << ": " << restored.status();
      copy.engine = *std::move(restored);
      ASSERT_EQ(copy.engine->TakeSnapshot(), bytes) << "step " << i;
    }
    const Step step = commands.Next();
    const int64_t before_ms = desk.engine->now_ms();
    const absl::Status status = desk.Do(step);
    std::vector<v1::Event> events;
    for (int looks = 0; looks < 2 && step.now_ms > before_ms; ++looks) {
      const auto wakeup = copy.engine->NextWakeup();
      int64_t at_ms =
          before_ms +
          static_cast<int64_t>(instants.Below(static_cast<uint64_t>(step.now_ms - before_ms)));
      if (wakeup && *wakeup < step.now_ms) at_ms = *wakeup;
      copy.events.clear();
      ASSERT_TRUE(copy.Advance(std::max(at_ms, copy.engine->now_ms())).ok());
      events.insert(events.end(), copy.events.begin(), copy.events.end());
    }
    ASSERT_EQ(copy.Do(step), status) << "step " << i;
    events.insert(events.end(), copy.events.begin(), copy.events.end());
    ASSERT_EQ(TextOf(events), TextOf(desk.events)) << "step " << i;
    ASSERT_EQ(copy.engine->StateDigest(), desk.engine->StateDigest()) << "step " << i;
    model.Command(step.command);
    for (const v1::Event& event : desk.events) {
      model.See(event);
      commands.Observe(event);
    }
    model.EndStep();
    const std::string context = "seed " + std::to_string(GetParam()) + ", step " +
                                std::to_string(i) + " " + step.command.ShortDebugString() + "\n" +
                                TextOf(desk.events).substr(0, 4000);
    ASSERT_TRUE(model.findings().empty()) << model.findings()[0] << "\n" << context;
    ASSERT_EQ(IdleWhileSomethingWaits(*desk.engine), "") << context;
  }
  EXPECT_GT(model.by_vendor(), 20);
  if (hard) {
    EXPECT_GT(model.rests(), 20);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, LimitedDeskTest, ::testing::Values(1, 2, 3, 4));

}  // namespace
}  // namespace waypost::sim
