// Which queues of kSimPolicy help out, by counting who waits and by looking at every wait.
#include <algorithm>

#include "lib/base/time_units.h"
#include "tests/sim/auditor.h"

namespace waypost::sim {
namespace {

// Numbers that are 0 do not count.
struct Overflow {
  const char* queue;
  const char* to;
  int64_t after_ms;
  int64_t before_due_ms;
  int64_t at_length;
  int64_t back_at_length;
};

constexpr Overflow kOverflows[] = {
    {"front", "expert", 0, 0, 6, 3},
    {"expert", "bulk", 0, 4 * kMinuteMs, 0, 0},
    {"bulk", "front", 100 * kSecondMs, 0, 9, 8},
    {"bulk", "expert", 4 * kMinuteMs, 0, 0, 0},
};

}  // namespace

int64_t Auditor::HelpDue(const Ticket& ticket, size_t row) const {
  const Overflow& overflow = kOverflows[row];
  int64_t due_ms = kNeverMs;
  if (overflow.after_ms != 0) due_ms = ticket.waits_since_ms + overflow.after_ms;
  if (overflow.before_due_ms == 0) return due_ms;
  const int64_t deadline_ms = NextDeadline(ticket);
  return deadline_ms == kNeverMs ? due_ms : std::min(due_ms, deadline_ms - overflow.before_due_ms);
}

// What is due at this very instant helps when its timer has told.
bool Auditor::Helps(const Ticket& ticket, size_t row) const {
  const Overflow& overflow = kOverflows[row];
  if (flowing_.count({overflow.queue, overflow.to}) != 0) return true;
  if (ticket.queue != overflow.queue) return false;
  const int64_t due_ms = HelpDue(ticket, row);
  return due_ms < at_ms_ || (due_ms == at_ms_ && ticket.overflown_ms == at_ms_);
}

std::vector<std::string> Auditor::WithHelp(const Ticket& ticket,
                                           std::vector<std::string> queues) const {
  if (IsOwnerFirst(ticket)) return queues;  // who knows it comes before who only helps
  for (size_t i = 0, own = queues.size(); i < own; ++i) {
    for (size_t row = 0; row < std::size(kOverflows); ++row) {
      if (queues[i] == kOverflows[row].queue && Helps(ticket, row)) {
        queues.emplace_back(kOverflows[row].to);
      }
    }
  }
  return queues;
}

int64_t Auditor::LengthOf(const std::string& queue) const {
  return std::count_if(tickets_.begin(), tickets_.end(), [&](const auto& entry) {
    return entry.second.waits && CountsIn(entry.second, queue);
  });
}

void Auditor::SeeOverflow(const v1::Event& event) {
  const v1::QueueOverflow& told = event.queue_overflow();
  const std::string what = told.queue() + " into " + told.to_queue();
  Check("overflow", told.waiting() == LengthOf(told.queue()), what + ": a wrong length");
  const auto row =
      std::find_if(std::begin(kOverflows), std::end(kOverflows), [&](const Overflow& overflow) {
        return overflow.queue == told.queue() && overflow.to == told.to_queue();
      });
  if (row == std::end(kOverflows)) return Fail(what + " is not declared");
  if (event.ticket_id().empty()) {
    const bool right =
        told.on() ? told.waiting() >= row->at_length : told.waiting() <= row->back_at_length;
    const std::pair<std::string, std::string> flow = {told.queue(), told.to_queue()};
    Check("overflow", row->at_length != 0 && right, what + " turns by another length");
    Check("overflow", told.on() == (flowing_.count(flow) == 0), what + " turned already");
    if (told.on()) flowing_.insert(flow);
    if (!told.on()) flowing_.erase(flow);
    return;
  }
  Ticket& ticket = tickets_[event.ticket_id()];
  const auto index = static_cast<size_t>(row - std::begin(kOverflows));
  Check("overflow in time",
        told.on() && by_timer_ && ticket.waits && !IsOwnerFirst(ticket) &&
            HelpDue(ticket, index) == at_ms_,
        event.ticket_id() + " overflows at the wrong time");
  ticket.overflown_ms = at_ms_;
  WaitAnew(ticket);
}

// After a command: no queue is too long or too short for what it does. The timers of this very
// instant are still to come.
void Auditor::CheckOverflows() {
  for (const Overflow& overflow : kOverflows) {
    if (overflow.at_length == 0) continue;
    const bool flows = flowing_.count({overflow.queue, overflow.to}) != 0;
    const int64_t length = LengthOf(overflow.queue);
    Check("length", flows ? length > overflow.back_at_length : length < overflow.at_length,
          std::string(overflow.queue) + " should have turned at " + std::to_string(length));
  }
}

}  // namespace waypost::sim
