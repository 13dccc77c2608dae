#include "lib/engine/shares.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "lib/base/compact_time.h"
#include "lib/calendar/period.h"

namespace waypost::engine {
namespace {

constexpr int64_t kWhole = 1'000;
constexpr int64_t kMostCounted = int64_t{1} << 48;  // more than a desk takes in any period

bool BearsOn(const CoreState::VendorShare& share, const Agent& agent) {
  if (agent.profile.team == 0 || agent.profile.kind == expression::AgentKind::kBot) return false;
  return std::find(share.teams.begin(), share.teams.end(), agent.profile.team) != share.teams.end();
}

}  // namespace

void Core::Shares::TakeThoseOfPolicy() {
  for (const VendorShare& share : core_.shares_) {
    for (const Symbol team : share.teams) core_.dispatcher_.SetTeamHeld(team, false);
  }
  core_.shares_.clear();
  const PolicyVersion& policy = core_.current();
  for (const policy::Share& row : policy.tables().shares) {
    VendorShare share;
    share.id = policy.Global(row.id);
    for (const policy::Name team : row.teams) share.teams.push_back(policy.Global(team));
    core_.shares_.push_back(std::move(share));
  }
}

void Core::Shares::Install() {
  const std::vector<VendorShare> before = core_.shares_;
  TakeThoseOfPolicy();
  for (size_t i = 0; i < core_.shares_.size(); ++i) {
    VendorShare& share = core_.shares_[i];
    const int64_t end_ms = EndOfPeriod(i);
    for (const VendorShare& old : before) {
      if (old.id != share.id || old.end_ms != end_ms) continue;
      std::tie(share.end_ms, share.taken, share.of_all) =
          std::tie(old.end_ms, old.taken, old.of_all);
    }
  }
  Rebuild();
  // Those who are held now are given nothing all the same.
  for (const VendorShare& share : core_.shares_) ServeThose(share);
  for (const VendorShare& share : before) ServeThose(share);
}

int64_t Core::Shares::EndOfPeriod(size_t index) const {
  const calendar::Zone& zone = core_.current().tables().zone;
  return calendar::PeriodOf(RowOf(index).period, zone, core_.at_ms_).end_ms;
}

void Core::Shares::Rebuild() {
  for (VendorShare& share : core_.shares_) share.offered = 0;
  for (const uint32_t place : core_.agents_.InOrder()) {
    const Agent& agent = core_.agents_[place];
    for (VendorShare& share : core_.shares_) {
      if (BearsOn(share, agent)) share.offered += agent.offered;
    }
  }
  for (size_t i = 0; i < core_.shares_.size(); ++i) Review(i);
}

// A period has begun in which nothing is taken yet, and its timer is still to let them take.
bool Core::Shares::IsToBegin(const VendorShare& share) {
  return share.of_all == 0 && share.end_ms != Calendar::kNever;
}

// If all that its people are asked to take were taken, what they have is their share of all and the
// next one together: rounded up, they have had theirs.
bool Core::Shares::IsFull(size_t index) const {
  const VendorShare& share = core_.shares_[index];
  const int64_t taken = share.taken + share.offered;
  const int64_t of_all = share.of_all + share.offered + 1;
  return IsToBegin(share) || taken * kWhole >= of_all * RowOf(index).cap_milli;
}

void Core::Shares::Review(size_t index) {
  VendorShare& share = core_.shares_[index];
  share.full = IsFull(index);
  for (const Symbol team : share.teams) core_.dispatcher_.SetTeamHeld(team, share.full);
}

// In the order in which free agents are served.
void Core::Shares::ServeThose(const VendorShare& share) {
  if (!core_.dispatcher_.AnybodyWaits()) return;
  std::vector<uint32_t> places = core_.agents_.InOrder();
  places.erase(
      std::remove_if(places.begin(), places.end(),
                     [&](uint32_t place) { return !BearsOn(share, core_.agents_[place]); }),
      places.end());
  core_.NoteAllFree(std::move(places));
}

void Core::Shares::NoteTaken(uint32_t place) {
  const Agent& agent = core_.agents_[place];
  if (agent.profile.kind == expression::AgentKind::kBot) return;
  for (size_t i = 0; i < core_.shares_.size(); ++i) {
    VendorShare& share = core_.shares_[i];
    if (share.of_all == 0) share.end_ms = EndOfPeriod(i);
    ++share.of_all;
    if (BearsOn(share, agent)) ++share.taken;
    const bool was_full = share.full;
    Review(i);
    if (was_full && !share.full) ServeThose(share);
  }
}

void Core::Shares::NoteOffered(uint32_t place, int64_t change) {
  for (size_t i = 0; i < core_.shares_.size(); ++i) {
    VendorShare& share = core_.shares_[i];
    if (!BearsOn(share, core_.agents_[place])) continue;
    share.offered += change;
    const bool was_full = share.full;
    Review(i);
    if (was_full && !share.full) ServeThose(share);
  }
}

// The last millisecond of a period is its own: what is taken in the first one of the next counts
// there. Those who may take something again are given it in that one.
int64_t Core::Shares::DueOf(const VendorShare& share) {
  if (share.end_ms == Calendar::kNever) return Calendar::kNever;
  return IsToBegin(share) ? share.end_ms : share.end_ms - 1;
}

int64_t Core::Shares::NextDue(const Core& core) {
  int64_t next_ms = Calendar::kNever;
  for (const VendorShare& share : core.shares_) next_ms = std::min(next_ms, DueOf(share));
  return next_ms;
}

bool Core::Shares::Fire(int64_t due_ms, int64_t& left) {
  for (size_t i = 0; i < core_.shares_.size(); ++i) {
    VendorShare& share = core_.shares_[i];
    if (DueOf(share) != due_ms) continue;
    if (left == 0) return false;
    --left;
    core_.at_ms_ = due_ms;
    core_.by_timer_ = true;
    core_.command_id_ = {};
    core_.cause_sequence_ = 0;
    IsToBegin(share) ? Begin(i) : End(i);
  }
  return true;
}

void Core::Shares::End(size_t index) {
  VendorShare& share = core_.shares_[index];
  const int64_t end_ms = std::exchange(share.end_ms, Calendar::kNever);
  share.taken = share.of_all = 0;
  const bool waits_to_begin = share.full && !IsFull(index);
  if (waits_to_begin) share.end_ms = end_ms;
  Review(index);
}

void Core::Shares::Begin(size_t index) {
  core_.shares_[index].end_ms = Calendar::kNever;
  Review(index);
  ServeThose(core_.shares_[index]);
  core_.ServeFreeAgents();
}

void Core::Shares::Put(const Core& core, ByteWriter& out) {
  out.Put(static_cast<uint32_t>(core.shares_.size()));
  for (const VendorShare& share : core.shares_) {
    for (const int64_t number : {share.end_ms, share.taken, share.of_all}) out.Put(number);
  }
}

bool Core::Shares::Get(ByteReader& in) {
  TakeThoseOfPolicy();
  if (in.GetCount(24) != core_.shares_.size()) return false;
  for (VendorShare& share : core_.shares_) {
    for (int64_t* number : {&share.end_ms, &share.taken, &share.of_all}) {
      *number = in.Get<int64_t>();
    }
    const bool ends = share.end_ms != Calendar::kNever;
    const bool counts = share.taken >= 0 && share.of_all >= share.taken &&
                        share.of_all <= kMostCounted && (ends || share.of_all == 0);
    if (!counts || share.end_ms <= 0 || !CompactTime::Holds(share.end_ms)) return false;
  }
  return in.ok();
}

const CoreState::VendorShare* Core::Shares::HolderOf(const Core& core, const Agent& agent) {
  for (const VendorShare& share : core.shares_) {
    if (share.full && BearsOn(share, agent)) return &share;
  }
  return nullptr;
}

}  // namespace waypost::engine
