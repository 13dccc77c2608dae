#ifndef WAYPOST_TESTS_SIM_QUEUEING_VIRTUAL_DESK_H_
#define WAYPOST_TESTS_SIM_QUEUEING_VIRTUAL_DESK_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "lib/base/philox.h"
#include "waypost/engine.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost::queueing {

// Customers of one kind: each opens a ticket of the category "k0", "k1", ... of its kind.
struct CustomerKind {
  double load = 0;       // arrivals in a mean handling time; at random (Poisson)
  double patience = 0;   // mean handling times until one who waits leaves, exponential; 0: never
  std::string priority;  // "P0" is the most urgent; empty: the policy's default
  std::string pickup;    // promised until somebody takes the ticket: "5m"; empty: nothing promised
};

// Agents alike.
struct AgentGroup {
  int count = 1;
  std::vector<int> serves;  // kinds; what a ticket's route requires is the skill for its kind
  double speed = 1;         // handling times are divided by it
};

enum class Handling : uint8_t { kExponential, kFixed };

// What "longest idle" counts from.
enum class IdleSince : uint8_t { kLastAssignment, kEndOfWork };

struct DeskModel {
  std::string name;
  std::vector<CustomerKind> customers;
  std::vector<AgentGroup> agents;
  std::string order = "FIRST_COME";  // and further fields of the queue
  Handling handling = Handling::kExponential;
  int64_t handling_ms = 1'000'000;  // mean
  int places = -1;  // for customers beyond one for each agent; who finds none opens no ticket
  IdleSince idle_since = IdleSince::kLastAssignment;
  std::string estimate_from;  // Work.estimate_from; empty: nobody asks how long it will be
};

// A wait that ended.
struct Wait {
  int kind = 0;
  int64_t begin_ms = 0;
  int64_t wait_ms = 0;
  bool abandoned = false;
  int agent = -1;  // who took the ticket, by position; -1: nobody
  // What customers were told when they came, and how many of them came first; -1: unknown.
  int64_t estimated_ms = -1;
  int64_t before = 0;
};

// A desk in virtual time: the real engine under a policy made for the model, commands drawn at
// random from a seed. Arrivals, kinds, handling and patience have streams of their own, and a
// customer's draws depend on its number alone: desks under other policies meet the same customers.
class VirtualDesk {
 public:
  VirtualDesk(const DeskModel& model, uint64_t seed);

  // Lets `arrivals` customers come. Waits are told in the order in which they end.
  void Run(int64_t arrivals, absl::FunctionRef<void(const Wait&)> tell);

  int64_t blocked() const { return blocked_; }  // who found no place
  int longest_line() const { return longest_line_; }
  static std::string PolicyText(const DeskModel& model);

 private:
  enum class Happening : uint8_t { kWorkEnds, kPatienceEnds };

  struct Agenda {
    int64_t at_ms = 0;
    uint64_t number = 0;  // of the customer: unique for each happening
    uint32_t ticket = 0;
    Happening happening = Happening::kWorkEnds;
    bool operator<(const Agenda& other) const {  // for a heap with the earliest on top
      if (at_ms != other.at_ms) return at_ms > other.at_ms;
      if (number != other.number) return number > other.number;
      return happening > other.happening;
    }
  };

  // A customer who is at the desk, in a place that is used again.
  struct Ticket {
    uint64_t number = 0;
    int64_t begin_ms = 0;
    int kind = 0;
    int agent = -1;
    int64_t estimated_ms = -1;
    int64_t before = 0;
  };

  struct Agent {
    v1::Command join;
    v1::Command leave;
    double speed = 1;
    bool busy = false;
  };

  void AddAgents(const DeskModel& model);
  void Arrive(int64_t now_ms);
  void AskWait(int64_t now_ms, Ticket& ticket);
  void Happen(const Agenda& agenda);
  void EndWork(const Agenda& agenda);
  void Apply(int64_t now_ms, const v1::Command& command);
  void Take(const v1::Event& event);
  int KindOf(uint64_t draw) const;
  int64_t HandlingOf(const Ticket& ticket, const Agent& agent) const;

  DeskModel model_;
  uint64_t seed_;
  double load_ = 0;
  std::unique_ptr<Engine> engine_;
  std::vector<Agent> agents_;
  std::vector<Ticket> tickets_;
  std::vector<uint32_t> free_;
  std::vector<Agenda> agenda_;  // a heap
  absl::FunctionRef<void(const Wait&)>* tell_ = nullptr;
  v1::Command open_;
  v1::Command close_;
  v1::Command abandon_;
  double arrival_ms_;
  uint64_t next_number_ = 0;
  int waiting_ = 0;
  int present_ = 0;
  int longest_line_ = 0;
  int64_t blocked_ = 0;
};

}  // namespace waypost::queueing

#endif  // WAYPOST_TESTS_SIM_QUEUEING_VIRTUAL_DESK_H_
