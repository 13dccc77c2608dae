#include "examples/policy_cli/arguments.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/base/did_you_mean.h"
#include "lib/base/words.h"

namespace waypost::cli {
namespace {

absl::Status UnknownOption(const std::string& name, absl::Span<const Option> known) {
  std::vector<std::string_view> names = {"--help"};
  for (const Option& option : known) names.push_back(option.name);
  const auto near = DidYouMean(name, names);
  const Words unknown = Say({"unknown option \"$0\"", "未知的选项 \"$0\""}, name);
  if (!near) return InvalidArgument(unknown);
  return InvalidArgument(
      Say({"$0; did you mean \"$1\"?", "$0；是否想写 \"$1\"？"}, unknown, *near));
}

}  // namespace

absl::StatusOr<Arguments> Arguments::Parse(absl::Span<const std::string> words,
                                           absl::Span<const Option> known, bool colour) {
  Arguments arguments;
  arguments.colour_ = colour;
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--") {
      arguments.positional_.insert(arguments.positional_.end(), words.begin() + i + 1, words.end());
      break;
    }
    if (word.size() < 2 || word[0] != '-') {
      arguments.positional_.push_back(word);
      continue;
    }
    const size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const auto option = std::find_if(known.begin(), known.end(),
                                     [&](const Option& other) { return other.name == name; });
    if (option == known.end()) return UnknownOption(name, known);
    std::string value;
    if (equals != std::string::npos) {
      if (option->value.empty()) {
        return InvalidArgument(Say({"\"$0\" takes no value", "\"$0\" 不带值"}, name));
      }
      value = word.substr(equals + 1);
    } else if (!option->value.empty()) {
      if (i + 1 == words.size()) {
        return InvalidArgument(
            Say({"\"$0\" needs a value: $0 $1", "\"$0\" 需要一个值：$0 $1"}, name, option->value));
      }
      value = words[++i];
    }
    arguments.options_.emplace_back(name, value);
  }
  return arguments;
}

bool Arguments::Has(std::string_view name) const { return Value(name).has_value(); }

std::optional<std::string> Arguments::Value(std::string_view name) const {
  const auto found = std::find_if(options_.rbegin(), options_.rend(),
                                  [&](const auto& option) { return option.first == name; });
  if (found == options_.rend()) return std::nullopt;
  return found->second;
}

std::vector<std::string> Arguments::Values(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [given, value] : options_) {
    if (given == name) values.push_back(value);
  }
  return values;
}

}  // namespace waypost::cli
