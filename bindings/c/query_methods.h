#ifndef WAYPOST_BINDINGS_C_QUERY_METHODS_H_
#define WAYPOST_BINDINGS_C_QUERY_METHODS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "waypost/engine.h"

namespace waypost::c {

// The methods of waypost.h that ask an engine or its policy, by the same names.
absl::Status GetTicket(Engine& engine, std::string_view request, std::string* bytes);
absl::Status ListTickets(Engine& engine, std::string_view request, std::string* bytes);
absl::Status ExplainClock(Engine& engine, std::string_view request, std::string* bytes);
absl::Status ExplainRouting(Engine& engine, std::string_view request, std::string* bytes);
absl::Status ExplainEscalation(Engine& engine, std::string_view request, std::string* bytes);
absl::Status WhyNot(Engine& engine, std::string_view request, std::string* bytes);
absl::Status GetUnroutable(Engine& engine, std::string_view request, std::string* bytes);
absl::Status EstimateWait(Engine& engine, std::string_view request, std::string* bytes);
absl::Status ListModes(Engine& engine, std::string_view request, std::string* bytes);
absl::Status GetAgent(Engine& engine, std::string_view request, std::string* bytes);
absl::Status GetQueue(Engine& engine, std::string_view request, std::string* bytes);
absl::Status GetAttainment(Engine& engine, std::string_view request, std::string* bytes);
absl::Status ListIncidents(Engine& engine, std::string_view request, std::string* bytes);
absl::Status GetState(Engine& engine, std::string_view request, std::string* bytes);
absl::Status Classify(Engine& engine, std::string_view request, std::string* bytes);
absl::Status AskCalendar(Engine& engine, std::string_view request, std::string* bytes);
absl::Status GetIncident(Engine& engine, std::string_view request, std::string* bytes);

}  // namespace waypost::c

#endif  // WAYPOST_BINDINGS_C_QUERY_METHODS_H_
