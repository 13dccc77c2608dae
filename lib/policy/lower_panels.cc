// Panels: who is to decide.
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/words.h"
#include "lib/policy/lower_chains.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

using V1Panel = waypost::v1::Panel;

// Who votes is known by name: whoever has the ticket, or is told in turn, may be somebody else by
// then.
void CheckMember(Lowering& lowering, const NotifyTarget& member, const std::string& text,
                 const FieldRef& field) {
  const bool named = member.person != NotifyTarget::Person::kHandler &&
                     member.person != NotifyTarget::Person::kOwner &&
                     member.person != NotifyTarget::Person::kNextOf;
  if (named) return;
  lowering
      .Report("WP2503", field, Say({"$0 cannot be on a panel", "$0 不能加入评审组"}, Quoted(text)))
      .Help(
          {"write \"role:NAME\", \"agent:NAME\", \"rotation:NAME\", \"owner-lead\", \"queue-lead\" "
           "or \"host:ANYTHING\"",
           "请写 \"role:NAME\"、\"agent:NAME\"、\"rotation:NAME\"、\"owner-lead\"、\"queue-lead\" "
           "或 \"host:ANYTHING\""});
}

}  // namespace

Panel ReadPanel(Lowering& lowering, const V1Panel& written) {
  Panel row;
  for (int i = 0; i < written.members_size(); ++i) {
    const FieldRef field{written, V1Panel::kMembersFieldNumber, i};
    row.members.push_back(ReadTarget(lowering, written.members(i), field));
    CheckMember(lowering, row.members.back(), written.members(i), field);
  }
  if (row.members.empty()) {
    ReportNeeds(lowering, {written, V1Panel::kMembersFieldNumber}, {"panel", "panel"},
                {"`members`", " `members`"});
  }
  row.quorum = 1;
  if (CheckInterval(lowering, written.quorum(), 1, 100, {written, V1Panel::kQuorumFieldNumber})) {
    row.quorum = static_cast<uint8_t>(written.quorum());
  }
  const FieldRef timeout{written, V1Panel::kTimeoutFieldNumber};
  if (written.timeout().empty())
    ReportNeeds(lowering, timeout, {"panel", "panel"}, {"a `timeout`", " `timeout`"});
  if (!written.timeout().empty()) {
    row.timeout_ms = ReadDuration(lowering, written.timeout(), timeout, kPositive).value_or(1);
  }
  row.fact = ReadFact(lowering, written.fact(), {written, V1Panel::kFactFieldNumber},
                      {expression::Type::kString, {"a fact of type STRING", " STRING 类型的事实"}});
  return row;
}

}  // namespace waypost::policy
