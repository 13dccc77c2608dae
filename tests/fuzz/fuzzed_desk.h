#ifndef WAYPOST_TESTS_FUZZ_FUZZED_DESK_H_
#define WAYPOST_TESTS_FUZZ_FUZZED_DESK_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/types/span.h"
#include "lib/base/check.h"
#include "lib/base/digest.h"
#include "waypost/engine.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost {

inline constexpr int64_t kFuzzStart = 1806044400000;
// A stream ends here: offers that nobody answers for days on end are no more than slow.
inline constexpr uint64_t kMostFuzzedEvents = 20'000;

// The bytes of an input, a choice each; bytes that run out are zeros.
class FuzzBytes {
 public:
  FuzzBytes(const uint8_t* data, size_t size) : at_(data), end_(data + size) {}

  bool empty() const { return at_ == end_; }
  int Next() { return empty() ? 0 : *at_++; }

 private:
  const uint8_t* at_;
  const uint8_t* end_;
};

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

// A stream of at most `max_commands` commands, made of what is left in `in` by `write(in, now_ms)`,
// each after one of the `pauses_ms` (below 0: the command says that it came before the last one).
// The first byte says after how many commands the desk is read back from a snapshot, to go on
// beside the first: restoring compiles the policy and is slow, so streams shorter than this do
// without.
template <typename Bytes, typename Write>
void RunStream(const Policy& policy, Bytes in, int max_commands,
               absl::Span<const int64_t> pauses_ms, Write write) {
  const int restore_at = in.Next();
  FuzzedDesk desk = {Engine::Create(policy, kFuzzStart)};
  std::optional<FuzzedDesk> restored;
  int64_t now_ms = kFuzzStart;
  for (int i = 0; i < max_commands && !in.empty(); ++i) {
    if (desk.last_sequence > kMostFuzzedEvents) return;
    if (i == restore_at) restored = Restored(desk);
    const int64_t pause_ms = pauses_ms[static_cast<size_t>(in.Next()) % pauses_ms.size()];
    if (pause_ms > 0) now_ms += pause_ms;
    const int64_t said_ms = pause_ms < 0 ? now_ms - 1 : now_ms;
    const v1::Command command = write(in, now_ms);
    const bool ok = desk.Apply(now_ms, said_ms, command);
    if (!restored) continue;
    WP_CHECK(restored->Apply(now_ms, said_ms, command) == ok, "restored, it answers alike");
    WP_CHECK(restored->said.Value() == desk.said.Value(), "and says the same");
    WP_CHECK(restored->engine->StateDigest() == desk.engine->StateDigest(), "and goes on alike");
  }
}

}  // namespace waypost

#endif  // WAYPOST_TESTS_FUZZ_FUZZED_DESK_H_
