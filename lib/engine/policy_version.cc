#include "lib/engine/policy_version.h"

#include <algorithm>
#include <utility>

namespace waypost::engine {
namespace {

using policy::kNone;

template <typename Row>
uint16_t IndexOf(const std::vector<Row>& rows, policy::Name id) {
  if (id == 0) return kNone;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].id == id) return static_cast<uint16_t>(i);
  }
  return kNone;
}

policy::Name NameOf(const policy::Tables& tables, std::string_view text) {
  for (size_t i = 1; i < tables.names.size(); ++i) {
    if (tables.names[i] == text) return static_cast<policy::Name>(i);
  }
  return 0;
}

bool RefersToVocabulary(expression::RequirementOp op) {
  return op == expression::RequirementOp::kSkillAtLeast ||
         op == expression::RequirementOp::kSpeaksAtLeast ||
         op == expression::RequirementOp::kTeamIs || op == expression::RequirementOp::kHasRole ||
         op == expression::RequirementOp::kHasAttribute;
}

constexpr uint32_t kStatedFacts[kStatedFactCount] = {
    policy::kFactChannel,  policy::kFactProduct, policy::kFactRegion,
    policy::kFactPlatform, policy::kFactTier,    policy::kFactCustomerType};

}  // namespace

PolicyVersion::PolicyVersion(Policy policy, SymbolPool& symbols)
    : sla_scratch(policy.body().tables.sla_conditions.MakeScratch()),
      route_scratch(policy.body().tables.route_conditions.MakeScratch()),
      priority_scratch(policy.body().tables.priority_conditions.MakeScratch()),
      not_served_scratch(policy.body().tables.not_served_conditions.MakeScratch()),
      sample_scratch(policy.body().tables.sample_conditions.MakeScratch()),
      entitlement_scratch(policy.body().tables.entitlement_conditions.MakeScratch()),
      retention_scratch(policy.body().tables.retention_conditions.MakeScratch()),
      policy_(std::move(policy)),
      tables_(policy_.body().tables),
      escalate_(tables_),
      global_(tables_.names.size()),
      requirements_(tables_.requirements),
      rank_of_name_(tables_.names.size(), 255),
      fact_of_name_(tables_.names.size(), -1) {
  for (size_t i = 1; i < tables_.names.size(); ++i) global_[i] = symbols.Acquire(tables_.names[i]);
  for (size_t i = 1; i < global_.size(); ++i) {
    if (global_[i] >= local_.size()) local_.resize(global_[i] + 1);
    local_[global_[i]] = static_cast<policy::Name>(i);
  }
  for (expression::Requirement& requirement : requirements_) {
    for (expression::RequirementNode& node : requirement.nodes) {
      if (RefersToVocabulary(node.op)) node.symbol = global_[node.symbol];
    }
  }
  for (size_t rank = 0; rank < tables_.priorities.size(); ++rank) {
    rank_of_name_[tables_.priorities[rank]] = static_cast<uint8_t>(rank);
  }
  for (int state = 0; state < kTicketStateCount; ++state) {
    state_names_.push_back(NameOf(tables_, StateName(static_cast<TicketState>(state))));
  }
  for (int i = 0; i < 4; ++i) {
    complexity_names_.push_back(NameOf(tables_, ComplexityName(static_cast<Complexity>(i))));
  }

  for (size_t i = 0; i < tables_.facts.size(); ++i) {
    fact_of_name_[tables_.facts[i].name] = static_cast<int16_t>(i);
  }
  SetDefaults();
  NoteReads();
}

