#include "lib/text/language_model.h"

#include <functional>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/base/bytes.h"
#include "lib/text/shipped_language_model.h"

namespace waypost::text {
namespace {

using testing::HasSubstr;

// A model of two languages in Latin letters, with one n-gram.
struct Sections {
  std::string neutral;
  std::string scripts;
  std::string present = std::string(32, '\0');
  std::string weights = "\x05\xFB";

  Sections() {
    ByteWriter out;
    out.Put(uint32_t{1});
    PutScript(Script::kLatin, 2, 8, {"en", "de"}, out);
    scripts = out.bytes();
    present[0] = 1;
  }

  static void PutScript(Script script, int longest, int bits, const std::vector<std::string>& tags,
                        ByteWriter& out) {
    out.Put(script);
    out.Put(static_cast<uint8_t>(longest));
    out.Put(static_cast<uint8_t>(bits));
    out.Put(uint8_t{1});
    out.Put(uint32_t{2'064});
    out.Put(static_cast<uint32_t>(tags.size()));
    for (const std::string& tag : tags) out.PutText(tag);
  }

  std::string File() const {
    ModelFileWriter file(kLanguageModelKind);
    file.Add("licence", "ours");
    file.Add("neutral", neutral);
    file.Add("scripts", scripts);
    file.Add("present.0", present);
    file.Add("weights.0", weights);
    return file.Bytes();
  }
};

std::string Refusal(const std::string& bytes) {
  return std::string(LanguageModel::Open(bytes).status().message());
}

TEST(LanguageModelTest, OpensWhatFitsTogether) {
  const std::string bytes = Sections().File();
  const auto model = LanguageModel::Open(bytes);
  ASSERT_TRUE(model.ok()) << model.status();
  EXPECT_EQ(model->Rows(), 1u);
  EXPECT_EQ(model->licence(), "ours");
  EXPECT_EQ(model->Find(Script::kLatin), 0);
  EXPECT_EQ(model->Find(Script::kHan), -1);
}

TEST(LanguageModelTest, AddsTheWeightsOfNgramsThatArePresent) {
  Sections sections;
  sections.present = std::string(32, '\xFF');  // every n-gram there can be
  sections.weights.clear();
  for (int i = 0; i < 256; ++i) sections.weights += "\x02\xFF";
  const std::string bytes = sections.File();
  const auto model = LanguageModel::Open(bytes);
  ASSERT_TRUE(model.ok()) << model.status();
  LanguageModel::Scores scores{};
  model->Add(0, {{U'a', U'b'}}, scores);  // " a" "a" "ab" "b" "b "
  EXPECT_EQ(scores[0], 2 * 5);
  EXPECT_EQ(scores[1], -1 * 5);
}

TEST(LanguageModelTest, RefusesWhatDoesNotFit) {
  const auto with = [](const std::function<void(Sections&)>& change) {
    Sections sections;
    change(sections);
    return Refusal(sections.File());
  };
  const auto scripts_of = [](Script script, int longest, int bits, std::vector<std::string> tags) {
    return [=](Sections& s) {
      ByteWriter out;
      out.Put(uint32_t{1});
      Sections::PutScript(script, longest, bits, tags, out);
      s.scripts = out.bytes();
    };
  };
  EXPECT_THAT(with([](Sections& s) { s.weights += '\1'; }), HasSubstr("not as many weights"));
  EXPECT_THAT(with([](Sections& s) { s.present += '\0'; }), HasSubstr("bit map"));
  EXPECT_THAT(with([](Sections& s) { s.neutral = "abc"; }), HasSubstr("half a word"));
  EXPECT_THAT(with([](Sections& s) { s.neutral = std::string("\2\0\0\0\1\0\0\0", 8); }),
              HasSubstr("do not rise"));
  EXPECT_THAT(with([](Sections& s) { s.scripts.pop_back(); }), HasSubstr("another length"));
  EXPECT_THAT(with([](Sections& s) { s.scripts += 'x'; }), HasSubstr("another length"));
  EXPECT_THAT(with([](Sections& s) { s.scripts = std::string(4, '\xFF'); }),
              HasSubstr("too many scripts"));
  const char* const kCannotBe = "numbers that cannot be";
  EXPECT_THAT(with(scripts_of(Script::kLatin, 0, 8, {"en", "de"})), HasSubstr(kCannotBe));
  EXPECT_THAT(with(scripts_of(Script::kLatin, 9, 8, {"en", "de"})), HasSubstr(kCannotBe));
  EXPECT_THAT(with(scripts_of(Script::kLatin, 2, 7, {"en", "de"})), HasSubstr(kCannotBe));
  EXPECT_THAT(with(scripts_of(Script::kLatin, 2, 25, {"en", "de"})), HasSubstr(kCannotBe));
  EXPECT_THAT(with(scripts_of(Script::kInherited, 2, 8, {"en", "de"})), HasSubstr(kCannotBe));
  EXPECT_THAT(with(scripts_of(static_cast<Script>(12), 2, 8, {"en", "de"})), HasSubstr(kCannotBe));
  EXPECT_THAT(with(scripts_of(Script::kLatin, 2, 8, {"en"})), HasSubstr(kCannotBe));
  EXPECT_THAT(with(scripts_of(Script::kLatin, 2, 8, {"en", "en"})), HasSubstr("named twice"));
  EXPECT_THAT(with(scripts_of(Script::kLatin, 2, 8, {"en", "?"})), HasSubstr("language tag"));
}

TEST(LanguageModelTest, RefusesAFileCutShortOrDamagedAnywhere) {
  const std::string bytes = Sections().File();
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(LanguageModel::Open(std::string_view(bytes).substr(0, size)).ok()) << size;
  }
  for (size_t at = 0; at < bytes.size(); ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    const std::string message = Refusal(damaged);
    EXPECT_FALSE(message.empty()) << at;
  }
}

TEST(LanguageModelTest, NamesAMissingSection) {
  ModelFileWriter file(kLanguageModelKind);
  file.Add("licence", "");
  EXPECT_THAT(Refusal(file.Bytes()), HasSubstr("\"neutral\""));
}

TEST(ShippedLanguageModelTest, IsSoundSmallAndNamesItsOrigin) {
  EXPECT_LE(ShippedLanguageModelBytes().size(), 1'000'000u);
  const LanguageModel& model = ShippedLanguageModel();
  EXPECT_THAT(std::string(model.licence()), HasSubstr("CC BY-SA 4.0"));
  EXPECT_THAT(std::string(model.licence()), HasSubstr("FrequencyWords by Hermit Dave"));
  ASSERT_GE(model.Find(Script::kLatin), 0);
  EXPECT_GE(model.Find(Script::kCyrillic), 0);
  EXPECT_GE(model.Find(Script::kHan), 0);
  EXPECT_EQ(model.Find(Script::kArabic), -1) << "one language: its script tells";
}

}  // namespace
}  // namespace waypost::text
