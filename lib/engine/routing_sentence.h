#ifndef WAYPOST_LIB_ENGINE_ROUTING_SENTENCE_H_
#define WAYPOST_LIB_ENGINE_ROUTING_SENTENCE_H_

#include <string>
#include <string_view>

#include "lib/engine/core.h"
#include "waypost/v1/query.pb.h"

namespace waypost::engine {

// Explanations of routing for people: one sentence in lower case, without a final period, that
// says "it" for the ticket. All else of the message is filled in already.
std::string SentenceOf(const Core& core, const Ticket& ticket, const Agent& agent,
                       const v1::RoutingVerdict& verdict);
std::string SentenceOf(const Core& core, const Ticket& ticket,
                       const v1::RoutingExplanation& explanation);
std::string SentenceOf(const v1::UnroutableTicket& ticket, std::string_view has);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_ROUTING_SENTENCE_H_
