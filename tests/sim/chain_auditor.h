#ifndef WAYPOST_TESTS_SIM_CHAIN_AUDITOR_H_
#define WAYPOST_TESTS_SIM_CHAIN_AUDITOR_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost::sim {

// Follows the commands of a desk under kChainPolicy, predicts every event of its chains, in order
// and with its time, and says where the desk's differ.
//
// Keeps its own plain model: a list of tickets, each with a list of runs, looked through from the
// beginning for every instant. Shares no code with the engine.
class ChainAuditor {
 public:
  // One command that was executed, or only time that passed (no kind), and all events of the call.
  void Take(int64_t now_ms, const v1::Command& command, const std::vector<v1::Event>& events);

  // What the desk said and what was expected, at the first difference; empty: none so far.
  const std::string& finding() const { return finding_; }
  // How often each kind of event was predicted.
  const std::map<std::string, int>& seen() const { return seen_; }

 private:
  static constexpr int64_t kNever = INT64_MAX;

  struct Run {
    int chain = 0;
    size_t next = 0;
    int pass = 0;
    int64_t due_ms = 0;
    int64_t clear_ms = kNever;
    int64_t handoff_ms = kNever;  // somebody takes over, or a snooze is over and somebody may have
    std::string on_duty;          // until then, as far as has been told
    int64_t started_ms = 0;
    std::vector<int64_t> passes;  // when each began
    bool held = false;
    bool cooling = false;
    bool after_solving = false;
    std::vector<std::string> awaited;        // who has to acknowledge the last step
    const v1::ChainChange* moves = nullptr;  // at the end of this millisecond
  };

  struct Ticket {
    std::string id;
    bool solved = false;
    bool closed = false;  // and followed by chains still
    bool ended = false;
    int64_t opened_ms = 0;
    int64_t unanswered_ms = kNever;
    int64_t waits_ms = kNever;  // since when nobody has taken it
    int64_t closes_ms = kNever;
    int64_t moves_ms = kNever;  // when runs go over to another policy
    int64_t looked_ms = -1;     // time has started what it starts until then
    int64_t load = 0;
    int emotion = 0;
    int heat = 0;  // tenths
    int felt = 0;
    bool tagged = false;
    bool on_hold = false;  // its clock stands still
    int64_t clock_ms = 0;  // has run for so long, until `clock_at_ms`
    int64_t clock_at_ms = 0;
    bool half_over = false;  // of the clock's time, or the ticket has been solved
    int reopened = 0;
    std::vector<int64_t> solved_ms;  // when; of one millisecond only the last change counts
    std::map<int, bool> was_true;
    std::vector<Run> runs;
  };

  // A trigger: which chains hear it is looked up in the table.
  struct Signal {
    std::string kind;
    int64_t amount = 0;
    int chain = -1;
    int64_t before = 0;
  };

  void Expect(const Ticket& ticket, const std::string& kind, const std::string& rest);
  Ticket* Find(const std::string& id);
  bool Holds(const Ticket& ticket, int chain) const;
  void PassTime(int64_t now_ms);
  int64_t NextDue(const Ticket& ticket) const;
  int64_t NextLook(const Ticket& ticket) const;
  static int64_t NextHalf(const Ticket& ticket);
  void SetHold(Ticket& ticket, bool on_hold) const;
  void Fire(Ticket& ticket);
  void Look(Ticket& ticket);
  void Follow(Ticket& ticket, std::vector<Signal>& signals);
  void Start(Ticket& ticket, const Signal& signal);
  static void OrderRuns(Ticket& ticket);
  void Retrigger(Ticket& ticket, Run& run);
  void FireRuns(Ticket& ticket);
  bool Go(Ticket& ticket, Run& run);
  bool Step(Ticket& ticket, Run& run);
  void TellDuty(const Ticket& ticket, Run& run);
  void FollowHandoff(const Ticket& ticket, Run& run);
  void BeginPass(Run& run, int64_t begin_ms) const;
  bool Over(const Ticket& ticket, Run& run, const std::string& how, size_t steps);
  void Solve(Ticket& ticket);
  void Reopen(Ticket& ticket, std::vector<Signal>& signals);
  void End(Ticket& ticket);
  void Close(Ticket& ticket);
  void ForgetIfDone(Ticket& ticket);
  void MarkMoves(const v1::ReplacePolicy& replace);
  void MoveRuns(Ticket& ticket);
  void Do(const v1::Command& command);
  void DoTicket(const v1::Command& command, Ticket& ticket, std::vector<Signal>& signals);
  void Acknowledge(Ticket& ticket, const std::string& chain, const std::string& by);
  bool AwaitsOthers(const Ticket& ticket, Run& run, const std::string& by);
  void Feel(Ticket& ticket, int emotion, std::vector<Signal>& signals);
  void Tell(Ticket& ticket, Run& run);
  void Snooze(Ticket& ticket, const std::string& chain, int64_t for_ms);
  void Merge(Ticket& from, Ticket& to);

  std::vector<Ticket> tickets_;
  v1::ReplacePolicy replaced_;  // the last one
  int64_t at_ms_ = 0;
  std::vector<std::string> expected_;
  std::string finding_;
  std::map<std::string, int> seen_;
};

}  // namespace waypost::sim

#endif  // WAYPOST_TESTS_SIM_CHAIN_AUDITOR_H_
