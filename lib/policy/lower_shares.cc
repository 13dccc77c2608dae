// Shares of the tickets that vendors, and teams of their own, are given at most.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/words.h"
#include "lib/policy/lower_chains.h"
#include "lib/policy/period_name.h"

namespace waypost::policy {
namespace {

using V1Team = waypost::v1::Team;

constexpr int kWhole = 1'000;

const std::string& BearerOf(const V1Team& written) {
  return written.vendor().empty() ? written.id() : written.vendor();
}

Share* FindShare(Lowering& lowering, Name bearer) {
  std::vector<Share>& shares = lowering.tables.shares;
  const auto found = std::find_if(shares.begin(), shares.end(),
                                  [&](const Share& share) { return share.id == bearer; });
  return found == shares.end() ? nullptr : &*found;
}

void AddShare(Lowering& lowering, const V1Team& written) {
  const FieldRef cap{written, V1Team::kShareCapMilliFieldNumber};
  Share row;
  row.id = lowering.names.Intern(BearerOf(written));
  row.span = lowering.ValueOf(cap);
  if (!CheckInterval(lowering, written.share_cap_milli(), 1, kWhole - 1, cap)) return;
  row.cap_milli = static_cast<uint16_t>(written.share_cap_milli());
  if (!written.share_period().empty()) {
    row.period =
        ReadPeriodName(lowering, written.share_period(), {written, V1Team::kSharePeriodFieldNumber})
            .value_or(row.period);
  }
  const Share* const other = FindShare(lowering, row.id);
  if (other == nullptr) {
    lowering.tables.shares.push_back(std::move(row));
  } else if (other->cap_milli != row.cap_milli || other->period != row.period) {
    lowering
        .Report("WP2525", cap,
                Say({"the teams of $0 have one share together, and another team says another one",
                     "$0 的各团队共有一个份额，而另一个团队写了不同的份额"},
                    Quoted(BearerOf(written))))
        .Help({"write `share_cap_milli` and `share_period` in one of its teams",
               "请只在其一个团队中写 `share_cap_milli` 和 `share_period`"});
  }
}

}  // namespace

void LowerShares(Lowering& lowering) {
  for (const V1Team& written : lowering.policy.teams()) {
    if (written.share_cap_milli() != 0) AddShare(lowering, written);
    if (written.share_cap_milli() == 0 && !written.share_period().empty()) {
      ReportNeeds(lowering, {written, V1Team::kSharePeriodFieldNumber},
                  {"share_period", "share_period"}, {"`share_cap_milli`", " `share_cap_milli`"});
    }
  }
  for (const V1Team& written : lowering.policy.teams()) {
    Share* const share = FindShare(lowering, lowering.names.Intern(BearerOf(written)));
    if (share != nullptr) share->teams.push_back(lowering.names.Intern(written.id()));
  }
}

}  // namespace waypost::policy
