#ifndef WAYPOST_LIB_ENGINE_CORE_H_
#define WAYPOST_LIB_ENGINE_CORE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "lib/engine/commands.h"
#include "lib/engine/core_views.h"
#include "lib/engine/event.h"
#include "lib/engine/run_moves.h"
#include "lib/route/ladder.h"
#include "waypost/policy.h"

namespace waypost::engine {

// The engine beneath the messages: plain commands in, plain events out.
//
// The core owns the tickets, the agents and the one timer queue; the deciders (sla, escalate,
// route, and classification by rules) are asked what a change means and know nothing of each other.
// Its files are one subject each, named after it: core_time, core_tickets, core_routing, ...
class Core : public CoreViews {
 public:
  Core(Policy policy, int64_t now_ms, uint64_t seed);
  ~Core();
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;

  // --- time (core_time.cc)
  // Brings a command to its time. Ok: execute it, then call End(). AlreadyExists: a duplicate, the
  // event is out, do nothing more. Anything else: the command is not to be executed.
  absl::Status Begin(const CommandFrame& frame, PlainSink sink);
  void End(const absl::Status& outcome);
  absl::Status Advance(int64_t now_ms, PlainSink sink, bool* more);
  std::optional<int64_t> NextWakeup() const;

  // --- batches: what a command will touch, fetched while those before it are executed
  void PrefetchIndex(std::string_view ticket_id) const { tickets_.PrefetchIndex(ticket_id); }
  Slot PrefetchTicket(std::string_view ticket_id) const;
  void PrefetchParts(Slot slot) const;

  // --- commands: each between Begin and End. A Status other than ok: nothing was changed.
  absl::Status Open(const OpenTicket& command);    // core_tickets.cc
  absl::Status Adopt(const AdoptTicket& command);  // core_adopt.cc
  absl::Status Merge(std::string_view source_id, std::string_view target_id);
  absl::Status Split(const engine::Split& command);  // core_split.cc
  absl::Status Abandon(std::string_view ticket_id);
  absl::Status Close(std::string_view ticket_id, CloseHow how);
  absl::Status Reject(std::string_view ticket_id);
  absl::Status SetStatus(std::string_view ticket_id, TicketState state);
  absl::Status Message(const AddMessage& command);  // core_messages.cc
  absl::Status SetFacts(std::string_view ticket_id, absl::Span<const FactInput> facts);
  absl::Status Confirm(const ConfirmClassification& command);
  absl::Status ReachMilestone(std::string_view ticket_id, std::string_view milestone);
  absl::Status ProposeSolution(std::string_view ticket_id);
  absl::Status RecomputeClocks(std::string_view ticket_id);
  absl::Status LinkTask(std::string_view ticket_id, std::string_view task_id,  // core_tasks.cc
                        std::string_view queue);
  absl::Status CompleteTask(std::string_view task_id);
  absl::Status RequestEscalation(std::string_view ticket_id, std::string_view escalation);
  absl::Status Acknowledge(std::string_view ticket_id, std::string_view escalation,  // core_stops
                           std::string_view by);
  absl::Status Snooze(std::string_view ticket_id, std::string_view escalation, int64_t for_ms);
  absl::Status ReportDelivery(const DeliveryReport& command);
  absl::Status ReceiveEvidence(std::string_view ticket_id, std::string_view evidence);
  absl::Status TakeCheck(std::string_view ticket_id, std::string_view check, bool passed);
  absl::Status RecordDecision(const Decision& command);  // panels.cc
  absl::Status Appeal(std::string_view ticket_id);
  absl::Status Rate(const Rating& command);
  absl::Status SetAgent(const engine::SetAgent& command);  // core_agents.cc
  absl::Status SetPresence(std::string_view agent_id, Presence presence);
  absl::Status Accept(std::string_view ticket_id, std::string_view agent_id);
  absl::Status Decline(std::string_view ticket_id, std::string_view agent_id,
                       std::string_view reason);
  absl::Status RemoveAgent(std::string_view agent_id);
  absl::Status Finish(std::string_view agent_id, std::string_view ticket_id);  // core_rests.cc
  absl::Status Pull(std::string_view agent_id, std::string_view ticket_id);    // core_pull.cc
  absl::Status OptQueue(std::string_view agent_id, std::string_view queue, bool out);
  absl::Status FileComplaint(std::string_view ticket_id, std::string_view agent_id);
  absl::Status SetChannel(std::string_view channel, bool up);                 // core_hours.cc
  absl::Status SetMode(std::string_view overlay, bool on, int64_t until_ms);  // event_modes.cc
  absl::Status Assign(std::string_view ticket_id, std::string_view agent_id, bool force);
  absl::Status TransferToQueue(std::string_view ticket_id, std::string_view queue,
                               bool restart_ladder);
  absl::Status TransferToAgent(std::string_view ticket_id, std::string_view agent_id);
  absl::Status Reroute(std::string_view ticket_id);  // core_ladder.cc
  absl::Status Replace(Policy policy, absl::Span<const Renaming> renamings, RunMoves moves);

