#ifndef WAYPOST_LIB_ENGINE_INCIDENT_DESK_H_
#define WAYPOST_LIB_ENGINE_INCIDENT_DESK_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "lib/base/bytes.h"
#include "lib/engine/core.h"
#include "lib/engine/incident.h"

namespace waypost::engine {

// What the engine sees in all tickets together: surges, incidents, alarms. A part of the core, by
// which it is told what happens to tickets; it decides, reports, and has tickets looked at again.
//
// Bounded work: what an incident means for its tickets is done ticket by ticket, by timers.
class IncidentDesk {
 public:
  explicit IncidentDesk(Core& core) : core_(core) {}

  // --- what the core tells (incident_desk.cc)
  // Another policy is in force, or the first one.
  void UsePolicy();
  // A ticket was opened, and settled.
  void TicketOpened(Slot slot);
  // A person has answered a ticket for the first time.
  void Answered(const Ticket& ticket);
  // Facts of a ticket may be others: it joins and leaves incidents (core_incidents.cc).
  bool HasOpen() const { return open_ > 0; }
  void Review(Slot slot);
  // Steps of the ticket's chains have asked for incidents: it joins one that is open about its
  // stream, or one opens (incident_steps.cc).
  void OpenBySteps(Slot slot);
  // Chains of a ticket that have started stand still, if its incident says so.
  void HoldChains(Ticket& ticket);
  // Somebody is not told by a step of the ticket's chain, because the incident's own tells them,
  // once for all tickets.
  bool TellsInstead(const Ticket& ticket, const escalate::Effect& effect,
                    std::string_view target) const;
  // A ticket has ended, and what is left of its chains are those that began after solving.
  void Ended(Slot slot);

  // --- time
  int64_t NextDue() const { return next_due_ms_; }
  // What is due at `due_ms`, each taking one of `left`. False if more is left.
  bool FireAt(int64_t due_ms, int64_t& left);

  // --- commands (incident_commands.cc)
  absl::Status Open(std::string_view incident_id, std::string_view stream,
                    absl::Span<const std::string_view> values);
  absl::Status Close(std::string_view incident_id);
  absl::Status ReportGauge(std::string_view gauge, int64_t value);
  absl::Status ReportOccurrence(std::string_view occurrence, int32_t count);
  absl::Status AcknowledgeHosted(std::string_view incident_id, std::string_view alarm,
                                 std::string_view escalation);
  absl::Status ReachClock(std::string_view incident_id, std::string_view clock);

  // --- chains that another policy takes over (run_mover.h)
  // Those of incidents that are open and of alarms that are raised.
  struct Host {
    Ticket& ticket;
    std::string_view incident;
    std::string_view alarm;
  };
  std::vector<Host> Hosts();
  // Those that another policy would leave as they are; the others are over with it.
  std::vector<Host> HostsUnder(const PolicyVersion& next);
  // Some of their runs move at the end of this millisecond.
  void NoteMoves() { Rearm(); }

  // --- views
  bool empty() const { return families_.empty() && alarms_.empty() && incidents_.empty(); }
  const std::vector<std::unique_ptr<Incident>>& incidents() const { return incidents_; }
  const Incident* FindIncident(std::string_view id) const;
  std::string_view IdOf(uint32_t ordinal) const;
  // Values of the facts that the incident's stream has.
  std::vector<std::string> ValuesOf(const Incident& incident) const;
  std::string LevelOf(const Incident& incident) const;

  // --- snapshots (saved_incidents.cc): all there is, in bytes that equal states share
  void Put(ByteWriter& out) const;
  bool Get(ByteReader& in, const std::map<uint64_t, Slot>& slots);

 private:
  friend class SymbolCensus;

  bool GetIncident(ByteReader& in, const std::map<uint64_t, Slot>& slots);

