// Teams, and who leads them and the queues.
#include <utility>

#include "lib/policy/lower_chains.h"

namespace waypost::policy {
namespace {

using V1Queue = waypost::v1::Queue;
using V1Team = waypost::v1::Team;

// Leads are people or roles: whom the ticket says, or the customer, leads nobody.
NotifyTarget ReadLead(Lowering& lowering, const std::string& text, const FieldRef& field) {
  if (text.empty()) return {};
  const bool named = text.find(':') != std::string::npos && text.compare(0, 9, "customer:") != 0;
  if (named) {
    NotifyTarget lead = ReadTarget(lowering, text, field);
    if (lead.person == NotifyTarget::Person::kAny) return lead;
  }
  lowering.Report("WP2503", field, Say({"$0 cannot lead", "$0 不能担任负责人"}, Quoted(text)))
      .Help({"write \"agent:NAME\", \"role:NAME\", \"rotation:NAME\" or \"host:ANYTHING\"",
             "请写 \"agent:NAME\"、\"role:NAME\"、\"rotation:NAME\" 或 \"host:ANYTHING\""});
  return {};
}

}  // namespace

void LowerTeams(Lowering& lowering) {
  for (const V1Team& written : lowering.policy.teams()) {
    lowering.teams.Add(written.id(), lowering.places.Value(written, V1Team::kIdFieldNumber),
                       lowering.tables.teams.size(), lowering.sink);
    Team row;
    row.id = lowering.names.Intern(written.id());
    row.label = written.label();
    row.lead = ReadLead(lowering, written.lead(), {written, V1Team::kLeadFieldNumber});
    row.span = lowering.SpanOf(written);
    lowering.tables.teams.push_back(std::move(row));
  }
  size_t row = 0;
  for (const V1Queue& written : lowering.policy.queues()) {
    lowering.tables.queues[row++].lead =
        ReadLead(lowering, written.lead(), {written, V1Queue::kLeadFieldNumber});
  }
}

}  // namespace waypost::policy
