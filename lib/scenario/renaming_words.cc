#include "lib/scenario/renaming_words.h"

#include <cstdint>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/scenario/message_field.h"

namespace waypost::scenario {
namespace {

bool AddSteps(absl::string_view list, v1::ChainChange& change) {
  for (const absl::string_view piece : absl::StrSplit(list, ',')) {
    int32_t step = 0;
    if (!absl::SimpleAtoi(piece, &step)) return false;
    change.add_steps(step);
  }
  return true;
}

bool ReadChange(const std::string& text, v1::ChainChange& change) {
  const std::vector<std::string> parts = absl::StrSplit(text, ':');
  const int value = ValueByName(v1::ChainChange::Change_descriptor(), parts[0]);
  if (value <= 0 || parts.size() > 3) return false;
  change.set_change(static_cast<v1::ChainChange::Change>(value));
  if (parts.size() > 1) change.set_to(parts[1]);
  return parts.size() < 3 || AddSteps(parts[2], change);
}

}  // namespace

std::string AddRenaming(const std::string& kind, const std::string& old, const std::string& text,
                        v1::ReplacePolicy& command) {
  if (kind == "chain") {
    v1::ChainChange& change = *command.add_chains();
    change.set_escalation(old);
    if (ReadChange(text, change)) return {};
    return absl::StrCat(policy::Quoted(text), " does not say what becomes of a chain");
  }
  v1::Renaming& renaming = *command.add_renamings();
  renaming.set_kind(kind);
  renaming.set_from(old);
  renaming.set_to(text);
  return {};
}

}  // namespace waypost::scenario
