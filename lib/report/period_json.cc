#include <array>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/base/json_text.h"
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

std::string AgentJson(const AgentCount& agent) {
  std::string out =
      absl::StrCat("{\"solved\":", agent.solved, ",\"first_contact\":", agent.first_contact,
                   ",\"met\":", agent.met, ",\"breached\":", agent.breached,
                   ",\"ratings\":", agent.ratings, ",\"rating_sum\":", agent.rating_sum);
  if (agent.ScoreMilli() >= 0) absl::StrAppend(&out, ",\"score_milli\":", agent.ScoreMilli());
  return out + "}";
}

std::string PeriodObject(const PeriodCount& period) {
  const auto number = [](uint64_t count) { return absl::StrCat(count); };
  return absl::StrCat("{\"name\":", JsonText(period.name), ",\"opened\":", period.opened,
                      ",\"solved\":", period.solved, ",\"first_contact\":", period.first_contact,
                      ",\"by_programs\":", period.by_programs, ",\"abandoned\":", period.abandoned,
                      ",\"met\":", period.met, ",\"breached\":", period.breached, ",",
                      List("handling", period.handling), ",", List("csat", period.csat),
                      ",\"promoters\":", period.promoters, ",\"passives\":", period.passives,
                      ",\"detractors\":", period.detractors, ",",
                      Object("channels", period.channels, number), ",",
                      Object("categories", period.categories, number), ",",
                      Object("agents", period.agents, AgentJson), "}");
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
    absl::StrAppend(&out, &period == &report.periods.front() ? "\n" : ",\n", PeriodObject(period));
  }
  absl::StrAppend(&out, "\n],\n", Object("agents", AgentsOf(report), AgentJson));
  if (waits.waiting > 0) absl::StrAppend(&out, ",\n\"estimated_waits\":", WaitsJson(waits));
  return out + "}\n";
}

}  // namespace waypost::report
