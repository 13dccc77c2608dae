#ifndef WAYPOST_LIB_REPORT_POLICY_WORDS_H_
#define WAYPOST_LIB_REPORT_POLICY_WORDS_H_

#include <string>
#include <utility>
#include <vector>

#include "waypost/v1/policy.pb.h"

namespace waypost::report {

// Parts of a policy in words, for people who do not read policies.

// "at once", "after 5m on hours"
std::string AfterText(const std::string& after, const std::string& calendar);

// "breached resolution", "emotion 4 or more"
std::string TriggerText(const v1::Trigger& trigger);

// What a step does: "tell role:lead, priority P1".
std::string StepText(const v1::Step& step);

// On what conditions, and what if nobody is there or answers; empty where nothing is said.
std::string StepDetail(const v1::Step& step);

// What holds for a chain as a whole, each in a few words: repeats, limits, what ends it.
std::vector<std::string> ChainTerms(const v1::Escalation& chain);

// Into which queues and when, "" for none: "into money from 10 waiting, back at 2".
std::string OverflowText(const v1::Queue& queue);

// How its tickets are offered: "first come, offers for 30s, taken at once".
std::string OfferText(const v1::Queue& queue);

// Limits and lifecycle where the policy states them, as (what, how much).
std::vector<std::pair<std::string, std::string>> LimitsText(const v1::Policy& policy);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_POLICY_WORDS_H_
