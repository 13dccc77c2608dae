#include "lib/report/report_text.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/digest.h"
#include "lib/base/numbers.h"
#include "lib/base/text_table.h"

namespace waypost::report {
namespace {

constexpr size_t kBusiestGroups = 15;
constexpr size_t kBreachLines = 20;

using Named = std::pair<std::string, PromiseCount>;

// A heading, a sentence and a table; nothing for an empty table.
void AddSection(std::string_view title, std::string_view sentence, const TextTable& table,
                std::string* text) {
  if (table.empty()) return;
  absl::StrAppend(text, "\n", ToAbsl(title), "\n");
  if (!sentence.empty()) absl::StrAppend(text, "  ", ToAbsl(sentence), "\n");
  *text += table.Render();
}

// The entries of a map from names to numbers, the largest first, equal ones by name.
template <typename Map>
std::vector<std::pair<std::string, uint64_t>> Largest(const Map& counts) {
  std::vector<std::pair<std::string, uint64_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return sorted;
}

TextTable PromiseTable(std::string_view what) {
  return TextTable({std::string(what), "met", "breached", "running", "cancelled", "share met"});
}

void AddPromises(std::string_view name, const PromiseCount& count, TextTable* table) {
  table->Add({std::string(name), CountText(count.met), CountText(count.breached),
              CountText(count.running), CountText(count.cancelled),
              PercentText(count.met, count.decided())});
}

void AddReading(const ReportFrame& frame, std::string* text) {
  TextTable table({"", ""});
  for (const auto& [what, count] : frame.reading) table.Add({what, CountText(count)});
  if (table.empty()) return;
  absl::StrAppend(text, "\nThe ", frame.input, "\n");
  const std::string lines = table.Render();
  *text += lines.substr(lines.find('\n') + 1);  // without the empty heading
}

void AddByMetric(const Totals& totals, std::string* text) {
  TextTable table = PromiseTable("promise");
  for (const auto& [name, count] : totals.by_metric) AddPromises(name, count, &table);
  AddSection("Promises", "Of those that ended, the share that was kept.", table, text);
}

void AddByPriority(const ReportFrame& frame, const Totals& totals, std::string* text) {
  TextTable table = PromiseTable("priority");
  for (const std::string& priority : frame.priorities) {
    const auto found = totals.by_priority.find(priority);
    if (found != totals.by_priority.end()) AddPromises(priority, found->second, &table);
  }
  AddSection("Promises by priority", "The priority a ticket had when its promise ended.", table,
             text);
}

void AddGroups(const Totals& totals, std::string* text) {
  if (totals.tickets_by_group.size() < 2) return;
  TextTable table({"group", "tickets", "met", "breached", "share met"});
  const auto groups = Largest(totals.tickets_by_group);
  for (size_t i = 0; i < groups.size() && i < kBusiestGroups; ++i) {
    const auto found = totals.by_group.find(groups[i].first);
    const PromiseCount count = found == totals.by_group.end() ? PromiseCount() : found->second;
    table.Add({groups[i].first.empty() ? "(none)" : groups[i].first, CountText(groups[i].second),
               CountText(count.met), CountText(count.breached),
               PercentText(count.met, count.decided())});
  }
  AddSection("Busiest groups",
             absl::StrCat("The group that had the ticket last; ",
                          std::min(groups.size(), kBusiestGroups), " of ", groups.size(), "."),
             table, text);
}

void AddTimes(std::string_view name, const std::vector<int64_t>& sorted, TextTable* table) {
  if (sorted.empty()) return;
  std::vector<std::string> row = {std::string(name), CountText(sorted.size())};
  for (uint32_t percent : {50u, 90u, 95u, 99u})
    row.push_back(SpanText(Percentile(sorted, percent)));
  row.push_back(SpanText(sorted.back()));
  table->Add(std::move(row));
}

void AddAllTimes(const Totals& totals, std::string* text) {
  TextTable table({"time to", "tickets", "half within", "90 %", "95 %", "99 %", "longest"});
  AddTimes("first assignment", totals.to_first_assignment_ms, &table);
  AddTimes("solving", totals.to_solving_ms, &table);
  AddTimes("closing", totals.to_closing_ms, &table);
  AddSection("Times", "Wall time since opening; so many of a hundred tickets took no longer.",
             table, text);
}

void AddWaits(const WaitAccuracy& waits, std::string* text) {
  TextTable table(WaitHeading());
  for (std::vector<std::string>& row : WaitRows(waits)) table.Add(std::move(row));
  AddSection("Estimated waits", WaitSentence(waits), table, text);
}

void AddMoves(const Totals& totals, std::string* text) {
  TextTable table({"", "times", "tickets", "of all tickets"});
  table.Add({"given to another agent", CountText(totals.reassignments),
             CountText(totals.tickets_reassigned),
             PercentText(totals.tickets_reassigned, totals.tickets)});
  table.Add({"reopened", CountText(totals.reopenings), CountText(totals.tickets_reopened),
             PercentText(totals.tickets_reopened, totals.tickets)});
  AddSection("Moves", "", table, text);
}

void AddClassification(const ClassificationCount& counts, std::string* text) {
  if (counts.automatic + counts.for_review == 0) return;
  const uint64_t all = counts.decided_here() + counts.by_person;
  TextTable table({"", "tickets", "of all tickets"});
  const auto add = [&](const char* name, uint64_t count) {
    if (count > 0) table.Add({name, CountText(count), PercentText(count, all)});
  };
  add("decided automatically", counts.automatic);
  add("for review", counts.for_review);
  add("without category", counts.none);
  add("stated by a person", counts.by_person);
  add("confirmed by a person later", counts.confirmed);
  add("corrected by a person later", counts.corrected);
  add("too long to be read to the end", counts.cut);
  AddSection("Classification", "", table, text);
}

void AddChains(const Totals& totals, std::string* text) {
  TextTable warnings({"warned of", "times"});
  for (const auto& [metric, count] : totals.warnings) warnings.Add({metric, CountText(count)});
  AddSection("Warnings", "", warnings, text);
  TextTable table({"chain", "times"});
  for (const auto& [chain, count] : totals.chains) {
    table.Add({absl::StrCat(chain, " started"), CountText(count)});
    for (const auto& [step, notifications] : totals.notifications) {
      if (step.first != chain) continue;
      table.Add({absl::StrCat("  step ", step.second, " notifies"), CountText(notifications)});
    }
  }
  AddSection("Escalations", "Chains that started, and how often each step told somebody.", table,
             text);
}

void AddAgreement(const Agreement& agreement, std::string* text) {
  const uint64_t compared = agreement.compared();
  if (compared == 0) return;
  TextTable table({"", "policy: met", "policy: breached"});
  const auto cell = [&](uint64_t count) {
    return absl::StrCat(CountText(count), " (", PercentText(count, compared), ")");
  };
  table.Add({"recorded: met", cell(agreement.both_met), cell(agreement.only_policy_breached)});
  table.Add({"recorded: breached", cell(agreement.only_recorded_breached),
             cell(agreement.both_breached)});
  AddSection("Agreement with the log's own flag",
             absl::StrCat(PercentText(agreement.agreeing(), compared), " of ", CountText(compared),
                          " tickets agree; ", CountText(agreement.not_compared),
                          " could not be compared."),
             table, text);
}

void AddLines(const Totals& totals, std::string* text) {
  TextTable breaches({"promise of the policy", "breaches"});
  const auto lines = Largest(totals.breaches_by_line);
  for (size_t i = 0; i < lines.size() && i < kBreachLines; ++i)
    breaches.Add({lines[i].first, CountText(lines[i].second)});
  AddSection("Breaches by line", "", breaches, text);
  TextTable refusals({"reason", "times"});
  for (const auto& [reason, entry] : totals.refusals) {
    refusals.Add({reason, CountText(entry.first)});
    refusals.Add({absl::StrCat("  first: ", entry.second), ""});
  }
  AddSection("Refused", "What the log says and the policy does not allow; nothing was done.",
             refusals, text);
}

void AddIdentity(const ReportFrame& frame, const Totals& totals, std::string* text) {
  absl::StrAppend(
      text, "\nTo repeat this\n  mode                ", frame.mode, "\n  policy fingerprint  ",
      DigestText(frame.policy_fingerprint), "\n  ", frame.input, " digest",
      std::string(13 - std::min<size_t>(frame.input.size(), 12), ' '), DigestText(frame.log_digest),
      "\n  state digest        ", DigestText(frame.state_digest), "\n  events              ",
      CountText(totals.events), ", digest ", DigestText(totals.event_digest), "\n");
}

}  // namespace

std::string RenderReport(const ReportFrame& frame, const Totals& totals,
                         const PeriodReport& periods) {
  std::string text = absl::StrCat(frame.mode, ": ", frame.policy);
  if (!frame.source.empty()) absl::StrAppend(&text, ", ", frame.source);
  absl::StrAppend(&text, "\n", CountText(totals.tickets), " tickets, ", CountText(totals.closed),
                  " of them closed\n");
  AddReading(frame, &text);
  AddByMetric(totals, &text);
  AddByPriority(frame, totals, &text);
  text += totals.sla.Text();
  AddGroups(totals, &text);
  AddAllTimes(totals, &text);
  AddWaits(totals.waits, &text);
  AddMoves(totals, &text);
  AddClassification(totals.classification, &text);
  AddChains(totals, &text);
  AddAgreement(totals.agreement, &text);
  AddLines(totals, &text);
  text += PeriodText(periods);
  AddIdentity(frame, totals, &text);
  return text;
}

}  // namespace waypost::report
