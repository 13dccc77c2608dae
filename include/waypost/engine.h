// The engine: a deterministic state machine that runs a support desk.
#ifndef WAYPOST_ENGINE_H_
#define WAYPOST_ENGINE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "waypost/policy.h"

namespace waypost {

class SlaStatistics;

namespace v1 {
class AgentView;
class AttainmentList;
class ClockExplanation;
class ClockRef;
class Command;
class EscalationExplanation;
class Event;
class IncidentList;
class IncidentView;
class ModeList;
class QueueStats;
class RoutingExplanation;
class RoutingVerdict;
class TicketFilter;
class TicketPage;
class TicketView;
class UnroutableList;
class WaitEstimate;
class WaitQuestion;
}  // namespace v1

// Whatever receives events in their order: a lambda, a std::function, an EventBatch. Borrowed for
// the call it is passed to. The message is reused: copy what you keep. A sink must not throw and
// must not call the engine.
class EventSink {
 public:
  template <typename Receiver,
            typename = std::enable_if_t<std::is_invocable_v<Receiver&, const v1::Event&> &&
                                        !std::is_same_v<std::decay_t<Receiver>, EventSink>>>
  EventSink(Receiver&& receiver)  // NOLINT(google-explicit-constructor): passed like a function
      : receiver_(const_cast<void*>(static_cast<const void*>(&receiver))),
        call_([](void* to, const v1::Event& event) {
          (*static_cast<std::remove_reference_t<Receiver>*>(to))(event);
        }) {}

  void operator()(const v1::Event& event) const { call_(receiver_, event); }

 private:
  void* receiver_;
  void (*call_)(void*, const v1::Event&);
};

// A sink that keeps the events; the memory of cleared events is used again.
class EventBatch {
 public:
  EventBatch();
  ~EventBatch();
  EventBatch(EventBatch&&) noexcept;
  EventBatch& operator=(EventBatch&&) noexcept;

  void operator()(const v1::Event& event);

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const v1::Event& operator[](size_t i) const;
  void clear() { size_ = 0; }

 private:
  std::vector<std::unique_ptr<v1::Event>> events_;
  size_t size_ = 0;
};

// What was done of a batch.
struct BatchResult {
  size_t applied = 0;   // commands [0, applied) were applied
  absl::Status status;  // why it stopped there; ok if all were
};

// A command and its time.
struct TimedCommand {
  int64_t now_ms = 0;
  const v1::Command* command = nullptr;
};

// The engine reads no clock, opens no file, starts no thread and draws no number that does not
// derive from its seed. Time comes in with every call and never goes back. The same policy and the
// same commands give the same events and the same state digest on every machine.
//
//   auto engine = waypost::Engine::Create(policy, clock.NowMs());
//   absl::Status status = engine->Apply(clock.NowMs(), command, sink);
//   timer.SetAt(engine->NextWakeup());   // then: engine->Advance(clock.NowMs(), sink)
//
// Times:   int64 milliseconds since the Unix epoch, UTC.
// Errors:  a Status other than ok means that the command left no trace (timers that were due before
//          it have fired). What the desk's state does not allow is no error but the event
//          CommandRefused.
// Threads: thread-compatible: one caller at a time. Engines do not share anything that changes.
class Engine {
 public:
  struct Options {
    uint64_t seed = 0;  // of all draws
    // Keeps Statistics() at hand, in snapshots too. Changes no event and no state digest. Not by
    // itself, since it nearly doubles what an open ticket takes (some 200 bytes beside 250) and
    // looks its ticket up at every event of a clock.
    bool statistics = false;
  };

  // Whether an engine may begin at a time that comes from elsewhere.
  //
  // Errors: InvalidArgument: no time of the years 1970 to 9999.
  static absl::Status CheckStart(int64_t now_ms);

