#include <array>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/base/json_text.h"
#include "lib/base/numbers.h"
#include "lib/report/group_tables.h"
#include "lib/report/period_report.h"
#include "lib/report/period_tables.h"

namespace waypost::report {
namespace {

// "name":{...} of a map, each entry written by `value`.
template <typename Map, typename Value>
std::string Object(std::string_view name, const Map& map, Value value) {
  std::string out = absl::StrCat(JsonText(name), ":{");
  for (auto entry = map.begin(); entry != map.end(); ++entry) {
    absl::StrAppend(&out, entry == map.begin() ? "" : ",", JsonText(entry->first), ":",
                    value(entry->second));
  }
  return out + "}";
}

template <size_t kSize>
std::string List(std::string_view name, const std::array<uint64_t, kSize>& values) {
  std::string out = absl::StrCat(JsonText(name), ":[");
  for (size_t i = 0; i < kSize; ++i) absl::StrAppend(&out, i == 0 ? "" : ",", values[i]);
  return out + "]";
}

std::string DimensionJson(const AgentCount::Dimension& dimension) {
  return absl::StrCat("{\"scores\":", dimension.scores, ",\"points\":", dimension.points, "}");
}

std::string AgentJson(const AgentCount& agent, const ScoreWeights& weights) {
  std::string out =
      absl::StrCat("{\"solved\":", agent.solved, ",\"first_contact\":", agent.first_contact,
                   ",\"met\":", agent.met, ",\"breached\":", agent.breached,
                   ",\"ratings\":", agent.ratings, ",\"rating_sum\":", agent.rating_sum,
                   ",\"reviews\":", agent.reviews, ",\"review_points\":", agent.review_points);
  const int32_t score = agent.ScoreMilli(weights);
  if (score >= 0) absl::StrAppend(&out, ",\"score_milli\":", score);
  if (!agent.dimensions.empty()) {
    absl::StrAppend(&out, ",", Object("dimensions", agent.dimensions, DimensionJson));
  }
  return out + "}";
}

std::string WeightsJson(const ScoreWeights& weights) {
  return absl::StrCat("\"weights\":{\"reviews\":", weights.reviews, ",\"kept\":", weights.kept,
                      ",\"at_once\":", weights.at_once, ",\"ratings\":", weights.ratings, "}");
}

// {"name":...} as a list, each written by `value`.
template <typename Items, typename Value>
std::string Objects(std::string_view name, const Items& items, Value value) {
  std::string out = absl::StrCat(JsonText(name), ":[");
  for (const auto& item : items)
    absl::StrAppend(&out, &item == &*items.begin() ? "\n" : ",\n", value(item));
  return out + "]";
}

std::string ReviewJson(const ReviewCount& reviews) {
  return absl::StrCat("{\"asked\":", reviews.asked, ",\"recorded\":", reviews.recorded,
                      ",\"lapsed\":", reviews.lapsed, ",\"skipped\":", reviews.skipped,
                      ",\"points\":", reviews.points, "}");
}

std::string JudgedJson(const JudgedCategory& category) {
  return absl::StrCat(
      "{\"confirmed\":", category.confirmed, ",\"corrected\":", category.corrected, ",",
      Object("to", category.to, [](uint64_t count) { return absl::StrCat(count); }), "}");
}

std::string QualityJson(const QualityCount& quality) {
  return absl::StrCat("\"complaints\":", quality.complaints, ",\"reopened\":", quality.reopened,
                      ",", Object("reviews", quality.reviews, ReviewJson), ",",
                      Object("judged", quality.categories, JudgedJson));
}

std::string CompensationsJson(const GroupCount& count) {
  std::string out = "\"compensations\":{";
  for (const auto& [kind, sum] : count.compensations) {
    absl::StrAppend(&out, out.back() == '{' ? "" : ",", JsonText(KindWord(kind)),
                    ":{\"offered\":", sum.offered, ",\"declined\":", sum.declined,
                    ",\"lapsed\":", sum.lapsed, ",\"delivered\":", sum.delivered,
                    ",\"amount\":", sum.amount, "}");
  }
  return out + "}";
}

// Times as the mean and the nearest ranks, ms.
std::string TimesJson(std::string_view name, const std::vector<int64_t>& times) {
  if (times.empty()) return "";
  return absl::StrCat(",", JsonText(name), ":{\"tickets\":", times.size(),
                      ",\"p50_ms\":", Percentile(times, 50), ",\"p90_ms\":", Percentile(times, 90),
                      ",\"most_ms\":", times.back(), "}");
}

std::string CountJson(const GroupCount& count) {
  return absl::StrCat(
      "\"opened\":", count.opened, ",\"identified\":", count.identified,
      ",\"not_identified\":", count.unidentified, ",\"solved\":", count.solved,
      ",\"first_contact\":", count.first_contact, ",\"reopened\":", count.reopened,
      ",\"abandoned\":", count.abandoned, ",\"not_served\":", count.not_served,
      ",\"escalated\":", count.escalated, ",\"met\":", count.met, ",\"breached\":", count.breached,
      ",\"ratings\":", count.ratings, ",\"rating_sum\":", count.rating_sum,
      TimesJson("to_assignment", count.to_assignment_ms),
      TimesJson("to_solving", count.to_solving_ms), ",",
      Object("categories", count.categories, [](uint64_t number) { return absl::StrCat(number); }),
      ",", CompensationsJson(count));
}

std::string GroupJson(const GroupReport& group) {
  const auto customer = [](const GroupCount& count) { return "{" + CountJson(count) + "}"; };
  return absl::StrCat("{\"name\":", JsonText(group.group.name),
                      ",\"tickets_with\":", JsonText(ConditionText(group.group)), ",",
                      Objects("periods", group.periods,
                              [&](const GroupPeriod& period) {
                                return absl::StrCat(
                                    "{\"name\":", JsonText(period.name), ",", CountJson(period.all),
                                    group.by_customer ? "," : "",
                                    group.by_customer
                                        ? Object("customers", period.customers, customer)
                                        : std::string(),
                                    "}");
                              }),
                      "}");
}

std::string IncidentJson(const IncidentReview& review) {
  return absl::StrCat("{\"id\":", JsonText(review.id), ",\"stream\":", JsonText(review.stream),
                      ",\"values\":", JsonText(review.values), ",\"opened_ms\":", review.opened_ms,
                      ",\"lasted_ms\":", review.lasted_ms,
                      ",\"open\":", review.open ? "true" : "false",
                      ",\"openings\":", review.openings, ",\"tickets\":", review.tickets,
                      ",\"breached\":", review.breached, ",\"customers\":", review.customers,
                      ",\"level\":", JsonText(review.level), ",\"clocks_met\":", review.clocks_met,
                      ",\"clocks_missed\":", review.clocks_missed, ",\"steps\":", review.steps,
                      ",\"told\":", review.told, "}");
}

std::string PeriodObject(const PeriodCount& period, const ScoreWeights& weights) {
  const auto agent = [&](const AgentCount& count) { return AgentJson(count, weights); };
  const auto number = [](uint64_t count) { return absl::StrCat(count); };
  return absl::StrCat(
      "{\"name\":", JsonText(period.name), ",\"opened\":", period.opened,
      ",\"solved\":", period.solved, ",\"first_contact\":", period.first_contact,
      ",\"by_programs\":", period.by_programs, ",\"abandoned\":", period.abandoned,
      ",\"met\":", period.met, ",\"breached\":", period.breached, ",",
      List("handling", period.handling), ",", List("csat", period.csat),
      ",\"promoters\":", period.promoters, ",\"passives\":", period.passives,
      ",\"detractors\":", period.detractors, ",", Object("channels", period.channels, number), ",",
      Object("categories", period.categories, number), ",", Object("agents", period.agents, agent),
      ",", QualityJson(period.quality), "}");
}

std::string ErrorJson(const WaitError& error) {
  return absl::StrCat("{\"median_ms\":", error.median_ms, ",\"mean_ms\":", error.mean_ms,
                      ",\"close\":", error.close, "}");
}

std::string WaitsJson(const WaitAccuracy& waits) {
  std::string out =
      absl::StrCat("{\"waiting\":", waits.waiting, ",\"untold\":", waits.untold,
                   ",\"unserved\":", waits.unserved, ",\"compared\":", waits.compared);
  if (waits.compared == 0) return out + "}";
  absl::StrAppend(&out, ",\"mean_wait_ms\":", waits.mean_wait_ms,
                  ",\"estimate\":", ErrorJson(waits.estimate), ",\"mean\":", ErrorJson(waits.mean),
                  "}");
  return out;
}

}  // namespace

std::string PeriodJson(const PeriodReport& report, const WaitAccuracy& waits) {
  std::string out = absl::StrCat("{\"by\":", JsonText(GrainWord(report.grain)), ",\"periods\":[");
  for (const PeriodCount& period : report.periods) {
    absl::StrAppend(&out, &period == &report.periods.front() ? "\n" : ",\n",
                    PeriodObject(period, report.weights));
  }
  const auto agent = [&](const AgentCount& count) { return AgentJson(count, report.weights); };
  absl::StrAppend(&out, "\n],\n", WeightsJson(report.weights), ",\n",
                  Object("agents", AgentsOf(report), agent));
  if (!report.groups.empty())
    absl::StrAppend(&out, ",\n", Objects("groups", report.groups, GroupJson));
  if (!report.incidents.empty())
    absl::StrAppend(&out, ",\n", Objects("incidents", report.incidents, IncidentJson));
  if (waits.waiting > 0) absl::StrAppend(&out, ",\n\"estimated_waits\":", WaitsJson(waits));
  return out + "}\n";
}

}  // namespace waypost::report
