#include "lib/policy/ticket_words.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"
#include "lib/base/list_text.h"

namespace waypost::policy {
namespace {

using expression::Type;
using expression::WitnessValue;

bool IsPlainInShell(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_-.,:/@%+=").find(c) != std::string_view::npos || byte >= 0x80;
}

bool IsControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

// With escapes, as bash and zsh have them: what is printed stays on one line.
std::string WithEscapes(std::string_view word) {
  std::string quoted = "$'";
  for (const char c : word) {
    if (IsControl(c)) {
      absl::StrAppend(&quoted, "\\x", absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad2));
    } else {
      if (c == '\'' || c == '\\') quoted += '\\';
      quoted += c;
    }
  }
  return quoted + "'";
}

std::string Spell(Type type, const WitnessValue& value) {
  switch (type) {
    case Type::kBool:
      return value.number != 0 ? "yes" : "no";
    case Type::kInt:
      return absl::StrCat(value.number);
    case Type::kString:
      return value.text;
    case Type::kDuration:
      return FormatDuration(value.number);
    case Type::kTimestamp:
      return absl::FormatTime("%Y-%m-%dT%H:%M:%E*SZ", absl::FromUnixMillis(value.number),
                              absl::UTCTimeZone());
    case Type::kStringList:
      return ListText(value.list);
  }
  return {};
}

// "fact.amount", "sub"
std::string KeyOf(const expression::Fact& fact) {
  if (fact.index >= kFirstDeclaredFact) return "fact." + fact.name;
  return fact.index == kFactSubcategory ? "sub" : fact.name;
}

std::string ValueOf(const expression::Fact& fact, const WitnessValue& value) {
  const bool ranked = fact.type == Type::kInt && !fact.values.empty();
  return ranked ? fact.values[static_cast<size_t>(value.number)] : Spell(fact.type, value);
}

}  // namespace

std::string ShellWord(std::string_view word) {
  if (!word.empty() && std::all_of(word.begin(), word.end(), IsPlainInShell))
    return std::string(word);
  if (std::any_of(word.begin(), word.end(), IsControl)) return WithEscapes(word);
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::string TicketWords(const Tables& tables, const expression::Witness& witness,
                        const expression::Witness& usual) {
  std::string words;
  for (uint32_t i = 0; i < witness.size(); ++i) {
    const expression::Fact* fact = tables.environment.At(i);
    if (fact == nullptr || !witness[i].present || witness[i] == usual[i]) continue;
    if (fact->moves_with_time) continue;  // nobody states an age, or that a calendar is open
    const bool opening = i == kFactStatus && witness[i].text == "queued";
    if (opening) continue;
    absl::StrAppend(&words, words.empty() ? "" : " ",
                    ShellWord(KeyOf(*fact) + "=" + ValueOf(*fact, witness[i])));
  }
  return words;
}

}  // namespace waypost::policy