  // An engine without tickets and agents. It begins at a time that CheckStart takes.
  static std::unique_ptr<Engine> Create(Policy policy, int64_t now_ms);
  static std::unique_ptr<Engine> Create(Policy policy, int64_t now_ms, const Options& options);

  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Replaces the customer's words in a command by evidence (language, keywords found): what Apply
  // decides on, and all that needs to be kept. Commands without words come back as they are.
  //
  // Pure: depends on the command and the current policy only.
  // Errors: InvalidArgument if the command is malformed.
  absl::StatusOr<v1::Command> Resolve(const v1::Command& command) const;

  // Advance(now_ms), then the command. A command whose id has been seen is answered by the event
  // Duplicate before time moves: its time may have passed.
  //
  // Errors: InvalidArgument     malformed: an id empty or too long, a number out of its interval
  //         FailedPrecondition  `now_ms` lies before the engine's time
  //         OutOfRange          `now_ms` lies more than the policy's `max_time_step` after both the
  //                             engine's time and NextWakeup(): whoever comes at the wake-up, or a
  //                             little late, is never refused
  //         Unavailable         more timers are due than one call may fire: call Advance first
  //         ResourceExhausted   a limit of the policy is reached
  absl::Status Apply(int64_t now_ms, const v1::Command& command, EventSink sink);

  // Applies commands in order, each at its own time, and stops at the first error. Faster than one
  // by one where many tickets are open: what later commands need is fetched ahead.
  BatchResult ApplyBatch(absl::Span<const TimedCommand> commands, EventSink sink);

  // Fires what is due strictly before `now_ms`, in the order of due times; each event carries its
  // own. Calling it often or seldom makes no difference to the events.
  //
  // One call fires at most the policy's `due_per_call` timers; if more is left, NextWakeup() is
  // not after `now_ms` and `*more` is true: call again.
  // Errors: as Apply, for times.
  absl::Status Advance(int64_t now_ms, EventSink sink, bool* more = nullptr);

  // The earliest time at which Advance would do something: the earliest due time + 1 ms. Nothing
  // if no timer is set.
  std::optional<int64_t> NextWakeup() const;

  // The latest time the engine was told.
  int64_t now_ms() const;

  // Puts another policy in force. `command` is a Command with `replace_policy` that carries the
  // policy's fingerprint (and may carry an id). Clocks, ladders and chains that run keep the policy
  // they started under; whatever starts later uses the new one.
  //
  // A policy that lacks a name still in use is refused by an event, with one sentence per name.
  // Errors: as Apply; InvalidArgument if the fingerprint is another policy's.
  absl::Status ReplacePolicy(int64_t now_ms, Policy policy, const v1::Command& command,
                             EventSink sink);
  const Policy& policy() const;

  // A ticket that is open. Errors: NotFound.
  absl::StatusOr<v1::TicketView> GetTicket(std::string_view ticket_id) const;

  // The chains of a ticket: what each has done, what it does next and when, who would be told, and
  // what would stop it.
  //
  // Errors: NotFound: no open ticket has the id.
  // Cost:   that of executing the steps told, 20 instants of each run at most; nothing changes.
  absl::StatusOr<v1::EscalationExplanation> ExplainEscalation(std::string_view ticket_id) const;

  // Why a clock stands where it stands: what counted, what did not and why, and what leads to its
  // due time. `clock` names it by metric, and by milestone if it is one; the rest is not read.
  //
  // Shape:  at most 1,000 stretches; the answer says if there are more.
  // Errors: NotFound: no such ticket is open, or it has no such clock that runs, is paused, or was
  //         stopped by solving and may go on. A cycle that is over is not kept: why it ended as it
  //         did is seen by replaying to the moment before.
  // Cost:   O(changes of the ticket's state + stretches).
  absl::StatusOr<v1::ClockExplanation> ExplainClock(std::string_view ticket_id,
                                                    const v1::ClockRef& clock) const;

  // Tickets in the order of opening, `page_size` at a time from `cursor` (0: the beginning).
  // Cost: O(open tickets) a page.
  v1::TicketPage ListTickets(const v1::TicketFilter& filter, uint64_t cursor, int page_size) const;