  // --- views that are worked out; what is only read is in core_views.h
  sla::TicketTimes TimesOf(const Ticket& ticket) const;
  sla::TicketTimes TimesOf(const Ticket& ticket, const LinkedTask& task) const;
  PeriodFigures FiguresOf(const OpenPeriod& period) const;  // core_attainment.cc
  int64_t NextDueOf(const Ticket& ticket) const;
  class ChainOutlook;  // chain_outlook.h
  sla::ClockStanding StandingOf(const Ticket& ticket, const sla::Clock& clock) const;
  uint64_t StateDigest() const;  // state_digest.cc
  size_t memory_bytes() const;

 private:
  friend class SnapshotWriter;
  friend class SnapshotReader;
  friend class SymbolCensus;
  friend class RoutingAsks;
  friend class IncidentDesk;
  friend class QuietDesk;
  friend class Compensations;
  friend class Reviews;
  friend class Callbacks;
  friend class Entitlements;
  friend class Erasure;
  class TicketFacts;  // ticket_facts.h
  class TeamTurns;    // team_turns.h
  class Notices;      // notices.h
  class RunMover;     // run_mover.h
  class Relief;       // relief.h
  class Panels;       // panels.h
  class Reserves;     // reserves.h
  class EventModes;   // event_modes.h
  class Occupancy;    // occupancy.h
  class Batches;      // batches.h
  class Shares;       // shares.h

  // -- time (core_time.cc)
  absl::Status CheckTime(const CommandFrame& frame) const;
  // Fires what is due before `now_ms`, at most `due_per_call` timers; false if more is left.
  bool FireUntil(int64_t now_ms);
  // What is due at `due_ms`; each takes one of `left`. False if more is left.
  bool FireTicketsAt(int64_t due_ms, int64_t& left);
  bool FireAgentsAt(int64_t due_ms, int64_t& left);
  bool ClosePeriods(int64_t due_ms, int64_t& left);
  bool DeliverDigests(int64_t due_ms, int64_t& left);
  int64_t EarliestDue() const;
  void FireTicket(Slot slot, int64_t due_ms);
  void FireClocks(Slot slot, int64_t due_ms);
  void FireTasks(Slot slot, int64_t due_ms);
  void FireChains(Slot slot, int64_t due_ms);
  void FireWatch(Slot slot, int64_t due_ms);
  void FireState(Slot slot);
  void SetTimer(Slot slot);
  int64_t HelpDueOf(const Ticket& ticket) const;  // relief.h

