#include "lib/report/policy_html.h"

#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/unit/report/well_formed.h"

namespace waypost::report {
namespace {

using testing::HasSubstr;

constexpr char kDrawnDesk[] = R"(name: "desk <1>"
time_zone: "Europe/Lisbon"
priorities: ["P1", "P2"]
calendars {
  id: "hours"
  weekly { days: "mon-fri" hours: "09:00-18:00" }
  special { dates: "2027-12-24" hours: "09:00-12:00" note: "Christmas & Co" }
}
sla {
  id: "urgent"
  when: "priority == P1"
  target { metric: RESOLUTION within: "4h" calendar: "hours" warn: "50%" }
  milestone { id: "frozen" within: "15m" calendar: "hours" }
}
queues { id: "all" }
queues { id: "money" label: "Cash" overflow { to_queue: "all" at_length: 10 back_at_length: 2 } }
routes {
  id: "urgent"
  when: "priority == P1"
  owner_first: "3m"
  stage { queue: "money" require: "skill('refund') >= 60" }
  stage { after: "5m" queue: "all" }
}
roles { id: "lead" }
roles { id: "boss" }
lifecycle { close_after: "9d" }
escalations {
  id: "late"
  on { breached: RESOLUTION }
  on { emotion_at_least: 4 }
  when: "priority == P1"
  repeat { times: 3 gap: "10m" }
  rate_limit: "5/10m"
  until_reply: true
  step { notify: "role:lead" }
  step { wait: "30m" on_empty: FALLBACK fallback: "role:boss" notify: "role:lead" set_priority: "P1" }
}
)";

std::string PageOf(const std::string& text) {
  const PolicyCompilation compiled = Policy::CompileText("desk.textproto", text);
  EXPECT_TRUE(compiled.ok()) << compiled.diagnostics();
  if (!compiled.ok()) return "";
  const absl::StatusOr<std::string> page = PolicyHtml(compiled.policy());
  EXPECT_TRUE(page.ok()) << page.status();
  return *page;
}

TEST(PolicyHtmlTest, IsOneWellFormedPageThatNeedsNothingElse) {
  EXPECT_EQ(WhyNotWellFormed(PageOf(kDrawnDesk)), "");
  EXPECT_EQ(WhyNotSelfContained(PageOf(kDrawnDesk)), "");
}

TEST(PolicyHtmlTest, HasATableUnderEachDrawing) {
  const std::string page = PageOf(kDrawnDesk);
  EXPECT_EQ(CountOf(page, "<figure>"), 4u);
  EXPECT_EQ(CountOf(page, "<table>"), 4u + 3u);  // queues, roles and limits are not drawn
  EXPECT_EQ(CountOf(page, "<svg class=\"chart\""), 4u);
}

TEST(PolicyHtmlTest, SaysWhatThePolicySays) {
  const std::string page = PageOf(kDrawnDesk);
  for (const char* part : {"desk &lt;1&gt;",
                           "resolution within 4h on hours",
                           "milestone frozen within 15m on hours",
                           "at once: money",
                           "after 5m: all",
                           "skill('refund') &gt;= 60",
                           "no route",
                           "on breached resolution or emotion 4 or more",
                           "after 30m: tell role:lead, priority P1",
                           "09:00-18:00",
                           "2027-12-24",
                           "Christmas &amp; Co",
                           "for 3m: whoever is accountable",
                           "into all from 10 waiting, back at 2",
                           "if nobody is there: role:boss",
                           "then again from step 1, 3 times, after 10m",
                           "tells nobody more than 5/10m",
                           "ends when somebody replies",
                           "<td>close after</td><td class=\"n\">9d</td>",
                           "Cash"}) {
    EXPECT_THAT(page, HasSubstr(part));
  }
}

TEST(PolicyHtmlTest, SaysItToProgramsToo) {
  const PolicyCompilation compiled = Policy::CompileText("desk.textproto", kDrawnDesk);
  ASSERT_TRUE(compiled.ok());
  const absl::StatusOr<std::string> json = PolicyJson(compiled.policy());
  ASSERT_TRUE(json.ok()) << json.status();
  google::protobuf::Struct read;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(*json, &read).ok()) << *json;
  EXPECT_EQ(read.fields().at("policy").string_value(), "desk <1>");
  EXPECT_EQ(read.fields().at("summary").struct_value().fields().at("routes").string_value(), "1");
  const auto& sections = read.fields().at("sections").list_value();
  ASSERT_GE(sections.values_size(), 5);
  const auto& promises = sections.values(0).struct_value().fields();
  EXPECT_EQ(promises.at("name").string_value(), "Promises");
  const auto& table = promises.at("tables").list_value().values(0).struct_value().fields();
  const auto& row = table.at("rows").list_value().values(0).struct_value().fields();
  EXPECT_EQ(row.at("promise").string_value(), "urgent");
  EXPECT_EQ(row.at("what").string_value(), "resolution within 4h on hours");
}

