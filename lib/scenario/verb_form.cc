#include "lib/scenario/verb_form.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/did_you_mean.h"
#include "lib/base/words.h"

namespace waypost::scenario {
namespace {

std::string_view LimitsForm(std::string_view name) {
  if (name == "exclusive") return "CHANNEL,...";
  return name == "wrap_up" ? "CHANNEL:DURATION,..." : "CHANNEL:N,...";
}

std::string_view Placeholder(const Argument& argument) {
  switch (argument.kind) {
    case ArgumentKind::kNumber:
      return "N";
    case ArgumentKind::kTime:
      return "TIME";
    case ArgumentKind::kDuration:
      return "DURATION";
    case ArgumentKind::kLevels:
      return "NAME:LEVEL,...";
    case ArgumentKind::kLimits:
      return LimitsForm(argument.name);
    case ArgumentKind::kExpiries:
      return "SKILL@TIME,...";
    case ArgumentKind::kPairs:
      return "NAME:VALUE,...";
    case ArgumentKind::kTexts:
      return "NAME,...";
    case ArgumentKind::kStates:
      return "STATE@TIME,...";
    case ArgumentKind::kFacts:
      return "VALUE";
    case ArgumentKind::kRenamings:
      return "NEW";
    default:
      return "";
  }
}

std::string KeyText(const Argument& argument) {
  if (argument.kind == ArgumentKind::kFlag) return std::string(argument.name);
  if (argument.kind == ArgumentKind::kFact) return "fact.NAME=VALUE";
  const std::string_view value = Placeholder(argument);
  if (!value.empty()) return absl::StrCat(ToAbsl(argument.name), "=", ToAbsl(value));
  return absl::StrCat(ToAbsl(argument.name), "=", absl::AsciiStrToUpper(ToAbsl(argument.name)));
}

std::string_view LastName(std::string_view path) { return path.substr(path.rfind('.') + 1); }

// Facts of conditions that no command states.
bool IsDecidedByTheDesk(std::string_view fact) {
  return fact == "status" || fact == "queue" || fact == "owner" || fact == "reopen_count" ||
         fact == "age";
}

}  // namespace

std::string Synopsis(const Verb& verb) {
  std::string text(verb.name);
  for (const Argument& argument : verb.arguments) {
    switch (argument.style) {
      case ArgumentStyle::kWord:
        absl::StrAppend(&text, " ", ToAbsl(argument.name));
        break;
      case ArgumentStyle::kOptionalWord:
        absl::StrAppend(&text, " [", ToAbsl(argument.name), "]");
        break;
      case ArgumentStyle::kKey:
        absl::StrAppend(&text, " [", KeyText(argument), "]");
        break;
      case ArgumentStyle::kRequiredKey:
        absl::StrAppend(&text, " ", KeyText(argument));
        break;
      case ArgumentStyle::kSpaced:
        absl::StrAppend(&text, " ", ToAbsl(argument.name), " TICKET");
        break;
    }
    if (argument.kind == ArgumentKind::kFacts) absl::StrAppend(&text, "... [!NAME]...");
    if (argument.kind == ArgumentKind::kRenamings) absl::StrAppend(&text, "...");
  }
  return text;
}

Words AdviceForKey(const Verb& verb, std::string_view typed, bool declared) {
  const bool opens = verb.command == "open_ticket" || verb.command == "adopt_ticket";
  if (opens && declared) {
    return Say({"a fact that the policy declares is written fact.$0=...",
                "策略声明的事实写成 fact.$0=..."},
               typed);
  }
  if (opens && IsDecidedByTheDesk(typed)) {
    return {"no ticket is opened with it: the desk itself decides it later",
            "建单时不能给出：由服务台之后自行决定"};
  }
  std::vector<std::string_view> names = {"id"};
  for (const Argument& argument : verb.arguments) {
    if (argument.style == ArgumentStyle::kKey || argument.style == ArgumentStyle::kRequiredKey) {
      if (LastName(argument.path) == typed) {
        return Say({"it is called \"$0\" here", "在这里它叫 \"$0\""}, argument.name);
      }
      names.push_back(argument.name);
    }
  }
  if (const auto near = DidYouMean(typed, names)) {
    return Say({"did you mean \"$0\"?", "是否想写 \"$0\"？"}, *near);
  }
  return Say({"the form is: $0", "写法是：$0"}, Synopsis(verb));
}

}  // namespace waypost::scenario
