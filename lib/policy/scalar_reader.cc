#include "lib/policy/scalar_reader.h"

#include <limits>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "lib/base/absl_strings.h"
#include "lib/base/did_you_mean.h"
#include "lib/base/words.h"
#include "lib/policy/json_number.h"
#include "lib/policy/silent_collector.h"
#include "lib/policy/string_literal.h"
#include "utf8proc.h"
#include "waypost/v1/annotations.pb.h"

namespace waypost::policy {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::io::Tokenizer;

using Fault = std::optional<ValueProblem>;

// So many values of an enum are listed when an unknown one is written.
constexpr int kFewValues = 12;

bool IsUtf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    utf8proc_int32_t code_point = 0;
    const utf8proc_ssize_t length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                         static_cast<utf8proc_ssize_t>(text.size() - at), &code_point);
    if (length <= 0) return false;
    at += static_cast<size_t>(length);
  }
  return true;
}

// Nobody should be told to write a value that says that nothing was chosen, or one that this build
// refuses.
bool IsOffered(const EnumValueDescriptor& value) {
  const std::string_view name = value.name();
  constexpr std::string_view kSuffix = "UNSPECIFIED";
  const bool unspecified =
      name.size() >= kSuffix.size() && name.substr(name.size() - kSuffix.size()) == kSuffix;
  return !unspecified && !value.options().GetExtension(v1::planned_value);
}

std::vector<std::string_view> ValueNames(const EnumDescriptor& type) {
  std::vector<std::string_view> names;
  for (int i = 0; i < type.value_count(); ++i) {
    if (IsOffered(*type.value(i))) names.push_back(type.value(i)->name());
  }
  return names;
}

void AppendName(std::string* out, std::string_view name) { out->append(name); }

class ScalarReader {
 public:
  ScalarReader(const TokenTree& tree, const Node& node, const FieldDescriptor& field,
               Message* message)
      : tree_(tree),
        node_(node),
        field_(field),
        message_(message),
        reflection_(*message->GetReflection()),
        negative_(tree.tokens[node.begin_token].symbol == '-'),
        token_(tree.tokens[node.begin_token + (negative_ ? 1 : 0)]),
        text_(tree.Text(token_)),
        is_json_(tree.notation == Notation::kJson) {}

  Fault Read() {
    switch (field_.cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        return ReadSigned(std::numeric_limits<int32_t>::max());
      case FieldDescriptor::CPPTYPE_INT64:
        return ReadSigned(std::numeric_limits<int64_t>::max());
      case FieldDescriptor::CPPTYPE_UINT32:
        return ReadUnsigned(std::numeric_limits<uint32_t>::max());
      case FieldDescriptor::CPPTYPE_UINT64:
        return ReadUnsigned(std::numeric_limits<uint64_t>::max());
      case FieldDescriptor::CPPTYPE_FLOAT:
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return ReadFraction();
      case FieldDescriptor::CPPTYPE_BOOL:
        return ReadBool();
      case FieldDescriptor::CPPTYPE_ENUM:
        return ReadEnum();
      case FieldDescriptor::CPPTYPE_STRING:
        return ReadString();
      case FieldDescriptor::CPPTYPE_MESSAGE:
        break;
    }
    return WrongKind({});
  }

 private:
  bool Is(TokenKind kind) const { return token_.kind == kind; }
  std::string FieldName() const { return Quoted(std::string_view(field_.name())); }

  Fault WrongKind(Words help) const {
    const Words expected = ExpectedOf(field_, tree_.notation);
    return ValueProblem{
        "WP1102",
        Say({"$0 takes $1, not $2", "$0 的值应为$1，不能是$2"}, FieldName(), expected, Found()),
        Say({"expected $0", "此处应为$0"}, expected), std::move(help)};
  }

  Words Found() const {
    switch (token_.kind) {
      case TokenKind::kString:
        return {"a string", "字符串"};
      case TokenKind::kInteger:
      case TokenKind::kFloat:
        return Say({"the number $0$1", "数字 $0$1"}, negative_ ? "-" : "", text_.substr(0, 40));
      default:
        return Say({"the word $0", "单词 $0"}, Quoted(text_));
    }
  }

  Fault OutOfRange(Words help) const {
    return ValueProblem{"WP1104",
                        Say({"$0 does not fit $1", "$0 超出 $1 的范围"}, Found(), FieldName()),
                        {"out of range", "超出范围"},
                        std::move(help)};
  }

  // What the string stands for, in all its literals.
  std::string Decoded() const {
    std::string value;
    for (uint32_t i = node_.begin_token; i < node_.end_token; ++i) tree_.AppendDecodedAt(i, &value);
    return value;
  }

  Words WithoutQuotes() const {
    const std::string value = Decoded();
    uint64_t number = 0;
    const bool is_number =
        !value.empty() && value.size() < 20 &&
        value.find_first_not_of("0123456789") == std::string::npos &&
        Tokenizer::ParseInteger(value, std::numeric_limits<uint64_t>::max(), &number);
    if (!is_number) return {};
    return Say({"write it without quotes: $0", "不要加引号：$0"}, value);
  }

