#include "lib/text/utf8.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace waypost::text {
namespace {

DecodedCodePoint Decode(const std::string& bytes) {
  return DecodeUtf8(bytes.data(), bytes.data() + bytes.size());
}

TEST(Utf8Test, EveryScalarValueIsReadAsItWasWritten) {
  for (char32_t c = 0; c <= kLastCodePoint; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    char bytes[4];
    const uint32_t size = EncodeUtf8(c, bytes);
    const DecodedCodePoint read = DecodeUtf8(bytes, bytes + size);
    ASSERT_TRUE(read.valid && read.value == c && read.bytes == size && size == Utf8Bytes(c))
        << static_cast<uint32_t>(c);
    ASSERT_EQ(DecodeUtf8Before(bytes, bytes + size), c);
  }
}

struct InvalidCase {
  const char* name;
  std::string bytes;
  uint32_t taken;  // as one invalid sequence
};

class InvalidUtf8Test : public testing::TestWithParam<InvalidCase> {};

TEST_P(InvalidUtf8Test, IsRefused) {
  const DecodedCodePoint read = Decode(GetParam().bytes);
  EXPECT_FALSE(read.valid);
  EXPECT_EQ(read.value, kReplacement);
  EXPECT_EQ(read.bytes, GetParam().taken);
}

INSTANTIATE_TEST_SUITE_P(Sequences, InvalidUtf8Test,
                         testing::Values(InvalidCase{"StrayContinuation", "\x80", 1},
                                         InvalidCase{"OverlongSlashInTwoBytes", "\xC0\xAF", 1},
                                         InvalidCase{"OverlongInThreeBytes", "\xE0\x9F\xBF", 1},
                                         InvalidCase{"OverlongInFourBytes", "\xF0\x8F\xBF\xBF", 1},
                                         InvalidCase{"Surrogate", "\xED\xA0\x80", 1},
                                         InvalidCase{"AboveTheLastCodePoint", "\xF4\x90\x80\x80",
                                                     1},
                                         InvalidCase{"LeadThatNeverOccurs", "\xFF", 1},
                                         InvalidCase{"TruncatedThreeBytesAreOne", "\xE9\x80", 2},
                                         InvalidCase{"TruncatedFourBytesAreOne", "\xF0\x9F\x98", 3},
                                         InvalidCase{"LeadBeforeAscii", "\xE9z", 1}),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace waypost::text
