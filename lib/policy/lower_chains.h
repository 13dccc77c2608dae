// What LowerEscalations is made of: triggers and steps.
#ifndef WAYPOST_LIB_POLICY_LOWER_CHAINS_H_
#define WAYPOST_LIB_POLICY_LOWER_CHAINS_H_

#include "lib/base/words.h"
#include "lib/policy/declared.h"
#include "lib/policy/lowering.h"
#include "lib/policy/tables.h"

namespace waypost::policy {

// Milestones of all service promises; several may have one of the same name.
Declared AllMilestones(const Lowering& lowering);

// Reads one thing that starts a chain. A point on a clock becomes a warning of its targets.
void ReadTrigger(Lowering& lowering, const waypost::v1::Trigger& written,
                 const Declared& milestones, Triggers& on);

// Reads one step; its condition is the caller's business.
Step ReadStep(Lowering& lowering, const waypost::v1::Step& written);

// Reads whom to tell: "queue:security".
NotifyTarget ReadTarget(Lowering& lowering, const std::string& text, const FieldRef& field);

// Reads who is to decide.
Panel ReadPanel(Lowering& lowering, const waypost::v1::Panel& written);

// Reads the teams, and who leads them and the queues.
void LowerTeams(Lowering& lowering);

// Reports a setting that means nothing without another one (WP2506).
void ReportNeeds(Lowering& lowering, const FieldRef& field, const Words& setting,
                 const Words& needed);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_LOWER_CHAINS_H_
