#ifndef WAYPOST_LIB_ENGINE_POLICY_VERSION_H_
#define WAYPOST_LIB_ENGINE_POLICY_VERSION_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "lib/engine/agent_store.h"
#include "lib/engine/policy_body.h"
#include "lib/engine/stated_facts.h"
#include "lib/engine/symbol_pool.h"
#include "lib/engine/ticket.h"
#include "lib/escalate/decider.h"
#include "lib/expression/fact_row.h"
#include "lib/expression/requirement.h"
#include "lib/policy/tables.h"

namespace waypost::engine {

// A policy as one engine executes it: its vocabulary translated to the engine's symbols and back,
// and the scratch memory of its conditions.
//
// Several can be live at once: what has started keeps its version.
class PolicyVersion {
 public:
  // Acquires the vocabulary's symbols; Release() gives them back.
  PolicyVersion(Policy policy, SymbolPool& symbols);
  void Release(SymbolPool& symbols) const;

  const Policy& policy() const { return policy_; }
  const policy::Tables& tables() const { return tables_; }
  const sla::Decider& sla() const { return policy_.body().sla; }
  escalate::Decider& escalate() { return escalate_; }
  const escalate::Decider& escalate() const { return escalate_; }
  const classify::Classifier& classifier() const { return *policy_.body().classifier; }

  Symbol Global(policy::Name name) const { return global_[name]; }
  // 0 if the policy does not have the text.
  policy::Name Local(Symbol symbol) const { return symbol < local_.size() ? local_[symbol] : 0; }

  // From now on this policy takes the one text for the other. Unknown ones are ignored.
  void AddAlias(Symbol from, Symbol to, SymbolPool& symbols);
  struct Alias {
    Symbol from = 0;  // held
    Symbol to = 0;
  };
  const std::vector<Alias>& aliases() const { return aliases_; }

  // Rank of a priority; the default's if the policy has no such priority.
  uint8_t Rank(Symbol priority) const;
  Symbol PriorityAt(uint8_t rank) const { return Global(tables_.priorities[rank]); }

  // Index by name, policy::kNone if there is none.
  uint16_t FindCategory(Symbol id) const;
  uint16_t FindSubcategory(uint16_t category, Symbol id) const;
  uint16_t FindQueue(Symbol id) const;
  uint16_t FindEscalation(Symbol id) const;
  uint16_t FindTeam(Symbol id) const;
  uint16_t FindOverlay(Symbol id) const;
  // Index into tables().facts, -1 if the policy declares no such fact.
  int FindFact(Symbol name) const;
  bool HasPriority(Symbol id) const;
  bool HasChannel(Symbol id) const;
  uint16_t FindCalendar(Symbol id) const;

  // Which of its overlays are in force, by index: a bit each. Conditions read it, and queues go by
  // it.
  void UseModes(uint32_t modes);
  // What of that promises depend on; 0 if none does.
  uint32_t promise_modes() const { return promises_read_modes_ ? modes_ : 0; }
  bool watches_modes() const { return watches_modes_; }  // chains depend on it
  // A queue as it works now.
  const policy::Queue& queue(size_t index) const {
    return queues_now_.empty() ? tables_.queues[index] : queues_now_[index];
  }
  bool MayHaveHours(size_t queue) const;  // now, or while an overlay is in force

  // Requirements with the engine's symbols.
  const expression::Requirement& requirement(uint16_t index) const { return requirements_[index]; }

  // The ticket's facts as this policy reads them at an instant, its age and open calendars
  // included; valid until the next call. `modes`: as if these overlays were in force.
  expression::FactRow RowOf(const Ticket& ticket, const SymbolPool& symbols,
                            const StatedFacts& stated, int64_t at_ms);
  expression::FactRow RowOf(const Ticket& ticket, const SymbolPool& symbols,
                            const StatedFacts& stated, int64_t at_ms, uint32_t modes);

  expression::RuleScratch sla_scratch;
  expression::RuleScratch route_scratch;
  expression::RuleScratch priority_scratch;
  expression::RuleScratch not_served_scratch;
  expression::RuleScratch sample_scratch;
  expression::RuleScratch entitlement_scratch;
  expression::RuleScratch retention_scratch;

  // Clocks, chains and ladders that keep this version. The current one lives without.
  uint64_t uses = 0;

 private:
  void FillBuiltIn(const Ticket& ticket, const SymbolPool& symbols,
                   const StatedFacts::Values& stated);
  void FillDeclared(const Ticket& ticket, const SymbolPool& symbols);
  void FillMoving(const Ticket& ticket, int64_t at_ms);
  void FillLists(const Ticket& ticket, const SymbolPool& symbols);
  void PutModes(uint32_t modes);
  void NoteReads();
  void SetDefaults();
  std::optional<uint32_t> ListOf(const FactEntry& entry) const;
  void PutText(uint32_t fact, Symbol symbol, const SymbolPool& symbols);

  Policy policy_;
  const policy::Tables& tables_;
  escalate::Decider escalate_;
  std::vector<Symbol> global_;       // by Name
  std::vector<policy::Name> local_;  // by Symbol
  std::vector<Alias> aliases_;
  std::vector<expression::Requirement> requirements_;
  std::vector<uint8_t> rank_of_name_;  // by Name; 255: not a priority
  std::vector<int16_t> fact_of_name_;  // by Name; -1: not a fact
  std::vector<policy::Name> state_names_;
  std::vector<policy::Name> complexity_names_;

  std::vector<uint64_t> present_;
  std::vector<uint64_t> present_defaults_;
  std::vector<int64_t> values_;
  std::vector<int64_t> value_defaults_;
  std::vector<std::string_view> texts_;
  bool needs_texts_ = false;

  std::vector<size_t> calendars_read_;  // by conditions; indexes of tables().calendars
  std::vector<uint32_t> lists_read_;    // likewise; indexes in a row
  std::vector<absl::Span<const uint32_t>> lists_;
  std::vector<absl::Span<const std::string_view>> list_texts_;
  std::vector<uint32_t> element_numbers_;
  std::vector<std::string_view> element_texts_;
  std::vector<std::vector<std::string_view>> default_texts_;  // by declared fact

  uint32_t modes_ = 0;
  bool reads_modes_ = false;
  bool promises_read_modes_ = false;
  bool watches_modes_ = false;
  std::vector<policy::Queue> queues_now_;  // empty: as the policy has them
  std::vector<uint32_t> mode_numbers_;
  std::vector<std::string_view> mode_texts_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_POLICY_VERSION_H_
