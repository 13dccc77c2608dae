#ifndef WAYPOST_TESTS_SIM_AUDITOR_H_
#define WAYPOST_TESTS_SIM_AUDITOR_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "tests/sim/desk_limits.h"
#include "tests/sim/naive_hours.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::sim {

// Follows commands and events of a desk under kSimPolicy, with limits or without, and says what is
// wrong with them.
//
// Keeps its own plain model and computes everything anew each time: who may take what by looking at
// everybody, due times by adding up opening hours. Shares no code with the engine.
//
// Routing: who knows a ticket that comes back is asked first; else one that comes to wait goes to
//          whom the queue's ties choose of those who may take it, and to as many as are asked at
//          once; an agent who becomes free takes the best waiting ticket; after each command nobody
//          is idle for whom a ticket waits; who refused is passed over; closed queues hand out
//          nothing; queues that collect give out what is best at the end of their windows; nobody
//          is given anything beyond a hard cap of its time or its vendor's share.
// Clocks:  those that run are those promised; due times, marks, elapsed and left times are right;
//          marks fall at their instant and none is left out.
// Besides: numbers without gaps, offers that expire and stages that begin in time, no event of a
//          ticket after its end, refused commands change nothing.
class Auditor {
 public:
  // Of a desk that was made at an instant.
  explicit Auditor(int64_t start_ms, DeskLimits limits = {}) : limits_(std::move(limits)) {
    BeginModes(start_ms);
  }

  // One command, whether it was executed (status ok), and all events of the call.
  void Take(int64_t now_ms, const v1::Command& command, bool ok,
            const std::vector<v1::Event>& events);

  const std::vector<std::string>& findings() const { return findings_; }
  // How many checks of a kind were made, so that a test can see that they were.
  const std::map<std::string, int64_t>& checks() const { return checks_; }

 private:
  struct Agent {
    v1::Agent facts;
    uint64_t joined = 0;
    v1::Presence presence = v1::AVAILABLE;
    int64_t idle_since_ms = 0;
    std::set<std::string> tickets;  // offered and handled
    std::set<std::string> opted_out;
    std::map<int, int64_t> rests;  // by AgentRests::Why: until when
    bool on_shift = true;
    int64_t since_ms = 0;              // joined, or came back from being away
    int64_t window_end_ms = kNeverMs;  // in which what is given is counted
    int given = 0;
    int64_t worked_ms = 0;          // the last ticket left its hands, or joined
    std::vector<int64_t> given_ms;  // when it was given each ticket
    bool works = false;             // on anything, since or until:
    int64_t works_since_ms = 0;
    Stretches worked;  // of late, that are over
  };

  struct Clock {
    std::string sla;
    int cycle = 0;
    bool live = false;
    bool breached = false;
    bool solved = false;  // stopped by solving
    size_t next_mark = 0;
    size_t next_wall = 0;
    NaiveClock hours;
    int64_t within_ms = 0;
    std::vector<int64_t> marks;  // elapsed times: warnings, then the promise itself
    std::vector<int64_t> walls;  // warnings so long before the due time, falling
  };

  static constexpr char kUnraised[] = "P9";

  struct Told {
    size_t stage = 0;
    bool skipped = false;
  };

  struct Ladder {
    int64_t since_ms = 0;
    int64_t until_ms = 0;  // what was due until then has begun
    size_t stage = 0;      // 0-based
    std::set<size_t> skipped;
    std::vector<Told> to_tell;
    std::vector<std::pair<size_t, std::string>> languages_to_tell;
  };

  struct Task {
    std::string queue;
    int64_t linked_ms = 0;
    bool ended = false;
  };