  // -- families (incident_desk.cc)
  void UseStreams();
  void UseAlarms();
  static bool IsSame(const StreamFamily& family, const policy::Tables& tables,
                     const policy::IncidentStream& row);
  bool IsOfStream(const Incident& incident, const policy::Tables& tables,
                  const policy::IncidentStream& row) const;
  size_t FamilyOf(std::string_view id) const;  // families_.size(): none
  const policy::IncidentStream& RowOf(size_t family) const;
  std::vector<uint32_t> StreamValues(const Ticket& ticket, size_t family) const;
  absl::Span<const uint64_t> FamiliesOf(const Ticket& ticket);
  static uint64_t CustomerOf(const Ticket& ticket);
  void CountInStreams(Slot slot);
  // Whether the ticket of that time still has the slot.
  bool IsThere(Slot slot, uint64_t ordinal) const;
  void ReleaseValues(const escalate::StreamTable& table);
  void Rearm();
  void Stamp(int64_t due_ms);
  void EndBucket(size_t family);
  bool FireRound(int64_t due_ms, int64_t& left);

  // -- incidents (core_incidents.cc)
  Incident* IncidentFor(const Ticket& ticket);
  Incident* OfOrdinal(uint32_t ordinal) const;
  Incident& Add(size_t family, uint32_t stream, std::string id);
  void OpenAbout(size_t family, uint32_t stream, int64_t since_ms, bool by_person, std::string id);
  Incident* Lingering(size_t family, uint32_t stream);
  bool IsFull() const;
  std::string OpenByStep(Slot slot, size_t family);
  uint32_t StreamOf(const Ticket& ticket, size_t family);
  void CollectSightings(Incident& incident, size_t family);
  void FillHost(Incident& incident, size_t family);
  void Join(Slot slot, Incident& incident);
  void Leave(Slot slot, Incident& incident, uint8_t why);
  void RaiseLevel(Incident& incident);
  void StartClocks(Incident& incident, uint16_t family, uint16_t level);
  void CloseIncident(Incident& incident, IncidentEnd how);
  bool FireIncident(Incident& incident, int64_t due_ms, int64_t& left);
  void FireClocks(Incident& incident, int64_t due_ms);
  void Forget(uint32_t ordinal);
  int64_t DueOf(const Incident& incident) const;
  void Tell(EventKind kind, const Incident& incident, const IncidentNews& news,
            const RuleRef& rule);

  // -- chains without a ticket (hosted_chains.cc)
  static Host HostOf(Incident& incident) { return {incident.host, incident.id, {}}; }
  static Host HostOf(DeskAlarm& alarm) { return {alarm.host, {}, alarm.id}; }
  void StartChain(const Host& host, uint16_t escalation);
  void FireChains(const Host& host, int64_t due_ms);
  void EndChains(const Host& host);
  // When runs of it move to the policy in force; kNever: none does.
  int64_t MovesAt(const Ticket& host) const;
  void MoveChains(const Host& host, int64_t due_ms);
  void Acknowledge(const Host& host, std::string_view escalation);
  void CarryOut(const Host& host);
  void CarryOut(const Host& host, const escalate::Effect& effect);

  // -- alarms (core_alarms.cc)
  static bool IsOfAlarm(const DeskAlarm& alarm, const policy::Tables& tables,
                        const policy::Alarm& row);
  const policy::Alarm& RuleOf(const DeskAlarm& alarm) const;
  void CountForAlarms(Slot slot);
  void ReviewAlarm(DeskAlarm& alarm);
  void ClearAlarm(DeskAlarm& alarm, int64_t value);
  void FireAlarm(DeskAlarm& alarm, int64_t due_ms);
  int64_t DueOf(const DeskAlarm& alarm) const;

  Core& core_;
  std::vector<std::unique_ptr<StreamFamily>> families_;  // in the order of the policy
  std::vector<std::unique_ptr<Incident>> incidents_;     // by rising ordinal
  std::vector<std::unique_ptr<DeskAlarm>> alarms_;       // in the order of the policy
  uint32_t next_ordinal_ = 1;
  size_t open_ = 0;
  int64_t next_due_ms_ = INT64_MAX;
  expression::RuleScratch stream_scratch_;
  expression::RuleScratch alarm_scratch_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_INCIDENT_DESK_H_
