#include "waypost/policy.h"

#include "lib/base/words.h"
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

TEST(PolicyTest, SavedPolicyIsTheSamePolicy) {
  const Policy policy = CompileOrDie(kSmallPolicy);
  const absl::StatusOr<Policy> again = Policy::Deserialize(policy.Serialize());
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->fingerprint(), policy.fingerprint());
  EXPECT_EQ(again->Serialize(), policy.Serialize());
  EXPECT_EQ(again->name(), "small");
}

TEST(PolicyTest, ASavedPolicyNeedsNoHolidayFile) {
  const PolicyCompilation compiled =
      Policy::CompileFile(WAYPOST_SOURCE_DIR "/examples/policies/action-rpg/action-rpg.textproto");
  ASSERT_TRUE(compiled.ok()) << compiled.diagnostics();
  const absl::StatusOr<Policy> again = Policy::Deserialize(compiled.policy().Serialize());
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->fingerprint(), compiled.policy().fingerprint());
  // 2027-02-08, a Monday of the Spring Festival, 12:00 in Shanghai.
  EXPECT_FALSE(again->calendar("workdays")->IsOpen(1'802'059'200'000));
  EXPECT_TRUE(again->calendar("workdays")->IsOpen(1'802'059'200'000 + 7 * 86'400'000));
}

TEST(PolicyTest, AHolidayFileThatCannotBeReadIsSaidWhereItIsNamed) {
  const PolicyCompilation compiled = Policy::CompileText(
      "small.textproto",
      std::string(kSmallPolicy) + "\ncalendars { id: 'x' holidays { file: 'x.ics' } }");
  EXPECT_FALSE(compiled.ok());
  ASSERT_EQ(compiled.findings().size(), 1u);
  EXPECT_EQ(compiled.findings()[0].code, "WP2213");
  EXPECT_EQ(compiled.findings()[0].file, "small.textproto");
}

TEST(PolicyTest, DamagedBytesAreAnError) {
  std::string bytes = CompileOrDie(kSmallPolicy).Serialize();
  EXPECT_FALSE(Policy::Deserialize("nonsense").ok());
  EXPECT_FALSE(Policy::Deserialize("").ok());
  const Words refusal = WordsOf(Policy::Deserialize("").status());
  EXPECT_NE(refusal.english, refusal.chinese) << refusal.english;
  for (size_t i = 0; i < bytes.size(); i += 7) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x41);
    (void)Policy::Deserialize(damaged);  // must not crash; most changes of text are other policies
  }
}

TEST(PolicyTest, MissingFileIsADiagnostic) {
  const PolicyCompilation compiled = Policy::CompileFile("no/such/file.textproto");
  EXPECT_FALSE(compiled.ok());
  EXPECT_NE(compiled.diagnostics().find("cannot read"), std::string::npos);
  EXPECT_EQ(compiled.findings()[0].code, "WP4001");
}

TEST(PolicyTest, MoreKeywordsThanAnIndexTakesIsADiagnostic) {
  std::string text = "name: 'x' categories { id: 'all' keywords: ['";
  std::string keywords;
  for (int i = 0; i < 6'000; ++i) {
    if (i > 0) keywords += "', '";
    for (int j = 0; j < 200; ++j) keywords += std::to_string(10'000 + i);
  }
  const PolicyCompilation compiled = Policy::CompileText("many", text + keywords + "'] }");
  EXPECT_FALSE(compiled.ok());
  EXPECT_EQ(compiled.findings().back().code, "WP4002") << compiled.findings().back().message;
}

TEST(PolicyTest, CalendarsCanBeTakenOut) {
  const Policy policy = CompileOrDie(kSmallPolicy);
  EXPECT_TRUE(policy.calendar("always")->IsOpen(kNoon));
  const absl::StatusOr<Calendar> none = policy.calendar("alway");
  EXPECT_FALSE(none.ok());
  EXPECT_NE(none.status().message().find("always"), absl::string_view::npos);
}

}  // namespace
}  // namespace waypost::testing
