#include "lib/fit/fit_text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/numbers.h"
#include "lib/base/report_table.h"
#include "lib/base/words.h"
#include "lib/calendar/civil_date.h"
#include "lib/fit/policy_text.h"

namespace waypost::fit {
namespace {

Words StopText(Stop stop) {
  return stop == Stop::kSolved ? Words{"solved", "解决"} : Words{"closed", "关闭"};
}

std::string HoursText(const OfficeHours& hours) {
  return absl::StrCat(hours.days, " ", hours.hours);
}

std::string UtcDate(int64_t at_ms) {
  const calendar::CivilDate date = calendar::CivilDateOf(calendar::DayOfWall(at_ms));
  return absl::StrFormat("%04d-%02d-%02d", date.year, date.month, date.day);
}

// Agreement of saying the same of every ticket.
uint64_t SameAnswer(uint64_t met, uint64_t tickets) { return std::max(met, tickets - met); }

Words LeftOut(const RecordedTimes& times) {
  const std::pair<uint64_t, Words> reasons[] = {
      {times.no_flag, {"no flag", "没有标志"}},
      {times.no_priority, {"no priority", "没有优先级"}},
      {times.not_ended,
       times.has_closed ? Words{"not closed", "未关闭"} : Words{"not solved", "未解决"}},
  };
  Words text;
  for (const auto& [count, reason] : reasons) {
    if (count == 0) continue;
    text += Say({"left out, $0: $1\n", "未计入，$0：$1\n"}, reason, CountText(count));
  }
  return text;
}

Words Stops(const Fit& fit) {
  if (fit.stops.size() == 2) return {"stop at solved or closed", "停于解决或关闭"};
  return Say({"stop at $0", "停于$0"}, StopText(fit.stops[0]));
}

Words Head(const FitFrame& frame, const RecordedTimes& times, const Fit& fit) {
  const Words source = frame.source.empty() ? Words() : Say({": $0", "：$0"}, frame.source);
  Words text = Say({"definitions of the promise that the log's flag follows$0\n$1 {ticket|tickets}",
                    "日志的标志所遵循的承诺定义$0\n$1 张工单"},
                   source, CountText(times.tickets.size()));
  if (fit.held_out > 0) {
    text += Say({": fitted on the $0 opened first, tested on the $1 opened from $2 on",
                 "：用最先开启的 $0 张拟合，用 $2 起开启的 $1 张检验"},
                CountText(fit.fitted), CountText(fit.held_out), UtcDate(fit.held_from_ms));
  }
  text += "\n";
  text += LeftOut(times);
  text += Say(
      {"$0 {definition|definitions} tried: $1 {calendar|calendars} in $2, $3, $4 {set|sets} of "
       "paused states\n",
       "试了 $0 种定义：$1 份日历（$2），$3，$4 组暂停状态\n"},
      CountText(fit.definitions), fit.hours.size(), frame.time_zone, Stops(fit), fit.paused_sets);
  return text;
}

// How far the log tells definitions apart.
Words AsGood(const Fit& fit) {
  if (fit.as_good == 1) {
    return {"No other is less than one ticket in a thousand behind the first.",
            "其他定义都比第一个差千分之一以上的工单。"};
  }
  return Say({"$0 are at most one ticket in a thousand behind the best; the first is the plainest "
              "of them.",
              "有 $0 种最多比最好的差千分之一的工单；第一个是其中最简单的。"},
             fit.as_good);
}

// "1" of the first of the best; empty if it is none of them.
std::string NumberOf(const Candidate& candidate, const Fit& fit) {
  const Definition& wanted = candidate.definition;
  for (size_t i = 0; i < fit.best.size(); ++i) {
    const Definition& other = fit.best[i].definition;
    if (other.hours == wanted.hours && other.stop == wanted.stop &&
        other.paused_in == wanted.paused_in) {
      return absl::StrCat(i + 1);
    }
  }
  return "";
}

ReportTable CandidateTable(const Words& title, const Words& sentence, const Fit& fit,
                           const std::vector<Candidate>& candidates) {
  ReportTable table = {title,
                       sentence,
                       {"",
                        {"calendar", "日历"},
                        {"stops at", "停于"},
                        {"paused in", "暂停于"},
                        {"agrees", "相符"},
                        {"tested", "检验"}},
                       {}};
  for (const Candidate& candidate : candidates) {
    table.rows.push_back(
        {NumberOf(candidate, fit), HoursText(fit.hours[candidate.definition.hours]),
         StopText(candidate.definition.stop), PausedText(candidate.definition.paused_in),
         PercentText(candidate.agreeing, fit.fitted),
         PercentText(candidate.held_agreeing, fit.held_out)});
  }
  return table;
}

ReportTable BestTable(const Fit& fit) {
  const Words sentence =
      Say({"The share of tickets that agree with the flag; the same answer for all: $0.\n  $1",
           "与标志相符的工单比例；对所有工单给同一答案：$0。\n  $1"},
          PercentText(SameAnswer(fit.met, fit.fitted), fit.fitted), AsGood(fit));
  return CandidateTable({"The best definitions", "最好的定义"}, sentence, fit, fit.best);
}

Words LimitText(const PriorityFit& fitted) {
  if (fitted.tickets == 0) return "?";
  const std::string within = WithinText(fitted.limit.within_ms);
  if (fitted.limit.known == Limit::Known::kAtMost) return {"unknown", "未知"};
  return fitted.limit.known == Limit::Known::kAtLeast ? absl::StrCat(">= ", within) : within;
}

ReportTable LimitTable(const RecordedTimes& times, const Candidate& candidate, size_t number) {
  ReportTable table = {Say({"The limits of number $0", "第 $0 个的时限"}, number),
                       {"\"kept\" by the flag; \"one answer\" agrees who says the same of every "
                        "ticket: a limit that\n  does no better is a guess.",
                        "“达成”按标志；“同一答案”指对每张工单都说同样的话：时限若不比它好，\n"
                        "  就只是猜测。"},
                       {{"priority", "优先级"},
                        {"within", "时限"},
                        {"tickets", "工单"},
                        {"kept", "达成"},
                        {"agrees", "相符"},
                        {"one answer", "同一答案"},
                        {"tested", "检验"}},
                       {}};
  for (size_t i = 0; i < times.priorities.size(); ++i) {
    const PriorityFit& fitted = candidate.priorities[i];
    const std::string& priority = times.priorities[i];
    table.rows.push_back({priority.empty() ? Words{"(all)", "（全部）"} : Words(priority),
                          LimitText(fitted), CountText(fitted.tickets),
                          PercentText(fitted.met, fitted.tickets),
                          PercentText(fitted.limit.agreeing, fitted.tickets),
                          PercentText(SameAnswer(fitted.met, fitted.tickets), fitted.tickets),
                          PercentText(fitted.held_agreeing, fitted.held_tickets)});
  }
  return table;
}

}  // namespace

std::string RenderFit(const FitFrame& frame, const RecordedTimes& times, const Fit& fit,
                      MessageLanguage language) {
  const std::string head = Head(frame, times, fit).In(language);
  if (fit.best.empty()) return head;
  const ReportTable kinds = CandidateTable(
      {"The best of each kind", "每类中最好的"},
      {"What another calendar or stop would make of it.", "换一份日历或停止点会怎样。"}, fit,
      fit.of_each_kind);
  const size_t pick = std::min(frame.pick, fit.best.size() - 1);
  return absl::StrCat(
      head, TableText(BestTable(fit), language), TableText(kinds, language),
      TableText(LimitTable(times, fit.best[pick], pick + 1), language),
      Say({"\nNumber $0 as a policy\n\n", "\n第 $0 个写成策略\n\n"}, pick + 1).In(language),
      PolicyText(frame.time_zone, times, fit, fit.best[pick]));
}

}  // namespace waypost::fit