  struct Ticket {
    uint64_t opened_as = 0;
    v1::TicketState state = v1::NEW;
    bool waits = false;         // is among the waiting
    bool arriving = false;      // is about to be offered or to wait
    bool leaves_offer = false;  // its route is another one now
    std::string handler, owner, category, priority, language, routed_language, tier;
    std::string promise;  // the sla that it has, and under which modes it was promised
    std::set<std::string> promise_modes;
    bool promised = false;
    bool recomputed_now = false;
    std::string channel;
    std::string taken_as;  // the channel under which its handler has it
    bool outbound = false;
    std::set<std::string> modalities, excluded;
    int64_t amount = 0;
    int64_t opened_ms = 0;
    // The ladder: since when, less what it waited before. `stages` is empty if it has no route.
    bool in_ladder = false;
    int64_t waits_since_ms = 0;
    int64_t waited_ms = 0;
    std::string route, queue;  // "?": not known before its next event; "": none, by a transfer
    std::string kept_route;    // while it is "?": whose ladder it may still be on
    bool transferred = false;
    bool rerouted_now = false;
    bool too_old = false;
    int64_t released_ms = 0;   // the last time that reserved agents were released to it
    int64_t overflown_ms = 0;  // the last time that it overflowed by a timer
    Ladder ladder;
    std::string raised_to = kUnraised;  // the priority that a stage of this step asks for
    std::set<uint64_t> avoided;         // `joined` of agents
    int64_t forget_ms = kNeverMs;
    std::set<std::string> asked;        // to whom it is offered
    int64_t owner_until_ms = kNeverMs;  // those who know it are asked first until then; else never
    std::string asks_owner;             // who is or has just been asked as its owner
    std::string previous_owner, previous_queue;  // of the one it follows
    int64_t offer_expires_ms = kNeverMs;
    int64_t closes_ms = kNeverMs;
    int64_t silent_ms = kNeverMs;  // when it returns if nothing is heard of it
    std::vector<StatusAt> history;
    int64_t asked_ms = kNeverMs;
    int64_t unanswered_ms = kNeverMs;
    int64_t last_reply_ms = kNeverMs;
    int64_t untaken_ms = kNeverMs;  // for somebody to take it
    int64_t queue_since_ms = kNeverMs;
    std::string stays_in;  // the queue
    bool replied = false;
    bool adopted_now = false;
    bool merged_now = false;    // got an older question by the command of this step
    bool reopened_now = false;  // by the command of this step
    bool ended = false;
    std::set<std::string> final_clocks;      // whose end reopening leaves alone
    std::map<std::string, int64_t> reached;  // milestones: when
    std::map<std::string, Clock> clocks;     // by measure
    std::map<std::string, Task> tasks;       // by the measure of its clock, "TASK D1"
  };

  void Fail(const std::string& what);
  void Check(const char* kind, bool holds, const std::string& what);

  // auditor.cc: the life of tickets and agents
  void Foresee(const v1::Command& command);
  void ForeseeTicket(const v1::OpenTicket& open);
  void ForeseeAdoption(const v1::AdoptTicket& adopt);
  void ForeseeMessage(const v1::AddMessage& message);
  void ForeseeMerge(const v1::Merge& merge);
  void See(const v1::Event& event);
  void SeeKind(const v1::Event& event);
  void SeeEnd(const std::string& id, Ticket& ticket);
  void SeeAgent(const v1::Event& event);
  void NoteStatus(Ticket& ticket, v1::TicketState state);
  void EndStep();

  // auditor_routing.cc
  void EnterLadder(Ticket& ticket);
  void LeaveLadder(Ticket& ticket);
  void Reroute(Ticket& ticket);
  void RouteAnew(Ticket& ticket);
  void LetGo(const std::string& id, Ticket& ticket);
  void SeeRouting(const v1::Event& event, Ticket& ticket);
  void SeeQueued(const std::string& id, const v1::TicketQueued& queued, Ticket& ticket);
  void ForgetRefusals(int64_t before_ms);
  void WaitAnew(Ticket& ticket);
  bool IsFree(const Agent& agent, const Ticket& ticket) const;
  enum class Collected { kNot, kToo };  // whether tickets that are collected count
  std::string BestTicketFor(const Agent& agent, Collected collected = Collected::kNot) const;
  void CheckRouting();
  void Resolve(Ticket& ticket);

  // auditor_batches.cc
  using Round = std::vector<std::pair<std::string, std::string>>;  // tickets and who takes them
  bool IsCollected(const Ticket& ticket) const;
  Round RoundOf(const std::string& queue, bool last) const;
  Round NextRound(const std::string& queue) const;
  void DropWhatCannotBe();
  void CheckCollected(const std::string& id, const std::string& agent_id, const Ticket& ticket);
  void NoteCollected(const Ticket& ticket);
  bool AnybodyIsFreeForThoseIn(const std::string& queue) const;
  void BeginWindows();
  void NoteNextTimer(const v1::Event& event);
  void EndInstant();
  int64_t NextSilentInstant(int64_t before_ms) const;
  void PassTo(int64_t at_ms);

