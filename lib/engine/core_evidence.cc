// Evidence and the results of checks, as facts that conditions read.
#include <algorithm>
#include <string>
#include <vector>

#include "lib/base/words.h"
#include "lib/engine/core.h"

namespace waypost::engine {
namespace {

absl::Status CheckName(std::string_view name, const char* field) {
  if (name.empty()) return InvalidArgument(Say({"$0 is required", "必须给出 $0"}, field));
  if (name.size() <= 256) return absl::OkStatus();
  return InvalidArgument(Say({"$0 has more than 256 bytes", "$0 超过 256 字节"}, field));
}

// The elements of a list of the ticket, without one of them.
std::vector<std::string> Without(std::string_view name, const Ticket& ticket, Symbol fact,
                                 const SymbolPool& symbols) {
  std::vector<std::string> elements;
  for (const FactEntry& entry : ticket.facts) {
    if (fact == 0 || entry.fact != fact || !HoldsText(entry)) continue;
    const std::string_view text = symbols.Text(static_cast<Symbol>(entry.value));
    if (text != name) elements.emplace_back(text);
  }
  return elements;
}

FactInput ListOf(std::string_view fact, const std::vector<std::string_view>& elements) {
  FactInput input;
  input.name = fact;
  input.kind = FactInput::Kind::kList;
  input.texts = elements;
  return input;
}

}  // namespace

// What has once been heard stays, until the host states something else. Values that the policy does
// not declare are passed over.
void Core::AddRisks(Ticket& ticket, classify::Risks risks) {
  const Symbol name = symbols_.Find(classify::kRisksFact);
  const int index = current().FindFact(name);
  if (name == 0 || index < 0) return;
  const policy::Tables& tables = current().tables();
  if (tables.facts[static_cast<size_t>(index)].type != expression::Type::kStringList) return;
  const std::vector<std::string>& values =
      tables.environment.At(policy::kFirstDeclaredFact + static_cast<uint32_t>(index))->values;
  std::vector<std::string> known = Without({}, ticket, name, symbols_);
  const size_t before = known.size();
  for (size_t i = 0; i < classify::kRiskNames.size(); ++i) {
    const std::string risk(classify::kRiskNames[i]);
    const bool declared =
        values.empty() || std::find(values.begin(), values.end(), risk) != values.end();
    if (!classify::HasRisk(risks, i) || !declared) continue;
    if (std::find(known.begin(), known.end(), risk) == known.end()) known.push_back(risk);
  }
  if (known.size() == before || known.size() > expression::kMaxListElements) return;
  const std::vector<std::string_view> all(known.begin(), known.end());
  PutFact(ticket, ListOf(classify::kRisksFact, all));
}

absl::Status Core::ReceiveEvidence(std::string_view ticket_id, std::string_view evidence) {
  if (absl::Status status = CheckName(evidence, "evidence"); !status.ok()) return status;
  const Slot slot = FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  const std::vector<std::string> known =
      Without(evidence, tickets_[slot], symbols_.Find("evidence"), symbols_);
  std::vector<std::string_view> all(known.begin(), known.end());
  all.push_back(evidence);
  const FactInput input = ListOf("evidence", all);
  return SetFacts(ticket_id, absl::MakeConstSpan(&input, 1));
}

absl::Status Core::TakeCheck(std::string_view ticket_id, std::string_view check, bool passed) {
  if (absl::Status status = CheckName(check, "check"); !status.ok()) return status;
  const Slot slot = FindOrRefuse(ticket_id);
  if (slot == TicketStore::kNoSlot) return absl::OkStatus();
  const std::string_view names[] = {passed ? "passed_checks" : "failed_checks",
                                    passed ? "failed_checks" : "passed_checks"};
  std::vector<std::string> known[2];
  std::vector<std::string_view> lists[2];
  std::vector<FactInput> inputs;
  for (int i = 0; i < 2; ++i) {
    known[i] = Without(check, tickets_[slot], symbols_.Find(names[i]), symbols_);
    lists[i].assign(known[i].begin(), known[i].end());
  }
  lists[0].push_back(check);
  for (int i = 0; i < 2; ++i) inputs.push_back(ListOf(names[i], lists[i]));
  return SetFacts(ticket_id, inputs);
}

}  // namespace waypost::engine
