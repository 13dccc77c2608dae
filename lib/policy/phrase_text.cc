#include "lib/policy/phrase_text.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"

namespace waypost::policy {
namespace {

constexpr std::string_view kOpening = " .{";
constexpr std::string_view kFrom = "0,";
constexpr std::string_view kClosing = "} ";

bool Take(std::string_view wanted, std::string_view* text) {
  if (text->substr(0, wanted.size()) != wanted) return false;
  text->remove_prefix(wanted.size());
  return true;
}

// Reads "0,12} " from the front of `text`; -1 if something else stands there.
int TakeGap(std::string_view* text) {
  if (!Take(kFrom, text)) return -1;
  const size_t end = text->find(kClosing);
  if (end == std::string_view::npos) return -1;
  int most = -1;
  if (!absl::SimpleAtoi(ToAbsl(text->substr(0, end)), &most)) return -1;
  text->remove_prefix(end + kClosing.size());
  return most;
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(' ') == std::string_view::npos;
}

}  // namespace

PhraseParts ReadPhraseParts(std::string_view text, Words* problem) {
  PhraseParts phrase;
  for (size_t at = text.find(kOpening); at != std::string_view::npos; at = text.find(kOpening)) {
    phrase.parts.emplace_back(text.substr(0, at));
    text.remove_prefix(at + kOpening.size());
    const int gap = TakeGap(&text);
    if (gap < 0 || gap > kMostGapCharacters) {
      *problem = Say({"a gap is written \" .{0,N} \" with N from 0 to $0",
                      "间隔写成 \" .{0,N} \"，N 为 0 到 $0"},
                     kMostGapCharacters);
      break;
    }
    phrase.gaps.push_back(static_cast<uint8_t>(gap));
  }
  phrase.parts.emplace_back(text);
  if (!problem->empty() || phrase.gaps.empty()) return phrase;
  if (phrase.parts.size() > kMostPhraseParts) {
    *problem = Say({"a phrase has at most $0 parts", "短语最多有 $0 个部分"}, kMostPhraseParts);
  }
  for (const std::string& part : phrase.parts) {
    if (IsBlank(part))
      *problem = {"a gap stands between two parts that have text", "间隔的两边都要有文字"};
  }
  return phrase;
}

}  // namespace waypost::policy
