// docs/scenarios.md lists every verb and every event as the tables have them.
// WAYPOST_UPDATE_GOLDEN=1 rewrites the two lists.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "lib/scenario/event_form.h"
#include "lib/scenario/verb.h"
#include "lib/scenario/verb_form.h"
#include "waypost/testing.h"

namespace waypost::scenario {
namespace {

const char kPage[] = WAYPOST_SOURCE_DIR "/docs/scenarios.md";

std::string VerbList() {
  std::string list;
  for (const Verb& verb : Verbs()) {
    list += "* `" + Synopsis(verb) + "`  \n  " + std::string(verb.meaning) + " `" +
            std::string(verb.example) + "`\n";
  }
  return list;
}

std::string EventList() {
  std::string list = "| event | meaning |\n|---|---|\n";
  for (const EventForm& form : EventForms()) {
    list += "| `" + Synopsis(form) + "` | " + std::string(form.meaning) + " |\n";
  }
  return list;
}

// Puts `list` between "<!-- name -->" and "<!-- end -->".
std::string WithList(const std::string& page, const std::string& name, const std::string& list) {
  const std::string begin = "<!-- " + name + " -->\n";
  const size_t from = page.find(begin);
  const size_t to = page.find("<!-- end -->", from);
  if (from == std::string::npos || to == std::string::npos) return page + "no place for " + name;
  return page.substr(0, from) + begin + list + page.substr(to);
}

TEST(Documentation, ListsEveryVerbAndEvent) {
  const auto page = waypost::testing::ReadScenarioFile(kPage);
  ASSERT_TRUE(page.ok());
  const std::string expected =
      WithList(WithList(*page, "verbs", VerbList()), "events", EventList());
  if (std::getenv("WAYPOST_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(kPage, std::ios::binary) << expected;
    return;
  }
  EXPECT_TRUE(*page == expected) << "run this test with WAYPOST_UPDATE_GOLDEN=1";
}

}  // namespace
}  // namespace waypost::scenario
