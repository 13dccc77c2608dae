#include "lib/scenario/renaming_words.h"

#include <cstdint>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "lib/base/words.h"
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

Words RenamingForm() {
  return {
      "a renaming is queue:OLD=NEW, category:OLD=NEW or priority:OLD=NEW; what becomes of a chain "
      "is chain:OLD=keep, =restart or =map, with its new name and steps after colons: "
      "chain:late=map:later:1,3",
      "改名写成 queue:旧=新、category:旧=新 或 priority:旧=新；升级链的去向写成 chain:旧=keep、"
      "=restart 或 =map，其后以冒号接新的名称和步骤：chain:late=map:later:1,3"};
}

Words AddRenaming(const std::string& kind, const std::string& old, const std::string& text,
                  v1::ReplacePolicy& command) {
  if (kind == "chain") {
    v1::ChainChange& change = *command.add_chains();
    change.set_escalation(old);
    if (ReadChange(text, change)) return {};
    return Say({"$0 does not say what becomes of a chain", "$0 没有说明升级链的去向"},
               policy::Quoted(text));
  }
  v1::Renaming& renaming = *command.add_renamings();
  renaming.set_kind(kind);
  renaming.set_from(old);
  renaming.set_to(text);
  return {};
}

}  // namespace waypost::scenario
