#include "lib/report/policy_html.h"

#include <string>

#include "gmock/gmock.h"
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
  EXPECT_EQ(CountOf(page, "<table>"), 4u + 2u);  // queues and limits are not drawn
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

TEST(PolicyHtmlTest, SaysWhereThereIsNothing) {
  EXPECT_THAT(PageOf("name: \"desk\" queues { id: \"all\" } "
                     "routes { id: \"all\" stage { queue: \"all\" } }"),
              HasSubstr("None."));
}

}  // namespace
}  // namespace waypost::report
