// The languages in which people read messages.
#ifndef WAYPOST_MESSAGE_LANGUAGE_H_
#define WAYPOST_MESSAGE_LANGUAGE_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace waypost {

// In which language a diagnostic, a report or a help text is printed. Nothing else depends on it:
// no decision, no event, no code of a finding, no JSON.
enum class MessageLanguage : uint8_t { kEnglish, kChinese };

// The language that a tag or a locale names: "zh", "zh-CN", "zh_CN.UTF-8" are Chinese; "en",
// "en_GB", "C" and "POSIX" English; nothing for any other.
std::optional<MessageLanguage> MessageLanguageOf(std::string_view tag);

}  // namespace waypost

#endif  // WAYPOST_MESSAGE_LANGUAGE_H_