  // -- a ticket's life (core_tickets.cc)
  absl::Status CheckOpen(const OpenTicket& command) const;
  absl::Status CheckAdoption(const AdoptTicket& command) const;
  absl::Status CheckTextRoom() const;
  absl::Status CheckHistoryRoom(const Ticket& ticket) const;
  bool RefuseOpen(const OpenTicket& command);
  bool RefuseNames(std::string_view ticket_id, std::string_view category,
                   std::string_view subcategory, std::string_view priority);
  Slot CreateTicket(const OpenTicket& command, int64_t opened_ms);
  bool Introduce(Slot slot, const OpenTicket& command);  // true: the desk serves it
  void InheritFacts(Slot from, Slot to);
  void Solve(Slot slot);
  void Reopen(Slot slot);
  void CloseSlot(Slot slot, CloseHow how);
  void EndTicket(Slot slot, TicketState state);  // core_closed.cc, as Forget
  void EndChains(Slot slot, const escalate::Ending& ending);
  void Forget(Slot slot);
  void EnterState(Ticket& ticket, TicketState state);
  void NoteStatus(Ticket& ticket, int64_t at_ms, sla::Status status);
  void ReportStatus(const Ticket& ticket, TicketState from);
  int64_t CloseTime(int64_t from_ms) const;
  void ReplaceText(Symbol& held, std::string_view text);
  void ReplaceSymbol(Symbol& held, Symbol symbol);
  void ReplaceCounted(SymbolCounts& counts, Symbol& held, Symbol symbol);
  // -- classification (core_classify.cc)
  bool TakeEvidence(Ticket& ticket, const Evidence& evidence);  // true: it says something
  void AddRisks(Ticket& ticket, classify::Risks risks);         // core_evidence
  Choice ChooseCategory(Ticket& ticket, std::string_view category, std::string_view subcategory,
                        const Evidence& evidence);
  void ReadVotes(const Evidence& evidence);
  void ReadScores(const Evidence& evidence);
  Choice ConfirmedChoice(Ticket& ticket, const ConfirmClassification& command);
  uint8_t BaseRank(const Choice& choice) const;
  void Classify(Ticket& ticket, const Choice& choice, std::string_view priority);
  // The priority to which rules raise the ticket's; `rule` is set if one does.
  Symbol PriorityByRules(const Ticket& ticket, RuleRef* rule);
  void NoteClassified();
  bool EndNotServed(Slot slot, const Evidence& evidence);
  // -- facts (core_facts.cc)
  bool PutStated(Ticket& ticket, std::string_view name, std::string_view text);
  bool RefuseValue(std::string_view ticket_id, std::string_view name, std::string_view value,
                   const std::vector<std::string>& values);
  bool RefuseStated(const OpenTicket& command);
  bool RefuseFacts(std::string_view ticket_id, absl::Span<const FactInput> facts,
                   bool built_in_too);
  void PutFacts(Ticket& ticket, absl::Span<const FactInput> facts);
  void PutFact(Ticket& ticket, const FactInput& input);
  // Names of built-in facts that SetFacts states; nullptr: it is none.
  const expression::Fact* FindStatedFact(std::string_view name) const;
  // Facts that are lists (core_lists.cc):
  static constexpr size_t kMaxElementBytes = 256;
  absl::Status CheckFactSizes(absl::Span<const FactInput> facts) const;
  absl::Status CheckListSize(std::string_view name, absl::Span<const std::string_view> texts) const;
  bool RefuseElements(std::string_view ticket_id, std::string_view name,
                      absl::Span<const std::string_view> texts,
                      const std::vector<std::string>& values);
  void PutList(Ticket& ticket, Symbol name, absl::Span<const std::string_view> texts);
  void ReleaseFact(const FactEntry& entry);
  void ClearFact(Ticket& ticket, Symbol fact);
  // -- messages and chains on request (core_messages.cc)
  absl::Status CustomerMessage(Slot slot, const AddMessage& command);
  absl::Status AgentMessage(Slot slot, const AddMessage& command);
  std::optional<uint8_t> VersionOfMilestone(const Ticket& ticket, Symbol name) const;
  uint16_t FindChainOrRefuse(std::string_view ticket_id, std::string_view escalation);
  void NoteSignal(const escalate::Signal& signal);

