// waypost explain: what a diagnostic code means, or where an event of a scenario comes from.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/explain_event.h"
#include "examples/policy_cli/json.h"
#include "examples/policy_cli/output.h"
#include "lib/base/did_you_mean.h"
#include "lib/base/display_width.h"
#include "lib/base/json_text.h"
#include "lib/base/words.h"
#include "lib/policy/diagnostic_codes.h"
#include "lib/scenario/findings.h"

namespace waypost::cli {
namespace {

constexpr Option kExplainOptions[] = {kOutputOption};

constexpr size_t kWidth = 88;

std::vector<policy::CodeInfo> AllCodes() {
  std::vector<policy::CodeInfo> codes(policy::AllCodes().begin(), policy::AllCodes().end());
  codes.insert(codes.end(), scenario::Codes().begin(), scenario::Codes().end());
  return codes;
}

Words SeverityName(const policy::CodeInfo& info) {
  return info.severity == Diagnostic::Severity::kError ? Words{"error", "错误"}
                                                       : Words{"warning", "警告"};
}

// Where a line of the text that begins at `begin` may end: behind a space, and between Chinese
// characters, before which no closing mark stands.
size_t NextBreak(std::string_view text, size_t begin) {
  size_t at = begin;
  while (at < text.size() && text[at] != ' ') {
    const bool wide = static_cast<unsigned char>(text[at]) >= 0xe3;
    at += wide ? 3 : 1;
    const std::string_view next = text.substr(at, 3);
    const bool closes = next == "，" || next == "。" || next == "：" || next == "；" ||
                        next == "、" || next == "）" || next == "”";
    if (wide && !closes) break;
  }
  return std::min(at, text.size());
}

void PrintWrapped(std::string_view text, std::ostream& out) {
  size_t column = 0;
  for (size_t at = 0; at < text.size();) {
    const bool spaced = text[at] == ' ';
    const size_t begin = at + (spaced ? 1 : 0);
    const size_t end = NextBreak(text, begin);
    const std::string_view piece = text.substr(begin, end - begin);
    const size_t width = DisplayWidth(piece);
    if (column > 0 && column + (spaced ? 1 : 0) + width > kWidth) {
      out << "\n";
      column = 0;
    } else if (spaced && column > 0) {
      out << " ";
      ++column;
    }
    out << piece;
    column += width;
    at = std::max(end, at + 1);
  }
  out << "\n";
}

std::string CodeJson(const policy::CodeInfo& info) {
  return absl::StrCat("{\"code\":", JsonText(info.code),
                      ",\"severity\":", JsonText(SeverityName(info).english),
                      ",\"title\":", JsonText(info.title.english),
                      ",\"explanation\":", JsonText(info.explanation.english), "}");
}

void PrintJson(const std::vector<policy::CodeInfo>& codes, std::ostream& out) {
  out << "{\"codes\":" << JsonList(codes, CodeJson) << "}\n";
}

void PrintParagraphs(const std::vector<policy::CodeInfo>& codes, std::ostream& out) {
  for (const policy::CodeInfo& info : codes) {
    if (&info != &codes.front()) out << "\n";
    out << Say({"$0: $1 ($2)\n\n", "$0：$1（$2）\n\n"}, info.code, Say(info.title),
               SeverityName(info));
    PrintWrapped(Say(info.explanation).In(LanguageOf(out)), out);
  }
}

void PrintList(std::ostream& out) {
  for (const policy::CodeInfo& info : AllCodes()) {
    const bool error = info.severity == Diagnostic::Severity::kError;
    out << info.code << "  "
        << (error ? Words{"error    ", "错误     "} : Words{"warning  ", "警告     "})
        << Say(info.title) << "\n";
  }
}

// The entries of the codes named.
//
// Errors: a line on `err`; nothing as the answer.
std::optional<std::vector<policy::CodeInfo>> Find(const std::vector<std::string>& wanted,
                                                  std::ostream& err) {
  std::vector<policy::CodeInfo> all;
  const std::vector<policy::CodeInfo> codes = AllCodes();
  for (std::string code : wanted) {
    std::transform(code.begin(), code.end(), code.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    const auto found = std::find_if(codes.begin(), codes.end(),
                                    [&](const auto& info) { return info.code == code; });
    if (found == codes.end()) {
      std::vector<std::string_view> names;
      for (const policy::CodeInfo& info : codes) names.push_back(info.code);
      const auto near = DidYouMean(code, names);
      err << Say({"waypost explain: there is no code \"$0\"", "waypost explain：没有代码 \"$0\""},
                 code);
      if (near) err << Say({"; did you mean \"$0\"?", "；是否想写 \"$0\"？"}, *near);
      err << "\n";
      return std::nullopt;
    }
    all.push_back(*found);
  }
  return all;
}

}  // namespace

int RunExplain(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const std::optional<Output> output = ReadOutput("explain", arguments, err);
  if (!output) return kUsageOrIo;
  const std::vector<std::string>& words = arguments.positional();
  if (!words.empty() && absl::EndsWith(words[0], ".scenario"))
    return ExplainEvents(words, *output, out, err);
  if (words.empty() && *output == Output::kText) {
    PrintList(out);
    return kClean;
  }
  const auto codes = words.empty() ? AllCodes() : Find(words, err);
  if (!codes) return kUsageOrIo;
  if (*output == Output::kJson) {
    PrintJson(*codes, out);
  } else {
    PrintParagraphs(*codes, out);
  }
  return kClean;
}

const Command kExplainCommand = {
    "explain",
    {"what a diagnostic code means, or why an event of a scenario happened",
     "诊断代码的含义，或场景中一个事件为何发生"},
    "waypost explain [options] [CODE... | SCENARIO EVENT]",
    {"Prints a paragraph about each code, or the list of all codes.\n"
     "\n"
     "With a scenario: runs it and prints of each event that begins with the words of EVENT, as\n"
     "waypost run prints it, the line of the policy that decided it, the events it comes of, and "
     "the\n"
     "command or the time at the beginning. Why an agent was not asked: waypost why-not.\n"
     "\n"
     "Exit codes: 0 explained, 1 there is no such code, scenario or event, 2 the scenario or its\n"
     "policy has errors.",
     "打印每个代码的一段说明，或所有代码的列表。\n"
     "\n"
     "给出场景时：运行它，对每个以 EVENT 的词开头的事件（写法同 waypost run 的输出），打印决定\n"
     "它的策略行、引起它的事件，以及最初的命令或时间。坐席为何没有被询问：waypost why-not。\n"
     "\n"
     "退出码：0 已说明，1 没有这个代码、场景或事件，2 场景或其策略有错误。"},
    "waypost explain monday.scenario \"breached T1\"",
    kExplainOptions,
    RunExplain,
};

}  // namespace waypost::cli
