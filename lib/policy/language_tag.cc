#include "lib/policy/language_tag.h"

#include <algorithm>

namespace waypost::policy {
namespace {

bool IsAlphanumeric(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
}

}  // namespace

bool IsLanguageTag(std::string_view tag) {
  for (bool first = true;; first = false) {
    const size_t end = tag.find('-');
    const std::string_view part = tag.substr(0, end);
    const bool digits = part.find_first_of("0123456789") != std::string_view::npos;
    if (part.empty() || part.size() > 8 || !IsAlphanumeric(part)) return false;
    if (first && (part.size() < 2 || digits)) return false;
    if (end == std::string_view::npos) return true;
    tag.remove_prefix(end + 1);
  }
}

}  // namespace waypost::policy
