#ifndef WAYPOST_TESTS_UNIT_SLA_DESK_H_
#define WAYPOST_TESTS_UNIT_SLA_DESK_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/policy/tables.h"
#include "lib/sla/deadline.h"
#include "lib/sla/decider.h"
#include "lib/sla/explain.h"

namespace waypost::sla {

inline constexpr int64_t kMinute = 60'000;
inline constexpr int64_t kHour = 60 * kMinute;

// What a target is paused in.
inline constexpr uint8_t kHold = policy::kPausedOnHold;
inline constexpr uint8_t kCustomer = policy::kPausedWaitingCustomer;

// "Mon 09:00" of the week of 2027-01-04, "2Tue 10:30" of the week after, seconds and milliseconds
// as in "Mon 09:00:00.001"; all in UTC.
int64_t At(std::string_view text);
std::string TimeText(int64_t at_ms);

enum CalendarIndex : uint16_t {
  kOffice,  // Mon-Fri 09:00-18:00
  kAlways,
  kNeverOpen,
  kMornings,  // Mon-Fri 06:00-12:00
};

// Tables with the calendars above, written by hand.
class TablesBuilder {
 public:
  TablesBuilder();

  // Begins an sla; the following targets belong to it. Slas are numbered from 0.
  TablesBuilder& Sla(std::string_view id);
  TablesBuilder& Within(policy::Metric metric, int64_t within_ms, CalendarIndex calendar = kAlways);
  TablesBuilder& WithinDays(policy::Metric metric, int32_t days,
                            policy::Landing landing = policy::Landing::kSameTime);
  TablesBuilder& Milestone(std::string_view name, int64_t within_ms);

  // Of the target added last.
  TablesBuilder& PausedIn(uint8_t states);
  TablesBuilder& WarnAt(uint16_t percent);
  TablesBuilder& WarnLeft(int64_t left_ms);
  TablesBuilder& WarnWall(int64_t left_ms);
  TablesBuilder& OnReopen(policy::OnReopen how);
  TablesBuilder& FromStart();
  TablesBuilder& After(std::string_view milestone);

  // Of the sla added last.
  TablesBuilder& OnRetarget(policy::Retarget how);
  TablesBuilder& SplitCalendar();

  policy::Name NameOf(std::string_view name);
  std::unique_ptr<policy::Tables> Build() { return std::move(tables_); }

 private:
  policy::Target& Add(policy::Metric metric, CalendarIndex calendar);
  std::unique_ptr<policy::Tables> tables_;
};

// One ticket on a desk that fires timers as the engine does: those due before a command first.
//
// Every call answers what happened, in order, joined by "; ". What timers did comes with its own
// time in front: "at Mon 10:00 breached first_reply due Mon 10:00".
class Desk {
 public:
  explicit Desk(TablesBuilder& builder) { AddVersion(builder); }

  // Another policy version; it is current from now on.
  void AddVersion(TablesBuilder& builder);

  std::string Open(std::string_view at, uint16_t sla = 0);
  std::string OpenByAgent(std::string_view at);
  // Adopts the ticket set up in `times`.
  std::string Adopt(std::string_view at);
  std::string CustomerWrites(std::string_view at);
  std::string HumanReplies(std::string_view at);
  std::string BotReplies(std::string_view at);
  std::string SetStatus(std::string_view at, Status status);
  std::string Solve(std::string_view at);
  std::string Reject(std::string_view at);           // reopened without a message
  std::string CustomerReopens(std::string_view at);  // reopened by a message
  std::string Reach(std::string_view at, std::string_view milestone);
  std::string EntersQueue(std::string_view at);
  std::string Waits(std::string_view at);
  std::string IsAccepted(std::string_view at);
  std::string Promise(std::string_view at, uint16_t sla);  // of the current version
  std::string End(std::string_view at);
  std::string Advance(std::string_view at);

  // Fires what is due and then hands `changes` to OnChange; `times` and the history are the
  // caller's to set before.
  std::string Change(int64_t at_ms, uint32_t changes, std::string_view milestone = {});
  std::string MergeBrings(std::string_view question_at, std::string_view at);
  void Record(int64_t at_ms, Status status);  // in the history, nothing else
  void ForgetStatusAt(std::string_view at);   // the last change of status, if it was then
  void Use(uint16_t sla) { sla_ = sla; }      // from the next change on

  const Clock* Find(policy::Metric metric) const;  // live; null: none
  ClockStanding Standing(policy::Metric metric, std::string_view at) const;
  // Of the clock that is live or was solved.
  Explanation Explain(policy::Metric metric, std::string_view at, size_t most = 1000) const;
  int64_t next_due() const { return NextDue(clocks_); }
  const Clocks& clocks() const { return clocks_; }
  Deadlines deadlines() const { return DeadlinesOf(versions(), history_, clocks_); }

  TicketTimes times;

 private:
  void FireBefore(int64_t at_ms);
  std::string TakeReport();
  std::string TextOf(const Effect& effect) const;
  Versions versions() const { return pointers_; }

  std::vector<std::unique_ptr<policy::Tables>> tables_;
  std::vector<std::unique_ptr<Decider>> deciders_;
  std::vector<const Decider*> pointers_;
  uint8_t current_ = 0;
  uint16_t sla_ = 0;
  std::vector<StatusChange> history_;
  Clocks clocks_;
  std::vector<Effect> effects_;
  std::string report_;
};

}  // namespace waypost::sla

#endif  // WAYPOST_TESTS_UNIT_SLA_DESK_H_
