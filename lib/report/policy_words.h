#ifndef WAYPOST_LIB_REPORT_POLICY_WORDS_H_
#define WAYPOST_LIB_REPORT_POLICY_WORDS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/words.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::report {

// Parts of a policy in words, for people who do not read policies.

// What the contract calls a field: "not_served" as "not served".
std::string Spaced(std::string_view name);

// Adds a part to a list of such: "tell role:lead, priority P1".
void AddPart(const Words& part, Words* text);

// "frozen within 15m on hours"; without the last two words if there is no calendar.
Words WithinText(const Words& what, const std::string& within, const std::string& calendar);

// "at once", "after 5m on hours"
Words AfterText(const std::string& after, const std::string& calendar);

// "breached resolution", "emotion 4 or more"
Words TriggerText(const v1::Trigger& trigger);

// What a step does: "tell role:lead, priority P1".
Words StepText(const v1::Step& step);

// On what conditions, and what if nobody is there or answers; empty where nothing is said.
Words StepDetail(const v1::Step& step);

// What holds for a chain as a whole, each in a few words: repeats, limits, what ends it.
std::vector<Words> ChainTerms(const v1::Escalation& chain);

// Into which queues and when, "" for none: "into money from 10 waiting, back at 2".
Words OverflowText(const v1::Queue& queue);

// How its tickets are offered: "first come, offers for 30s, taken at once".
Words OfferText(const v1::Queue& queue);

// Limits and lifecycle where the policy states them, as (what, how much); what they are called is
// the policy's word in every language.
std::vector<std::pair<std::string, Words>> LimitsText(const v1::Policy& policy);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_POLICY_WORDS_H_
