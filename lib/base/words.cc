#include "lib/base/words.h"

#include <algorithm>
#include <optional>

#include "absl/strings/cord.h"
#include "lib/base/absl_strings.h"

namespace waypost {
namespace {

// Under this name a status carries its message in Chinese.
constexpr char kChinesePayload[] = "waypost/message/zh";

// "{one|several}" in a text, before it is filled.
struct NumberForms {
  std::string_view one;
  std::string_view several;
  size_t size = 0;  // with its braces; 0: other braces stand here
};

NumberForms NumberFormsAt(std::string_view text) {
  const std::string_view inside = text.substr(1, text.find_first_of("{}", 1) - 1);
  const size_t bar = inside.find('|');
  if (bar == std::string_view::npos || text.substr(inside.size() + 1, 1) != "}") return {};
  return {inside.substr(0, bar), inside.substr(bar + 1), inside.size() + 2};
}

std::string FillOne(std::string_view text, MessageLanguage language,
                    absl::Span<const Words> arguments) {
  std::string filled;
  bool one = false;  // what the last place was filled with is "1"
  for (size_t at = 0; at < text.size();) {
    const size_t next = std::min(text.find_first_of("${", at), text.size());
    filled += text.substr(at, next - at);
    at = next;
    if (at == text.size()) break;
    if (text[at] == '{') {
      const NumberForms forms = NumberFormsAt(text.substr(at));
      filled += forms.size == 0 ? text.substr(at, 1) : one ? forms.one : forms.several;
      at += std::max<size_t>(forms.size, 1);
      continue;
    }
    const size_t place = at + 1 < text.size() ? static_cast<size_t>(text[at + 1] - '0') : 10;
    if (place >= arguments.size()) {  // a dollar of the text's own
      filled += '$';
      ++at;
      continue;
    }
    const std::string& argument = arguments[place].In(language);
    one = argument == "1";
    filled += argument;
    at += 2;
  }
  return filled;
}

}  // namespace

Words Fill(const Wording& text, absl::Span<const Words> arguments) {
  return {FillOne(text.english, MessageLanguage::kEnglish, arguments),
          FillOne(text.chinese, MessageLanguage::kChinese, arguments)};
}

Words AnyOf(absl::Span<const std::string> names, size_t most) {
  Words text;
  for (size_t i = 0; i < names.size() && i < most; ++i) {
    if (i > 0) text += i + 1 == names.size() ? Words{" or ", " 或 "} : Words{", ", "、"};
    text += names[i];
  }
  if (names.size() > most) text += {" or others", " 等"};
  return text;
}

absl::Status ErrorOf(absl::StatusCode code, const Words& words) {
  absl::Status status(code, words.english);
  status.SetPayload(kChinesePayload, absl::Cord(words.chinese));
  return status;
}

Words WordsOf(const absl::Status& status) {
  const auto chinese = status.GetPayload(kChinesePayload);
  if (!chinese) return std::string(status.message());
  return {std::string(status.message()), std::string(*chinese)};
}

std::optional<MessageLanguage> MessageLanguageOf(std::string_view tag) {
  const std::string_view language = tag.substr(0, tag.find_first_of("-_.@"));
  if (language == "zh") return MessageLanguage::kChinese;
  if (language == "en" || tag == "C" || tag == "POSIX" || tag == "C.UTF-8") {
    return MessageLanguage::kEnglish;
  }
  return std::nullopt;
}

}  // namespace waypost
