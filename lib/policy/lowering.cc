#include "lib/policy/lowering.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"
#include "lib/base/words.h"

namespace waypost::policy {
namespace {

// Longer texts are quoted in part.
constexpr size_t kLongestVerbatim = 60;

bool IsPlain(std::string_view text) {
  return text.size() <= kLongestVerbatim && std::all_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f;
         });
}

// Before and behind the last `semicolon`.
std::pair<std::string, std::string> SplitAt(const std::string& sentence,
                                            std::string_view semicolon) {
  const size_t at = sentence.rfind(semicolon);
  if (at == std::string::npos) return {sentence, {}};
  return {sentence.substr(0, at), sentence.substr(at + semicolon.size())};
}

Words BoundsText(const DurationBounds& bounds) {
  const std::string most = FormatDuration(bounds.most_ms);
  if (bounds.least_ms == 0) return Say({"at most $0", "不超过 $0"}, most);
  if (bounds.least_ms == 1)
    return Say({"more than 0s and at most $0", "大于 0s 且不超过 $0"}, most);
  return Say({"at least $0 and at most $1", "不小于 $0 且不超过 $1"},
             FormatDuration(bounds.least_ms), most);
}

}  // namespace

std::optional<uint32_t> Resolve(Lowering& lowering, const Declared& declared, std::string_view name,
                                const FieldRef& field) {
  if (name.empty()) return std::nullopt;
  return declared.Resolve(name, lowering.ValueOf(field), lowering.sink);
}

Problem ProblemWith(std::string_view text, const Words& kind, const Words& sentence) {
  // The sentence quotes the text, or a part of it, as it is: rather none than one that breaks the
  // line.
  if (!IsPlain(text)) return {Say({"$0 is not $1", "$0 不是$1"}, Quoted(text), kind), {}};
  return SplitAdvice(sentence);
}

Problem SplitAdvice(const Words& sentence) {
  const auto [english, english_advice] = SplitAt(sentence.english, "; ");
  const auto [chinese, chinese_advice] = SplitAt(sentence.chinese, "；");
  return {{english, chinese}, {english_advice, chinese_advice}};
}

std::optional<int64_t> ReadDuration(Lowering& lowering, std::string_view text,
                                    const FieldRef& field, const DurationBounds& bounds) {
  const absl::StatusOr<DurationText> length = ParseDuration(text);
  if (!length.ok()) {
    Problem problem = ProblemWith(text, {"a duration", "时长"}, WordsOf(length.status()));
    lowering.Report("WP2201", field, std::move(problem.message)).Help(std::move(problem.advice));
    return std::nullopt;
  }
  if (length->in_business_days) {
    lowering
        .Report("WP2202", field, {"business days have no length here", "这里的工作日没有固定长度"})
        .Label({"needs a fixed length", "需要固定时长"})
        .Help({"write hours or days, for example \"72h\" or \"3d\"",
               "请写小时或天，例如 \"72h\" 或 \"3d\""});
    return std::nullopt;
  }
  if (length->ms < bounds.least_ms || length->ms > bounds.most_ms) {
    lowering.Report("WP2203", field, Say({"$0 is out of bounds", "$0 超出范围"}, Quoted(text)))
        .Label(Say({"must be $0", "必须$0"}, BoundsText(bounds)));
    return std::nullopt;
  }
  return length->ms;
}

bool CheckInterval(Lowering& lowering, int64_t value, int64_t least, int64_t most,
                   const FieldRef& field) {
  if (value >= least && value <= most) return true;
  lowering.Report("WP2006", field, Say({"$0 is out of bounds", "$0 超出范围"}, value))
      .Label(Say({"must be $0 to $1", "必须在 $0 到 $1 之间"}, least, most));
  return false;
}

}  // namespace waypost::policy
