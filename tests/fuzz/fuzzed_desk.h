#ifndef WAYPOST_TESTS_FUZZ_FUZZED_DESK_H_
#define WAYPOST_TESTS_FUZZ_FUZZED_DESK_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "lib/base/check.h"
#include "lib/base/digest.h"
#include "waypost/engine.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost {

// An engine and a digest of what it said, which dies where a contract is broken: a command that
// ends in a Status leaves no trace but the timers before it, and events are numbered without gaps.
struct FuzzedDesk {
  std::unique_ptr<Engine> engine;
  uint64_t last_sequence = 0;
  Digest said = {};

  // Lets time pass until `now_ms` and applies a command that says it came at `said_ms`.
  bool Apply(int64_t now_ms, int64_t said_ms, const v1::Command& command) {
    const auto take = [this](const v1::Event& event) { Take(event); };
    engine->Advance(now_ms, take).IgnoreError();
    const uint64_t before = engine->StateDigest();
    const bool ok = engine->Apply(said_ms, command, take).ok();
    WP_CHECK(ok || engine->StateDigest() == before, "an error leaves no trace");
    return ok;
  }

  void Take(const v1::Event& event) {
    said.AddText(event.SerializeAsString());
    if (event.has_duplicate()) return;
    ++last_sequence;
    WP_CHECK(event.sequence() == last_sequence, "events are numbered without gaps");
    WP_CHECK(event.kind_case() != v1::Event::KIND_NOT_SET, "every event says something");
  }
};

// The same desk, read back from its snapshot.
inline FuzzedDesk Restored(const FuzzedDesk& desk) {
  const std::string bytes = desk.engine->TakeSnapshot();
  auto engine = Engine::Restore(bytes);
  WP_CHECK(engine.ok(), "a snapshot restores");
  WP_CHECK((*engine)->StateDigest() == desk.engine->StateDigest(), "to the same state");
  WP_CHECK((*engine)->TakeSnapshot() == bytes, "and to the same bytes");
  return {*std::move(engine), desk.last_sequence, desk.said};
}

}  // namespace waypost

#endif  // WAYPOST_TESTS_FUZZ_FUZZED_DESK_H_
