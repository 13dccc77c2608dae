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

// Sets a field to something other than its default.
void Fill(google::protobuf::Message& message, const google::protobuf::FieldDescriptor* field) {
  using Field = google::protobuf::FieldDescriptor;
  const auto* reflection = message.GetReflection();
  const bool many = field->is_repeated();
  switch (field->cpp_type()) {
    case Field::CPPTYPE_MESSAGE:
      many ? reflection->AddMessage(&message, field) : reflection->MutableMessage(&message, field);
      break;
    case Field::CPPTYPE_STRING:
      many ? reflection->AddString(&message, field, "x")
           : reflection->SetString(&message, field, "x");
      break;
    case Field::CPPTYPE_INT64:
      reflection->SetInt64(&message, field, 1);
      break;
    case Field::CPPTYPE_INT32:
      reflection->SetInt32(&message, field, 1);
      break;
    case Field::CPPTYPE_BOOL:
      reflection->SetBool(&message, field, true);
      break;
    default:
      FAIL() << "teach this test the type of " << field->full_name();
  }
}

// Applies `command` with each planned field of `message`, a part of it, in turn.
void ExpectRefusals(v1::Command& command, google::protobuf::Message& message, int* refused) {
  const auto* reflection = message.GetReflection();
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const auto* field = message.GetDescriptor()->field(i);
    const bool part = field->message_type() != nullptr;
    if (field->options().GetExtension(v1::planned)) {
      Fill(message, field);
      Desk desk;
      ASSERT_TRUE(
          desk.engine->Apply(kNoon, command, [&](const v1::Event& e) { desk.Take(e); }).ok())
          << field->full_name();
      ASSERT_EQ(desk.events.size(), 1u) << field->full_name();
      EXPECT_EQ(desk.events[0].command_refused().reason(), v1::CommandRefused::NOT_EXECUTED);
      EXPECT_NE(desk.events[0].command_refused().message().find(field->name()), std::string::npos)
          << desk.events[0].command_refused().message();
      ++*refused;
    } else if (part) {
      ExpectRefusals(command,
                     field->is_repeated() ? *reflection->AddMessage(&message, field)
                                          : *reflection->MutableMessage(&message, field),
                     refused);
    } else {
      continue;
    }
    reflection->ClearField(&message, field);
  }
}

TEST(PlannedCommandTest, EveryPlannedFieldOfAnExecutedCommandIsRefused) {
  const auto* kinds = v1::Command::descriptor()->FindOneofByName("kind");
  int refused = 0;
  for (int i = 0; i < kinds->field_count(); ++i) {
    const auto* kind = kinds->field(i);
    if (kind->options().GetExtension(v1::planned)) continue;
    v1::Command command;
    if (kind->name() == "rate_ticket") {  // without these it is misuse
      command.mutable_rate_ticket()->set_ticket_id("T1");
      command.mutable_rate_ticket()->set_csat(3);
    }
    ExpectRefusals(command, *command.GetReflection()->MutableMessage(&command, kind), &refused);
  }
  EXPECT_GE(refused, 3);  // fewer when they are executed; then this line goes
}

}  // namespace
}  // namespace waypost::testing
