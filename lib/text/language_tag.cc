#include "lib/text/language_tag.h"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <iterator>

#include "absl/strings/ascii.h"
#include "lib/base/words.h"

namespace waypost::text {
namespace {

struct WrittenIn {
  std::string_view tag;
  Script script;
};

// Languages in another script than Latin.
constexpr WrittenIn kLanguages[] = {
    {"am", Script::kOther},    {"ar", Script::kArabic},   {"be", Script::kCyrillic},
    {"bg", Script::kCyrillic}, {"bn", Script::kOther},    {"el", Script::kGreek},
    {"fa", Script::kArabic},   {"gu", Script::kOther},    {"he", Script::kHebrew},
    {"hi", Script::kOther},    {"hy", Script::kOther},    {"ja", Script::kKana},
    {"ka", Script::kOther},    {"kk", Script::kCyrillic}, {"km", Script::kOther},
    {"kn", Script::kOther},    {"ko", Script::kHangul},   {"ky", Script::kCyrillic},
    {"lo", Script::kOther},    {"mk", Script::kCyrillic}, {"ml", Script::kOther},
    {"mn", Script::kCyrillic}, {"mr", Script::kOther},    {"my", Script::kOther},
    {"ne", Script::kOther},    {"pa", Script::kOther},    {"ps", Script::kArabic},
    {"ru", Script::kCyrillic}, {"si", Script::kOther},    {"sr", Script::kCyrillic},
    {"ta", Script::kOther},    {"te", Script::kOther},    {"tg", Script::kCyrillic},
    {"th", Script::kThai},     {"ug", Script::kArabic},   {"uk", Script::kCyrillic},
    {"ur", Script::kArabic},   {"yi", Script::kHebrew},   {"yue", Script::kHan},
    {"zh", Script::kHan},
};

constexpr WrittenIn kScriptSubtags[] = {
    {"arab", Script::kArabic}, {"cyrl", Script::kCyrillic}, {"grek", Script::kGreek},
    {"hang", Script::kHangul}, {"hani", Script::kHan},      {"hans", Script::kHan},
    {"hant", Script::kHan},    {"hebr", Script::kHebrew},   {"hira", Script::kKana},
    {"jpan", Script::kKana},   {"kana", Script::kKana},     {"kore", Script::kHangul},
    {"latn", Script::kLatin},  {"thai", Script::kThai},
};

template <size_t size>
const WrittenIn* FindTag(const WrittenIn (&table)[size], std::string_view tag) {
  const auto found = std::find_if(std::begin(table), std::end(table),
                                  [tag](const WrittenIn& row) { return row.tag == tag; });
  return found == std::end(table) ? nullptr : found;
}

bool AllLetters(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// Takes off `rest` what stands before the next hyphen, in lower case. What is too long to be a
// subtag is cut where that is certain, so that nothing is allocated for it.
std::string LowerPart(std::string_view& rest) {
  constexpr size_t kLongest = 8;
  const size_t hyphen = rest.find('-');
  std::string part(rest.substr(0, std::min(hyphen, kLongest + 1)));
  rest = hyphen == std::string_view::npos ? std::string_view() : rest.substr(hyphen + 1);
  absl::AsciiStrToLower(&part);
  return part;
}

bool OneOf(std::string_view text, std::initializer_list<std::string_view> texts) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

}  // namespace

absl::StatusOr<LanguageTag> ParseLanguageTag(std::string_view tag) {
  LanguageTag result;
  std::string_view rest = tag;
  result.primary = LowerPart(rest);
  if (result.primary.size() < 2 || result.primary.size() > 8 || !AllLetters(result.primary)) {
    return InvalidArgument(
        Say({"\"$0\" is not a language tag; write for example \"zh-Hans\" or \"en\"",
             "\"$0\" 不是语言标签；请写例如 \"zh-Hans\" 或 \"en\""},
            tag));
  }
  std::string part = LowerPart(rest);
  if (part.size() == 4 && AllLetters(part)) {
    result.script = part;
    part = LowerPart(rest);
  }
  if (part.size() == 2) result.region = part;
  return result;
}

Script ScriptOf(const LanguageTag& tag) {
  if (!tag.script.empty()) {
    const WrittenIn* row = FindTag(kScriptSubtags, tag.script);
    return row == nullptr ? Script::kOther : row->script;
  }
  const WrittenIn* row = FindTag(kLanguages, tag.primary);
  return row == nullptr ? Script::kLatin : row->script;
}

bool IsTraditionalChinese(const LanguageTag& tag) {
  if (tag.primary != "zh") return false;
  return tag.script.empty() ? OneOf(tag.region, {"tw", "hk", "mo"}) : tag.script == "hant";
}

bool IsSimplifiedChinese(const LanguageTag& tag) {
  if (tag.primary != "zh") return false;
  return tag.script.empty() ? OneOf(tag.region, {"cn", "sg", "my"}) : tag.script == "hans";
}

}  // namespace waypost::text
