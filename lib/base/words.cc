#include "lib/base/words.h"

#include <algorithm>
#include <optional>

#include "absl/strings/cord.h"
#include "lib/base/absl_strings.h"

namespace waypost {
namespace {

// Under this name a status carries its message in Chinese.
constexpr char kChinesePayload[] = "waypost/message/zh";

std::string FillOne(std::string_view text, MessageLanguage language,
                    absl::Span<const Words> arguments) {
  std::string filled;
  for (size_t at = 0; at < text.size();) {
    const size_t dollar = std::min(text.find('$', at), text.size());
    filled += text.substr(at, dollar - at);
    if (dollar == text.size()) break;
    const size_t place =
        dollar + 1 < text.size() ? static_cast<size_t>(text[dollar + 1] - '0') : 10;
    if (place >= arguments.size()) {  // a dollar of the text's own
      filled += '$';
      at = dollar + 1;
      continue;
    }
    filled += arguments[place].In(language);
    at = dollar + 2;
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
