#ifndef WAYPOST_LIB_REPORT_PERIOD_BOOK_H_
#define WAYPOST_LIB_REPORT_PERIOD_BOOK_H_

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/calendar/zone.h"
#include "lib/report/grain.h"
#include "lib/report/quality_count.h"
#include "lib/report/scorecard.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost::report {

// What happened in a period.
struct PeriodCount {
  std::string name;     // as PeriodName
  uint64_t opened = 0;  // tickets
  // Of those opened, by channel and by the category they had last ("refund/form"); "" for none.
  std::map<std::string, uint64_t> channels;
  std::map<std::string, uint64_t> categories;
  uint64_t solved = 0;         // tickets, for the last time
  uint64_t first_contact = 0;  // of them, by the only one who has had them, and not reopened
  uint64_t by_programs = 0;    // of them, those that no person has had
  uint64_t abandoned = 0;
  // Of those solved: from the first assignment, up to 5, 15, 30 and 60 minutes, and more.
  std::array<uint64_t, 5> handling{};
  uint64_t met = 0;  // promises; one that is stopped again after reopening counts again
  uint64_t breached = 0;
  std::array<uint64_t, 5> csat{};  // ratings of 1 to 5
  uint64_t promoters = 0;          // recommend with 9 or 10
  uint64_t passives = 0;
  uint64_t detractors = 0;                   // with 6 or less
  std::map<std::string, AgentCount> agents;  // people; programs have no scorecard
  QualityCount quality;

  uint64_t ratings() const;
  uint64_t rating_sum() const;
};

// The vendor of each team; of a team without one there is nothing.
using TeamVendors = absl::flat_hash_map<std::string, std::string>;

// Counts a run of commands and events by day, week, month or year.
//
// Events of a ticket id that is opened again after closing count to the first ticket.
//
// Threads: none.
// Cost:    O(log periods) an event; memory about 100 bytes a ticket.
class PeriodBook {
 public:
  PeriodBook(Grain grain, calendar::Zone zone, TeamVendors vendors = {})
      : grain_(grain), zone_(std::move(zone)), vendors_(std::move(vendors)) {}

  // Each command before its events: channels and programs are read from them.
  void Note(const v1::Command& command);
  void operator()(const v1::Event& event);

  Grain grain() const { return grain_; }

  // From the first event's period to that of the last, those without events too.
  std::vector<PeriodCount> Finish() const;

 private:
  static constexpr int64_t kNever = INT64_MIN;

  struct Ticket {
    int64_t opened = 0;       // the first hour of the period, as `solved`
    int64_t solved = kNever;  // for the last time
    int64_t assigned_ms = kNever;
    int64_t handled_ms = 0;  // from assigned_ms to the last solving
    uint32_t channel = 0;    // in names_, as the others
    uint32_t category = 0;
    uint32_t agent = 0;  // who has it, or had it last
    uint32_t hands = 0;  // changes of agent
    bool reopened = false;
    bool had_person = false;
    bool chosen_here = false;  // its category, by the engine
  };

  uint32_t NameOf(std::string_view name);
  PeriodCount& PeriodAt(int64_t at_ms);
  // Null if no person has the ticket, or had it last.
  AgentCount* PersonOf(const Ticket& ticket, PeriodCount& period) const;
  Ticket& TicketOf(const v1::Event& event);
  void Classify(const v1::TicketClassified& classified, PeriodCount& period, Ticket& ticket);
  bool IsProgram(const std::string& agent) const;
  // The vendor that a person works for; else the team.
  std::string VendorOf(const std::string& agent) const;
  void Review(const v1::ReviewChanged& changed, PeriodCount& period, const Ticket& ticket) const;
  void Assign(const std::string& agent, int64_t at_ms, Ticket& ticket);
  void End(bool met, PeriodCount& period, const Ticket& ticket);
  void Rate(const v1::TicketRated& rated, PeriodCount& period, const Ticket& ticket);
  void AddSolved(const Ticket& ticket, PeriodCount& period) const;

  const Grain grain_;
  const calendar::Zone zone_;
  const TeamVendors vendors_;
  std::map<int64_t, PeriodCount> periods_;  // by first hour
  std::vector<Ticket> tickets_;
  absl::flat_hash_map<std::string, size_t> index_;
  absl::flat_hash_map<std::string, uint32_t> channels_;  // of tickets that are being opened
  absl::flat_hash_map<std::string, bool> programs_;      // agents: is one a program
  absl::flat_hash_map<std::string, std::string> teams_;  // of agents
  std::vector<std::string> names_ = {""};
  absl::flat_hash_map<std::string, uint32_t> name_index_ = {{"", 0}};
};

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_PERIOD_BOOK_H_
