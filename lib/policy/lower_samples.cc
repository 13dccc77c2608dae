// Samples for quality review: which tickets, and who is asked.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/policy/lower_chains.h"
#include "lib/policy/lower_quiet.h"

namespace waypost::policy {
namespace {

using V1Sample = waypost::v1::Sample;

constexpr int kMostReviewers = 16;

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
    if (CheckInterval(lowering_, written.share_milli(), 1, 1'000,
                      {written, V1Sample::kShareMilliFieldNumber})) {
      row.share_milli = static_cast<uint16_t>(written.share_milli());
    }
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
  void ReadReviewers(const V1Sample& written, Sample& row) {
    for (int i = 0; i < written.reviewers_size(); ++i) {
      const FieldRef field{written, V1Sample::kReviewersFieldNumber, i};
      const std::string& text = written.reviewers(i);
      const bool named = absl::StartsWith(text, "agent:") || absl::StartsWith(text, "role:") ||
                         absl::StartsWith(text, "host:");
      if (i >= kMostReviewers || (!named && !absl::StartsWith(text, "team:"))) {
        lowering_
            .Report("WP2571", field, absl::StrCat(Quoted(text), " cannot be asked for a review"))
            .Help(
                "write \"team:NAME\", \"agent:NAME\", \"role:NAME\" or \"host:ANYTHING\"; at "
                "most 16");
        continue;
      }
      const NotifyTarget target = ReadTarget(lowering_, text, field);
      Reviewer reviewer;
      reviewer.text = target.text;
      if (!named) reviewer.team = lowering_.names.Intern(text.substr(sizeof("team:") - 1));
      row.reviewers.push_back(reviewer);
    }
    if (written.reviewers().empty()) {
      ReportNeeds(lowering_, {written, V1Sample::kReviewersFieldNumber}, "samples", "`reviewers`");
    }
  }

  Lowering& lowering_;
  Declared ids_{"sample"};
  RuleRows conditions_;
};

}  // namespace

void LowerSamples(Lowering& lowering) {
  Samples samples(lowering);
  for (const V1Sample& written : lowering.policy.samples()) samples.Add(written);
  std::move(samples).Build();
}

}  // namespace waypost::policy
