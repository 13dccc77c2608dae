#include "lib/report/html_page.h"

#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/report/well_formed.h"

namespace waypost::report {
namespace {

using testing::HasSubstr;

TEST(HtmlPageTest, ClosesWhatItOpens) {
  HtmlPage page("desk <1>", "a & b");
  page.AddTile("tickets", "3");
  page.AddTile("breached", "1");
  page.AddSection("First", "A sentence.");
  page.AddChart("<svg></svg>\n", "a chart", {"what", "count"}, {{"<x>", "1"}});
  page.AddSection("Second", "");
  page.AddTable({"what"}, {});
  const std::string html = std::move(page).Finish();
  EXPECT_EQ(WhyNotWellFormed(html), "");
  EXPECT_EQ(WhyNotSelfContained(html), "");
  EXPECT_EQ(CountOf(html, "<section>"), 2u);
  EXPECT_EQ(CountOf(html, "<dl"), 1u);
  EXPECT_THAT(html, HasSubstr("<td>&lt;x&gt;</td>"));
  EXPECT_THAT(html, HasSubstr("<td class=\"n\">1</td>"));
  EXPECT_THAT(html, HasSubstr("<h1>desk &lt;1&gt;</h1>"));
}

TEST(HtmlPageTest, FollowsTheReadersMachine) {
  const std::string html = HtmlPage("", "").Finish();
  EXPECT_THAT(html, HasSubstr("prefers-color-scheme: dark"));
  EXPECT_THAT(html, HasSubstr("width=device-width"));
}

}  // namespace
}  // namespace waypost::report
