// The reader against google::protobuf::TextFormat on random messages and random damage.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "lib/base/philox.h"
#include "lib/policy/silent_collector.h"
#include "lib/policy/text_reader.h"
#include "reader_test.pb.h"
#include "reader_test_proto2.pb.h"
#include "tests/unit/policy/random_message.h"
#include "tests/unit/policy/reader_testing.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::policy {
namespace {

using google::protobuf::Message;
using google::protobuf::TextFormat;
using reader_test::Everything;

std::string PrintSomehow(const Message& message, PhiloxStream* random) {
  TextFormat::Printer printer;
  printer.SetSingleLineMode(random->Below(3) == 0);
  printer.SetUseShortRepeatedPrimitives(random->Below(2) == 0);
  printer.SetUseUtf8StringEscaping(random->Below(2) == 0);
  std::string text;
  printer.PrintToString(message, &text);
  return text;
}

template <typename M>
void ExpectRandomMessagesComeBack(uint64_t stream, int rounds) {
  PhiloxStream random(20270204, stream);
  for (int i = 0; i < rounds; ++i) {
    M message;
    RandomMessage(&random).Fill(&message, 3);
    const std::string text = PrintSomehow(message, &random);
    M expected;
    ASSERT_TRUE(TextFormat::ParseFromString(text, &expected)) << text;
    const auto reading = ReadTexts<M>({text});
    ASSERT_EQ(reading.Summary(), "") << text;
    ASSERT_EQ(Canonical(*reading.message), Canonical(expected)) << text;
  }
}

TEST(Differential, EveryRandomMessageComesBack) {
  ExpectRandomMessagesComeBack<Everything>(1, 2000);
  ExpectRandomMessagesComeBack<reader_test::Old>(2, 1000);
  ExpectRandomMessagesComeBack<v1::Policy>(3, 1000);
}

template <typename M>
void ExpectFileDescriptorComesBack() {
  google::protobuf::FileDescriptorProto message;
  M::descriptor()->file()->CopyTo(&message);
  std::string text;
  TextFormat::PrintToString(message, &text);
  google::protobuf::FileDescriptorProto expected;
  // Options that are extensions are printed in brackets, which the reader refuses.
  for (size_t at = text.find('['); at != std::string::npos; at = text.find('[', at)) {
    const size_t begin = text.rfind('\n', at) + 1;
    text.erase(begin, text.find('\n', at) + 1 - begin);
    at = begin;
  }
  ASSERT_TRUE(TextFormat::ParseFromString(text, &expected));
  const auto reading = ReadTexts<google::protobuf::FileDescriptorProto>({text});
  EXPECT_EQ(reading.Summary(), "");
  EXPECT_EQ(Canonical(*reading.message), Canonical(expected));
}

TEST(Differential, DescriptorsOfRealFilesComeBack) {
  ExpectFileDescriptorComesBack<google::protobuf::FileDescriptorProto>();
  ExpectFileDescriptorComesBack<v1::Policy>();
  ExpectFileDescriptorComesBack<Everything>();
}

// One small change: a byte gone, doubled or replaced, or two neighbours exchanged.
std::string DamageText(std::string text, PhiloxStream* random) {
  static const std::string kBytes = "{}[]<>:,;\"'\\-#0x1.e\n af_\xc3";
  for (uint64_t left = 1 + random->Below(3); left > 0 && !text.empty(); --left) {
    const size_t at = random->Below(text.size());
    const char byte = kBytes[random->Below(kBytes.size())];
    switch (random->Below(4)) {
      case 0:
        text.erase(at, 1 + random->Below(3));
        break;
      case 1:
        text.insert(at, 1, byte);
        break;
      case 2:
        text[at] = byte;
        break;
      default:
        std::swap(text[at], text[random->Below(text.size())]);
    }
  }
  return text;
}

// The codes of what we refuse although TextFormat does not; see text_reader.h.
bool IsStricter(const std::string& code) {
  return code == "WP1101" || code == "WP1103" || code == "WP1105" || code == "WP1108" ||
         code == "WP1110" || code == "WP1007" || code == "WP1009";
}

// Damaged or not: what the reader accepts TextFormat accepts, as the same message; and what
// TextFormat accepts the reader refuses only where it says that it is stricter.
TEST(Differential, DamagedTextsAreAcceptedByBothOrNeither) {
  PhiloxStream random(20270204, 4);
  int accepted = 0;
  int refused = 0;
  SilentCollector silent;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&silent);
  for (int i = 0; i < 20000; ++i) {
    Everything message;
    RandomMessage(&random).Fill(&message, 2);
    const std::string text = DamageText(PrintSomehow(message, &random), &random);
    Everything expected;
    const bool valid = parser.ParseFromString(text, &expected);
    const auto reading = ReadTexts<Everything>({text});
    ASSERT_EQ(Print(reading.places.trees().at(0)), text);
    if (reading.sink->has_errors()) {
      ++refused;
      if (!valid) continue;
      const std::vector<Diagnostic> findings = reading.Findings();
      ASSERT_TRUE(IsStricter(findings[0].code)) << text << reading.Summary();
    } else {
      ++accepted;
      ASSERT_TRUE(valid) << text;
      ASSERT_EQ(Canonical(*reading.message), Canonical(expected)) << text;
    }
  }
  EXPECT_GT(accepted, 1000) << "damage that is nearly always fatal compares nothing";
  EXPECT_GT(refused, 1000);
}

// A decoded string's every byte can be found in the text it was read from.
TEST(Differential, EveryByteOfAStringHasItsPlace) {
  PhiloxStream random(20270204, 5);
  for (int i = 0; i < 300; ++i) {
    Everything message;
    RandomMessage(&random).Fill(&message, 0);
    const auto reading = ReadTexts<Everything>({PrintSomehow(message, &random)});
    const Everything& read = *reading.message;
    for (int k = 0; k < read.string_list_size(); ++k) {
      const std::string& value = read.string_list(k);
      for (size_t at = 0; at < value.size(); ++at) {
        const SourceSpan span = reading.places.Within(read, 34, k, at, at + 1);
        const std::string source = Spanned(*reading.files, span);
        std::string decoded;
        google::protobuf::io::Tokenizer::ParseStringAppend(absl::StrCat("\"", source, "\""),
                                                           &decoded);
        ASSERT_NE(decoded.find(value[at]), std::string::npos) << source << " in " << value;
      }
    }
  }
}

}  // namespace
}  // namespace waypost::policy
