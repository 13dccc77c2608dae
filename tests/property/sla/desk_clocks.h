#ifndef WAYPOST_TESTS_PROPERTY_SLA_DESK_CLOCKS_H_
#define WAYPOST_TESTS_PROPERTY_SLA_DESK_CLOCKS_H_

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lib/base/philox.h"
#include "tests/property/sla/reference_clocks.h"
#include "waypost/engine.h"

namespace waypost::sla {

// A desk whose policy is replaced by others that promise other things, while tickets come, are
// asked about, solved, reopened and closed at random. Each ticket's clocks are followed by a
// ReferenceClocks of its own, and everything that the engine says of them is compared.
class DeskClocks {
 public:
  DeskClocks(uint64_t seed, uint64_t desk);

  // One random command at a random time. False: the engine and the reference disagree; see
  // `finding`.
  bool Step();

  const std::string& finding() const { return finding_; }
  // How often each kind of line was agreed on, so that a test can see that it was.
  const std::map<std::string, int64_t>& agreed() const { return agreed_; }

 private:
  using Command = ReferenceClocks::Command;
  using What = ReferenceClocks::What;

  struct Ticket {
    std::string id;
    ReferenceClocks clocks;
    int tier = 0;  // and the promise that it has under any of the policies; -1: none
    Status status = Status::kActive;
    std::string queue = {};
    bool handled = false;
    int promised_tier = 0;  // the promise that it keeps: of this tier,
    int promised_by = 0;    // under this policy
    int64_t solved_at = -1;
    std::string past = {};  // what was said of it so far
  };

  void Pass();
  Ticket& AnyTicket();
  void Hear(const v1::Event& event);
  bool Apply(const v1::Command& command);
  bool ReplacePolicy();
  bool RestoreFromSnapshot();
  void Open();
  void Change(Ticket& ticket);
  void ChangeStatus(Ticket& ticket);
  void ChangeTier(Ticket& ticket);
  void Write(Ticket& ticket, bool customer);
  void Move(Ticket& ticket);
  void Close(Ticket& ticket);
  void Tell(Ticket& ticket, Command command);
  void Tell(Ticket& ticket, What what, Status status = Status::kActive, bool reopens = false);
  void TellPromise(Ticket& ticket);
  void TellQueue(Ticket& ticket, bool waits_again);
  bool Compare(Ticket& ticket);
  void Disagree(const Ticket& ticket, const std::string& engine, const std::string& reference);

  PhiloxStream random_;
  std::vector<ReferencePolicy> policies_;
  std::vector<Policy> compiled_;
  std::unique_ptr<Engine> engine_;
  int64_t at_ = 0;     // minute
  int in_force_ = 0;   // index into policies_
  bool done_ = false;  // the last command was carried out, not refused
  std::deque<Ticket> tickets_;
  int opened_ = 0;
  std::map<std::string, std::vector<std::string>> said_;      // of this step, by the engine
  std::map<std::string, std::vector<std::string>> expected_;  // likewise, by the references
  std::map<std::string, std::string> queued_;                 // of this step: ticket, queue
  std::string last_command_;
  std::string finding_;
  std::map<std::string, int64_t> agreed_;
};

}  // namespace waypost::sla

#endif  // WAYPOST_TESTS_PROPERTY_SLA_DESK_CLOCKS_H_