  // Who could take a ticket, and what keeps everybody else from it. Why somebody was asked in the
  // past is seen by replaying to the moment before.
  //
  // Errors: NotFound. Cost: O(agents * stages of its route).
  absl::StatusOr<v1::RoutingExplanation> ExplainRouting(std::string_view ticket_id) const;

  // What keeps one agent from a ticket: the first of the reasons, the line of the policy, and what
  // each stage asks that the agent lacks.
  //
  // Errors: NotFound: no such ticket is open, or no such agent is on the roster.
  // Cost:   O(open tickets + stages of its route).
  absl::StatusOr<v1::RoutingVerdict> WhyNot(std::string_view ticket_id,
                                            std::string_view agent_id) const;

  // Waiting tickets that nobody on the roster could ever take, present or not, and what would have
  // to be relaxed.
  //
  // Cost: O(open tickets); and for each kind of ticket that nobody may take now, O(agents *
  // stages).
  v1::UnroutableList Unroutable() const;

  // How long a ticket of a kind would wait if it came now, or one that waits will go on waiting, by
  // how fast the agents who may take it were given tickets of late. Honest where they are busy all
  // the time; where they are idle between tickets it is too long, since it counts what they were
  // given and not what they could have been. In a queue that goes by deadlines a ticket that has
  // not come is taken to come last.
  //
  // Errors: InvalidArgument: a name that the policy does not have, or a ticket and a kind.
  //         NotFound: no such ticket is open. FailedPrecondition: the ticket does not wait, or the
  //         policy does not count what agents are given (Work.estimate_from).
  // Cost:   O(agents * stages + kinds of waiting tickets + waiting tickets that come before it).
  absl::StatusOr<v1::WaitEstimate> EstimateWait(const v1::WaitQuestion& question) const;

  // Which event modes of the policy are in force, and until when.
  v1::ModeList Modes() const;

  // An agent on the roster. Errors: NotFound.
  absl::StatusOr<v1::AgentView> GetAgent(std::string_view agent_id) const;

  // A queue of the current policy. Errors: NotFound. Cost: O(open tickets + agents).
  absl::StatusOr<v1::QueueStats> GetQueueStats(std::string_view queue) const;

  // How the promises about all cycles of a clock (Target.attainment) stand in the periods that run,
  // in the order in which the first of their cycles ended. Those in which none has ended are not
  // in it. Cost: O(such promises).
  v1::AttainmentList GetAttainment() const;

  // How every promise was kept so far: what an SlaRecorder fed with all events and commands would
  // say. Snapshots carry it on.
  //
  // Errors: FailedPrecondition: the engine was not made with Options::statistics.
  // Cost:   O(rows + clocks of open tickets); keeping them: see SlaRecorder.
  absl::StatusOr<SlaStatistics> Statistics() const;

  // An incident that is open, or closed and not yet forgotten (IncidentStream.linger). Errors:
  // NotFound.
  absl::StatusOr<v1::IncidentView> GetIncident(std::string_view incident_id) const;

  // All of them, in the order in which they were first opened; at most some thousands.
  v1::IncidentList ListIncidents() const;

  // Tells states apart: equal states have equal digests, whatever way led there. The engine's time
  // is not part of it, so an idle Advance changes nothing.
  // Cost: O(state).
  uint64_t StateDigest() const;

  // The whole state as bytes, policies included. Restored, it goes on with the same events.
  std::string TakeSnapshot() const;

  // Errors: InvalidArgument if the bytes are damaged; FailedPrecondition if they were written by a
  // version whose rules differ, with a sentence on how to upgrade.
  static absl::StatusOr<std::unique_ptr<Engine>> Restore(std::string_view snapshot);

  // Tickets not yet ended, and bytes the engine holds for them and their indexes (estimated).
  size_t open_tickets() const;
  size_t memory_bytes() const;

 private:
  struct Impl;
  explicit Engine(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace waypost

#endif  // WAYPOST_ENGINE_H_