  // The number as JSON may write it: in quotes, or with a fraction or exponent that changes
  // nothing.
  std::optional<WholeNumber> JsonNumber() const {
    if (Is(TokenKind::kString)) {
      const std::string digits = Decoded();
      if (digits.find_first_of(".eE") != std::string::npos) return std::nullopt;
      return ReadWholeNumber(digits);
    }
    std::optional<WholeNumber> number = ReadWholeNumber(text_);
    if (number) number->negative = negative_;
    return number;
  }

  bool IsNegative() const {
    if (!is_json_) return negative_ && Is(TokenKind::kInteger);
    const std::optional<WholeNumber> number = JsonNumber();
    return number && number->negative && number->digits != "0";
  }

  // Digits of an integer, at most `max`; nothing if it is another kind of value.
  Fault ReadDigits(uint64_t max, const Words& range, uint64_t* value) const {
    if (is_json_) {
      const std::optional<WholeNumber> number = JsonNumber();
      if (!number) return WrongKind({});
      if (!Tokenizer::ParseInteger(number->digits, max, value)) return OutOfRange(range);
      return std::nullopt;
    }
    if (Is(TokenKind::kString)) return WrongKind(WithoutQuotes());
    if (!Is(TokenKind::kInteger)) return WrongKind({});
    if (!Tokenizer::ParseInteger(std::string(text_), max, value)) return OutOfRange(range);
    return std::nullopt;
  }

  Fault ReadSigned(int64_t max) {
    int64_t value = 0;
    if (Fault problem = ParseSigned(max, &value)) return problem;
    if (field_.cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
      const auto narrow = static_cast<int32_t>(value);
      field_.is_repeated() ? reflection_.AddInt32(message_, &field_, narrow)
                           : reflection_.SetInt32(message_, &field_, narrow);
    } else {
      field_.is_repeated() ? reflection_.AddInt64(message_, &field_, value)
                           : reflection_.SetInt64(message_, &field_, value);
    }
    return std::nullopt;
  }

  // Two's complement has one more negative number than positive ones.
  Fault ParseSigned(int64_t max, int64_t* value) const {
    uint64_t digits = 0;
    const Words range = Say({"it takes $0 to $1", "它取 $0 到 $1"}, -max - 1, max);
    const bool negative = IsNegative();
    const uint64_t limit = static_cast<uint64_t>(max) + (negative ? 1 : 0);
    if (Fault problem = ReadDigits(limit, range, &digits)) return problem;
    *value = static_cast<int64_t>(negative ? 0 - digits : digits);
    return std::nullopt;
  }

  Fault ReadUnsigned(uint64_t max) {
    uint64_t value = 0;
    const Words range = Say({"it takes 0 to $0", "它取 0 到 $0"}, max);
    if (IsNegative()) return OutOfRange(range);
    if (Fault problem = ReadDigits(max, range, &value)) return problem;
    if (field_.cpp_type() == FieldDescriptor::CPPTYPE_UINT32) {
      const auto narrow = static_cast<uint32_t>(value);
      field_.is_repeated() ? reflection_.AddUInt32(message_, &field_, narrow)
                           : reflection_.SetUInt32(message_, &field_, narrow);
    } else {
      field_.is_repeated() ? reflection_.AddUInt64(message_, &field_, value)
                           : reflection_.SetUInt64(message_, &field_, value);
    }
    return std::nullopt;
  }

  // No decision is made of fractions, so protobuf itself reads the few fields that take them.
  Fault ReadFraction() {
    if (!IsFraction()) return WrongKind(Is(TokenKind::kString) ? WithoutQuotes() : "");
    const std::string written = absl::StrCat(negative_ ? "-" : "", ToAbsl(text_));
    google::protobuf::TextFormat::Parser parser;
    SilentCollector silent;
    parser.RecordErrorsTo(&silent);
    if (parser.ParseFieldValueFromString(written, &field_, message_)) return std::nullopt;
    return WrongKind({});
  }

  bool IsFraction() const {
    if (Is(TokenKind::kName)) {
      const std::string word = absl::AsciiStrToLower(ToAbsl(text_.substr(0, 10)));
      return word == "nan" || word == "inf" || word == "infinity";
    }
    // Where a fraction is allowed a leading zero could be taken for octal or for nothing.
    const bool decimal = text_.size() < 2 || text_[0] != '0';
    return Is(TokenKind::kFloat) || (Is(TokenKind::kInteger) && decimal);
  }

  Fault ReadBool() {
    if (is_json_ && !Is(TokenKind::kName)) return WrongKind(BoolInQuotes());
    uint64_t digit = 0;
    bool value = text_ == "true" || text_ == "True" || text_ == "t";
    const bool is_word = value || text_ == "false" || text_ == "False" || text_ == "f";
    if (Is(TokenKind::kInteger) && Tokenizer::ParseInteger(std::string(text_), 1, &digit)) {
      value = digit == 1;
    } else if (!Is(TokenKind::kName) || !is_word) {
      return WrongKind({});
    }
    if (negative_) return WrongKind({});
    field_.is_repeated() ? reflection_.AddBool(message_, &field_, value)
                         : reflection_.SetBool(message_, &field_, value);
    return std::nullopt;
  }

