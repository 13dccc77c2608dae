#include "lib/report/report_text.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/base/display_width.h"
#include "lib/base/numbers.h"
#include "lib/base/report_table.h"
#include "lib/report/report_tables.h"
#include "lib/statistics/sla_text.h"

namespace waypost::report {
namespace {

constexpr size_t kIdentityWidth = 20;

std::string ReadingText(const ReportFrame& frame, MessageLanguage language) {
  ReportTable table;
  table.title = Say({"The $0", "$0"}, frame.input);
  table.heading = {"", ""};
  for (const auto& [what, count] : frame.reading) table.rows.push_back({what, CountText(count)});
  std::string text = TableText(table, language);
  // Without the empty heading, which is the third line.
  const size_t heading = text.empty() ? 0 : text.find('\n', 1) + 1;
  return text.empty() ? text : text.erase(heading, text.find('\n', heading) + 1 - heading);
}

// A line of what is needed to repeat the report.
std::string IdentityLine(const std::string& name, const std::string& value) {
  const size_t width = DisplayWidth(name);
  return absl::StrCat("  ", name,
                      std::string(kIdentityWidth - std::min(width, kIdentityWidth - 1), ' '), value,
                      "\n");
}

std::string IdentityText(const ReportFrame& frame, const Totals& totals, MessageLanguage language) {
  const auto line = [&](const Words& name, const Words& value) {
    return IdentityLine(name.In(language), value.In(language));
  };
  return absl::StrCat(
      Words{"\nTo repeat this\n", "\n重复此次运行\n"}.In(language),
      line({"mode", "方式"}, frame.mode),
      line({"policy fingerprint", "策略指纹"}, DigestText(frame.policy_fingerprint)),
      line(Say({"$0 digest", "$0摘要"}, frame.input), DigestText(frame.log_digest)),
      line({"state digest", "状态摘要"}, DigestText(frame.state_digest)),
      line({"events", "事件"}, Say({"$0, digest $1", "$0，摘要 $1"}, CountText(totals.events),
                                   DigestText(totals.event_digest))));
}

Words HeadText(const ReportFrame& frame, const Totals& totals) {
  Words text = Say({"$0: $1", "$0：$1"}, frame.mode, frame.policy);
  if (!frame.source.empty()) text += Say({", $0", "，$0"}, frame.source);
  text += Say({"\n$0 {ticket|tickets}, $1 of them closed\n", "\n$0 张工单，其中 $1 张已关闭\n"},
              CountText(totals.tickets), CountText(totals.closed));
  return text;
}

}  // namespace

std::string RenderReport(const ReportFrame& frame, const Totals& totals,
                         const PeriodReport& periods, MessageLanguage language) {
  std::string text = HeadText(frame, totals).In(language) + ReadingText(frame, language);
  const auto add = [&](const ReportTable& table) { text += TableText(table, language); };
  add(MetricTable(totals));
  add(PriorityTable(frame, totals));
  text += statistics::RenderSla(totals.sla.Rows(), language);
  text += statistics::RenderPeriods(totals.sla.Periods(), language);
  add(TeamTable(totals));
  add(TimeTable(totals));
  add(WaitTable(totals.waits));
  add(MoveTable(totals));
  add(ClassificationTable(totals.classification));
  add(WarningTable(totals));
  add(ChainTable(totals));
  add(FlagTable(totals.agreement));
  add(BreachTable(totals));
  add(RefusalTable(totals));
  return text + PeriodText(periods, language) + IdentityText(frame, totals, language);
}

}  // namespace waypost::report