void PolicyVersion::SetDefaults() {
  const uint32_t size = tables_.environment.row_size();
  present_defaults_.resize((size + 63) / 64);
  value_defaults_.resize(size);
  texts_.resize(size);
  lists_.resize(size);
  list_texts_.resize(size);
  default_texts_.resize(tables_.facts.size());
  const auto set = [this](uint32_t fact) {
    present_defaults_[fact / 64] |= uint64_t{1} << (fact % 64);
  };
  for (uint32_t fact = 0; fact < policy::kFirstDeclaredFact; ++fact) set(fact);
  for (uint32_t fact = tables_.FactOfCalendar(0); fact < size; ++fact) set(fact);
  for (size_t i = 0; i < tables_.facts.size(); ++i) {
    const policy::DeclaredFact& fact = tables_.facts[i];
    if (!fact.has_default) continue;
    const uint32_t index = policy::kFirstDeclaredFact + static_cast<uint32_t>(i);
    set(index);
    value_defaults_[index] = fact.default_value;
    for (const policy::Name name : fact.default_list) {
      default_texts_[i].push_back(tables_.names[name]);
    }
  }
  present_ = present_defaults_;
  values_ = value_defaults_;
}

// What has to be filled in only because a condition reads it.
void PolicyVersion::NoteReads() {
  std::vector<bool> read(tables_.environment.row_size());
  for (const expression::RuleList* list : policy::RuleListsOf(tables_)) {
    for (const uint32_t fact : list->facts_read()) read[fact] = true;
    needs_texts_ = needs_texts_ || !list->texts_read().empty();
  }
  for (const policy::FactMark& mark : tables_.followed) {
    read[mark.fact] = true;
    needs_texts_ = true;
  }
  reads_modes_ = read[policy::kFactModes];
  promises_read_modes_ = tables_.sla_conditions.Reads(policy::kFactModes);
  watches_modes_ =
      tables_.watch_conditions.Reads(policy::kFactModes) ||
      std::any_of(tables_.followed.begin(), tables_.followed.end(),
                  [](const policy::FactMark& mark) { return mark.fact == policy::kFactModes; });
  for (uint32_t fact = 0; fact < read.size(); ++fact) {
    if (!read[fact] || fact == policy::kFactModes) continue;
    if (fact >= tables_.FactOfCalendar(0)) {
      calendars_read_.push_back(fact - tables_.FactOfCalendar(0));
    } else if (tables_.environment.At(fact)->type == expression::Type::kStringList) {
      lists_read_.push_back(fact);
    }
  }
}

// --- event modes

void PolicyVersion::UseModes(uint32_t modes) {
  if (modes == modes_) return;
  modes_ = modes;
  queues_now_.clear();
  for (size_t i = 0; i < tables_.overlays.size(); ++i) {
    if ((modes >> i & 1) == 0) continue;
    for (const policy::OverlayQueue& row : tables_.overlays[i].queues) {
      if (queues_now_.empty()) queues_now_ = tables_.queues;
      policy::Queue& queue = queues_now_[row.queue];
      if (row.calendar != kNone) queue.calendar = row.calendar;
      if (row.order) queue.order = *row.order;
      if (row.offer_timeout_ms != 0) queue.offer_timeout_ms = row.offer_timeout_ms;
    }
  }
}

bool PolicyVersion::MayHaveHours(size_t queue) const {
  if (tables_.queues[queue].calendar != kNone) return true;
  for (const policy::Overlay& overlay : tables_.overlays) {
    for (const policy::OverlayQueue& row : overlay.queues) {
      if (row.queue == queue && row.calendar != kNone) return true;
    }
  }
  return false;
}

void PolicyVersion::PutModes(uint32_t modes) {
  mode_numbers_.clear();
  mode_texts_.clear();
  for (size_t i = 0; i < tables_.overlays.size(); ++i) {
    if ((modes >> i & 1) == 0) continue;
    mode_numbers_.push_back(tables_.overlays[i].id);
    mode_texts_.push_back(tables_.names[tables_.overlays[i].id]);
  }
  lists_[policy::kFactModes] = mode_numbers_;
  list_texts_[policy::kFactModes] = mode_texts_;
}

void PolicyVersion::Release(SymbolPool& symbols) const {
  for (size_t i = 1; i < global_.size(); ++i) symbols.Release(global_[i]);
  for (const Alias& alias : aliases_) symbols.Release(alias.from);
}

