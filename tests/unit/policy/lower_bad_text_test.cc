// One bad text at a time, in every place of a policy that takes a text: lowering ends in findings
// that are short and can be printed, or takes it.
#include <set>
#include <string>
#include <vector>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "lower_testing.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::policy {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr size_t kMegabyte = size_t{1} << 20;
constexpr size_t kLongestReport = 64 * 1024;

// A place for a text: a field of a message of the policy.
struct Place {
  Message* message;
  const FieldDescriptor* field;
};

// The first place of every field below `message`, whether something stands there or not.
void AddPlaces(Message* message, std::set<const FieldDescriptor*>* seen,
               std::vector<Place>* places) {
  const auto* type = message->GetDescriptor();
  const auto* reflection = message->GetReflection();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    const bool is_message = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING && seen->insert(field).second) {
      places->push_back({message, field});
    }
    if (is_message && field->is_repeated()) {
      for (int k = 0; k < reflection->FieldSize(*message, field); ++k) {
        AddPlaces(reflection->MutableRepeatedMessage(message, field, k), seen, places);
      }
    } else if (is_message && reflection->HasField(*message, field)) {
      AddPlaces(reflection->MutableMessage(message, field), seen, places);
    }
  }
}

std::vector<Place> PlacesIn(Message* message) {
  std::set<const FieldDescriptor*> seen;
  std::vector<Place> places;
  AddPlaces(message, &seen, &places);
  return places;
}

void Put(const std::string& text, const Place& place) {
  const auto* reflection = place.message->GetReflection();
  if (place.field->is_repeated()) {
    reflection->AddString(place.message, place.field, text);
  } else {
    reflection->SetString(place.message, place.field, text);
  }
}

struct BadText {
  const char* name;
  std::string text;
};

class BadTextTest : public testing::TestWithParam<BadText> {};

TEST_P(BadTextTest, IsSurvivedEverywhere) {
  waypost::v1::Policy whole;
  ASSERT_TRUE(
      google::protobuf::TextFormat::ParseFromString(ReadTestFile("action_rpg.textproto"), &whole));
  const size_t places = PlacesIn(&whole).size();
  ASSERT_GE(places, 60u);
  for (size_t i = 0; i < places; ++i) {
    waypost::v1::Policy policy = whole;
    const Place place = PlacesIn(&policy)[i];
    Put(GetParam().text, place);
    std::string text;
    google::protobuf::TextFormat::PrintToString(policy, &text);
    const Lowered lowered = Lower(text);
    const std::string name(place.field->full_name());
    EXPECT_TRUE(lowered.ok() || !lowered.diagnostics.empty()) << name;
    EXPECT_LT(RenderDiagnostics(lowered.diagnostics).size(), kLongestReport) << name;
  }
}

std::string Times(size_t count, const std::string& piece) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += piece;
  return text;
}

INSTANTIATE_TEST_SUITE_P(
    Texts, BadTextTest,
    testing::Values(BadText{"Empty", ""}, BadText{"AMegabyte", std::string(kMegabyte, 'a')},
                    BadText{"MuchChinese", Times(20'000, "盗")},
                    BadText{"Nul", std::string("a\0b", 3)}, BadText{"NotUtf8", "a\xff\xc0\x80"},
                    BadText{"LineEnds", "a\r\nb\n"}, BadText{"Directions", "a\u202e\u2066b"},
                    BadText{"DeepParentheses", std::string(100'000, '(')},
                    BadText{"ManyNots", std::string(100'000, '!') + "true"},
                    BadText{"ManyOrs", "tier == 'a'" + Times(20'000, " || tier == 'b'")},
                    BadText{"LargeNumbers", Times(1'000, "99999999999999999999")},
                    BadText{"PatternOfPatterns", "tier.matches('" + Times(2'000, "(a*") + "')"}),
    [](const auto& test) { return test.param.name; });

// A policy is split by naming its files side by side; no file names another, so that none can name
// itself over others.
TEST(LowerBadText, ThereAreNoIncludes) {
  for (const char* text : {"include: 'a.textproto'\nname: 'x'", "import: 'a.textproto'\nname: 'x'",
                           "files: 'a.textproto'\nname: 'x'"}) {
    const Lowered lowered = Lower(text);
    ASSERT_FALSE(lowered.ok()) << text;
    EXPECT_EQ(lowered.diagnostics[0].code, "WP1101") << text;
  }
}

// A file given twice declares everything twice: said, not merged.
TEST(LowerBadText, TheSameFileTwiceIsRefused) {
  const NamedText file{"a.textproto", "queues { id: 'all' }"};
  const Lowered lowered = Lower({{"p.textproto", "name: 'x'"}, file, file});
  ASSERT_FALSE(lowered.ok());
  EXPECT_EQ(lowered.diagnostics[0].code, "WP2102");
}

}  // namespace
}  // namespace waypost::policy
