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
#include "tests/unit/policy/reader_testing.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::policy {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::TextFormat;
using reader_test::Everything;

// Fills messages of any type with values from the corners of their ranges.
class MessageSource {
 public:
  explicit MessageSource(PhiloxStream* random) : random_(*random) {}

  void Fill(Message* message, int depth) {
    const Descriptor& type = *message->GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      if (field.is_required()) AddOne(field, message, depth);
      if (field.is_required() || random_.Below(4) != 0) continue;
      const bool below = field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
      if (below && depth == 0) continue;
      const auto* oneof = field.containing_oneof();
      if (oneof != nullptr && message->GetReflection()->HasOneof(*message, oneof)) continue;
      const uint64_t count = field.is_repeated() ? random_.Below(4) : 1;
      for (uint64_t k = 0; k < count; ++k) AddOne(field, message, depth);
    }
  }

 private:
  uint64_t Integer() {
    static const uint64_t kCorners[] = {0,
                                        1,
                                        7,
                                        8,
                                        255,
                                        1u << 31,
                                        0x7fffffff,
                                        ~uint64_t{0},
                                        uint64_t{1} << 63,
                                        (uint64_t{1} << 63) - 1};
    return random_.Below(2) == 0 ? kCorners[random_.Below(std::size(kCorners))] : random_.Next();
  }

  double Fraction() {
    static const double kCorners[] = {0.0,    -0.0, 1.5,  -2e300,
                                      1e-320, 0.1,  1e39, 12345678901234567.0};
    return kCorners[random_.Below(std::size(kCorners))];
  }

  std::string Text(bool bytes) {
    static const char* const kPieces[] = {"a", "退款", "\"", "'",    "\\", "\n",         "\t",
                                          "#", "{",    " ",  "\x01", "é",  "\U0001f600", "?"};
    std::string text;
    for (uint64_t left = random_.Below(6); left > 0; --left) {
      text += kPieces[random_.Below(std::size(kPieces))];
      if (bytes) text += static_cast<char>(random_.Next());
    }
    return text;
  }

  void AddOne(const FieldDescriptor& field, Message* m, int depth) {
    const Reflection& r = *m->GetReflection();
    const bool many = field.is_repeated();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32: {
        const auto value = static_cast<int32_t>(Integer());
        return many ? r.AddInt32(m, &field, value) : r.SetInt32(m, &field, value);
      }
      case FieldDescriptor::CPPTYPE_INT64: {
        const auto value = static_cast<int64_t>(Integer());
        return many ? r.AddInt64(m, &field, value) : r.SetInt64(m, &field, value);
      }
      case FieldDescriptor::CPPTYPE_UINT32: {
        const auto value = static_cast<uint32_t>(Integer());
        return many ? r.AddUInt32(m, &field, value) : r.SetUInt32(m, &field, value);
      }
      case FieldDescriptor::CPPTYPE_UINT64: {
        const uint64_t value = Integer();
        return many ? r.AddUInt64(m, &field, value) : r.SetUInt64(m, &field, value);
      }
      case FieldDescriptor::CPPTYPE_FLOAT: {
        const auto value = static_cast<float>(random_.Below(1000)) / 8.0f;
        return many ? r.AddFloat(m, &field, value) : r.SetFloat(m, &field, value);
      }
      case FieldDescriptor::CPPTYPE_DOUBLE: {
        const double value = Fraction();
        return many ? r.AddDouble(m, &field, value) : r.SetDouble(m, &field, value);
      }
      case FieldDescriptor::CPPTYPE_BOOL: {
        const bool value = random_.Below(2) == 0;
        return many ? r.AddBool(m, &field, value) : r.SetBool(m, &field, value);
      }
      case FieldDescriptor::CPPTYPE_ENUM: {
        const auto& values = *field.enum_type();
        const auto count = static_cast<uint64_t>(values.value_count());
        const auto* value = values.value(static_cast<int>(random_.Below(count)));
        return many ? r.AddEnum(m, &field, value) : r.SetEnum(m, &field, value);
      }
      case FieldDescriptor::CPPTYPE_STRING: {
        const std::string value = Text(field.type() == FieldDescriptor::TYPE_BYTES);
        return many ? r.AddString(m, &field, value) : r.SetString(m, &field, value);
      }
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return Fill(many ? r.AddMessage(m, &field) : r.MutableMessage(m, &field),
                    depth > 0 ? depth - 1 : 0);
    }
  }

  PhiloxStream& random_;
};

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
    MessageSource(&random).Fill(&message, 3);
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
std::string Damage(std::string text, PhiloxStream* random) {
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
    MessageSource(&random).Fill(&message, 2);
    const std::string text = Damage(PrintSomehow(message, &random), &random);
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
    MessageSource(&random).Fill(&message, 0);
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
