#ifndef WAYPOST_LIB_POLICY_LANGUAGE_TAG_H_
#define WAYPOST_LIB_POLICY_LANGUAGE_TAG_H_

#include <string_view>

namespace waypost::policy {

// Whether a text has the shape of a BCP-47 tag: subtags of one to eight letters or digits, the
// first of two to eight letters.
//
// Source: RFC 5646 section 2.1, without its registry.
bool IsLanguageTag(std::string_view tag);

// The tag without its last part: "zh-Hant" for "zh-Hant-TW"; empty if it has one part only.
inline std::string_view ShorterTag(std::string_view tag) {
  const size_t dash = tag.rfind('-');
  return dash == std::string_view::npos ? std::string_view() : tag.substr(0, dash);
}

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_LANGUAGE_TAG_H_
