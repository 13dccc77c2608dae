#include "lib/policy/lower_stages.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/did_you_mean.h"
#include "lib/base/duration_text.h"
#include "lib/base/words.h"
#include "lib/policy/language_tag.h"

namespace waypost::policy {
namespace {

using expression::Requirement;
using expression::RequirementNode;
using expression::RequirementOp;
using V1LanguageFallback = waypost::v1::LanguageFallback;
using V1Preference = waypost::v1::Preference;
using V1Policy = waypost::v1::Policy;
using V1Stage = waypost::v1::Stage;

constexpr std::string_view kNoAgentOnShift = "no_agent_on_shift";
constexpr std::string_view kNobodyCouldMatch = "nobody_could_match";

bool AsksForTicketLanguage(const Requirement& requirement) {
  return std::any_of(requirement.nodes.begin(), requirement.nodes.end(),
                     [](const RequirementNode& node) {
                       return node.op == RequirementOp::kSpeaksTicketLanguageAtLeast;
                     });
}

}  // namespace

void StageReader::Read(const V1Stage& written, bool last) {
  Stage row;
  row.after_ms = ReadAfter(written);
  row.queue = ReadQueue(written);
  row.also_queues = ReadAlsoQueues(written, row.queue);
  row.requirement =
      ReadRequirement(lowering_, written.require(), {written, V1Stage::kRequireFieldNumber});
  row.replaces = written.mode() == V1Stage::REPLACE;
  const std::optional<uint32_t> calendar = Resolve(
      lowering_, lowering_.calendars, written.calendar(), {written, V1Stage::kCalendarFieldNumber});
  if (calendar) row.calendar = Index(*calendar);
  const std::optional<uint32_t> priority =
      Resolve(lowering_, lowering_.priorities, written.set_priority(),
              {written, V1Stage::kSetPriorityFieldNumber});
  if (priority) row.set_priority = static_cast<int16_t>(*priority);
  row.skip_if = ReadSkipIf(written, last);
  row.uses_reserve = written.uses_reserve();
  row.languages = ReadLanguages(written, lowering_.tables.requirements[row.requirement]);
  row.preferences = ReadPreferences(written);
  if (!written.ahead_by().empty()) {
    constexpr DurationBounds kSecondToYear = {1'000, int64_t{365} * 86'400'000};
    row.ahead_ms = ReadDuration(lowering_, written.ahead_by(),
                                {written, V1Stage::kAheadByFieldNumber}, kSecondToYear)
                       .value_or(0);
  }
  row.span = lowering_.SpanOf(written);
  lowering_.tables.stages.push_back(std::move(row));
  first_ = false;
}

int64_t StageReader::ReadAfter(const V1Stage& written) {
  const FieldRef field{written, V1Stage::kAfterFieldNumber};
  if (written.after().empty()) {
    if (!first_)
      ReportNotRising(lowering_.places.Name(written, field.number),
                      {"has no \"after\"", "没有 \"after\""});
    return after_ms_;
  }
  const std::optional<int64_t> after_ms = ReadDuration(lowering_, written.after(), field);
  if (!after_ms) return after_ms_;
  if (first_ && *after_ms > 0) {
    ReportFirstLate(lowering_.ValueOf(field));
    return after_ms_;
  }
  if (!first_ && *after_ms <= after_ms_) {
    ReportNotRising(lowering_.ValueOf(field),
                    Say({"must be more than $0", "必须大于 $0"}, FormatDuration(after_ms_)));
    return after_ms_;
  }
  return after_ms_ = *after_ms;
}

void StageReader::ReportFirstLate(const SourceSpan& span) {
  lowering_.sink
      .Report("WP2502", span,
              Say({"the first stage of route $0 does not begin at once",
                   "路由 $0 的第一阶段不是立即开始"},
                  Quoted(route_.id())))
      .Label({"nobody would be eligible before", "在此之前没有合格的人"})
      .Help({"leave `after` out of the first stage", "请在第一阶段删去 `after`"});
}

void StageReader::ReportNotRising(const SourceSpan& span, Words label) {
  lowering_.sink
      .Report("WP2502", span,
              Say({"a stage of route $0 does not begin after the one before",
                   "路由 $0 的一个阶段不晚于前一阶段开始"},
                  Quoted(route_.id())))
      .Label(std::move(label));
}

uint16_t StageReader::ReadQueue(const V1Stage& written) {
  if (written.queue().empty()) {
    if (first_) {
      lowering_.sink
          .Report("WP2501", lowering_.places.Name(written, V1Stage::kQueueFieldNumber),
                  Say({"the first stage of route $0 has no queue", "路由 $0 的第一阶段没有队列"},
                      Quoted(route_.id())))
          .Label({"has no \"queue\"", "没有 \"queue\""})
          .Help({"later stages may leave the queue out: they keep that of the stage before",
                 "后面的阶段可以不写队列：沿用前一阶段的队列"});
    }
    return queue_;
  }
  const std::optional<uint32_t> queue =
      Resolve(lowering_, lowering_.queues, written.queue(), {written, V1Stage::kQueueFieldNumber});
  return queue_ = queue ? Index(*queue) : queue_;
}

std::vector<uint16_t> StageReader::ReadAlsoQueues(const V1Stage& written, uint16_t queue) {
  std::vector<uint16_t> rows;
  for (int i = 0; i < written.also_queues_size(); ++i) {
    const FieldRef field{written, V1Stage::kAlsoQueuesFieldNumber, i};
    if (written.also_queues(i).empty()) {
      lowering_.Report("WP2003", field, {"a queue without a name", "队列没有名称"})
          .Label({"this names no queue", "这不是队列名"});
      continue;
    }
    const std::optional<uint32_t> also =
        Resolve(lowering_, lowering_.queues, written.also_queues(i), field);
    if (!also) continue;
    if (*also == queue || std::find(rows.begin(), rows.end(), *also) != rows.end()) {
      lowering_
          .Report(
              "WP2003", field,
              Say({"queue $0 is named twice", "队列 $0 写了两次"}, Quoted(written.also_queues(i))))
          .Label({"the ticket waits there already", "工单已在那里等待"});
      continue;
    }
    rows.push_back(Index(*also));
  }
  return rows;
}

SkipIf StageReader::ReadSkipIf(const V1Stage& written, bool last) {
  if (written.skip_if().empty()) return SkipIf::kNever;
  const FieldRef field{written, V1Stage::kSkipIfFieldNumber};
  if (last) {
    lowering_
        .Report(
            "WP2511", field,
            Say({"the last stage of route $0 could be passed over", "路由 $0 的最后阶段可能被跳过"},
                Quoted(route_.id())))
        .Label({"then nobody would be left", "那样就没有人了"})
        .Help({"add a last stage without `skip_if`", "请再加一个没有 `skip_if` 的最后阶段"});
  }
  if (written.skip_if() == kNoAgentOnShift) return SkipIf::kNoAgentOnShift;
  if (written.skip_if() == kNobodyCouldMatch) return SkipIf::kNobodyCouldMatch;
  const std::optional<std::string_view> nearest =
      DidYouMean(written.skip_if(), {kNoAgentOnShift, kNobodyCouldMatch});
  lowering_
      .Report("WP2510", field,
              Say({"no stage can be passed over if $0", "不能以 $0 为由跳过阶段"},
                  Quoted(written.skip_if())))
      .Help(nearest ? Say({"did you mean $0?", "是否想写 $0？"}, Quoted(*nearest))
                    : Words{"write \"no_agent_on_shift\" or \"nobody_could_match\"",
                            "请写 \"no_agent_on_shift\" 或 \"nobody_could_match\""});
  return SkipIf::kNever;
}

std::vector<LanguageFallback> StageReader::ReadLanguages(const V1Stage& written,
                                                         const Requirement& requirement) {
  std::vector<LanguageFallback> rows;
  const bool read = requirement.text == written.require();  // else something was wrong with it
  if (written.languages_size() > 0 && read && !AsksForTicketLanguage(requirement)) {
    lowering_
        .Report(
            "WP2512", {written, V1Stage::kLanguagesFieldNumber, 0},
            Say({"a stage of route $0 falls back on languages, but does not ask for the ticket's",
                 "路由 $0 的一个阶段有备选语言，却不要求工单的语言"},
                Quoted(route_.id())))
        .Help({"add speaks(language) >= 50 to `require`, or leave `languages` out",
               "请在 `require` 中加 speaks(language) >= 50，或删去 `languages`"});
  }
  int64_t before_ms = 0;
  for (const V1LanguageFallback& language : written.languages()) {
    rows.push_back(ReadLanguage(language, before_ms));
    before_ms = rows.back().after_ms;
  }
  return rows;
}

LanguageFallback StageReader::ReadLanguage(const V1LanguageFallback& written, int64_t before_ms) {
  LanguageFallback row;
  row.after_ms = before_ms;
  row.tag = lowering_.names.Intern(written.tag());
  if (!written.after().empty()) {
    const FieldRef field{written, V1LanguageFallback::kAfterFieldNumber};
    const std::optional<int64_t> after_ms = ReadDuration(lowering_, written.after(), field);
    if (after_ms && *after_ms < before_ms) {
      lowering_
          .Report("WP2514", field,
                  Say({"a language of route $0 will do before the one above it",
                       "路由 $0 的一种语言比其上一种更早生效"},
                      Quoted(route_.id())))
          .Label(Say({"must be at least $0", "必须至少为 $0"}, FormatDuration(before_ms)));
    } else if (after_ms) {
      row.after_ms = *after_ms;
    }
  }
  if (written.tag() == "via_translation") {
    row.kind = LanguageFallback::Kind::kTranslation;
  } else if (written.tag() == "prefix") {
    row.kind = LanguageFallback::Kind::kPrefix;
    ReadPrefix(written);
  } else if (!written.tag().empty() && !IsLanguageTag(written.tag())) {
    lowering_
        .Report("WP2103", {written, V1LanguageFallback::kTagFieldNumber},
                Say({"$0 is not a language", "$0 不是语言"}, Quoted(written.tag())))
        .Help({"write a BCP-47 tag such as \"en\" or \"pt-BR\", \"prefix\" or \"via_translation\"",
               "请写 BCP-47 标签如 \"en\" 或 \"pt-BR\"，或写 \"prefix\"、\"via_translation\""});
  }
  return row;
}

std::vector<Preference> StageReader::ReadPreferences(const V1Stage& written) {
  std::vector<Preference> rows;
  for (const V1Preference& preference : written.prefer()) {
    Preference row;
    row.requirement =
        ReadRequirement(lowering_, preference.when(), {preference, V1Preference::kWhenFieldNumber});
    const FieldRef weight{preference, V1Preference::kWeightFieldNumber};
    if (preference.weight() != 0 &&
        CheckInterval(lowering_, preference.weight(), 1, 1000, weight)) {
      row.weight = static_cast<uint16_t>(preference.weight());
    }
    rows.push_back(row);
  }
  return rows;
}

// The shorter tags have to be known before a ticket comes that needs one.
void StageReader::ReadPrefix(const V1LanguageFallback& written) {
  bool any = false;
  for (const std::string& tag : lowering_.policy.languages()) {
    for (std::string_view shorter = ShorterTag(tag); !shorter.empty();
         shorter = ShorterTag(shorter)) {
      lowering_.names.Intern(shorter);
      any = true;
    }
  }
  if (any) return;
  lowering_
      .Report("WP2513", {written, V1LanguageFallback::kTagFieldNumber},
              {"no language of the policy has a shorter tag to fall back on",
               "策略中没有可退回更短标签的语言"})
      .Help({"name such languages in `languages`, for example \"pt-BR\"",
             "请在 `languages` 中写这样的语言，例如 \"pt-BR\""});
}

}  // namespace waypost::policy
