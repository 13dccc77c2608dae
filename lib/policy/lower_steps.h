// The steps of lowering, in the order in which they run: each relies on the names of those before.
#ifndef WAYPOST_LIB_POLICY_LOWER_STEPS_H_
#define WAYPOST_LIB_POLICY_LOWER_STEPS_H_

#include <cstdint>
#include <string>

#include "lib/base/words.h"
#include "lib/policy/lowering.h"

namespace waypost::policy {

// One function per section of the policy. Problems go to the sink; a row is filled whatever is
// wrong with it, so that indexes stay those of the message.
void LowerPriorities(Lowering& lowering);
void LowerLanguages(Lowering& lowering);
void LowerLimits(Lowering& lowering);
void LowerCalendars(Lowering& lowering);
void LowerCategories(Lowering& lowering);
void LowerModel(Lowering& lowering);
void LowerChannels(Lowering& lowering);
// A time in the life of a waiting ticket; 0: it is not written.
int64_t ReadWait(Lowering& lowering, const std::string& text, const FieldRef& field);
void ReadOverflows(Lowering& lowering, const waypost::v1::Queue& written, Queue& queue);
void ReadReserves(Lowering& lowering, const waypost::v1::Queue& written, Queue& queue);
void ReadBatchWindow(Lowering& lowering, const waypost::v1::Queue& written, Queue& row);
void ReadChoice(Lowering& lowering, const waypost::v1::Queue& written, Queue& row);
void ReadWeights(Lowering& lowering, const waypost::v1::Queue& written, Queue& row);
void LowerWork(Lowering& lowering);
void LowerQueues(Lowering& lowering);
QueueOrder OrderOf(waypost::v1::Queue::Order written);  // of LowerQueues
void LowerOverlays(Lowering& lowering);
void LowerFacts(Lowering& lowering);
struct WantedType {
  expression::Type type;
  Words in_words;  // "a fact of type STRING"
};
// The declared fact of that name, after LowerFacts; kNone if none is named, or after a report.
uint16_t ReadFact(Lowering& lowering, const std::string& name, const FieldRef& field,
                  const WantedType& wanted);
void LowerPriorityRules(Lowering& lowering);
void LowerNotServed(Lowering& lowering);
void LowerKeywords(Lowering& lowering);
void LowerSlas(Lowering& lowering);
void LowerRoutes(Lowering& lowering);
void LowerRotations(Lowering& lowering);
void LowerEscalations(Lowering& lowering);
void LowerIncidents(Lowering& lowering);
void LowerAlarms(Lowering& lowering);
// Reads "5/10m"; no limit if the text is empty or, after a report (WP2508), is no rate.
RateLimit ReadRate(Lowering& lowering, const std::string& text, const FieldRef& field);
void LowerShares(Lowering& lowering);  // after the teams
void LowerLifecycle(Lowering& lowering);
void LowerThanks(Lowering& lowering);  // of LowerLifecycle

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_LOWER_STEPS_H_