TEST(PolicyHtmlTest, SaysItInChinese) {
  const PolicyCompilation compiled = Policy::CompileText("desk.textproto", kDrawnDesk);
  ASSERT_TRUE(compiled.ok()) << compiled.diagnostics();
  const absl::StatusOr<std::string> page = PolicyHtml(compiled.policy(), MessageLanguage::kChinese);
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_EQ(WhyNotWellFormed(*page), "");
  for (const char* part :
       {"<html lang=\"zh-Hans\">", "resolution，4h 之内（按 hours）",
        "里程碑 frozen，15m 之内（按 hours）", "立即：money",
        "触发：resolution 违约 或 情绪 4 或更高", "30m 后：通知 role:lead，优先级 P1",
        "若无人在：role:boss", "进入 all，等待达到 10 张时，降到 2 张时返回", "星期六", "不开放"}) {
    EXPECT_THAT(*page, HasSubstr(part));
  }
}

TEST(PolicyHtmlTest, SaysWhereThereIsNothing) {
  EXPECT_THAT(PageOf("name: \"desk\" queues { id: \"all\" } "
                     "routes { id: \"all\" stage { queue: \"all\" } }"),
              HasSubstr("None."));
}

constexpr char kWatchedDesk[] = R"(name: "watched"
priorities: ["P1", "P2"]
languages: ["en", "zh"]
facts { name: "order_id" doc: "of the shop" }
calendars { id: "always" weekly { days: "mon-sun" hours: "00:00-24:00" } }
categories { id: "outage" keywords: "down" }
sla { id: "all" task { queue: "dev" within: "3bd" calendar: "always" } }
queues { id: "all" }
queues { id: "dev" }
routes { id: "all" stage { queue: "all" } }
roles { id: "lead" }
escalations { id: "page" on { requested: true } step { notify: "role:lead" } }
incident_streams {
  id: "outages"
  facts: "region"
  when: "category == 'outage'"
  escalation: "page"
  levels { id: "large" at_least: 20 clocks { id: "told" within: "15m" calendar: "always" } }
  levels { id: "huge" at_least: 200 escalation: "page" }
  rushes { from: "2027-01-01T00:00" to: "2027-01-02T00:00" percent: 300 }
}
alarms { id: "slow" gauge: "response_ms" above: 800 escalation: "page" }
alarms { id: "many" above: 100 window: "10m" when: "category == 'outage'" }
alarms { id: "late" answered_within: "5m" share_below_percent: 80 }
)";

TEST(PolicyHtmlTest, DrawsWhatIsLookedForAmongAllTickets) {
  const std::string page = PageOf(kWatchedDesk);
  EXPECT_EQ(WhyNotWellFormed(page), "");
  for (const char* part :
       {"linked task of queue dev within 3bd on always", "a surge of outages",
        "for each region, if category == 'outage'", "from 20 customers",
        "told within 15m on always", "starts page", "300 % of the usual is usual then",
        "response_ms above 800", "more than 100 tickets in 10m, of those with category",
        "less than 80 % answered within 5m in 1h"}) {
    EXPECT_THAT(page, HasSubstr(part));
  }
}

TEST(PolicyHtmlTest, LeavesNothingOut) {
  const std::string page = PageOf(kWatchedDesk);
  for (const char* part : {"<h2>Facts</h2>", "order_id", "of the shop", "<h2>Categories</h2>",
                           "down", "<h2>Languages</h2>", "<h2>Roles</h2>"}) {
    EXPECT_THAT(page, HasSubstr(part));
  }
}

}  // namespace
}  // namespace waypost::report
