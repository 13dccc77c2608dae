// Whole replays: a small log whose report is read by eye, and the public log whose digest every
// compiler and build has to reproduce. WAYPOST_UPDATE_GOLDEN=1 writes the expected files anew.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lib/base/digest.h"
#include "lib/policy/zones.h"
#include "lib/replay/log.h"
#include "lib/replay/mapping.h"
#include "lib/replay/run.h"
#include "lib/replay/schedule.h"
#include "lib/report/report_text.h"
#include "lib/report/tally.h"
#include "waypost/policy.h"

namespace waypost {
namespace {

const std::string kRoot = WAYPOST_SOURCE_DIR;

std::string ReadFile(const std::string& name) {
  std::ifstream file(kRoot + "/" + name, std::ios::binary);
  EXPECT_TRUE(file.good()) << name;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void ExpectFile(const std::string& name, const std::string& text) {
  if (std::getenv("WAYPOST_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(kRoot + "/" + name, std::ios::binary) << text;
  }
  EXPECT_EQ(text, ReadFile(name)) << name;
}

struct Replayed {
  report::Totals totals;
  report::ReportFrame frame;
};

Replayed Replay(const std::string& policy_name, const std::string& mapping_name,
                const std::string& log_name) {
  // Names in diagnostics and reports are short, whatever machine the test runs on.
  const auto short_name = [](const std::string& name) {
    return name.substr(name.find_last_of('/') + 1);
  };
  const PolicyCompilation compiled =
      Policy::CompileText(short_name(policy_name), ReadFile(policy_name));
  EXPECT_EQ(compiled.diagnostics(), "");
  std::vector<Diagnostic> findings;
  policy::MachineZones zones;
  const auto mapping =
      replay::Mapping::Load({short_name(mapping_name), ReadFile(mapping_name)}, zones, &findings);
  EXPECT_TRUE(mapping.has_value()) << RenderDiagnostics(findings);
  auto log = replay::ReadLog(*mapping, ReadFile(log_name), &findings);
  EXPECT_TRUE(log.ok()) << log.status();
  const replay::Schedule schedule = replay::Schedule::Make(*mapping, *std::move(log));
  report::Tally tally;
  const auto outcome = replay::Run(
      compiled.policy(), schedule, [&](const v1::Command& command) { tally.Note(command); },
      [&](const v1::Event& event) { tally(event); },
      [&](const report::EstimatedWait& wait) { tally.Note(wait); }, [](size_t, size_t) {});
  EXPECT_TRUE(outcome.ok()) << outcome.status();
  std::vector<report::Recorded> records;
  for (size_t i = 0; i < schedule.ticket_count(); ++i)
    records.push_back({schedule.ticket_id(i), schedule.record(i).group, schedule.record(i).met});
  Replayed replayed;
  replayed.totals = tally.Finish(records);
  replayed.frame.mode = "decision replay";
  replayed.frame.policy = compiled.policy().name();
  replayed.frame.source = mapping->message().source();
  replayed.frame.priorities = compiled.policy().priorities();
  replayed.frame.reading = {{"rows read", schedule.counts().rows},
                            {"ignored after closing", schedule.after_closing()}};
  replayed.frame.policy_fingerprint = compiled.policy().fingerprint();
  replayed.frame.log_digest = schedule.log_digest();
  replayed.frame.state_digest = outcome->state_digest;
  return replayed;
}

std::string DigestLine(const std::string& mapping, const Replayed& replayed) {
  return absl::StrCat(mapping, " events=", replayed.totals.events,
                      " event_digest=", DigestText(replayed.totals.event_digest),
                      " state_digest=", DigestText(replayed.frame.state_digest),
                      " log_digest=", DigestText(replayed.frame.log_digest), " report_digest=",
                      DigestText(DigestOf(report::RenderReport(replayed.frame, replayed.totals))),
                      "\n");
}

// The statistics count the same cycles as the promises by metric, however they are split.
void ExpectStatisticsToAddUp(const report::Totals& totals) {
  report::PromiseCount expected;
  for (const auto& [name, count] : totals.by_metric) {
    expected.met += count.met;
    expected.breached += count.breached;
    expected.running += count.running;
    expected.cancelled += count.cancelled;
  }
  std::map<SlaStatistics::Split, report::PromiseCount> by_split;
  for (const SlaStatistics::Row& row : totals.sla.Rows()) {
    report::PromiseCount& count = by_split[row.split];
    count.met += row.met;
    count.breached += row.breached;
    count.running += row.running;
    count.cancelled += row.cancelled;
  }
  EXPECT_EQ(by_split.size(), 4u);
  for (const auto& [split, count] : by_split) {
    EXPECT_EQ(count.met, expected.met);
    EXPECT_EQ(count.breached, expected.breached);
    EXPECT_EQ(count.running, expected.running);
    EXPECT_EQ(count.cancelled, expected.cancelled);
  }
}

TEST(ReplayGoldenTest, ReportsASmallLog) {
  const std::string folder = "tests/golden/replay/small/";
  const Replayed replayed =
      Replay(folder + "desk.textproto", folder + "log.import.textproto", folder + "log.csv");
  ExpectStatisticsToAddUp(replayed.totals);
  ExpectFile(folder + "report.txt", report::RenderReport(replayed.frame, replayed.totals));
}

// The mappings that are shipped, with the made-up exports beside them.
TEST(ReplayGoldenTest, ReportsExportsOfOtherSystems) {
  const std::string folder = "examples/mappings/";
  for (const char* system : {"zendesk", "zammad"}) {
    const std::string name = folder + system;
    const Replayed replayed =
        Replay(folder + "desk.textproto", name + ".import.textproto", name + ".jsonl");
    ExpectStatisticsToAddUp(replayed.totals);
    ExpectFile(std::string("tests/golden/replay/") + system + ".txt",
               report::RenderReport(replayed.frame, replayed.totals));
  }
}

TEST(ReplayGoldenTest, ReplaysThePublicLogToTheSameDigestsEveryTimeAndEverywhere) {
  const std::string folder = "examples/policies/it-desk/";
  const std::string log = "data/incidents/incident_events.csv.gz";
  std::string lines;
  for (const char* mapping :
       {"servicenow.import.textproto", "servicenow-solved.import.textproto"}) {
    const Replayed replayed = Replay(folder + "it-desk.textproto", folder + mapping, log);
    ExpectStatisticsToAddUp(replayed.totals);
    const std::string first = DigestLine(mapping, replayed);
    const std::string second =
        DigestLine(mapping, Replay(folder + "it-desk.textproto", folder + mapping, log));
    EXPECT_EQ(first, second);
    lines += first;
  }
  ExpectFile("tests/golden/replay/it-desk.digest", lines);
}

}  // namespace
}  // namespace waypost
