// The steps of chains: whom they tell and what they do.
#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/policy/lower_chains.h"
#include "lib/policy/lower_incidents.h"
#include "lib/policy/lower_quiet.h"

namespace waypost::policy {
namespace {

using V1Step = waypost::v1::Step;

constexpr size_t kMostTagBytes = 256;

Words NotifyAdvice() {
  return {
      "write \"role:NAME\", \"agent:NAME\", \"queue:NAME\", \"team:NAME\", \"rotation:NAME\", "
      "\"next-of:TEAM\", \"customer\", \"owner\", \"owner-lead\", \"queue-lead\", \"handler\" or "
      "\"host:ANYTHING\"",
      "请写 \"role:NAME\"、\"agent:NAME\"、\"queue:NAME\"、\"team:NAME\"、\"rotation:NAME\"、"
      "\"next-of:TEAM\"、\"customer\"、\"owner\"、\"owner-lead\"、\"queue-lead\"、\"handler\" 或 "
      "\"host:ANYTHING\""};
}

using Party = NotifyTarget::Person;

struct PersonWord {
  std::string_view word;
  Party person;
};

// Whom the ticket says.
constexpr PersonWord kPersonWords[] = {{"owner", Party::kOwner},
                                       {"handler", Party::kHandler},
                                       {"queue-lead", Party::kQueueLead},
                                       {"owner-lead", Party::kOwnerLead}};

struct DutyWord {
  std::string_view word;
  DutyRole duty;
};

// What may follow the name of a rotation.
constexpr DutyWord kDutyWords[] = {
    {":next", DutyRole::kNext}, {":previous", DutyRole::kPrevious}, {":all", DutyRole::kAll}};

// Takes ":next" and its like off the name of a rotation.
DutyRole TakeDuty(std::string& name) {
  for (const DutyWord& each : kDutyWords) {
    if (!absl::EndsWith(name, ToAbsl(each.word))) continue;
    name.resize(name.size() - each.word.size());
    return each.duty;
  }
  return DutyRole::kOnDuty;
}

// Reads "customer" or, with the channels to try, "customer:push,sms".
NotifyTarget ReadCustomer(Lowering& lowering, const std::string& text, const FieldRef& field) {
  NotifyTarget target;
  target.text = lowering.names.Intern("customer");
  if (text == "customer") return target;
  const std::string list = text.substr(sizeof("customer:") - 1);
  for (const absl::string_view part : absl::StrSplit(list, ',')) {
    const absl::string_view channel = absl::StripAsciiWhitespace(part);
    const Name name = lowering.names.Intern(FromAbsl(channel));
    const bool again =
        std::find(target.channels.begin(), target.channels.end(), name) != target.channels.end();
    if (channel.empty() || again) {
      lowering
          .Report("WP2503", field,
                  Say({"$0 names no list of channels", "$0 不是渠道列表"}, Quoted(text)))
          .Help({"write each channel once, for example \"customer:push,sms\"",
                 "每个渠道写一次，例如 \"customer:push,sms\""});
      return target;
    }
    target.channels.push_back(name);
  }
  return target;
}

// Of a name that is declared nowhere. Only a customer has channels to try: of others
// "role:lead:push,sms" would be part of the name.
void CheckNoChannels(Lowering& lowering, const std::string& text, std::string_view kind,
                     const std::string& name, const FieldRef& field) {
  const bool lists = name.find(',') != std::string::npos;
  if (!lists && (kind != "role" || name.find(':') == std::string::npos)) return;
  lowering
      .Report("WP2503", field,
              Say({"$0 names channels, and only \"customer\" has channels to try",
                   "$0 写了渠道，而只有 \"customer\" 可以指定要尝试的渠道"},
                  Quoted(text)))
      .Help(Say({"write $0; whom else to try is a `fallback`",
                 "请写 $0；失败后要通知的其他对象写在 `fallback` 中"},
                Quoted(text.substr(0, kind.size() + 1 + name.find_first_of(":,")))));
}

}  // namespace

NotifyTarget ReadTarget(Lowering& lowering, const std::string& text, const FieldRef& field) {
  NotifyTarget target;
  if (text == "customer" || absl::StartsWith(text, "customer:")) {
    return ReadCustomer(lowering, text, field);
  }
  target.text = lowering.names.Intern(text);
  for (const PersonWord& each : kPersonWords) {
    if (text != each.word) continue;
    target.person = each.person;
    return target;
  }
  const size_t colon = text.find(':');
  const std::string_view kind = std::string_view(text).substr(0, colon);
  std::string name = colon == std::string::npos ? "" : text.substr(colon + 1);
  if (kind == "rotation") target.duty = TakeDuty(name);
  const auto resolve = [&](const Declared& declared) {
    const SourceSpan span = lowering.places.Within(field.message, field.number, field.index,
                                                   colon + 1, colon + 1 + name.size());
    return declared.Resolve(name, span, lowering.sink);
  };
  if (!name.empty() && kind == "rotation") {
    target.rotation = Index(resolve(lowering.rotations).value_or(kNone));
  } else if (!name.empty() && kind == "role") {
    if (!lowering.roles.empty()) {
      resolve(lowering.roles);
    } else {
      CheckNoChannels(lowering, text, kind, name, field);
    }
  } else if (!name.empty() && kind == "agent") {
    CheckNoChannels(lowering, text, kind, name, field);
  } else if (!name.empty() && kind == "queue") {
    resolve(lowering.queues);
  } else if (!name.empty() && (kind == "team" || kind == "next-of")) {
    if (!lowering.teams.empty()) resolve(lowering.teams);
    if (kind == "next-of") {
      target.person = Party::kNextOf;
      target.team = lowering.names.Intern(name);
    }
  } else if (name.empty() || kind != "host") {
    lowering.Report("WP2503", field, Say({"$0 cannot be notified", "无法通知 $0"}, Quoted(text)))
        .Help(NotifyAdvice());
  }
  return target;
}

namespace {

void ReadTags(Lowering& lowering, const V1Step& written, Step& row) {
  const expression::Fact* const fact = lowering.tables.environment.At(kFactTags);
  for (int i = 0; i < written.add_tags_size(); ++i) {
    const std::string& tag = written.add_tags(i);
    const FieldRef field{written, V1Step::kAddTagsFieldNumber, i};
    const bool declared =
        fact == nullptr || fact->values.empty() ||
        std::find(fact->values.begin(), fact->values.end(), tag) != fact->values.end();
    if (tag.empty() || tag.size() > kMostTagBytes || !declared) {
      lowering
          .Report("WP2507", field,
                  Say({"no ticket can have the tag $0", "没有工单能有标签 $0"}, Quoted(tag)))
          .Help(declared ? Words{"a tag has 1 to 256 bytes", "标签长 1 到 256 字节"}
                         : Words{"the policy declares the values of `tags`",
                                 "策略声明了 `tags` 的取值"});
      continue;
    }
    row.add_tags.push_back(lowering.names.Intern(tag));
  }
}

void ReadTargets(Lowering& lowering, const V1Step& written, Step& row) {
  for (int i = 0; i < written.notify_size(); ++i) {
    row.notify.push_back(
        ReadTarget(lowering, written.notify(i), {written, V1Step::kNotifyFieldNumber, i}));
  }
  for (int i = 0; i < written.fallback_size(); ++i) {
    row.fallback.push_back(
        ReadTarget(lowering, written.fallback(i), {written, V1Step::kFallbackFieldNumber, i}));
  }
  if (written.on_empty() == V1Step::WAIT) row.on_empty = OnEmpty::kWait;
  if (written.on_empty() == V1Step::FALLBACK) row.on_empty = OnEmpty::kFallback;
  if (row.on_empty == OnEmpty::kFallback && row.fallback.empty()) {
    ReportNeeds(lowering, {written, V1Step::kOnEmptyFieldNumber},
                {"on_empty: FALLBACK", "on_empty: FALLBACK"}, {"a `fallback`", " `fallback`"});
  }
}

bool IsInTurn(const NotifyTarget& target) { return target.person == Party::kNextOf; }

void ReadAcknowledgement(Lowering& lowering, const V1Step& written, Step& row) {
  row.each_acknowledges = written.ack_scope() == V1Step::EACH;
  if (row.each_acknowledges && (std::any_of(row.notify.begin(), row.notify.end(), IsInTurn) ||
                                std::any_of(row.fallback.begin(), row.fallback.end(), IsInTurn))) {
    ReportNeeds(lowering, {written, V1Step::kAckScopeFieldNumber},
                {"ack_scope: EACH", "ack_scope: EACH"},
                {"people who are not told in turn", "不是轮流通知的人员"});
  }
  if (!written.ack_timeout().empty()) {
    row.ack_timeout_ms = ReadDuration(lowering, written.ack_timeout(),
                                      {written, V1Step::kAckTimeoutFieldNumber}, kPositive)
                             .value_or(0);
  }
  row.follow_handoff = written.follow_handoff();
  const bool rotates =
      std::any_of(row.notify.begin(), row.notify.end(), [](const NotifyTarget& target) {
        return target.rotation != kNone && target.duty == DutyRole::kOnDuty;
      });
  if (row.follow_handoff && !rotates) {
    ReportNeeds(lowering, {written, V1Step::kFollowHandoffFieldNumber},
                {"follow_handoff", "follow_handoff"},
                {"a \"rotation:NAME\" in `notify`", " `notify` 中的 \"rotation:NAME\""});
  }
  if (row.follow_handoff && row.panel.quorum > 0) {
    ReportNeeds(lowering, {written, V1Step::kFollowHandoffFieldNumber},
                {"follow_handoff", "follow_handoff"},
                {"a step without a `panel`", "不带 `panel` 的步骤"});
  }
}

NotifyTarget ReadAssignee(Lowering& lowering, const V1Step& written) {
  if (written.assign_to().empty()) return {};
  const FieldRef field{written, V1Step::kAssignToFieldNumber};
  NotifyTarget target = ReadTarget(lowering, written.assign_to(), field);
  const bool agent = absl::StartsWith(written.assign_to(), "agent:") || target.rotation != kNone ||
                     target.person == Party::kOwner || target.person == Party::kNextOf;
  if (agent) return target;
  lowering
      .Report(
          "WP2503", field,
          Say({"$0 cannot be given a ticket", "不能把工单交给 $0"}, Quoted(written.assign_to())))
      .Help({"write \"agent:NAME\", \"owner\", \"next-of:TEAM\" or \"rotation:NAME\"",
             "请写 \"agent:NAME\"、\"owner\"、\"next-of:TEAM\" 或 \"rotation:NAME\""});
  return {};
}

void ReadActions(Lowering& lowering, const V1Step& written, Step& row) {
  const std::optional<uint32_t> rank =
      Resolve(lowering, lowering.priorities, written.set_priority(),
              {written, V1Step::kSetPriorityFieldNumber});
  if (rank) row.set_priority = static_cast<int16_t>(*rank);
  row.queue = Index(Resolve(lowering, lowering.queues, written.set_queue(),
                            {written, V1Step::kSetQueueFieldNumber})
                        .value_or(kNone));
  ReadTags(lowering, written, row);
  row.custom.name = written.custom().name();
  row.custom.arguments.assign(written.custom().arguments().begin(),
                              written.custom().arguments().end());
  row.contact = written.contact();
  if (written.has_panel()) row.panel = ReadPanel(lowering, written.panel());
  row.assign_to = ReadAssignee(lowering, written);
  row.opens_about = ReadOpenedFamily(lowering, written.open_incident(),
                                     {written, V1Step::kOpenIncidentFieldNumber});
  row.compensates =
      ReadCompensation(lowering, written.compensate(), {written, V1Step::kCompensateFieldNumber});
  row.reopen = written.reopen();
}

}  // namespace

void ReportNeeds(Lowering& lowering, const FieldRef& field, const Words& setting,
                 const Words& needed) {
  lowering.Report("WP2506", field, Say({"`$0` needs $1", "`$0` 需要$1"}, setting, needed));
}

Step ReadStep(Lowering& lowering, const V1Step& written) {
  Step row;
  if (!written.wait().empty()) {
    row.wait_ms = ReadDuration(lowering, written.wait(), {written, V1Step::kWaitFieldNumber})
                      .value_or(row.wait_ms);
  }
  row.calendar = Index(Resolve(lowering, lowering.calendars, written.calendar(),
                               {written, V1Step::kCalendarFieldNumber})
                           .value_or(kNone));
  ReadTargets(lowering, written, row);
  ReadActions(lowering, written, row);
  ReadAcknowledgement(lowering, written, row);
  row.span = lowering.SpanOf(written);
  return row;
}

}  // namespace waypost::policy
