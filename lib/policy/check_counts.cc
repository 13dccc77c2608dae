#include <cstddef>

#include "absl/strings/str_cat.h"
#include "lib/base/words.h"
#include "lib/policy/check.h"

namespace waypost::policy {
namespace {

using waypost::v1::Policy;

// Rows of a table; 0xffff stands for none.
constexpr size_t kMostRows = kNone - 1;
// Calendars keep openings of many years each; facts are columns of every ticket.
constexpr size_t kMostCalendars = 1'000;
constexpr size_t kMostFacts = 1'000;
// A layer that counts active days looks at each day of its calendar once.
constexpr size_t kMostRotationLayers = 1'000;
// Agents may be limited in each.
constexpr size_t kMostChannels = 255;
// Each has streams of its own, and a table of quantiles.
constexpr size_t kMostFamilies = 100;
constexpr size_t kMostAlarms = 1'000;
// Each is looked at for every ticket that is solved, or for every step that names one.
constexpr size_t kMostCompensations = 1'000;
constexpr size_t kMostSamples = 100;
// The share of a team's vendor is looked up among all shares, and its hold among all that are held.
constexpr size_t kMostTeams = 1'000;

// Counts the rows of one table and reports the first that is one too many.
class RowCount {
 public:
  RowCount(Lowering& lowering, const Words& plural, size_t most)
      : lowering_(lowering), plural_(plural), most_(most) {}

  template <typename Messages>
  void Add(const Messages& messages) {
    const auto size = static_cast<size_t>(messages.size());
    if (count_ <= most_ && count_ + size > most_) {
      const auto& first_beyond = messages.Get(static_cast<int>(most_ - count_));
      lowering_.sink
          .Report("WP2005", lowering_.SpanOf(first_beyond), Say({"too many $0", "$0过多"}, plural_))
          .Label(Say({"the first beyond $0", "第 $0 个之后的第一个"}, most_));
    }
    count_ += size;
  }

  bool Fits() const { return count_ <= most_; }

 private:
  Lowering& lowering_;
  Words plural_;
  size_t most_;
  size_t count_ = 0;
};

template <typename Messages>
bool CheckSection(Lowering& lowering, const Words& plural, const Messages& messages,
                  size_t most = kMostRows) {
  RowCount rows(lowering, plural, most);
  rows.Add(messages);
  return rows.Fits();
}

// Rows of inner lists stand in one table for all their owners. `inner(owner, rows)` adds those of
// one owner.
template <typename Messages, typename Inner>
bool CheckInner(Lowering& lowering, const Words& plural, const Messages& owners, Inner inner,
                size_t most = kMostRows) {
  RowCount rows(lowering, plural, most);
  for (const auto& owner : owners) inner(owner, rows);
  return rows.Fits();
}

}  // namespace

bool CheckCounts(Lowering& lowering) {
  const Policy& policy = lowering.policy;
  bool fits = true;
  fits &= CheckSection(lowering, {"facts", "事实"}, policy.facts(), kMostFacts);
  fits &= CheckSection(lowering, {"calendars", "日历"}, policy.calendars(), kMostCalendars);
  fits &= CheckSection(lowering, {"categories", "类别"}, policy.categories());
  fits &= CheckSection(lowering, {"teams", "团队"}, policy.teams(), kMostTeams);
  fits &= CheckInner(lowering, {"subcategories", "子类别"}, policy.categories(),
                     [](const auto& category, RowCount& rows) { rows.Add(category.sub()); });
  fits &= CheckSection(lowering, {"priority rules", "优先级规则"},
                       policy.classification().priority_rules());
  fits &= CheckSection(lowering, {"requests not served", "不受理的请求"}, policy.not_served());
  fits &= CheckSection(lowering, {"service promises", "服务承诺"}, policy.sla());
  fits &=
      CheckInner(lowering, {"targets", "目标"}, policy.sla(), [](const auto& sla, RowCount& rows) {
        rows.Add(sla.target());
        rows.Add(sla.milestone());
        rows.Add(sla.task());
      });
  fits &= CheckSection(lowering, {"channels", "渠道"}, policy.channels(), kMostChannels);
  fits &= CheckSection(lowering, {"queues", "队列"}, policy.queues());
  fits &= CheckSection(lowering, {"overlays", "活动模式"}, policy.overlays(), kMostOverlays);
  fits &= CheckSection(lowering, {"routes", "路由"}, policy.routes());
  fits &= CheckInner(lowering, {"stages", "阶段"}, policy.routes(),
                     [](const auto& route, RowCount& rows) { rows.Add(route.stage()); });
  for (const waypost::v1::Route& route : policy.routes()) {
    fits &= CheckSection(lowering, {"stages in one route", "一条路由中的阶段"}, route.stage(),
                         kMaxStages);
  }
  fits &= CheckSection(lowering, {"rotations", "轮值"}, policy.rotations(), kMostRotationLayers);
  fits &= CheckInner(
      lowering, {"layers of rotations", "轮值的层"}, policy.rotations(),
      [](const auto& rotation, RowCount& rows) { rows.Add(rotation.layers()); },
      kMostRotationLayers);
  fits &= CheckSection(lowering, {"escalations", "升级链"}, policy.escalations());
  fits &= CheckInner(lowering, {"steps", "步骤"}, policy.escalations(),
                     [](const auto& escalation, RowCount& rows) { rows.Add(escalation.step()); });
  fits &= CheckSection(lowering, {"incident streams", "突发事件流"}, policy.incident_streams(),
                       kMostFamilies);
  fits &= CheckSection(lowering, {"alarms", "告警"}, policy.alarms(), kMostAlarms);
  fits &=
      CheckSection(lowering, {"compensations", "补偿"}, policy.compensations(), kMostCompensations);
  fits &= CheckSection(lowering, {"samples", "抽检"}, policy.samples(), kMostSamples);
  fits &= CheckSection(lowering, {"entitlements", "权益"}, policy.entitlements(), kMostSamples);
  return fits;
}

}  // namespace waypost::policy
