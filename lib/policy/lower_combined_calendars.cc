// Calendars made of calendars: names resolved, circles refused, unions and the like compiled.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/words.h"
#include "lib/calendar/combine.h"
#include "lib/policy/lower_calendars.h"

namespace waypost::policy {
namespace {

using V1Calendar = waypost::v1::Calendar;

constexpr size_t kNamesShown = 6;

constexpr int kCombinations[] = {V1Calendar::kUnionOfFieldNumber,
                                 V1Calendar::kIntersectionOfFieldNumber,
                                 V1Calendar::kComplementOfFieldNumber};

int MemberCount(const V1Calendar& written, int field) {
  if (field == V1Calendar::kUnionOfFieldNumber) return written.union_of_size();
  if (field == V1Calendar::kIntersectionOfFieldNumber) return written.intersection_of_size();
  return written.complement_of().empty() ? 0 : 1;
}

const std::string& MemberName(const V1Calendar& written, int field, int index) {
  if (field == V1Calendar::kUnionOfFieldNumber) return written.union_of(index);
  if (field == V1Calendar::kIntersectionOfFieldNumber) return written.intersection_of(index);
  return written.complement_of();
}

// The field that makes a calendar of others: the first one, if it has several.
int CombinationOf(const V1Calendar& written) {
  for (const int field : kCombinations) {
    if (MemberCount(written, field) > 0) return field;
  }
  return 0;
}

std::string FieldName(int field) {
  return std::string(V1Calendar::descriptor()->FindFieldByNumber(field)->name());
}

class Combiner {
 public:
  Combiner(Lowering& lowering, OpeningBudget& budget)
      : lowering_(lowering),
        budget_(budget),
        states_(static_cast<size_t>(lowering.policy.calendars_size()), State::kNew) {}

  void Run() {
    for (size_t i = 0; i < states_.size(); ++i) Combine(i);
  }

 private:
  enum class State : uint8_t { kNew, kBegun, kDone };

  const V1Calendar& Written(size_t i) const {
    return lowering_.policy.calendars(static_cast<int>(i));
  }

  // Each calendar waits for those it is made of; a path is at most as long as there are calendars,
  // which CheckCounts has bounded.
  void Combine(size_t i) {
    if (states_[i] == State::kDone) return;
    const V1Calendar& written = Written(i);
    const int field = CombinationOf(written);
    if (field != 0) {
      states_[i] = State::kBegun;
      path_.push_back(i);
      CheckAlone(written, field);
      Compile(i, field, Members(written, field));
      path_.pop_back();
    }
    states_[i] = State::kDone;
  }

  // What is made of others has nothing of its own.
  void CheckAlone(const V1Calendar& written, int combination) {
    std::vector<int> others;
    if (written.weekly_size() > 0) others.push_back(V1Calendar::kWeeklyFieldNumber);
    if (written.special_size() > 0) others.push_back(V1Calendar::kSpecialFieldNumber);
    if (written.holidays_size() > 0) others.push_back(V1Calendar::kHolidaysFieldNumber);
    if (written.breaks_size() > 0) others.push_back(V1Calendar::kBreaksFieldNumber);
    if (written.holiday_cut() != 0) others.push_back(V1Calendar::kHolidayCutFieldNumber);
    for (const int field : kCombinations) {
      if (field != combination && MemberCount(written, field) > 0) others.push_back(field);
    }
    for (const int field : others) {
      lowering_.sink
          .Report("WP2210", lowering_.places.Name(written, field),
                  Say({"$0 cannot stand beside $1", "$0 不能与 $1 并列"}, Quoted(FieldName(field)),
                      Quoted(FieldName(combination))))
          .Help(
              {"write a calendar of its own and combine the two", "请另写一个日历，再把两者组合"});
    }
  }

  std::vector<Calendar> Members(const V1Calendar& written, int field) {
    std::vector<Calendar> members;
    for (int k = 0; k < MemberCount(written, field); ++k) {
      const int index = field == V1Calendar::kComplementOfFieldNumber ? -1 : k;
      const SourceSpan place = lowering_.places.Value(written, field, index);
      const auto member =
          lowering_.calendars.Resolve(MemberName(written, field, k), place, lowering_.sink);
      if (!member) continue;
      if (states_[*member] == State::kBegun) {
        ReportCircle(*member, place);
        continue;
      }
      Combine(*member);
      members.push_back(lowering_.tables.calendars[*member].calendar);
    }
    return members;
  }

  void ReportCircle(size_t member, const SourceSpan& place) {
    size_t from = path_.size() - 1;
    while (path_[from] != member) --from;
    std::string way;
    const size_t length = path_.size() - from;
    for (size_t k = 0; k < length && k < kNamesShown; ++k) {
      absl::StrAppend(&way, Quoted(Written(path_[from + k]).id()), " -> ");
    }
    if (length > kNamesShown) way += "... -> ";
    const std::string name = Quoted(Written(member).id());
    lowering_.sink
        .Report("WP2211", place, Say({"calendar $0 is made of itself", "日历 $0 由自身组成"}, name))
        .Label({"leads back to it", "又回到它自身"})
        .Help(absl::StrCat(way, name));
  }

  void Compile(size_t i, int field, const std::vector<Calendar>& members) {
    const V1Calendar& written = Written(i);
    const calendar::Zone* zone = ZoneOf(lowering_, written);
    int64_t openings = 0;
    for (const Calendar& member : members) {
      openings += static_cast<int64_t>(
          member.Openings(member.horizon_begin_ms(), member.horizon_end_ms()).size());
    }
    const SourceSpan place = lowering_.places.Value(written, V1Calendar::kIdFieldNumber);
    if (!budget_.Take(openings, place, lowering_.sink)) return;
    // What is wrong with a member or the zone was said.
    if (zone == nullptr || lowering_.sink.has_errors()) return;
    Calendar& combined = lowering_.tables.calendars[i].calendar;
    if (field == V1Calendar::kUnionOfFieldNumber) combined = calendar::Unite(members, *zone);
    if (field == V1Calendar::kIntersectionOfFieldNumber) {
      combined = calendar::Intersect(members, *zone);
    }
    if (field == V1Calendar::kComplementOfFieldNumber) {
      combined = calendar::Complement(members.front(), *zone);
    }
    if (combined.NextOpen(combined.horizon_begin_ms()) == Calendar::kNever &&
        !HasHoursInModes(lowering_.policy, written.id())) {
      lowering_.sink
          .Report("WP3001", place,
                  Say({"calendar $0 never opens", "日历 $0 从不开放"}, Quoted(written.id())))
          .Help({"a clock on it never runs out; look at what it is made of",
                 "按它计时的时钟永远不会到期；请检查它由什么组成"});
    }
  }

  Lowering& lowering_;
  OpeningBudget& budget_;
  std::vector<State> states_;
  std::vector<size_t> path_;  // calendars begun, each made of the next
};

}  // namespace

bool IsCombined(const V1Calendar& written) { return CombinationOf(written) != 0; }

bool HasHoursInModes(const waypost::v1::Policy& policy, const std::string& calendar) {
  for (const waypost::v1::Overlay& overlay : policy.overlays()) {
    for (const waypost::v1::OverlayShift& shift : overlay.shifts()) {
      if (shift.shift() == calendar) return true;
    }
  }
  return false;
}

void LowerCombinedCalendars(Lowering& lowering, OpeningBudget& budget) {
  Combiner(lowering, budget).Run();
}

}  // namespace waypost::policy
