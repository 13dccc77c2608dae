// The scenarios of tests/scenario show every verb, every kind of event and every reason.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "absl/strings/str_cat.h"
#include "lib/scenario/runner.h"
#include "waypost/testing.h"

namespace waypost::scenario {
namespace {

namespace fs = std::filesystem;

// What was seen: "ticket_closed", "ticket_closed.how=SILENCE", verbs as written.
struct Seen {
  std::set<std::string> events;
  std::set<std::string> verbs;
};

void NoteEnums(const google::protobuf::Message& message, const std::string& kind, Seen* seen) {
  const auto* descriptor = message.GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const auto* field = descriptor->field(i);
    if (field->enum_type() == nullptr || field->is_repeated()) continue;
    seen->events.insert(absl::StrCat(kind, ".", field->name(), "=",
                                     message.GetReflection()->GetEnum(message, field)->name()));
  }
}

Seen RunAll() {
  Seen seen;
  for (const auto& entry : fs::directory_iterator(WAYPOST_SOURCE_DIR "/tests/scenario")) {
    if (entry.path().extension() != ".scenario") continue;
    const std::string path = entry.path().generic_string();
    const auto text = waypost::testing::ReadScenarioFile(path);
    const Loaded loaded = LoadProgram(path, *text, waypost::testing::ReadScenarioFile);
    EXPECT_NE(loaded.program, nullptr) << RenderDiagnostics(loaded.diagnostics);
    if (loaded.program == nullptr) continue;
    EXPECT_FALSE(loaded.program->title.empty()) << path;
    for (const Step& step : loaded.program->steps) {
      seen.verbs.insert(step.text.substr(0, step.text.find(' ')));
    }
    for (const StepResult& result : Run(*loaded.program).results) {
      for (const v1::Event& event : result.events) {
        const auto* kind =
            v1::Event::descriptor()->FindFieldByNumber(static_cast<int>(event.kind_case()));
        seen.events.insert(kind->name());
        NoteEnums(event.GetReflection()->GetMessage(event, kind), kind->name(), &seen);
      }
    }
  }
  return seen;
}

TEST(Scenarios, ShowEveryVerbEventAndReason) {
  const Seen seen = RunAll();
  for (const Verb& verb : Verbs())
    EXPECT_EQ(seen.verbs.count(std::string(verb.name)), 1u) << verb.name;
  const auto* oneof = v1::Event::descriptor()->FindOneofByName("kind");
  for (int i = 0; i < oneof->field_count(); ++i) {
    EXPECT_EQ(seen.events.count(oneof->field(i)->name()), 1u) << oneof->field(i)->name();
  }
  const std::pair<const char*, const google::protobuf::EnumDescriptor*> reasons[] = {
      {"command_refused.reason", v1::CommandRefused::Reason_descriptor()},
      {"offer_ended.how", v1::OfferEnded::How_descriptor()},
      {"ticket_closed.how", v1::TicketClosed::How_descriptor()},
      {"clock_cancelled.reason", v1::ClockCancelled::Reason_descriptor()},
      {"escalation_ended.how", v1::EscalationEnded::How_descriptor()},
      {"agent_presence_changed.to", v1::Presence_descriptor()},
  };
  for (const auto& [field, values] : reasons) {
    for (int i = 0; i < values->value_count(); ++i) {
      if (values->value(i)->number() == 0) continue;
      if (values->value(i)->number() == v1::CommandRefused::NOT_EXECUTED &&
          values == v1::CommandRefused::Reason_descriptor()) {
        continue;  // all of the contract is executed
      }
      EXPECT_EQ(seen.events.count(std::string(field) + "=" + values->value(i)->name()), 1u)
          << field << "=" << values->value(i)->name();
    }
  }
}

}  // namespace
}  // namespace waypost::scenario