  // -- what follows from a change (core_settle.cc)
  void Settle(Slot slot);
  void SettleFacts(Slot slot);
  void TakePromise(Ticket& ticket);
  void SettleClocks(Slot slot);
  void SettleChains(Slot slot);
  void SettleRoute(Slot slot);
  uint16_t SlaFor(const Ticket& ticket, uint8_t version, uint32_t modes);
  bool IsPromisedNow(const Ticket& ticket) const;
  uint16_t SlaNow(const Ticket& ticket);
  // Clocks and chains keep their policy version alive: take a ticket's off before changing its
  // lists, and put them on afterwards.
  void AddUses(const Ticket& ticket, int sign);
  void ChangeClocks(Ticket& ticket, uint8_t version, uint16_t sla, uint32_t changes,
                    policy::Name milestone);
  void ReportClocks(const Ticket& ticket, Symbol task);
  void SignalClock(const Event& event, const policy::Target& target, uint64_t sequence);
  void CarryOutChains(Slot slot);
  void CarryOut(Slot slot, const escalate::Effect& effect);
  Event MakeChain(EventKind kind, const Ticket& ticket, const escalate::Effect& effect) const;
  Event MakeStep(EventKind kind, const Ticket& ticket, const escalate::Effect& effect) const;
  void ForgetAwaited(Ticket& ticket, const escalate::Effect& effect);
  static escalate::Run* RunOf(Ticket& ticket, uint8_t version, uint16_t escalation);
  // What limits of notifications hold (core_limits.cc):
  void ForgetHeld(const Ticket& ticket, std::string_view chain);
  void DeliverDigest(uint64_t bucket);
  // Actions of steps (core_actions.cc):
  void Act(Slot slot, const escalate::Effect& effect);
  void RaiseByStep(Ticket& ticket, const escalate::Effect& effect);
  void AddTags(Ticket& ticket, const escalate::Effect& effect, const policy::Step& step);
  void AssignByStep(Slot slot, const escalate::Effect& effect);
  std::vector<std::string> Assignees(const Ticket& ticket, const escalate::Effect& effect);
  void MoveByStep(Slot slot, const escalate::Effect& effect, const policy::Step& step);
  void ReopenByStep(Slot slot, const escalate::Effect& effect);
  void MoveToQueue(Slot slot, Symbol name, TicketState to, bool restart_ladder);
  void SkipAction(const Ticket& ticket, const escalate::Effect& effect, std::string_view action,
                  const std::string& reason);
  void LowerPriority(Ticket& ticket, const RuleRef& rule);
  bool AwaitsOthers(Ticket& ticket, const escalate::Run& run, std::string_view by);  // core_stops
  bool AcknowledgeRun(Slot slot, uint32_t run);
  Slot FindFollowedOrRefuse(std::string_view ticket_id);  // core_closed: open, or has live chains
  void ForgetClosed(std::string_view ticket_id, escalate::EndReason why);
  void SettleWatch(Slot slot);  // core_watch.cc
  void SettleBecomesTrue(Ticket& ticket);
  void SettleClearing(Ticket& ticket);
  void SettleChanged(Ticket& ticket);
  void ArmWatch(Ticket& ticket);
  void NoteEmotion(Ticket& ticket, uint8_t previous);
  bool RaisePriority(Ticket& ticket, const PolicyVersion& version, uint8_t rank,
                     const RuleRef& rule);
  void SetPriority(Ticket& ticket, Symbol priority, const RuleRef& rule);
  void ReportFailures(const Ticket& ticket, uint8_t version, const expression::RuleScratch& scratch,
                      RuleRef::Kind kind);
  // Tasks (core_tasks.cc):
  bool RefuseTask(const Ticket& ticket, std::string_view task_id, std::string_view queue);
  Slot FindTask(std::string_view task_id) const;
  void EndTask(Slot slot, size_t index, TaskEnd how);
  void EndTasks(Slot slot);
  void SettleTasks(Ticket& ticket, uint32_t changes);
  void ChangeTaskClocks(Ticket& ticket, LinkedTask& task, uint32_t changes);
  uint16_t TaskTargetOf(uint16_t sla, Symbol queue) const;
  int64_t NextTaskDue(const Ticket& ticket) const;
  void AddTaskUses(const LinkedTask& task, int sign);
  // Promises about periods (core_attainment.cc):
  OpenPeriod& PeriodFor(const sla::Clock& clock);
  void CountForPeriod(const sla::Effect& effect, uint64_t sequence);
  void ReportPeriod(EventKind kind, const OpenPeriod& period);
  int64_t NextPeriodEnd() const;
  // -- routes and stages (core_ladder.cc)
  void StartWaiting(Slot slot, TicketState state);
  uint16_t RouteFor(const Ticket& ticket, uint8_t version);
  uint16_t RouteThrough(const Ticket& ticket, uint16_t queue);
  bool LeftItsRoute(const Ticket& ticket);
  void TakeOfferBack(Slot slot);
  void RouteAgain(Slot slot);
  static route::LadderPlace PlaceOf(const Ticket& ticket);
  template <typename Visit>
  void ForEachOpenStage(const Ticket& ticket, const Visit& visit) const;  // open_stages.h
  void EnterLadder(Ticket& ticket, uint16_t route);
  void RestartLadder(Ticket& ticket);
  void LeaveLadder(Slot slot);
  void Climb(Slot slot, bool announce);
  bool IsPassedOver(const Ticket& ticket, const route::LadderPlace& place);
  void ReportSkipped(const Ticket& ticket, uint8_t stage);
  void ReachStage(Ticket& ticket, const policy::Stage& stage, bool announce);
  void FireLadder(Slot slot);
  void ReportLanguages(const Ticket& ticket, const route::Ladder& ladder, uint8_t last);
  void FillNeeds(const Ticket& ticket);
  void AddNeeds(const Ticket& ticket, const route::Ladder& ladder, const route::LadderPlace& place,
                uint8_t stage);
  void FillPreferred(const Ticket& ticket);
  void AddNeedsIn(const Ticket& ticket, const policy::Stage& stage, uint32_t language);
  template <typename Visit>
  void ForEachLanguage(const Ticket& ticket, const policy::LanguageFallback& language,
                       const Visit& visit);
  Symbol LanguageOfOffer(const Ticket& ticket, uint32_t place);
  void TakeClass(Ticket& ticket);
  // Queues and offers (core_routing.cc):
  void SetQueue(Ticket& ticket, Symbol queue);
  void NoteWaiting(Ticket& ticket);
  void NoteTaken(Ticket& ticket);
  void Wait(Slot slot, bool announce);
  void Offer(Slot slot, uint32_t place);
  std::optional<uint32_t> ChooseAgent(const Ticket& ticket,  // core_choice.cc
                                      absl::Span<const uint32_t> avoided);
  std::optional<uint32_t> WouldChoose(const Ticket& ticket, absl::Span<const uint32_t> avoided,
                                      uint64_t* round) const;
  void ForgetRounds();
  void ReportOffered(const Ticket& ticket, uint32_t place);
  void TakeOffer(Slot slot);
  void ReportAssigned(Slot slot, bool forced);
  void EndOffer(Slot slot, OfferEnd how, std::string_view reason);
  void ReportOfferEnd(Slot slot, OfferEnd how, std::string_view reason);
  void GiveTo(Slot slot, uint32_t place, bool forced);
  void NoteRefusal(Ticket& ticket, uint32_t place);
  void ForgetIfAllAvoided(Ticket& ticket);
  void ForgetAvoided(Ticket& ticket);
  void ServeFreeAgents();
  // Offers to several (core_broadcast.cc):
  bool IsAsked(Slot slot, uint32_t place) const;
  bool OthersAreAsked(Slot slot) const;
  std::vector<uint32_t> AskedFor(Slot slot) const;
  void NoteAlsoAsked(Slot slot, uint32_t place);
  void AskOthers(Slot slot, uint8_t offer_to);
  void EndOneOffer(Slot slot, uint32_t place, OfferEnd how, std::string_view reason);
  void RescindOthers(Slot slot, uint32_t winner);
  void CloseOffer(Slot slot, uint32_t place, OfferEnd how, std::string_view reason);
  // Owner first (core_owner.cc):
  bool AskOwnerFirst(Slot slot);
  bool ComesBack(const Ticket& ticket) const;
  bool KnowsItsQueue(const Ticket& ticket) const;
  uint32_t OwnerToAsk(Ticket& ticket, Symbol queue);
  bool AskPreviousQueue(Slot slot);
  void EndOwnerFirst(Slot slot, bool announce);
  // Capacity (core_capacity.cc):
  Symbol ChannelOf(const Ticket& ticket) const;
  Weight WeightOf(TicketState state) const;
  // Puts a ticket into an agent's hands, as one in `state`; its state is the caller's business.
  void Hold(Slot slot, uint32_t place, TicketState state);
  void Reserve(Slot slot, uint32_t place, TicketState state);
  void LetGo(Slot slot);
  void Release(Slot slot, uint32_t place);
  void Reweigh(Slot slot);
  bool OverCapacity(const Ticket& ticket) const;
  void TellDispatcher(uint32_t place);
  void ShowDispatcher(uint32_t place);
  void NoteFree(uint32_t place);
  void NoteAllFree(std::vector<uint32_t> places);
  // What holds at every stage (core_exclusions.cc):
  void PutFixed(Ticket& ticket, Symbol name, absl::Span<const std::string_view> texts);
  void CountFixed(const FactEntry& entry, int64_t change);
  bool HasFixed(const Ticket& ticket, Symbol name, Symbol text) const;
  Symbol FixedOf(const Ticket& ticket, Symbol name) const;  // the first; 0: none
  route::FixedNeeds FixedNeedsOf(const Ticket& ticket);     // valid until the next call
  bool IsExcluded(const Ticket& ticket, Symbol agent) const;
  absl::Span<const uint32_t> AvoidedBy(const Ticket& ticket);     // valid until the next call of
  absl::Span<const uint32_t> ExcludedFrom(const Ticket& ticket);  // one of these
  void Exclude(Slot slot, Symbol agent);
  void QueueAgainThoseExcluding(Symbol agent);
  void TakeAwayFrom(Slot slot, Symbol agent);
  void LoseTo(Slot slot, uint32_t place);
  std::vector<Symbol> TakeOver(Slot source, Slot target);
  // Whether agents are there (core_shifts.cc):
  void ChangePresence(uint32_t place, Presence presence, bool after_misses);
  const Calendar* ShiftOf(const Agent& agent) const;
  bool LookAtShift(uint32_t place);
  void ChangeShift(uint32_t place);
  void ReviewShifts();
  policy::Leaving LeavingOf(ReturnWhy why) const;
  void LeaveWork(uint32_t place, ReturnWhy why);
  void ReturnTicket(Slot slot, ReturnWhy why);
  void LetGoIfDraining(Slot slot);
  void HearOfWork(Ticket& ticket);
  void EndSilence(Slot slot);
  int64_t NextDueOf(const Agent& agent) const;
  void SetAgentTimer(uint32_t place);
  void FireAgent(uint32_t place, int64_t due_ms);
  void ExpireSkills(uint32_t place);
  // Channels and hours (core_hours.cc):
  void ReportChannel(Symbol channel, ChannelHow how, const std::vector<std::string>& over);
  bool FireHours(int64_t due_ms, int64_t& left);
  std::vector<std::string> ReplaceHours();
  std::vector<std::string> RecountLoads();
  void ReviewDesk();
  void ServeEverybody();
  void CloseNeeds(const Ticket& ticket);
  // Rests (core_rests.cc):
  void StartRest(uint32_t place, RestKind kind, int64_t until_ms, std::string_view ticket_id,
                 const RuleRef& rule);
  void EndRest(uint32_t place, RestKind kind, bool early);
  void StartWrapUp(Slot slot);
  void RestAfterOffer(const Ticket& ticket, uint32_t place, OfferEnd how);
  void PauseAfterMisses(const Ticket& ticket, uint32_t place);
  void PauseMissingAgents();
  void NoteGiven(uint32_t place, const Ticket& ticket);
  void RestBySlidingPace(uint32_t place, const Ticket& ticket, const policy::Pace& pace);
  // What agents ask for (core_pull.cc):
  bool RefusePull(uint32_t place, std::string_view agent_id, std::string_view ticket_id);
  Slot FindPickOrRefuse(uint32_t place, std::string_view ticket_id);
  // Order of waiting tickets (core_order.cc):
  route::WaitingKey KeyOf(const Ticket& ticket) const;
  int64_t CreditOf(const Ticket& ticket) const;
  uint16_t WeightOfWait(const Ticket& ticket) const;
  int64_t AgeCapDue(const Ticket& ticket) const;
  void NoteAge(Ticket& ticket);
  void FireAgeCap(Slot slot);
  void Reorder(Slot slot);
  // Agents (core_agents.cc):
  uint32_t FindAgent(std::string_view agent_id) const;
  Slot FindOfferOrRefuse(std::string_view ticket_id, std::string_view agent_id);
  route::AgentProfile ProfileOf(const engine::SetAgent& command, uint64_t ordinal);
  void ReleaseProfile(const route::AgentProfile& profile);
  absl::Status CheckLimits(const engine::SetAgent& command) const;
  bool RefuseNames(const engine::SetAgent& command);
  void SetLimits(Agent& agent, const engine::SetAgent& command);
  void SetTimes(Agent& agent, const engine::SetAgent& command);
  void ReturnTickets(uint32_t place, bool offers_only);
  // -- events (core_events.cc)
  Event Make(EventKind kind) const;
  Event Make(EventKind kind, const Ticket& ticket) const;
  Event Make(EventKind kind, const Ticket& ticket, const RuleRef& rule) const;
  uint64_t Emit(Event& event);
  void Refuse(Refusal reason, std::string_view ticket_id, const std::string& message);
  void RefuseState(const Ticket& ticket, std::string_view wanted);
  Slot FindOrRefuse(std::string_view ticket_id);
  uint32_t FindAgentOrRefuse(std::string_view agent_id, std::string_view ticket_id);
  // -- policies (core_policy.cc)
  void Install(uint8_t index, std::unique_ptr<PolicyVersion> version);
  void NoteLifeReaders();
  void RetireUnused();
  std::vector<std::string> NamesInTheWay(const PolicyVersion& next) const;
  // What follows from agents and tickets that a snapshot gave, in the order of their ordinals.
  void BuildIndexes(absl::Span<const uint32_t> agents, absl::Span<const Slot> tickets);
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_CORE_H_