void PolicyVersion::AddAlias(Symbol from, Symbol to, SymbolPool& symbols) {
  if (from == 0 || Local(to) == 0 || Local(from) != 0) return;
  if (from >= local_.size()) local_.resize(from + 1);
  local_[from] = Local(to);
  aliases_.push_back({from, to});
  symbols.Acquire(from);
}

uint8_t PolicyVersion::Rank(Symbol priority) const {
  const uint8_t rank = rank_of_name_[Local(priority)];
  return rank == 255 ? tables_.default_priority : rank;
}

bool PolicyVersion::HasPriority(Symbol id) const { return rank_of_name_[Local(id)] != 255; }

bool PolicyVersion::HasChannel(Symbol id) const {
  return IndexOf(tables_.channels, Local(id)) != kNone;
}

uint16_t PolicyVersion::FindCalendar(Symbol id) const {
  return IndexOf(tables_.calendars, Local(id));
}

uint16_t PolicyVersion::FindCategory(Symbol id) const {
  return IndexOf(tables_.categories, Local(id));
}

uint16_t PolicyVersion::FindSubcategory(uint16_t category, Symbol id) const {
  const policy::Name name = Local(id);
  for (size_t i = 0; name != 0 && i < tables_.subcategories.size(); ++i) {
    const policy::Subcategory& sub = tables_.subcategories[i];
    if (sub.id == name && sub.category == category) return static_cast<uint16_t>(i);
  }
  return kNone;
}

uint16_t PolicyVersion::FindQueue(Symbol id) const { return IndexOf(tables_.queues, Local(id)); }

uint16_t PolicyVersion::FindEscalation(Symbol id) const {
  return IndexOf(tables_.escalations, Local(id));
}

uint16_t PolicyVersion::FindOverlay(Symbol id) const {
  return IndexOf(tables_.overlays, Local(id));
}

uint16_t PolicyVersion::FindTeam(Symbol id) const { return IndexOf(tables_.teams, Local(id)); }

int PolicyVersion::FindFact(Symbol name) const { return fact_of_name_[Local(name)]; }

void PolicyVersion::PutText(uint32_t fact, Symbol symbol, const SymbolPool& symbols) {
  values_[fact] = Local(symbol);
  if (needs_texts_) texts_[fact] = symbols.Text(symbol);
}

void PolicyVersion::FillBuiltIn(const Ticket& ticket, const SymbolPool& symbols,
                                const StatedFacts::Values& stated) {
  PutText(policy::kFactCategory, ticket.category, symbols);
  PutText(policy::kFactSubcategory, ticket.subcategory, symbols);
  PutText(policy::kFactLanguage, ticket.language, symbols);
  PutText(policy::kFactQueue, ticket.queue, symbols);
  PutText(policy::kFactOwner, ticket.owner, symbols);
  for (size_t i = 0; i < kStatedFactCount; ++i) PutText(kStatedFacts[i], stated[i], symbols);
  values_[policy::kFactPriority] = Rank(ticket.priority);
  values_[policy::kFactEmotion] = ticket.emotion;
  values_[policy::kFactReopenCount] = ticket.reopen_count;
  values_[policy::kFactNeedsReview] = ticket.needs_review;
  values_[policy::kFactComplexity] = complexity_names_[static_cast<size_t>(ticket.complexity)];
  values_[policy::kFactStatus] = state_names_[static_cast<size_t>(ticket.state)];
  if (needs_texts_) {
    texts_[policy::kFactComplexity] = ComplexityName(ticket.complexity);
    texts_[policy::kFactStatus] = StateName(ticket.state);
  }
}

