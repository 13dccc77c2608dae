#ifndef WAYPOST_TESTS_SIM_WORKLOAD_H_
#define WAYPOST_TESTS_SIM_WORKLOAD_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "lib/base/philox.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost::sim {

// 2027-03-26T07:00Z, a Friday; clocks in Lisbon go forward two days later.
inline constexpr int64_t kStart = 1806044400000;
inline constexpr int64_t kMinute = 60'000;

inline constexpr int kAgents = 12;  // a0, a1, ... may be on the roster

// A command and when it comes. `replace_policy`: put the other of two policies that decide alike in
// force; the command says no more.
struct Step {
  int64_t now_ms = 0;
  bool replace_policy = false;
  v1::Command command;
};

// Random commands of every kind that is executed, for the desk of kSimPolicy. The same seed and the
// same observed events give the same steps.
class Workload {
 public:
  enum class With {
    kNothing,
    kEverything,  // what only the busy desk (busy_desk_policy.h) knows
    kTeams,       // agents of the teams of a desk with limits (desk_limits.h)
    kParts,       // tickets that become two
  };
  explicit Workload(uint64_t seed, With with = With::kNothing) : random_(seed, 1), with_(with) {}

  Step Next();

  // What came of it: offers that can be accepted, tickets that can be worked on.
  void Observe(const v1::Event& event);

 private:
  int Below(int bound) { return static_cast<int>(random_.Below(static_cast<uint64_t>(bound))); }
  bool OneIn(int bound) { return Below(bound) == 0; }
  template <typename... Names>
  std::string Pick(Names... names);
  template <typename Value>
  std::string KeyOf(const std::map<std::string, Value>& from, const std::string& otherwise);

  int64_t Pause();
  std::string OneOf(const std::set<std::string>& names);
  std::string AnyTicket();
  std::string AnyAgent();
  std::string AssignedTicket();
  std::string Begun(const std::string& ticket);  // the milestone

  void Fill(v1::Command& command);
  void Open(v1::OpenTicket& ticket);
  void Split(v1::Split& split);
  void Adopt(v1::AdoptTicket& adopt);
  void Agent(v1::Agent& agent);
  void Limits(v1::Agent& agent);
  void AnswerOffer(v1::Command& command);
  void Message(v1::AddMessage& message);
  void Work(v1::SetStatus& status);
  void Facts(v1::SetFacts& facts);
  void End(v1::Command& command);
  void Task(v1::Command& command);
  void Rare(v1::Command& command);
  void More(v1::Command& command);
  void Adorn(v1::OpenTicket& ticket);
  void Adorn(v1::Agent& agent);

  PhiloxStream random_;
  With with_;
  int64_t now_ms_ = kStart;
  int steps_ = 0;
  int opened_ = 0;
  std::map<std::string, std::string> open_;        // ticket: nothing
  std::map<std::string, std::string> milestones_;  // ticket: the one begun last
  std::map<std::string, std::string> tasks_;       // task: its ticket
  int linked_ = 0;
  std::map<std::string, std::set<std::string>> offers_;  // ticket: agents
  std::map<std::string, std::string> assigned_;          // ticket: agent
  std::string last_command_id_;
};

}  // namespace waypost::sim

#endif  // WAYPOST_TESTS_SIM_WORKLOAD_H_
