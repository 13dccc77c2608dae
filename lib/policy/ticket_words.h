#ifndef WAYPOST_LIB_POLICY_TICKET_WORDS_H_
#define WAYPOST_LIB_POLICY_TICKET_WORDS_H_

#include <string>
#include <string_view>

#include "lib/expression/prove_witness.h"
#include "lib/policy/tables.h"

namespace waypost::policy {

// A text as one word of a shell. Control characters are written as bash and zsh read them,
// $'a\x0ab'; no shell takes a zero byte.
std::string ShellWord(std::string_view word);

// An example ticket as words for a shell, in the notation of the verb `open` of scenarios:
//
//   category=account sub=stolen tier=vip priority=P1 fact.amount=50001
//
// Facts that have the values of `usual`, those of a ticket of which nothing is said, are left out.
// Lists are written as list_text.h says. What the command line has no word for (a state of work, a
// queue) is written all the same, as status=solved.
std::string TicketWords(const Tables& tables, const expression::Witness& witness,
                        const expression::Witness& usual);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_TICKET_WORDS_H_
