#ifndef WAYPOST_LIB_BASE_WORDS_H_
#define WAYPOST_LIB_BASE_WORDS_H_

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "waypost/message_language.h"

namespace waypost {

// What people read, in each language of the messages. Both are made where the text is; which one
// is printed is chosen when it is printed.
struct Words {
  Words() = default;

  // The same in every language: a name, a number, the user's own text.
  Words(std::string same) : english(same), chinese(std::move(same)) {}  // NOLINT: implicit
  Words(std::string_view same) : Words(std::string(same)) {}            // NOLINT: implicit
  Words(const char* same) : Words(std::string(same)) {}                 // NOLINT: implicit

  Words(std::string in_english, std::string in_chinese)
      : english(std::move(in_english)), chinese(std::move(in_chinese)) {}

  const std::string& In(MessageLanguage language) const {
    return language == MessageLanguage::kChinese ? chinese : english;
  }
  bool empty() const { return english.empty(); }
  Words& operator+=(const Words& other) {
    english += other.english;
    chinese += other.chinese;
    return *this;
  }

  std::string english;
  std::string chinese;
};

// A text in each language, with places $0 to $9 for the same arguments. After a place for a number
// `{row|rows}` is the first form if the number is 1, else the second.
struct Wording {
  template <size_t kEnglish, size_t kChinese>
  constexpr Wording(const char (&in_english)[kEnglish],  // NOLINT: implicit
                    const char (&in_chinese)[kChinese])
      : english(in_english, kEnglish - 1), chinese(in_chinese, kChinese - 1) {}

  std::string_view english;
  std::string_view chinese;
};

// An argument of Say: words, a text or a whole number.
inline const Words& AsWords(const Words& words) { return words; }
inline Words AsWords(const std::string& text) { return text; }
inline Words AsWords(const char* text) { return text; }
inline Words AsWords(std::string_view text) { return std::string(text); }
#ifndef ABSL_USES_STD_STRING_VIEW
inline Words AsWords(absl::string_view text) { return std::string(text); }
#endif
template <typename Number, typename = std::enable_if_t<std::is_integral_v<Number>>>
Words AsWords(Number number) {
  return std::to_string(number);
}

// The text with its places filled, in both languages; each place is one of the arguments. That
// both texts have a place for every argument is what tests/contract/languages.py sees to.
Words Fill(const Wording& text, absl::Span<const Words> arguments);

// Says something in every language:
//
//   Say({"unknown queue $0", "未知的队列 $0"}, Quoted(name))
template <typename... Arguments>
Words Say(const Wording& text, const Arguments&... arguments) {
  const std::initializer_list<Words> values = {AsWords(arguments)...};
  return Fill(text, absl::Span<const Words>(values.begin(), values.size()));
}

// `"a", "b" or "c"` of names that are quoted already; after `most` of them "or others".
Words AnyOf(absl::Span<const std::string> names, size_t most);

// A status whose message is the English and which carries the Chinese along.
absl::Status ErrorOf(absl::StatusCode code, const Words& words);
inline absl::Status InvalidArgument(const Words& words) {
  return ErrorOf(absl::StatusCode::kInvalidArgument, words);
}
inline absl::Status ResourceExhausted(const Words& words) {
  return ErrorOf(absl::StatusCode::kResourceExhausted, words);
}

// What a status says; a status of another origin says the same in every language.
Words WordsOf(const absl::Status& status);

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_WORDS_H_
