#include "examples/policy_cli/speech.h"

#include <algorithm>
#include <optional>

#include "lib/base/words.h"

namespace waypost::cli {
namespace {

// The place that the language has in every stream.
int Index() {
  static const int kIndex = std::ios_base::xalloc();
  return kIndex;
}

absl::StatusOr<MessageLanguage> LanguageNamed(const std::string& tag) {
  const std::optional<MessageLanguage> language = MessageLanguageOf(tag);
  if (language) return *language;
  return InvalidArgument(Say({"--lang takes \"en\" or \"zh\", not \"$0\"",
                              "--lang 的值是 \"en\" 或 \"zh\"，而不是 \"$0\""},
                             tag));
}

}  // namespace

void Speak(std::ostream& stream, MessageLanguage language) {
  stream.iword(Index()) = static_cast<long>(language);
}

MessageLanguage LanguageOf(std::ostream& stream) {
  return static_cast<MessageLanguage>(stream.iword(Index()));
}

std::ostream& operator<<(std::ostream& stream, const Words& words) {
  return stream << words.In(LanguageOf(stream));
}

absl::StatusOr<MessageLanguage> TakeLanguage(std::vector<std::string>& words,
                                             MessageLanguage otherwise) {
  constexpr std::string_view kOption = "--lang";
  constexpr std::string_view kOptionWithValue = "--lang=";
  absl::StatusOr<MessageLanguage> language = otherwise;
  for (size_t i = 0; i < words.size() && words[i] != "--";) {
    const bool joined = words[i].compare(0, kOptionWithValue.size(), kOptionWithValue) == 0;
    if (!joined && words[i] != kOption) {
      ++i;
      continue;
    }
    if (!joined && i + 1 == words.size()) {
      return InvalidArgument(
          {"\"--lang\" needs a value: --lang zh", "\"--lang\" 需要一个值：--lang zh"});
    }
    language = LanguageNamed(joined ? words[i].substr(kOptionWithValue.size()) : words[i + 1]);
    if (!language.ok()) return language;
    const auto begin = words.begin() + static_cast<std::ptrdiff_t>(i);
    words.erase(begin, begin + (joined ? 1 : 2));
  }
  return language;
}

MessageLanguage LanguageOfEnvironment(const char* (*variable)(const char* name)) {
  for (const char* const name : {"WAYPOST_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* const value = variable(name);
    if (value == nullptr || *value == '\0') continue;
    return MessageLanguageOf(value).value_or(MessageLanguage::kEnglish);
  }
  return MessageLanguage::kEnglish;
}

}  // namespace waypost::cli
