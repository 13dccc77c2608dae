#ifndef WAYPOST_LIB_ENGINE_ROUTING_SENTENCE_H_
#define WAYPOST_LIB_ENGINE_ROUTING_SENTENCE_H_

#include <string_view>

#include "lib/base/words.h"
#include "lib/engine/core.h"
#include "waypost/v1/query.pb.h"

namespace waypost::engine {

// Explanations of routing for people: one sentence, in English in lower case, without a final
// period, that says "it" for the ticket. All else of the message is filled in already.
Words SentenceOf(const Core& core, const Ticket& ticket, const Agent& agent,
                 const v1::RoutingVerdict& verdict);
Words SentenceOf(const Core& core, const Ticket& ticket, const v1::RoutingExplanation& explanation);
// `unmet`: what the nearest agent does not meet of what holds at every stage (FixedAsks); `has`:
// its level in the one thing that it lacks besides. Empty: nothing of it.
Words SentenceOf(const v1::UnroutableTicket& ticket, const Words& unmet, std::string_view has);

// Puts a sentence into a message that has one in each language.
template <typename Message>
void SetSentence(const Words& sentence, Message& message) {
  message.set_sentence(sentence.english);
  message.set_sentence_zh(sentence.chinese);
}

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_ROUTING_SENTENCE_H_
