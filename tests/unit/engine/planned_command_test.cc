// What the contract marks (planned) is refused, never ignored; walked by descriptor, so a command
// added to the contract cannot be forgotten.
#include "tests/unit/engine/desk.h"
#include "waypost/v1/annotations.pb.h"

namespace waypost::testing {
namespace {

TEST(PlannedCommandTest, EveryPlannedCommandIsRefusedByName) {
  const auto* kinds = v1::Command::descriptor()->FindOneofByName("kind");
  int planned = 0;
  for (int i = 0; i < kinds->field_count(); ++i) {
    const auto* field = kinds->field(i);
    if (!field->options().GetExtension(v1::planned)) continue;
    ++planned;
    Desk desk;
    v1::Command command;
    command.GetReflection()->MutableMessage(&command, field);
    ASSERT_TRUE(desk.engine->Apply(kNoon, command, [&](const v1::Event& e) { desk.Take(e); }).ok());
    ASSERT_EQ(desk.events.size(), 1u) << field->name();
    EXPECT_EQ(desk.events[0].command_refused().reason(), v1::CommandRefused::NOT_EXECUTED);
    EXPECT_NE(desk.events[0].command_refused().message().find(field->name()), std::string::npos);
  }
  EXPECT_GT(planned, 0);
}

TEST(PlannedCommandTest, EveryPlannedFieldOfAnExecutedCommandIsRefused) {
  const std::string commands[] = {
      "set_agent { agent { id: 'lin' roles: 'lead' } }",
      "set_agent { agent { id: 'lin' attributes { name: 'a' value: 'b' } } }",
      "set_agent { agent { id: 'lin' vendor: 'x' } }",
  };
  for (const std::string& command : commands) {
    Desk desk;
    ASSERT_TRUE(desk.Apply(kNoon, command).ok()) << command;
    EXPECT_EQ(desk.Names(), "command_refused") << command;
  }
}

}  // namespace
}  // namespace waypost::testing
