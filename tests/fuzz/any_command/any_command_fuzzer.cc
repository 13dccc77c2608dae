// Any bytes as a stream of whatever commands the contract has, filled by descriptor, so that a
// command added to it is tried without a word here. What must hold, and how a stream begins, says
// tests/fuzz/fuzzed_desk.h. Each command is a kind, and for each field a byte whether it is set and
// what to.
#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/fuzz/feature_policy.h"
#include "tests/fuzz/fuzzed_desk.h"

namespace waypost {
namespace {

using Field = google::protobuf::FieldDescriptor;

constexpr int kMaxCommands = 300;
constexpr int kDeepest = 5;  // messages within messages

constexpr int64_t kPausesMs[] = {0,       0,         0,          1,           30'000, 60'000,
                                 600'000, 3'600'000, 86'400'000, 259'200'000, -1,     0};

class CommandWriter {
 public:
  CommandWriter(FuzzBytes& in, int64_t now_ms) : in_(in), now_ms_(now_ms) {}

  v1::Command Write() {
    v1::Command command;
    const auto* kinds = v1::Command::descriptor()->FindOneofByName("kind");
    const auto* kind = kinds->field(in_.Next() % kinds->field_count());
    Fill(*command.GetReflection()->MutableMessage(&command, kind), 1);
    return command;
  }

 private:
  void Fill(google::protobuf::Message& message, int depth) {
    for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
      const Field* field = message.GetDescriptor()->field(i);
      const int byte = in_.Next();
      if (byte % 4 == 3) continue;
      for (int count = field->is_repeated() ? byte % 3 : 1; count > 0; --count) {
        Set(message, field, depth);
      }
    }
  }

  void Set(google::protobuf::Message& message, const Field* field, int depth) {
    const auto* reflection = message.GetReflection();
    const bool many = field->is_repeated();
    switch (field->cpp_type()) {
      case Field::CPPTYPE_MESSAGE:
        if (depth == kDeepest) return;
        return Fill(many ? *reflection->AddMessage(&message, field)
                         : *reflection->MutableMessage(&message, field),
                    depth + 1);
      case Field::CPPTYPE_STRING:
        return many ? reflection->AddString(&message, field, Text(field->name()))
                    : reflection->SetString(&message, field, Text(field->name()));
      case Field::CPPTYPE_BOOL:
        return many ? reflection->AddBool(&message, field, true)
                    : reflection->SetBool(&message, field, true);
      case Field::CPPTYPE_ENUM: {
        const int number = in_.Next() % (field->enum_type()->value_count() + 1);
        return many ? reflection->AddEnumValue(&message, field, number)
                    : reflection->SetEnumValue(&message, field, number);
      }
      case Field::CPPTYPE_INT32:
        return many ? reflection->AddInt32(&message, field, static_cast<int32_t>(Number()))
                    : reflection->SetInt32(&message, field, static_cast<int32_t>(Number()));
      case Field::CPPTYPE_INT64:
        return many ? reflection->AddInt64(&message, field, Long(field->name()))
                    : reflection->SetInt64(&message, field, Long(field->name()));
      case Field::CPPTYPE_UINT64:
        return many ? reflection->AddUInt64(&message, field, static_cast<uint64_t>(Number()))
                    : reflection->SetUInt64(&message, field, static_cast<uint64_t>(Number()));
      default:
        WP_CHECK(false, "the contract has a type that commands did not have");
    }
  }

  // What suits a field of that name, mostly.
  std::string Text(const std::string& field) {
    const int byte = in_.Next();
    if (byte >= 252) return std::string(static_cast<size_t>(byte - 251) * 90, 'x');
    if (byte < 200 && field.find("agent_id") != std::string::npos) return Agent(byte);
    if (byte < 200 && field.find("ticket_id") != std::string::npos) return Ticket(byte);
    if (byte < 100 && field.find("id") != std::string::npos) {
      return byte % 2 == 0 ? Ticket(byte) : Agent(byte);
    }
    static constexpr const char* kNames[] = {
        "",         "account",  "refund",    "front",  "back",        "P0",     "P2",
        "amount",   "tier",     "vip",       "region", "eu",          "en",     "zh",
        "und",      "thefts",   "slow",      "many",   "response_ms", "page",   "late",
        "judge",    "verdict",  "lift",      "uphold", "identity",    "passed", "receipt",
        "evidence", "frozen",   "role:lead", "watch",  "app",         "stolen", "refund!",
        "language", "\xff\xfe", "I1",        "a0"};
    return kNames[static_cast<size_t>(byte) % (sizeof(kNames) / sizeof(kNames[0]))];
  }

  static std::string Ticket(int byte) { return "T" + std::to_string(byte % 9); }
  static std::string Agent(int byte) { return "a" + std::to_string(byte % 4); }

  // Mostly small, sometimes far outside.
  int64_t Number() {
    const int byte = in_.Next();
    if (byte < 200) return byte;
    return (byte % 2 == 0 ? 1 : -1) * (int64_t{1} << (byte - 200));
  }

  int64_t Long(const std::string& field) {
    const bool time = field.size() > 3 && field.compare(field.size() - 3, 3, "_ms") == 0;
    const int64_t number = Number();
    return time && number >= -200 && number < 200 ? now_ms_ + (number - 100) * 60'000 : number;
  }

  FuzzBytes& in_;
  const int64_t now_ms_;
};

v1::Command WriteCommand(FuzzBytes& in, int64_t now_ms) {
  return CommandWriter(in, now_ms).Write();
}

}  // namespace
}  // namespace waypost

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  waypost::RunStream(waypost::FeaturePolicy(), waypost::FuzzBytes(data, size),
                     waypost::kMaxCommands, waypost::kPausesMs, waypost::WriteCommand);
  return 0;
}
