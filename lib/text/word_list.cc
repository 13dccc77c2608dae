#include "lib/text/word_list.h"

#include "absl/strings/numbers.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"

namespace waypost::text {
namespace {

constexpr uint64_t kMostCount = 1'000'000'000'000;

}  // namespace

absl::StatusOr<std::vector<WordCount>> ReadWordList(std::string_view text) {
  std::vector<WordCount> words;
  for (size_t line = 1; !text.empty(); ++line) {
    std::string_view row = text.substr(0, text.find('\n'));
    text.remove_prefix(row.size() < text.size() ? row.size() + 1 : row.size());
    if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
    if (row.empty()) continue;
    const size_t gap = row.find_last_of(" \t");
    WordCount entry;
    const bool counted = gap != std::string_view::npos && gap > 0 &&
                         absl::SimpleAtoi(ToAbsl(row.substr(gap + 1)), &entry.count);
    if (!counted || entry.count == 0 || entry.count > kMostCount) {
      return InvalidArgument(Say({"line $0 is not a word and a count, such as \"refund 4711\"",
                                  "第 $0 行不是词和次数，例如 \"refund 4711\""},
                                 line));
    }
    entry.word = row.substr(0, gap);
    words.push_back(entry);
  }
  return words;
}

}  // namespace waypost::text
