// Samples for quality review: which tickets, and who is asked.
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/policy/lower_chains.h"
#include "lib/policy/lower_quiet.h"

namespace waypost::policy {
namespace {

using V1Sample = waypost::v1::Sample;

constexpr int kMostReviewers = 16;
constexpr int32_t kMostDrawn = 10'000;

constexpr std::pair<std::string_view, calendar::Period> kDrawPeriods[] = {
    {"day", calendar::Period::kDay},
    {"week", calendar::Period::kWeek},
    {"half-month", calendar::Period::kHalfMonth},
    {"month", calendar::Period::kMonth},
    {"quarter", calendar::Period::kQuarter},
};

class Samples {
 public:
  explicit Samples(Lowering& lowering) : lowering_(lowering), conditions_(lowering) {}

  void Add(const V1Sample& written) {
    ids_.Add(written.id(), lowering_.places.Value(written, V1Sample::kIdFieldNumber),
             lowering_.tables.samples.size(), lowering_.sink);
    Sample row;
    row.id = lowering_.names.Intern(written.id());
    row.span = lowering_.SpanOf(written);
    conditions_.Add(written.when(), {written, V1Sample::kWhenFieldNumber});
    ReadNumber(written, row);
    ReadStratum(written, row);
    if (!written.within().empty()) {
      row.within_ms = ReadDuration(lowering_, written.within(),
                                   {written, V1Sample::kWithinFieldNumber}, kPositive)
                          .value_or(row.within_ms);
    }
    ReadReviewers(written, row);
    lowering_.tables.samples.push_back(std::move(row));
  }

  void Build() && { lowering_.tables.sample_conditions = std::move(conditions_).Build(); }

 private:
  // A share, or a number per period.
  void ReadNumber(const V1Sample& written, Sample& row) {
    if (written.number().empty()) {
      if (CheckInterval(lowering_, written.share_milli(), 1, 1'000,
                        {written, V1Sample::kShareMilliFieldNumber})) {
        row.share_milli = static_cast<uint16_t>(written.share_milli());
      }
      ReadEvery(written, row);
      return;
    }
    const FieldRef field{written, V1Sample::kNumberFieldNumber};
    const bool fits = ParseNumber(written.number(), row);
    row.at_its_end = true;
    if (fits && written.share_milli() == 0 && written.every().empty()) return;
    lowering_
        .Report("WP2574", field,
                fits ? Words{"a number of tickets goes with no share of them, and no `every`",
                             "工单的数量不能与比例或 `every` 同用"}
                     : Say({"$0 is no number per period", "$0 不是每个周期的数量"},
                           Quoted(written.number())))
        .Help({"write a number from 1 to 10000 and \"day\", \"week\", \"half-month\", \"month\" or "
               "\"quarter\", such as \"50/month\"",
               "请写 1 到 10000 的数字加 \"day\"、\"week\"、\"half-month\"、\"month\" 或 "
               "\"quarter\"，例如 \"50/month\""});
  }

  static bool ParseNumber(std::string_view text, Sample& row) {
    const size_t slash = text.find('/');
    if (slash == std::string_view::npos) return false;
    int32_t number = 0;
    if (!absl::SimpleAtoi(ToAbsl(text.substr(0, slash)), &number)) return false;
    if (number < 1 || number > kMostDrawn) return false;
    row.number = static_cast<uint32_t>(number);
    return ParsePeriod(text.substr(slash + 1), row);
  }

  static bool ParsePeriod(std::string_view text, Sample& row) {
    for (const auto& [name, period] : kDrawPeriods) {
      if (text != name) continue;
      row.period = period;
      return true;
    }
    return false;
  }

  void ReadEvery(const V1Sample& written, Sample& row) {
    if (written.every().empty()) return;
    row.at_its_end = true;
    if (ParsePeriod(written.every(), row)) return;
    lowering_
        .Report("WP2573", {written, V1Sample::kEveryFieldNumber},
                Say({"$0 is no period", "$0 不是周期"}, Quoted(written.every())))
        .Help({"write \"day\", \"week\", \"half-month\", \"month\" or \"quarter\"",
               "请写 \"day\"、\"week\"、\"half-month\"、\"month\" 或 \"quarter\""});
  }

  void ReadStratum(const V1Sample& written, Sample& row) {
    if (written.stratum().empty()) return;
    const FieldRef field{written, V1Sample::kStratumFieldNumber};
    const expression::Fact* const fact = lowering_.tables.environment.FindFact(written.stratum());
    const bool text = fact != nullptr && fact->type == expression::Type::kString &&
                      fact->index != kFactStatus && fact->index != kFactComplexity;
    if (text && !written.number().empty()) {
      row.stratum = fact->index;
      return;
    }
    lowering_
        .Report("WP2575", field,
                text ? Words{"`stratum` needs `number`", "`stratum` 需要 `number`"}
                     : Say({"$0 sets no tickets apart", "$0 不能用来划分工单"},
                           Quoted(written.stratum())))
        .Help({"name a fact that is a STRING, such as \"owner\", \"queue\" or \"category\"",
               "请写 STRING 类型的事实，例如 \"owner\"、\"queue\" 或 \"category\""});
  }

  void ReadReviewers(const V1Sample& written, Sample& row) {
    for (int i = 0; i < written.reviewers_size(); ++i) {
      const FieldRef field{written, V1Sample::kReviewersFieldNumber, i};
      const std::string& text = written.reviewers(i);
      const bool named = absl::StartsWith(text, "agent:") || absl::StartsWith(text, "role:") ||
                         absl::StartsWith(text, "host:");
      if (i >= kMostReviewers || (!named && !absl::StartsWith(text, "team:"))) {
        lowering_
            .Report("WP2571", field,
                    Say({"$0 cannot be asked for a review", "不能请 $0 抽检"}, Quoted(text)))
            .Help({"write \"team:NAME\", \"agent:NAME\", \"role:NAME\" or \"host:ANYTHING\"; at "
                   "most 16",
                   "请写 \"team:NAME\"、\"agent:NAME\"、\"role:NAME\" 或 \"host:ANYTHING\"；最多 "
                   "16 个"});
        continue;
      }
      const NotifyTarget target = ReadTarget(lowering_, text, field);
      Reviewer reviewer;
      reviewer.text = target.text;
      if (!named) reviewer.team = lowering_.names.Intern(text.substr(sizeof("team:") - 1));
      row.reviewers.push_back(reviewer);
    }
    if (written.reviewers().empty()) {
      ReportNeeds(lowering_, {written, V1Sample::kReviewersFieldNumber}, {"samples", "samples"},
                  {"`reviewers`", " `reviewers`"});
    }
  }

  Lowering& lowering_;
  Declared ids_{{"sample", "抽检"}};
  RuleRows conditions_;
};

}  // namespace

void LowerSamples(Lowering& lowering) {
  Samples samples(lowering);
  for (const V1Sample& written : lowering.policy.samples()) samples.Add(written);
  std::move(samples).Build();
}

}  // namespace waypost::policy
