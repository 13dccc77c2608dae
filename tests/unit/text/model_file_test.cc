#include "lib/text/model_file.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/base/digest.h"

namespace waypost::text {
namespace {

using testing::HasSubstr;

constexpr ModelKind kKind = {"colours", 7};

std::string TwoSections() {
  ModelFileWriter writer(kKind);
  writer.Add("weights", "thirteen byte");
  writer.Add("empty", "");
  return writer.Bytes();
}

std::string WhyNot(std::string_view bytes, ModelKind kind = kKind) {
  const auto file = ModelFile::Open(bytes, kind);
  return file.ok() ? "" : std::string(file.status().message());
}

TEST(ModelFileTest, SectionsComeBackAsTheyWere) {
  const std::string bytes = TwoSections();
  const auto file = ModelFile::Open(bytes, kKind);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(*file->Section("weights"), "thirteen byte");
  EXPECT_EQ(*file->Section("empty"), "");
  EXPECT_EQ(file->digest(), DigestOf(bytes));
  EXPECT_THAT(std::string(file->Section("scales").status().message()),
              HasSubstr("no section \"scales\""));
}

TEST(ModelFileTest, SectionsBeginAtMultiplesOfEight) {
  const std::string bytes = TwoSections();
  const auto file = ModelFile::Open(bytes, kKind);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ((file->Section("weights")->data() - bytes.data()) % 8, 0);
  EXPECT_EQ(bytes.size() % 8, 0);
}

// The layout is a promise: files outlive builds.
TEST(ModelFileTest, LayoutStays) {
  EXPECT_EQ(DigestText(DigestOf(TwoSections())), "22e888e6db998e30");
}

TEST(ModelFileTest, AFileWithoutSectionsIsAFile) {
  const std::string bytes = ModelFileWriter(kKind).Bytes();
  EXPECT_TRUE(ModelFile::Open(bytes, kKind).ok());
}

TEST(ModelFileTest, EveryTruncationIsRefusedAsSuch) {
  const std::string bytes = TwoSections();
  for (size_t size = 1; size < bytes.size(); ++size) {
    EXPECT_THAT(WhyNot(bytes.substr(0, size)), HasSubstr("cut short")) << size;
  }
  EXPECT_EQ(WhyNot(""), "this is not a model file of Waypost");
}

TEST(ModelFileTest, EveryChangedByteIsFound) {
  const std::string bytes = TwoSections();
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 0x20);
    EXPECT_NE(WhyNot(changed), "") << i;
  }
}

TEST(ModelFileTest, SaysWhichSectionIsDamaged) {
  std::string bytes = TwoSections();
  bytes[bytes.find("thirteen")] = 'T';
  EXPECT_EQ(WhyNot(bytes),
            "the model file is damaged: the checksum of section \"weights\" differs");
}

TEST(ModelFileTest, SaysWhatElseTheFileIs) {
  EXPECT_EQ(WhyNot("text,category\n"), "this is not a model file of Waypost");
  EXPECT_EQ(WhyNot(TwoSections(), {"shapes", 7}),
            "the file holds a model of kind \"colours\", not \"shapes\"");
  EXPECT_EQ(WhyNot(TwoSections(), {"colours", 8}),
            "the colours model has version 7, this build reads version 8: train the model again "
            "with this build");
  std::string newer = TwoSections();
  newer[8] = 2;
  EXPECT_EQ(WhyNot(newer),
            "the model file has format version 2, this build reads version 1: train the model "
            "again with this build");
  // As a transfer that takes it for text would leave it.
  std::string as_text = TwoSections();
  as_text.erase(as_text.find('\r'), 1);
  EXPECT_EQ(WhyNot(as_text), "this is not a model file of Waypost");
}

TEST(ModelFileTest, NothingMayFollow) {
  EXPECT_EQ(WhyNot(TwoSections() + std::string(8, '\0')),
            "the model file is damaged: 8 bytes too many behind the last section");
}

TEST(ModelFileTest, NamesAreUnique) {
  ModelFileWriter writer(kKind);
  writer.Add("twice", "a");
  writer.Add("twice", "b");
  EXPECT_EQ(WhyNot(writer.Bytes()), "the model file is damaged: section \"twice\" is there twice");
}

}  // namespace
}  // namespace waypost::text