  Words BoolInQuotes() const {
    if (!Is(TokenKind::kString)) return {};
    const std::string word = Decoded();
    if (word != "true" && word != "false") return {};
    return Say({"write it without quotes: $0", "不要加引号：$0"}, word);
  }

  Fault ReadEnum() {
    const EnumDescriptor& type = *field_.enum_type();
    const EnumValueDescriptor* value = nullptr;
    if (is_json_ ? Is(TokenKind::kString) : Is(TokenKind::kName) && !negative_) {
      value = type.FindValueByName(EnumName());
    } else if (Is(TokenKind::kInteger)) {
      int64_t number = 0;
      if (Fault problem = ParseSigned(std::numeric_limits<int32_t>::max(), &number)) {
        return problem;
      }
      value = type.FindValueByNumber(static_cast<int>(number));
    } else {
      return WrongKind(EnumInQuotes(type));
    }
    if (value == nullptr) return UnknownValue(type);
    field_.is_repeated() ? reflection_.AddEnum(message_, &field_, value)
                         : reflection_.SetEnum(message_, &field_, value);
    return std::nullopt;
  }

  std::string EnumName() const {
    return is_json_ && Is(TokenKind::kString) ? Decoded() : std::string(text_);
  }

  Words EnumInQuotes(const EnumDescriptor& type) const {
    if (!Is(TokenKind::kString)) return {};
    const std::string name = Decoded();
    if (type.FindValueByName(name) == nullptr) return {};
    return Say({"write it without quotes: $0", "不要加引号：$0"}, name);
  }

  Fault UnknownValue(const EnumDescriptor& type) const {
    const std::vector<std::string_view> names = ValueNames(type);
    const std::string name = EnumName();
    Words help;
    if (const auto near = DidYouMean(name, names)) {
      help = Say({"did you mean $0?", "是否想写 $0？"}, *near);
    }
    if (names.size() <= kFewValues) {
      if (!help.empty()) help += {" ", ""};
      help += Say({"$0 is one of $1", "$0 取下列之一：$1"}, FieldName(),
                  absl::StrJoin(names, ", ", AppendName));
    }
    const std::string written = absl::StrCat(negative_ ? "-" : "", name.substr(0, 200));
    return ValueProblem{
        "WP1103",
        Say({"unknown value $0 of $1", "$1 没有 $0 这个值"}, Quoted(written), FieldName()),
        {},
        std::move(help)};
  }

  Fault ReadString() {
    if (!Is(TokenKind::kString)) {
      const bool whole = !negative_ && text_.size() <= 60;
      return WrongKind(whole ? Say({"write it in quotes: \"$0\"", "请加引号：\"$0\""}, text_)
                             : Words());
    }
    std::string value = Decoded();
    if (field_.type() == FieldDescriptor::TYPE_STRING && !IsUtf8(value)) {
      return ValueProblem{
          "WP1110",
          Say({"the string of $0 is not UTF-8", "$0 的字符串不是 UTF-8"}, FieldName()),
          {},
          {"an escape such as \\xff makes a byte, \\u00ff a character",
           "\\xff 这样的转义是一个字节，\\u00ff 是一个字符"}};
    }
    field_.is_repeated() ? reflection_.AddString(message_, &field_, std::move(value))
                         : reflection_.SetString(message_, &field_, std::move(value));
    return std::nullopt;
  }

  const TokenTree& tree_;
  const Node& node_;
  const FieldDescriptor& field_;
  Message* message_;
  const Reflection& reflection_;
  const bool negative_;
  const Token token_;
  const std::string_view text_;
  const bool is_json_;
};

}  // namespace

Words ExpectedOf(const FieldDescriptor& field, Notation notation) {
  const bool is_json = notation == Notation::kJson;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return {"a decimal number", "小数"};
    case FieldDescriptor::CPPTYPE_BOOL:
      return {"true or false", " true 或 false"};
    case FieldDescriptor::CPPTYPE_ENUM:
      if (is_json) return {"a name in quotes", "用引号括起的名称"};
      return {"a name without quotes", "不加引号的名称"};
    case FieldDescriptor::CPPTYPE_STRING:
      return {"a string in quotes", "用引号括起的字符串"};
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (is_json) return {"an object in braces", "用花括号括起的对象"};
      return {"a message in braces", "用花括号括起的消息"};
    default:
      return {"a whole number", "整数"};
  }
}

std::optional<ValueProblem> ReadScalar(const TokenTree& tree, const Node& node,
                                       const FieldDescriptor& field, Message* message) {
  return ScalarReader(tree, node, field, message).Read();
}

}  // namespace waypost::policy