void PolicyVersion::FillDeclared(const Ticket& ticket, const SymbolPool& symbols) {
  if (tables_.facts.empty()) return;
  std::copy(present_defaults_.begin(), present_defaults_.end(), present_.begin());
  for (size_t i = 0; i < tables_.facts.size(); ++i) {
    const uint32_t index = policy::kFirstDeclaredFact + static_cast<uint32_t>(i);
    values_[index] = value_defaults_[index];
    if (needs_texts_ && tables_.facts[i].type == expression::Type::kString) {
      texts_[index] = tables_.names[static_cast<size_t>(value_defaults_[index])];
    }
  }
  for (const FactEntry& entry : ticket.facts) {
    const int i = FindFact(entry.fact);
    if (i < 0 || tables_.facts[static_cast<size_t>(i)].type != entry.type) continue;
    const uint32_t index = policy::kFirstDeclaredFact + static_cast<uint32_t>(i);
    present_[index / 64] |= uint64_t{1} << (index % 64);
    if (entry.type == expression::Type::kString) {
      PutText(index, static_cast<Symbol>(entry.value), symbols);
    } else {
      values_[index] = entry.value;
    }
  }
}

void PolicyVersion::FillMoving(const Ticket& ticket, int64_t at_ms) {
  values_[policy::kFactAge] = at_ms - ticket.opened_ms;
  for (const size_t i : calendars_read_) {
    values_[tables_.FactOfCalendar(i)] = tables_.calendars[i].calendar.IsOpen(at_ms) ? 1 : 0;
  }
}

// Where a list's elements belong in a row; nullopt: this policy has no such list.
std::optional<uint32_t> PolicyVersion::ListOf(const FactEntry& entry) const {
  if (entry.fact == kTagsFact) return policy::kFactTags;
  const int i = FindFact(entry.fact);
  if (i < 0 || tables_.facts[static_cast<size_t>(i)].type != entry.type) return std::nullopt;
  return policy::kFirstDeclaredFact + static_cast<uint32_t>(i);
}

void PolicyVersion::FillLists(const Ticket& ticket, const SymbolPool& symbols) {
  for (const uint32_t fact : lists_read_) {
    const bool declared = fact >= policy::kFirstDeclaredFact;
    const size_t i = declared ? fact - policy::kFirstDeclaredFact : 0;
    lists_[fact] = {};
    list_texts_[fact] = {};
    if (declared) lists_[fact] = tables_.facts[i].default_list;
    if (declared) list_texts_[fact] = default_texts_[i];
  }
  element_numbers_.clear();
  element_texts_.clear();
  // Spans into these are handed out while they grow.
  element_numbers_.reserve(ticket.facts.size());
  element_texts_.reserve(ticket.facts.size());
  for (uint32_t i = 0; i < ticket.facts.size();) {
    const FactEntry& first = ticket.facts[i];
    const size_t begin = element_numbers_.size();
    for (; i < ticket.facts.size() && ticket.facts[i].fact == first.fact &&
           ticket.facts[i].type == expression::Type::kStringList;
         ++i) {
      if (!HoldsText(ticket.facts[i])) continue;
      const auto symbol = static_cast<Symbol>(ticket.facts[i].value);
      element_numbers_.push_back(Local(symbol));
      element_texts_.push_back(symbols.Text(symbol));
    }
    if (first.type != expression::Type::kStringList) {
      ++i;
    } else if (const std::optional<uint32_t> fact = ListOf(first)) {
      lists_[*fact] = absl::MakeConstSpan(element_numbers_).subspan(begin);
      list_texts_[*fact] = absl::MakeConstSpan(element_texts_).subspan(begin);
    }
  }
}

expression::FactRow PolicyVersion::RowOf(const Ticket& ticket, const SymbolPool& symbols,
                                         const StatedFacts& stated, int64_t at_ms) {
  return RowOf(ticket, symbols, stated, at_ms, modes_);
}

expression::FactRow PolicyVersion::RowOf(const Ticket& ticket, const SymbolPool& symbols,
                                         const StatedFacts& stated, int64_t at_ms, uint32_t modes) {
  FillBuiltIn(ticket, symbols, stated[ticket.stated]);
  FillDeclared(ticket, symbols);
  FillMoving(ticket, at_ms);
  if (!lists_read_.empty()) FillLists(ticket, symbols);
  if (reads_modes_) PutModes(modes);
  return {present_, values_, texts_, lists_, list_texts_};
}

}  // namespace waypost::engine
