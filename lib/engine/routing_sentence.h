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
Words SentenceOf(const v1::UnroutableTicket& ticket, std::string_view has);

// Puts a sentence into a message that has one in each language.
template <typename Message>
void SetSentence(const Words& sentence, Message& message) {
  message.set_sentence(sentence.english);
  message.set_sentence_zh(sentence.chinese);
}

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_ROUTING_SENTENCE_H_
