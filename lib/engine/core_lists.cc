// Facts that are lists: a ticket keeps each element as an entry of its own, one after the other, so
// that tickets without lists pay nothing for them.
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/engine/core.h"

namespace waypost::engine {

using expression::Type;

absl::Status Core::CheckFactSizes(absl::Span<const FactInput> facts) const {
  for (const FactInput& input : facts) {
    if (input.text.size() > 4096) {
      return InvalidArgument(
          Say({"the value of \"$0\" has more than 4096 bytes", "\"$0\" 的值超过 4096 字节"},
              input.name));
    }
    if (absl::Status status = CheckListSize(input.name, input.texts); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status Core::CheckListSize(std::string_view name,
                                 absl::Span<const std::string_view> texts) const {
  if (texts.size() > expression::kMaxListElements) {
    return InvalidArgument(Say({"\"$0\" has $1 {element|elements}; at most $2 are allowed",
                                "\"$0\" 有 $1 个元素；最多允许 $2 个"},
                               name, texts.size(), expression::kMaxListElements));
  }
  for (const std::string_view text : texts) {
    if (text.size() <= kMaxElementBytes) continue;
    return InvalidArgument(Say({"an element of \"$0\" has $1 bytes; at most $2 are allowed",
                                "\"$0\" 有一个元素长 $1 字节；最多允许 $2 字节"},
                               name, text.size(), kMaxElementBytes));
  }
  return absl::OkStatus();
}

bool Core::RefuseElements(std::string_view ticket_id, std::string_view name,
                          absl::Span<const std::string_view> texts,
                          const std::vector<std::string>& values) {
  for (const std::string_view text : texts) {
    // Unlike a fact that is one text, an element that is empty was stated.
    if (text.empty() && !values.empty()) {
      Refuse(Refusal::kWrongFactValue, ticket_id,
             absl::StrCat("the policy declares no empty value for ", ToAbsl(name)));
      return true;
    }
    if (RefuseValue(ticket_id, name, text, values)) return true;
  }
  return false;
}

void Core::PutList(Ticket& ticket, Symbol name, absl::Span<const std::string_view> texts) {
  FactEntry entry;
  entry.fact = name;
  entry.type = Type::kStringList;
  for (const std::string_view text : texts) {
    symbols_.Acquire(name);
    entry.value = symbols_.Acquire(text);
    ticket.facts.push_back(entry);
  }
  // Tags that are not stated are none; of another list that has to be said.
  if (!texts.empty() || name == kTagsFact) return;
  symbols_.Acquire(name);
  entry.value = kEmptyList;
  ticket.facts.push_back(entry);
}

void Core::ReleaseFact(const FactEntry& entry) {
  symbols_.Release(entry.fact);
  if (HoldsText(entry)) symbols_.Release(static_cast<Symbol>(entry.value));
}

}  // namespace waypost::engine
