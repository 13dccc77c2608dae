// Any bytes as a forger of snapshots. The first byte chooses a scenario, the second how far it has
// come; the desk is written down, its snapshot edited (section_edits.h), and what can still be read
// has to be a desk that can be used: an error is an answer, a crash is not.
//
// The snapshots are taken while fuzzing, so that the corpus outlives a change of their format.
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "lib/base/check.h"
#include "lib/scenario/program.h"
#include "lib/scenario/runner.h"
#include "tests/fuzz/fuzzed_desk.h"
#include "tests/fuzz/snapshot/section_edits.h"
#include "tests/fuzz/snapshot/used_desk.h"
#include "waypost/testing.h"

namespace waypost {
namespace {

// Something of every section. New ones go to the end: inputs know them by number.
constexpr const char* kScenarios[] = {
    "whole_life_of_a_ticket",
    "a_surge_becomes_one_incident",
    "a_spill_is_to_be_cleaned_in_time",
    "a_panel_decides_and_an_appeal_excludes_who_did",
    "a_fixed_number_is_drawn_when_its_period_ends",
    "an_agent_beyond_the_cap_of_its_time_is_given_nothing",
    "a_vendor_is_given_its_share_and_no_more",
    "collected_tickets_are_given_out_together",
    "the_last_who_knows_japanese_is_kept_free",
    "too_many_notifications_become_a_digest",
    "calls_are_booked_and_kept",
    "failures_are_made_good_once",
    "five_changes_a_month_are_free",
    "personal_data_goes_when_its_time_is_over",
    "shares_are_promised_per_period",
    "tasks_have_their_own_clock",
    "a_tournament_brings_the_reserve_and_more_capacity",
    "running_chains_move_to_a_new_policy_only_if_told",
    "a_long_queue_overflows_and_flows_back",
    "whoever_takes_over_is_told_until_somebody_acknowledges",
    "thresholds_raise_alarms_and_end_them",
    "wrap_up_holds_across_all_queues",
    "reviewers_differ_from_the_handler_and_from_each_other",
    "a_changed_calendar_may_leave_the_past_alone",
    "the_first_to_accept_wins",
    "agents_of_a_team_are_told_in_turn",
    "a_ticket_may_become_two",
    "roles_and_attributes_decide_who_may_take_it",
};
constexpr size_t kScenarioCount = sizeof(kScenarios) / sizeof(kScenarios[0]);

const scenario::Program& ProgramOf(size_t number) {
  static auto* const programs = new std::map<size_t, std::unique_ptr<scenario::Program>>;
  std::unique_ptr<scenario::Program>& program = (*programs)[number];
  if (program == nullptr) {
    const std::string path =
        std::string(WAYPOST_SOURCE_DIR "/tests/scenario/") + kScenarios[number] + ".scenario";
    const auto text = testing::ReadScenarioFile(path);
    WP_CHECK(text.ok(), path.c_str());
    auto loaded = scenario::LoadProgram(path, *text, testing::ReadScenarioFile);
    WP_CHECK(loaded.program != nullptr, path.c_str());
    program = std::move(loaded.program);
  }
  return *program;
}

const std::string& SnapshotOf(size_t number, int how_far) {
  static auto* const snapshots = new std::map<std::pair<size_t, size_t>, std::string>;
  const scenario::Program& program = ProgramOf(number);
  const size_t step = program.steps.size() * static_cast<size_t>(how_far) / 256;
  std::string& snapshot = (*snapshots)[{number, step}];
  if (snapshot.empty()) {
    snapshot = scenario::EngineAt(program, program.steps[step].at_ms)->TakeSnapshot();
  }
  return snapshot;
}

}  // namespace
}  // namespace waypost

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  waypost::FuzzBytes in(data, size);
  const size_t number = static_cast<size_t>(in.Next()) % waypost::kScenarioCount;
  const std::string& snapshot = waypost::SnapshotOf(number, in.Next());
  auto engine = waypost::Engine::Restore(waypost::EditSections(snapshot, in));
  if (engine.ok()) waypost::UseDesk(**engine);
  return 0;
}
