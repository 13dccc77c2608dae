#include <set>
#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "lib/policy/fingerprint.h"
#include "lib/policy/lower.h"
#include "lower_testing.h"

namespace waypost::policy {
namespace {

uint64_t FingerprintOf(const std::string& text, int32_t offset_s = 8 * 3'600) {
  TestZones zones(offset_s);
  const Lowered lowered = LowerPolicy({{"a", text}}, zones);
  EXPECT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  return lowered.ok() ? lowered.tables->fingerprint : 0;
}

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

// Two compilers and machines have to agree on this number.
TEST(LowerFingerprint, IsTheSameEverywhere) {
  EXPECT_EQ(FingerprintOf("name: \"shop\""), 1285238920623075124u);
}

TEST(LowerFingerprint, DoesNotSeeCommentsAndLayout) {
  std::string text = "# a comment\n" + Example();
  for (size_t at = text.find("\n\n"); at != std::string::npos; at = text.find("\n\n", at)) {
    text.replace(at, 2, "\n");
  }
  text = Replaced(text, "name: \"action-rpg\"", "name:\n  'action-'  # joined\n  'rpg' ;");
  EXPECT_EQ(FingerprintOf(text), FingerprintOf(Example()));
}

TEST(LowerFingerprint, DoesNotSeeTheOrderOfDifferentSections) {
  EXPECT_EQ(FingerprintOf("queues { id: 'q' } name: 'a'"),
            FingerprintOf("name: 'a' queues { id: 'q' }"));
}

TEST(LowerFingerprint, SeesTheOrderOfRules) {
  const std::string a = "sla { id: 'a' when: 'emotion > 1' }";
  const std::string b = "sla { id: 'b' when: 'emotion > 2' }";
  EXPECT_NE(FingerprintOf("name: 'x'" + a + b), FingerprintOf("name: 'x'" + b + a));
}

TEST(LowerFingerprint, SeesEveryChange) {
  const std::vector<std::pair<std::string, std::string>> changes = {
      {"name: \"action-rpg\"", "name: \"action-rpq\""},
      {"values: [\"standard\", \"vip\"", "values: [\"standard\", \"gold\", \"vip\""},
      {"08:00-22:00", "08:00-22:01"},
      {"priority: \"P0\"", "priority: \"P1\""},
      {"\"hacked\"", "\"hackt\""},
      {"within: \"5m\"", "within: \"6m\""},
      {"warn: [\"50%\", ", "warn: ["},
      {"warn: [\"50%\", \"1m left\"]", "warn: [\"1m left\", \"50%\"]"},
      {"50000", "50001"},
      {"order: FIRST_COME ", ""},
      {"auto_accept: true", "auto_accept: false"},
      {">= 30", ">= 31"},
      {"set_priority: \"P1\"", "set_priority: \"P2\""},
      {"requested: true", "created: true"},
  };
  std::set<uint64_t> fingerprints = {FingerprintOf(Example())};
  for (const auto& [from, to] : changes) {
    EXPECT_TRUE(fingerprints.insert(FingerprintOf(Replaced(Example(), from, to))).second)
        << from << " -> " << to;
  }
}

TEST(LowerFingerprint, SeesTheDataOfTimeZones) {
  EXPECT_NE(FingerprintOf(Example(), 8 * 3'600), FingerprintOf(Example(), 9 * 3'600));
}

// "ab", "c" is not "a", "bc"; a list that ends is not one whose rest is another field.
TEST(LowerFingerprint, TellsWhereTextsAndListsEnd) {
  const std::vector<std::string> policies = {
      "languages: ['ab', 'c']",
      "languages: ['a', 'bc']",
      "languages: ['abc']",
      "queues { id: 'a' label: 'b' }",
      "queues { id: 'a' } queues { label: 'b' }",
      "queues { label: 'b' id: 'ab' }",
  };
  std::set<uint64_t> fingerprints;
  for (const std::string& text : policies) {
    waypost::v1::Policy policy;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &policy));
    EXPECT_TRUE(fingerprints.insert(Fingerprint(policy, {})).second) << text;
  }
}

}  // namespace
}  // namespace waypost::policy
