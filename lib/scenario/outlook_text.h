#ifndef WAYPOST_LIB_SCENARIO_OUTLOOK_TEXT_H_
#define WAYPOST_LIB_SCENARIO_OUTLOOK_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/scenario/local_time.h"
#include "lib/scenario/outlook.h"
#include "waypost/message_language.h"

namespace waypost::scenario {

// An outlook for people, events in the notation of scenarios, beside each the line of the policy
// that decided it. Ends with a newline.
//
//   2027-01-04 Europe/Lisbon
//     09:00     open T1 category=account
//                 classified T1 account priority=P1 ...    category "account", desk.textproto:9
//                 queued T1 security stage=1 waiting=1     route "account" stage 1, ...
//   then, if nobody acts
//     09:02     stage T1 2 via account queue=general       route "account" stage 2, ...
//
//   who is asked, if everybody before says no
//     lin       09:00     via account stage=1 queue=security
//     zoe       never
//
//   who is told and is nobody on the roster
//     agent:yan
//
//   event modes in force
//     tournament  until 18:00
//
//   how long it would wait, with everybody idle
//     nobody is there who may take it
//
//   opening  the step that opened the ticket, as the first line shows it
//   colour   terminal colours
std::string OutlookText(const Outlook& outlook, std::string_view opening, const LocalTime& local,
                        int64_t at_ms, bool colour,
                        MessageLanguage language = MessageLanguage::kEnglish);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_OUTLOOK_TEXT_H_