  // auditor_occupancy.cc
  int64_t MostWorkMs() const;
  bool Works(const Agent& agent) const;
  int64_t WorkedMs(const Agent& agent, int64_t at_ms) const;
  void NoteWork();
  bool IsBeyondCap(const Agent& agent) const;
  bool IsHeldByCap(const Agent& agent) const;
  bool ComesLast(const Agent& agent) const;
  int64_t WithinCapAt(const Agent& agent) const;
  void CheckOccupancy();

  // auditor_shares.cc
  static bool IsVendors(const Agent& agent);
  int64_t SharePeriod(int64_t at_ms) const;
  int64_t NextSharePeriod(int64_t before_ms) const;
  void NoteTaken(const Agent& agent);
  int64_t OfferedToVendor() const;
  bool IsHeldByShare(const Agent& agent) const;

  // auditor_offers.cc
  size_t OfferTo(const std::string& queue) const;
  int64_t TimeoutOf(const std::string& queue) const;
  int64_t OfferEnds(const Ticket& ticket) const;
  void EndAsking(const v1::Event* next);
  void SeeOffered(const std::string& id, const v1::TicketOffered& offered, Ticket& ticket);
  void CheckFirstAsked(const std::string& id, const std::string& agent_id, Ticket& ticket);
  void CheckChosen(const std::string& id, const std::string& agent_id, Ticket& ticket);
  void SeeOfferEnded(const std::string& id, const v1::OfferEnded& ended, Ticket& ticket);
  void SeeLastOfferEnded(const v1::OfferEnded& ended, Ticket& ticket);
  void SeeAssigned(const std::string& id, const v1::TicketAssigned& assigned, Ticket& ticket);

  // auditor_choice.cc
  int64_t RankBy(int tie, const Ticket& ticket, const Agent& agent) const;
  bool CouldBeAsked(const Ticket& ticket, const Agent& agent) const;
  bool AnybodyIsFreeFor(const Ticket& ticket) const;
  std::vector<std::string> FreeFor(const Ticket& ticket) const;
  std::string Draw(const std::vector<std::string>& from, uint64_t number) const;
  std::string ChosenFor(const Ticket& ticket, uint64_t number);
  void NoteChosen(const Ticket& ticket, const Agent& agent);

  // auditor_owner.cc
  std::string OwnerToAsk(Ticket& ticket, const std::string& queue) const;
  bool AsksOwnerFirst(Ticket& ticket);
  static bool IsOwnerFirst(const Ticket& ticket);
  void EndOwnerFirst(Ticket& ticket, bool announced);

  // auditor_hours.cc
  enum class Closed { kNot, kToo };  // whether queues that are closed count
  std::string HoursOf(const std::string& queue) const;
  void BeginHours(int64_t start_ms);
  std::string SiteOf(const std::string& queue, bool owned) const;
  std::vector<std::string> HandingOut(const Ticket& ticket, const std::vector<std::string>& queues,
                                      Closed closed) const;
  void SeeHours(const v1::QueueHours& hours);
  void CheckHours();

  // auditor_rests.cc
  void NoteFixed(const v1::OpenTicket& open, Ticket& ticket);
  bool MayEver(const Ticket& ticket, const Agent& agent) const;
  void ExpectRest(const std::string& agent_id, v1::AgentRests::Why why, int64_t length_ms);
  void ExpectWrapUp(const Ticket& ticket);
  void SeeRest(const v1::Event& event);
  void SeeTimerOfAgent();
  void SeeReturned(const std::string& id, const v1::TicketReturned& returned, Ticket& ticket);
  void SeeExcluded(const std::string& agent_id, Ticket& ticket);
  void Disown(const std::string& agent_id, Ticket& ticket);  // whoever must not have it
  void CheckPull(const std::string& id, const std::string& agent_id, const Ticket& ticket);
  void CheckRests();

