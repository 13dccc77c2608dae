// Any text as a policy: it compiles, or there are errors; what compiles survives being written down
// and opens an engine that takes a ticket.
#include <cstddef>
#include <cstdint>
#include <string>

#include "lib/base/check.h"
#include "lib/base/time_units.h"
#include "waypost/engine.h"
#include "waypost/policy.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost {
namespace {

constexpr int64_t kStart = 1806044400000;

void Run(const std::string& text) {
  const PolicyCompilation compiled = Policy::CompileText("fuzz.textproto", text);
  if (!compiled.ok()) {
    WP_CHECK(!compiled.findings().empty(), "what does not compile has an error");
    return;
  }
  const auto copy = Policy::Deserialize(compiled.policy().Serialize());
  WP_CHECK(copy.ok(), "a policy that compiles can be written down and read");
  WP_CHECK(copy->fingerprint() == compiled.policy().fingerprint(), "and is the same");
  const auto engine = Engine::Create(compiled.policy(), kStart);
  v1::Command command;
  command.mutable_open_ticket()->set_ticket_id("T1");
  command.mutable_open_ticket()->set_text("my account was stolen 盗号");
  const auto pass = [](const v1::Event&) {};
  engine->Apply(kStart, command, pass).IgnoreError();
  engine->Advance(kStart + kWeekMs, pass).IgnoreError();
}

}  // namespace
}  // namespace waypost

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  waypost::Run(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
