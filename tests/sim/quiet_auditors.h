#ifndef WAYPOST_TESTS_SIM_QUIET_AUDITORS_H_
#define WAYPOST_TESTS_SIM_QUIET_AUDITORS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost::sim {

// Follows the events of a desk under kQuietPolicy and says what is wrong with one kind of promise,
// by plain bookkeeping of its own.
class QuietAuditor {
 public:
  virtual ~QuietAuditor() = default;

  // What fired before `now_ms`, and then a command at `now_ms` and what came of it.
  virtual void SeeTimers(int64_t now_ms, const std::vector<v1::Event>& events) = 0;
  virtual void SeeCommand(int64_t now_ms, const v1::Command& command,
                          const std::vector<v1::Event>& events) = 0;

  const std::vector<std::string>& findings() const { return findings_; }
  // How often something was there to be judged, by what it was.
  const std::map<std::string, int64_t>& checks() const { return checks_; }

 protected:
  void Check(const std::string& what) { ++checks_[what]; }
  void Find(const std::string& what, const v1::Event& event) {
    findings_.push_back(what + ": " + event.ShortDebugString());
  }
  void Find(const std::string& what) { findings_.push_back(what); }

 private:
  std::vector<std::string> findings_;
  std::map<std::string, int64_t> checks_;
};

std::unique_ptr<QuietAuditor> MakePanelAuditor();         // panel_auditor.cc
std::unique_ptr<QuietAuditor> MakeCompensationAuditor();  // compensation_auditor.cc
std::unique_ptr<QuietAuditor> MakeSampleAuditor();        // sample_auditor.cc
std::unique_ptr<QuietAuditor> MakeCallbackAuditor();      // callback_auditor.cc
std::unique_ptr<QuietAuditor> MakeEntitlementAuditor();   // entitlement_auditor.cc
std::unique_ptr<QuietAuditor> MakeRetentionAuditor();     // retention_auditor.cc
std::unique_ptr<QuietAuditor> MakeNoticeAuditor();        // notice_auditor.cc

// Whether a ticket has ended by this event.
inline bool HasEnded(const v1::Event& event) {
  return event.has_ticket_closed() || event.has_ticket_merged() || event.has_ticket_abandoned() ||
         event.has_ticket_not_served() ||
         (event.has_ticket_erased() && event.ticket_erased().was_open());
}

}  // namespace waypost::sim

#endif  // WAYPOST_TESTS_SIM_QUIET_AUDITORS_H_