  // auditor_presence.cc
  static bool IsThere(const Agent& agent);
  static bool IsAway(const Agent& agent);
  void ChangePresence(Agent& agent, v1::Presence presence, bool on_shift);
  void SeeShift(const v1::ShiftChanged& changed);
  void CheckShifts();
  void NoteGiven(const std::string& agent_id);
  void CheckPace(const v1::AgentRests& rests);
  void HearOfWork(Ticket& ticket);
  void CheckSilence(const std::string& id, Ticket& ticket);

  // auditor_capacity.cc
  std::string CountsAs(const std::string& channel) const;
  bool IsHeld(const std::string& channel) const;
  const v1::ChannelCapacity* LimitOf(const v1::Agent& agent, const std::string& channel) const;
  int MaximumOf(const v1::Agent& agent, const v1::ChannelCapacity& limit) const;
  void SeeChannel(const v1::ChannelChanged& changed);
  void Reserve(const std::string& id, const std::string& agent_id, Ticket& ticket);
  int64_t UnitsOf(const Agent& agent, const std::string& channel) const;
  int64_t HalfUnitsOf(const Agent& agent, const Ticket& ticket) const;
  bool HasRoom(const Agent& agent, const std::string& channel) const;
  bool IsBeyondCapacity(const Agent& agent) const;
  bool IsOver(const Agent& agent) const;
  // Of whom something of that is so now.
  std::set<std::pair<std::string, bool>> AllOver() const;
  void CheckToldOver(const char* kind, const std::set<std::pair<std::string, bool>>& before,
                     const std::set<std::string>& told);
  void CheckOver(const std::string& agent_id, bool said);

  // auditor_ladder.cc
  static bool HasRoute(const std::string& category);
  static bool RouteBeginsIn(const std::string& category, const std::string& queue);
  static std::string FirstQueueOf(const std::string& route);
  size_t FirstOpen(const Ticket& ticket) const;
  std::vector<std::string> LanguagesOf(const Ticket& ticket, size_t stage) const;
  std::vector<std::string> QueuesOf(const Ticket& ticket, size_t stage) const;
  bool StageTakes(const Ticket& ticket, size_t stage, const std::vector<std::string>& queues,
                  const v1::Agent& agent, const std::string& fallback) const;
  bool StageTakes(const Ticket& ticket, size_t stage, const std::vector<std::string>& queues,
                  const v1::Agent& agent) const;
  static v1::Agent WithoutQueuesLeft(const Agent& agent);
  bool MayTake(const Ticket& ticket, const Agent& agent, Closed closed = Closed::kNot) const;
  bool AnybodyCouldTake(const Ticket& ticket) const;
  std::set<std::string> SitesOf(const Ticket& ticket) const;
  bool CountsIn(const Ticket& ticket, const std::string& queue) const;
  int ScoreOf(const Ticket& ticket, const Agent& agent) const;
  int64_t CreditOf(const Ticket& ticket) const;
  std::string AnswersIn(const Ticket& ticket, const Agent& agent) const;
  bool IsPassedOver(const Ticket& ticket, size_t stage) const;
  void Climb(Ticket& ticket, bool announced);
  void BeginLadder(Ticket& ticket, int64_t since_ms);
  int64_t NextOnLadder(const Ticket& ticket) const;
  void SeeLadder(const v1::Event& event, Ticket& ticket);
  void ReachNext(Ticket& ticket);
  void TellLadder(const v1::Event& event, Ticket& ticket);
  void CheckLadders();

  // auditor_modes.cc
  int CapacityOf(const v1::Agent& agent) const;
  std::string ShiftOf(const v1::Agent& agent) const;
  void BeginModes(int64_t start_ms);
  void SeeMode(const v1::ModeChanged& changed);
  void CheckModes();

  // auditor_reserve.cc
  bool IsFreeHolder(const Agent& agent) const;
  bool MayUseReserve(const Ticket& ticket) const;
  bool IsKept(const Ticket& ticket, const Agent& agent) const;
  void SeeReleased(const v1::Event& event, Ticket& ticket);

  // auditor_overflow.cc
  int64_t HelpDue(const Ticket& ticket, size_t row) const;
  bool Helps(const Ticket& ticket, size_t row) const;
  std::vector<std::string> WithHelp(const Ticket& ticket, std::vector<std::string> queues) const;
  int64_t LengthOf(const std::string& queue) const;
  void SeeOverflow(const v1::Event& event);
  void CheckOverflows();

