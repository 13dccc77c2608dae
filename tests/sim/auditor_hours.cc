// Which queues of kSimPolicy hand out tickets, and whose agents stand in for those that do not.
#include <algorithm>

#include "tests/sim/auditor.h"

namespace waypost::sim {
namespace {

const char* const kQueuesWithHours[] = {"expert", "care"};

std::vector<std::string> Followers(const std::string& queue) {
  if (queue == "care") return {"expert", "front"};
  return {};
}

}  // namespace

// Modes may say otherwise than the queue.
std::string Auditor::HoursOf(const std::string& queue) const {
  if (queue == "care") return modes_.count("extended") != 0 ? "always" : "late";
  return modes_.count("rush") != 0 ? "office" : "always";
}

// An engine that is made while a queue is closed says nothing.
void Auditor::BeginHours(int64_t start_ms) {
  for (const char* queue : kQueuesWithHours) {
    if (!IsOpen(HoursOf(queue), start_ms)) closed_.insert(queue);
  }
}

// The first open queue that follows, for tickets that nobody owns. "": there is none.
std::string Auditor::SiteOf(const std::string& queue, bool owned) const {
  if (closed_.count(queue) == 0 || owned) return "";
  for (const std::string& site : Followers(queue)) {
    if (closed_.count(site) == 0) return site;
  }
  return "";
}

// With those whose agents stand in; without those that are closed, unless they are asked for too.
std::vector<std::string> Auditor::HandingOut(const Ticket& ticket,
                                             const std::vector<std::string>& queues,
                                             Closed closed) const {
  std::vector<std::string> open;
  for (const std::string& queue : queues) {
    if (closed == Closed::kToo || closed_.count(queue) == 0) open.push_back(queue);
    const std::string site = SiteOf(queue, !ticket.owner.empty());
    if (!site.empty() && !IsHeld(ticket.channel)) open.push_back(site);
  }
  return open;
}

// What turns at one instant turns together, before it is told.
void Auditor::SeeHours(const v1::QueueHours& hours) {
  SeeTimerOfAgent();
  const std::string& queue = hours.queue();
  const std::string calendar = HoursOf(queue);
  Check("hours", by_timer_ && hours.open() == IsOpen(calendar, at_ms_), queue + " turns wrongly");
  const bool turns = mode_turned_ms_ == at_ms_ || IsOpen(calendar, at_ms_ - 1) != hours.open();
  Check("hours", turns, queue + " turns at another instant");
  for (const char* other : kQueuesWithHours) {
    if (IsOpen(HoursOf(other), at_ms_)) {
      closed_.erase(other);
    } else {
      closed_.insert(other);
    }
  }
  Check("site", hours.site() == SiteOf(queue, false), queue + " goes to " + hours.site());
}

// What is due at the very instant of a command may still be to come.
void Auditor::CheckHours() {
  if (mode_turned_ms_ == at_ms_) return;
  for (const char* queue : kQueuesWithHours) {
    const std::string calendar = HoursOf(queue);
    const bool open = closed_.count(queue) == 0;
    Check("open", open == IsOpen(calendar, at_ms_) || open == IsOpen(calendar, at_ms_ - 1),
          std::string(queue) + " should have opened or closed");
  }
}

}  // namespace waypost::sim
