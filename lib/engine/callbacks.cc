#include "lib/engine/callbacks.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"
#include "lib/base/words.h"

namespace waypost::engine {
namespace {

constexpr int64_t kLongestSlotMs = 3'600'000;
constexpr uint32_t kCallBytes = 21;  // the least that one takes on disk

}  // namespace

// Those booked under a policy with slots of another length count where they overlap.
int64_t Callbacks::CallsIn(std::string_view but_of, const Call& slot) const {
  int64_t calls = 0;
  for (const auto& [length_ms, begins] : booked_) {
    auto at = begins.upper_bound(slot.begin_ms - length_ms);
    for (; at != begins.end() && at->first < slot.end_ms; ++at) calls += at->second;
  }
  const auto own = calls_.find(std::string(but_of));
  const bool overlaps = own != calls_.end() && own->second.begin_ms < slot.end_ms &&
                        own->second.end_ms > slot.begin_ms;
  return overlaps ? calls - 1 : calls;
}

// Empty: nothing.
std::string Callbacks::InTheWay(std::string_view ticket_id, const Call& wanted) const {
  const policy::Tables& tables = core_.current().tables();
  const policy::CallbackSlots& slots = tables.callbacks;
  if (wanted.begin_ms < core_.at_ms_) return "the slot has begun";
  if (wanted.begin_ms - core_.at_ms_ > slots.ahead_ms) {
    return absl::StrCat("slots are booked at most ", FormatDuration(slots.ahead_ms), " ahead");
  }
  if (slots.calendar != policy::kNone) {
    const Calendar& calendar = tables.calendars[slots.calendar].calendar;
    const bool open =
        calendar.IsOpen(wanted.begin_ms) && calendar.NextClose(wanted.begin_ms) >= wanted.end_ms;
    if (!open) return "nobody calls in the whole of this slot";
  }
  if (CallsIn(ticket_id, wanted) >= slots.calls) {
    return absl::StrCat("the slot has ", slots.calls, " calls, as many as fit");
  }
  return {};
}

absl::Status Callbacks::Schedule(std::string_view ticket_id, int64_t at_ms) {
  if (at_ms < 0 || at_ms > CompactTime::kLast) {
    return InvalidArgument(
        {"at_ms is no time of the years 1970 to 9999", "at_ms 不是 1970 到 9999 年之间的时间"});
  }
  const Slot slot = core_.FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  const auto known = calls_.find(std::string(ticket_id));
  if (at_ms == 0) {
    if (known != calls_.end()) {
      End(known, CallState::kCancelled);
    } else {
      core_.Refuse(Refusal::kWrongState, ticket_id,
                   absl::StrCat("no call is booked for ticket \"", ToAbsl(ticket_id), "\""));
    }
    return absl::OkStatus();
  }
  const policy::CallbackSlots& slots = core_.current().tables().callbacks;
  if (slots.calls == 0) {
    core_.Refuse(Refusal::kNoSlot, ticket_id, "the policy has no callbacks");
    return absl::OkStatus();
  }
  if (core_.tickets_[slot].state == TicketState::kSolved) {
    core_.RefuseState(core_.tickets_[slot], "called back");
    return absl::OkStatus();
  }
  Call call;
  call.begin_ms = at_ms / slots.slot_ms * slots.slot_ms;
  call.end_ms = call.begin_ms + slots.slot_ms;
  if (std::string reason = InTheWay(ticket_id, call); !reason.empty()) {
    core_.Refuse(Refusal::kNoSlot, ticket_id, reason);
    return absl::OkStatus();
  }
  if (known != calls_.end()) Remove(known);
  Add(std::string(ticket_id), call);
  Tell(std::string(ticket_id), call, CallState::kScheduled);
  return absl::OkStatus();
}

void Callbacks::Answered(const Ticket& ticket) {
  if (calls_.empty()) return;
  const auto at = calls_.find(std::string(ticket.id.view()));
  if (at != calls_.end() && at->second.due) End(at, CallState::kKept);
}

void Callbacks::Ended(const Ticket& ticket) {
  if (calls_.empty()) return;
  const auto at = calls_.find(std::string(ticket.id.view()));
  if (at != calls_.end()) End(at, CallState::kCancelled);
}

int64_t Callbacks::BeginOf(const std::string& ticket_id) const {
  const auto at = calls_.find(ticket_id);
  return at == calls_.end() ? 0 : at->second.begin_ms;
}

void Callbacks::Add(const std::string& ticket_id, const Call& call) {
  ++booked_[call.end_ms - call.begin_ms][call.begin_ms];
  dues_.emplace(DueOf(call), ticket_id);
  calls_.emplace(ticket_id, call);
}

void Callbacks::Remove(Calls::iterator at) {
  const Call& call = at->second;
  const auto length = booked_.find(call.end_ms - call.begin_ms);
  const auto slot = length->second.find(call.begin_ms);
  if (--slot->second == 0) length->second.erase(slot);
  if (length->second.empty()) booked_.erase(length);
  dues_.erase({DueOf(at->second), at->first});
  calls_.erase(at);
}

void Callbacks::End(Calls::iterator at, CallState state) {
  const std::string ticket_id = at->first;
  const Call call = at->second;
  Remove(at);
  Tell(ticket_id, call, state);
}

void Callbacks::Tell(const std::string& ticket_id, const Call& call, CallState state) {
  QuietNews news;
  news.begin_ms = call.begin_ms;
  news.end_ms = call.end_ms;
  Event event = core_.Make(EventKind::kCallbackChanged);
  event.ticket_id = ticket_id;
  event.code = static_cast<uint8_t>(state);
  event.quiet = &news;
  core_.Emit(event);
}

bool Callbacks::FireAt(int64_t due_ms, int64_t& left) {
  while (NextDue() <= due_ms) {
    if (left == 0) return false;
    --left;
    const auto at = calls_.find(dues_.begin()->second);
    if (at->second.due) {
      End(at, CallState::kMissed);
      continue;
    }
    dues_.erase(dues_.begin());
    at->second.due = true;
    dues_.emplace(DueOf(at->second), at->first);
    Tell(at->first, at->second, CallState::kDue);
  }
  return true;
}

void Callbacks::Put(ByteWriter& out) const {
  out.Put(static_cast<uint32_t>(calls_.size()));
  for (const auto& [ticket_id, call] : calls_) {
    out.PutText(ticket_id);
    out.Put(call.begin_ms);
    out.Put(call.end_ms);
    out.Put(static_cast<uint8_t>(call.due ? 1 : 0));
  }
}

bool Callbacks::Get(ByteReader& in) {
  for (uint32_t i = in.GetCount(kCallBytes); i > 0; --i) {
    const std::string ticket_id(in.GetText());
    Call call;
    call.begin_ms = in.Get<int64_t>();
    call.end_ms = in.Get<int64_t>();
    call.due = (in.Get<uint8_t>() & 1) != 0;
    const bool sound = CompactTime::Holds(call.end_ms) && call.begin_ms >= 0 &&
                       call.begin_ms < call.end_ms && call.end_ms - call.begin_ms <= kLongestSlotMs;
    if (!in.ok() || !sound || calls_.count(ticket_id) > 0) return false;
    Add(ticket_id, call);
  }
  return in.ok();
}

}  // namespace waypost::engine