  // auditor_order.cc
  int64_t NextDeadline(const Ticket& ticket) const;
  v1::Queue::Order OrderOf(const std::string& queue) const;
  // Priority, lane, deadline or arrival, arrival, order of opening.
  using OrderRank = std::tuple<std::string, int, int64_t, int64_t, uint64_t>;
  OrderRank RankOf(const Ticket& ticket) const;
  bool IsTooOld(const Ticket& ticket, bool comes) const;

  // auditor_clocks.cc
  std::string PromiseIn(const std::set<std::string>& modes, const Ticket& ticket) const;
  void TakePromise(Ticket& ticket);
  void TakePromiseAnew(Ticket& ticket);
  std::string PromiseFor(const v1::Event& event, const Ticket& ticket, const Clock& clock) const;
  bool Expected(const Ticket& ticket, const std::string& measure, const Clock* clock) const;
  int64_t StartOf(const Ticket& ticket, const std::string& measure) const;
  void Begin(const v1::Event& event, const std::string& what, const Ticket& ticket,
             const std::string& measure, Clock& clock);
  void NoteStay(const std::string& queue, Ticket& ticket) const;
  std::string RowOf(const Ticket& ticket, const std::string& measure) const;
  void ChangeCalendar(const std::string& sla, const std::string& calendar, Clock& clock);
  void FollowWhileSolved(Ticket& ticket);
  void SeeClock(const v1::Event& event, Ticket& ticket);
  void Arm(const std::string& what, const Ticket& ticket, Clock& clock, int64_t due_ms);
  void SeeMark(const v1::Event& event, const std::string& what, const Ticket& ticket, Clock& clock);
  void SeeStop(const v1::Event& event, const std::string& what, const Ticket& ticket, Clock& clock);
  int64_t InstantOf(const Ticket& ticket, const Clock& clock, size_t mark) const;
  void CheckClocks();
  void CheckMarks(const std::string& what, const Ticket& ticket, const Clock& clock);

  // auditor_tasks.cc
  void SeeTask(const v1::Event& event, Ticket& ticket);

  // auditor_parts.cc
  void ForeseeSplit(const v1::Split& split);
  void SeeSplit(const v1::Event& event);
  void CheckPart(const std::string& id, const v1::TicketClassified& classified,
                 const Ticket& ticket);

  DeskLimits limits_;
  std::map<std::string, Ticket> tickets_;
  std::map<std::string, Agent> agents_;
  std::set<std::string> down_;                   // channels
  std::set<std::string> modes_;                  // overlays in force
  std::map<std::string, int64_t> mode_ends_ms_;  // of those switched; 0: never
  int64_t mode_turned_ms_ = -1;
  v1::SetMode coming_mode_;                                // of this step
  std::set<std::pair<std::string, std::string>> flowing_;  // queues that overflow by length
  std::set<std::string> closed_;                           // queues
  std::map<std::string, uint64_t> rounds_;  // by queue: who was chosen last, as `joined`
  std::string asking_;                      // the ticket that is being offered to several
  std::map<std::string, int64_t> windows_;  // queues that collect now: until when
  std::set<std::string> came_;              // those in which a ticket came to wait at this instant
  std::string last_ticket_;                 // of the event before
  Round round_;                             // what is still to be given out of it
  int64_t share_period_ = 0;                // in which was taken:
  int64_t taken_by_vendor_ = 0;
  int64_t taken_by_all_ = 0;
  v1::Agent coming_;
  v1::Pull pull_;    // of this step
  v1::Split split_;  // likewise, with all that the part says or has from the whole
  struct ExpectedRest {
    std::string agent_id;
    v1::AgentRests::Why why;
    int64_t until_ms;
  };
  std::vector<ExpectedRest> expected_rests_;  // of this step
  uint64_t last_sequence_ = 0;
  uint64_t opened_ = 0;
  uint64_t joined_ = 0;
  int64_t at_ms_ = 0;
  bool by_timer_ = false;
  uint64_t freed_by_ = 0;  // `opened_as` of the ticket whose offer ended last
  std::vector<std::string> findings_;
  mutable std::map<std::string, int64_t> checks_;
};

}  // namespace waypost::sim

#endif  // WAYPOST_TESTS_SIM_AUDITOR_H_
