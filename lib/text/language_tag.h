#ifndef WAYPOST_LIB_TEXT_LANGUAGE_TAG_H_
#define WAYPOST_LIB_TEXT_LANGUAGE_TAG_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/text/script.h"

namespace waypost::text {

// What of a BCP 47 tag bears on how a language is written; lower case, empty where the tag does not
// say. "zh-Hant-TW" is {"zh", "hant", "tw"}.
struct LanguageTag {
  std::string primary;
  std::string script;
  std::string region;
};

// Any well-formed primary subtag is a language; what stands behind script and region is passed
// over.
//
// Errors: InvalidArgument naming a text that does not begin as a tag does.
absl::StatusOr<LanguageTag> ParseLanguageTag(std::string_view tag);

// The script a language is written in: the one its tag names, else the usual one of the language,
// else Latin. Japanese is kKana, for that is what tells it from Chinese.
Script ScriptOf(const LanguageTag& tag);

// Chinese in traditional characters: by script, else by region (Taiwan, Hong Kong, Macao).
bool IsTraditionalChinese(const LanguageTag& tag);

// Chinese in simplified characters: by script, else by region. "zh" alone is neither.
bool IsSimplifiedChinese(const LanguageTag& tag);

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_LANGUAGE_TAG_H_
