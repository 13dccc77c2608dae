#include "examples/policy_cli/option_file.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "examples/policy_cli/files.h"
#include "lib/base/words.h"

namespace waypost::cli {
namespace {

void AddLines(const std::string& text, std::vector<std::string>* words) {
  for (const absl::string_view raw : absl::StrSplit(text, '\n')) {
    const std::string line(absl::StripAsciiWhitespace(raw));
    if (line.empty() || line.front() == '#') continue;
    const size_t space = line.find_first_of(" \t");
    if (line.front() != '-' || space == std::string::npos) {
      words->push_back(line);
      continue;
    }
    words->push_back(line.substr(0, space));
    words->emplace_back(absl::StripLeadingAsciiWhitespace(line.substr(space)));
  }
}

}  // namespace

absl::StatusOr<std::vector<std::string>> WithOptionFiles(absl::Span<const std::string> words) {
  const auto end = std::find(words.begin(), words.end(), "--");
  std::vector<std::string> all;
  for (auto word = words.begin(); word != end; ++word) {
    if (word->size() < 2 || word->front() != '@') {
      all.push_back(*word);
      continue;
    }
    const std::string name = word->substr(1);
    const absl::StatusOr<std::string> text = ReadFile(name);
    if (!text.ok())
      return InvalidArgument(
          Say({"the options in $0 cannot be read", "无法读取 $0 中的选项"}, name));
    AddLines(*text, &all);
  }
  all.insert(all.end(), end, words.end());
  return all;
}

}  // namespace waypost::cli
