#ifndef WAYPOST_LIB_ENGINE_EVENT_CODEC_H_
#define WAYPOST_LIB_ENGINE_EVENT_CODEC_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "lib/engine/core.h"
#include "lib/engine/event.h"
#include "waypost/v1/event.pb.h"

namespace waypost::engine {

inline void Assign(std::string_view text, std::string* out) {
  out->assign(text.data(), text.size());
}

// Makes messages of events. One message per kind of event is filled again and again, so that a
// steady stream allocates nothing.
class EventCodec {
 public:
  explicit EventCodec(const Core& core) : core_(core) {}

  // Valid until the next event of the same kind.
  const v1::Event& Encode(const Event& event);

  // Versions may have changed places: what was remembered of their lines is forgotten.
  void ForgetRules() { locations_.clear(); }

  void FillFigures(const PeriodFigures& figures, v1::AttainmentFigures& out) const;

 private:
  void Fill(const Event& event, v1::Event& out);
  void FillChainEvent(const Event& event, v1::Event& out);            // chain_event_codec.cc
  void FillActionEvent(const Event& event, v1::Event& out) const;     // likewise
  void FillQuietEvent(const Event& event, v1::Event& out) const;      // quiet_event_codec.cc
  static void FillIncidentEvent(const Event& event, v1::Event& out);  // incident_event_codec.cc
  void FillTicketEvent(const Event& event, v1::Event& out);
  void FillRoutingEvent(const Event& event, v1::Event& out);
  void FillClockEvent(const Event& event, v1::Event& out);
  void FillOtherEvent(const Event& event, v1::Event& out);
  void FillTimesOfAgent(const Event& event, v1::Event& out) const;
  void FillClock(const Event& event, v1::ClockRef& out) const;
  void FillCause(const Event& event, v1::Event& out) const;
  const v1::PolicyLocation& LocationOf(const RuleRef& rule);
  void Put(Symbol symbol, std::string* out) const;

  const Core& core_;
  std::array<std::unique_ptr<v1::Event>, 128> messages_;
  absl::flat_hash_map<uint64_t, v1::PolicyLocation> locations_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_EVENT_CODEC_H_
