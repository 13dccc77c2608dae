#ifndef WAYPOST_TESTS_SIM_PERIOD_AUDITOR_H_
#define WAYPOST_TESTS_SIM_PERIOD_AUDITOR_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "waypost/v1/event.pb.h"

namespace waypost::sim {

// Follows the events of a desk under kSimPolicy and says what is wrong with its promises about
// whole periods: keeps every cycle that was met, breached or stopped, and adds all of them up anew
// each time, by dates of absl::TimeZone.
class PeriodAuditor {
 public:
  // All events of a call, and the time it brought the desk to.
  void Take(int64_t now_ms, const std::vector<v1::Event>& events);

  const std::vector<std::string>& findings() const { return findings_; }
  int64_t closed() const { return closed_count_; }
  int64_t alarms() const { return alarm_count_; }

 private:
  struct News {
    std::string name;  // "standard FIRST_REPLY"
    int64_t at_ms = 0;
    bool met = false;
    bool breached = false;
    bool stopped = false;
    int64_t used_ms = 0;
  };

  void Note(const v1::ClockRef& clock, News news);
  void See(const v1::Event& event);
  void SeeFigures(const v1::Event& event, const v1::AttainmentFigures& figures, bool closed);

  std::vector<News> news_;
  std::map<std::string, std::string> queue_of_;  // by task
  std::set<std::string> closed_;                 // "standard FIRST_REPLY 2027-03-26"
  std::set<std::string> alarmed_;                // likewise
  std::vector<std::string> findings_;
  int64_t closed_count_ = 0;
  int64_t alarm_count_ = 0;
};

}  // namespace waypost::sim

#endif  // WAYPOST_TESTS_SIM_PERIOD_AUDITOR_H_
