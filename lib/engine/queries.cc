#include "lib/engine/queries.h"

#include <algorithm>
#include <string>

#include "lib/base/words.h"
#include "lib/engine/clock_views.h"
#include "lib/engine/incident_desk.h"
#include "lib/engine/unknown_id.h"

namespace waypost::engine {
namespace {

using policy::kNone;

constexpr int kLargestPage = 10'000;

class TicketViewer {
 public:
  explicit TicketViewer(const Core& core) : core_(core) {}

  v1::TicketView View(const Ticket& ticket) const {
    v1::TicketView view;
    view.set_ticket_id(std::string(ticket.id.view()));
    view.set_ordinal(ticket.ordinal);
    view.set_state(static_cast<v1::TicketState>(ticket.state));
    view.set_category(Text(ticket.category));
    view.set_subcategory(Text(ticket.subcategory));
    view.set_priority(Text(ticket.priority));
    view.set_language(Text(ticket.language));
    view.set_emotion(ticket.emotion);
    view.set_complexity(static_cast<v1::Complexity>(ticket.complexity));
    view.set_needs_review(ticket.needs_review != 0);
    view.set_queue(Text(ticket.queue));
    view.set_owner_id(Text(ticket.owner));
    if (ticket.handler != kNobody) view.set_handler_id(Text(core_.agents()[ticket.handler].id));
    view.set_requester_id(std::string(ticket.requester.view()));
    view.set_account_holder_id(Text(ticket.rare->account_holder));
    view.set_opened_ms(ticket.opened_ms);
    if (ticket.in_ladder) view.set_queued_ms(ticket.wait_mark_ms);
    view.set_reopen_count(ticket.reopen_count);
    view.set_next_due_ms(OrZero(core_.NextDueOf(ticket)));
    view.set_incident_id(std::string(core_.incident_desk().IdOf(ticket.rare->incident)));
    AddRules(ticket, view);
    AddClocks(ticket, view);
    AddTasks(ticket, view);
    AddChains(ticket, view);
    AddFacts(ticket, view);
    return view;
  }

 private:
  std::string Text(Symbol symbol) const { return std::string(core_.symbols().Text(symbol)); }

  void AddRules(const Ticket& ticket, v1::TicketView& view) const {
    if (ticket.promise_known && ticket.sla != kNone) {
      const policy::Tables& tables = core_.version(ticket.sla_version).tables();
      view.set_sla(tables.names[tables.slas[ticket.sla].id]);
    }
    if (ticket.in_ladder && ticket.route != kNone) {
      const policy::Tables& tables = core_.version(ticket.route_version).tables();
      view.set_route(tables.names[tables.routes[ticket.route].id]);
      view.set_stage(ticket.stage + 1);
    }
  }

  void AddClocks(const Ticket& ticket, v1::TicketView& view) const {
    for (const sla::Clock& clock : ticket.clocks) {
      if (clock.live()) *view.add_clocks() = ViewOf(core_, ticket, clock);
    }
  }

  void AddTasks(const Ticket& ticket, v1::TicketView& view) const {
    for (const LinkedTask& task : core_.tasks().Of(ticket.ordinal)) {
      v1::TaskView& out = *view.add_tasks();
      out.set_task_id(Text(task.id));
      out.set_queue(Text(task.queue));
      out.set_linked_ms(task.linked_ms);
      if (task.clocks.empty() || !task.clocks[0].live()) continue;
      *out.mutable_clock() = ViewOf(core_, ticket, task);
    }
  }

  void AddChains(const Ticket& ticket, v1::TicketView& view) const {
    for (const escalate::Run& run : ticket.rare->runs) {
      if (!run.live()) continue;
      const policy::Tables& tables = core_.version(run.version).tables();
      v1::EscalationView& out = *view.add_escalations();
      out.set_escalation(tables.names[tables.escalations[run.escalation].id]);
      out.set_next_step(run.next_step + 1);
      out.set_due_ms(OrZero(run.due_ms));
    }
  }

  void AddFacts(const Ticket& ticket, v1::TicketView& view) const {
    static constexpr const char* kNames[kStatedFactCount] = {
        "channel", "product", "region", "platform", "tier", "customer_type"};
    const StatedFacts::Values& stated = core_.stated()[ticket.stated];
    for (size_t i = 0; i < kStatedFactCount; ++i) {
      if (stated[i] == 0) continue;
      v1::NamedFact& out = *view.add_facts();
      out.set_name(kNames[i]);
      out.mutable_value()->set_text(Text(stated[i]));
    }
    for (const FactEntry& entry : ticket.facts) {
      if (!AddFixed(entry, view)) AddFact(entry, view);
    }
    view.set_outbound(ticket.rare->outbound);
  }

  // False: it is a fact like others.
  bool AddFixed(const FactEntry& entry, v1::TicketView& view) const {
    const FixedNames& fixed = core_.fixed_names();
    if (!HoldsText(entry)) return false;
    const auto value = [&] { return Text(static_cast<Symbol>(entry.value)); };
    if (entry.fact == fixed.modality) {
      view.add_modalities(value());
    } else if (entry.fact == fixed.excluded) {
      view.add_excluded_agents(value());
    } else if (entry.fact == fixed.split_from) {
      view.set_split_from(value());
    } else {
      return entry.fact == fixed.previous_owner || entry.fact == fixed.previous_queue ||
             entry.fact == fixed.offered || entry.fact == fixed.failure ||
             entry.fact == fixed.handled;
    }
    return true;
  }

  // The elements of a list follow one another.
  void AddElement(const FactEntry& entry, v1::TicketView& view) const {
    const std::string name = entry.fact == kTagsFact ? "tags" : Text(entry.fact);
    const bool first = view.facts().empty() || view.facts().rbegin()->name() != name;
    v1::NamedFact& out = first ? *view.add_facts() : *view.mutable_facts()->rbegin();
    out.set_name(name);
    v1::TextList& list = *out.mutable_value()->mutable_list();
    if (HoldsText(entry)) list.add_texts(Text(static_cast<Symbol>(entry.value)));
  }

  void AddFact(const FactEntry& entry, v1::TicketView& view) const {
    if (entry.type == expression::Type::kStringList) return AddElement(entry, view);
    v1::NamedFact& out = *view.add_facts();
    out.set_name(Text(entry.fact));
    v1::FactValue& value = *out.mutable_value();
    switch (entry.type) {
      case expression::Type::kBool:
        value.set_flag(entry.value != 0);
        break;
      case expression::Type::kInt:
        value.set_number(entry.value);
        break;
      case expression::Type::kDuration:
        value.set_duration_ms(entry.value);
        break;
      case expression::Type::kTimestamp:
        value.set_timestamp_ms(entry.value);
        break;
      default:
        value.set_text(Text(static_cast<Symbol>(entry.value)));
        break;
    }
  }

  const Core& core_;
};

// A filter whose names are symbols already.
class Matcher {
 public:
  Matcher(const Core& core, const v1::TicketFilter& filter) : core_(core), filter_(filter) {}

  bool Matches(const Ticket& ticket) const {
    return State(ticket) && Is(filter_.queue(), ticket.queue) &&
           Is(filter_.category(), ticket.category) && Is(filter_.priority(), ticket.priority) &&
           Is(filter_.requester_id(), ticket.requester.view()) && Handler(ticket);
  }

 private:
  bool State(const Ticket& ticket) const {
    return filter_.states().empty() ||
           std::find(filter_.states().begin(), filter_.states().end(),
                     static_cast<int>(ticket.state)) != filter_.states().end();
  }
  static bool Is(std::string_view wanted, std::string_view text) {
    return wanted.empty() || text == wanted;
  }
  bool Is(std::string_view wanted, Symbol symbol) const {
    return Is(wanted, core_.symbols().Text(symbol));
  }
  bool Handler(const Ticket& ticket) const {
    if (filter_.handler_id().empty()) return true;
    return ticket.handler != kNobody && Is(filter_.handler_id(), core_.agents()[ticket.handler].id);
  }

  const Core& core_;
  const v1::TicketFilter& filter_;
};

}  // namespace

absl::StatusOr<v1::TicketView> GetTicket(const Core& core, std::string_view ticket_id) {
  const Slot slot = core.tickets().Find(ticket_id);
  if (slot == TicketStore::kNoSlot) {
    return UnknownTicket(ticket_id);
  }
  return TicketViewer(core).View(core.tickets()[slot]);
}

v1::TicketPage ListTickets(const Core& core, const v1::TicketFilter& filter, uint64_t cursor,
                           int page_size) {
  const size_t size = static_cast<size_t>(std::clamp(page_size, 1, kLargestPage));
  const Matcher matcher(core, filter);
  // The `size` smallest ordinals from the cursor on, and one more to know whether there is one.
  std::vector<std::pair<uint64_t, Slot>> found;
  for (Slot slot = 0; slot < core.tickets().limit(); ++slot) {
    const Ticket& ticket = core.tickets()[slot];
    if (ticket.ordinal == 0 || ticket.ordinal < cursor || !matcher.Matches(ticket)) continue;
    if (found.size() > size && ticket.ordinal > found.front().first) continue;
    found.emplace_back(ticket.ordinal, slot);
    std::push_heap(found.begin(), found.end());
    if (found.size() <= size + 1) continue;
    std::pop_heap(found.begin(), found.end());
    found.pop_back();
  }
  std::sort_heap(found.begin(), found.end());
  v1::TicketPage page;
  const TicketViewer viewer(core);
  for (size_t i = 0; i < found.size() && i < size; ++i) {
    *page.add_tickets() = viewer.View(core.tickets()[found[i].second]);
  }
  if (found.size() > size) page.set_next_cursor(found[size].first);
  return page;
}

absl::StatusOr<v1::AgentView> GetAgent(const Core& core, std::string_view agent_id) {
  const Symbol id = core.symbols().Find(agent_id);
  const uint32_t place = id == 0 ? kNobody : core.agents().Find(id);
  if (place == kNobody) {
    return UnknownAgent(agent_id);
  }
  const Agent& agent = core.agents()[place];
  const auto text = [&](Symbol symbol) { return std::string(core.symbols().Text(symbol)); };
  v1::AgentView view;
  v1::Agent& out = *view.mutable_agent();
  out.set_id(text(agent.id));
  out.set_kind(agent.profile.kind == expression::AgentKind::kBot ? v1::Agent::BOT
                                                                 : v1::Agent::HUMAN);
  out.set_capacity(agent.load.capacity());
  view.set_capacity_now(agent.load.capacity_now());
  for (const ChannelLimit& limit : agent.load.limits()) {
    v1::ChannelCapacity& channel = *out.add_channels();
    channel.set_channel(text(limit.channel));
    channel.set_maximum(limit.maximum);
    channel.set_units(limit.units);
    channel.set_exclusive(limit.exclusive);
    channel.set_wrap_up_ms(limit.wrap_up_ms);
  }
  out.set_team(text(agent.profile.team));
  for (const route::Level& level : agent.profile.skills) {
    v1::Skill& skill = *out.add_skills();
    skill.set_name(text(level.symbol));
    skill.set_level(level.level);
  }
  for (const route::Level& level : agent.profile.languages) {
    v1::Language& language = *out.add_languages();
    language.set_tag(text(level.symbol));
    language.set_level(level.level);
  }
  for (Symbol queue : agent.profile.queues) out.add_queues(text(queue));
  view.set_presence(static_cast<v1::Presence>(agent.presence));
  view.set_offered(static_cast<int32_t>(agent.offered));
  view.set_handled(static_cast<int32_t>(agent.load.size() - agent.offered));
  for (const SkillExpiry& expiry : agent.expiries) {
    for (v1::Skill& skill : *out.mutable_skills()) {
      if (skill.name() == text(expiry.skill)) skill.set_expires_ms(expiry.at_ms);
    }
  }
  out.set_shift_calendar(text(agent.shift));
  for (Symbol modality : agent.profile.modalities) out.add_modalities(text(modality));
  for (Symbol role : agent.profile.roles) out.add_roles(text(role));
  for (Symbol attribute : agent.profile.attributes) {
    const std::string whole = text(attribute);
    const size_t end = whole.find('=');  // the first: names have none
    v1::Attribute& to = *out.add_attributes();
    to.set_name(whole.substr(0, end));
    to.set_value(whole.substr(std::min(end, whole.size() - 1) + 1));
  }
  out.set_only_pulls(agent.only_pulls);
  out.set_may_pick(agent.may_pick);
  out.set_ring(agent.ring);
  if (agent.weight != 1) out.set_weight(agent.weight);
  view.set_off_shift(!agent.on_shift);
  for (const int64_t until_ms : agent.rests) {
    if (until_ms == Calendar::kNever) continue;
    view.set_rests_until_ms(std::max(view.rests_until_ms(), until_ms));
  }
  if (agent.cap == TimeCap::kHolds && agent.cap_due_ms != Calendar::kNever) {
    view.set_rests_until_ms(std::max(view.rests_until_ms(), agent.cap_due_ms));
  }
  if (core.current().tables().work.occupancy.percent != 0) {
    const int64_t window_ms = core.current().tables().work.occupancy.within_ms;
    view.set_worked_ms(agent.work.WorkedWithin(window_ms, core.now_ms()));
  }
  for (Symbol queue : agent.profile.opted_out) view.add_opted_out(text(queue));
  view.set_load_milli(int64_t{agent.load.half_units()} * 500);
  view.set_idle_since_ms(agent.idle_since_ms);
  return view;
}

absl::StatusOr<v1::QueueStats> GetQueueStats(const Core& core, std::string_view queue) {
  const Symbol id = core.symbols().Find(queue);
  if (id == 0 || core.current().FindQueue(id) == kNone) {
    return ErrorOf(absl::StatusCode::kNotFound,
                   Say({"the policy has no queue \"$0\"", "策略中没有队列 \"$0\""}, queue));
  }
  v1::QueueStats stats;
  stats.set_queue(std::string(queue));
  int64_t waiting = 0;
  int64_t offered = 0;
  int64_t oldest = Calendar::kNever;
  for (Slot slot = 0; slot < core.tickets().limit(); ++slot) {
    const Ticket& ticket = core.tickets()[slot];
    if (ticket.ordinal == 0 || ticket.queue != id) continue;
    if (ticket.state == TicketState::kOffered) ++offered;
    if (!Waits(ticket.state)) continue;
    ++waiting;
    oldest = std::min<int64_t>(oldest, ticket.wait_mark_ms);
  }
  stats.set_waiting(waiting);
  stats.set_offered(offered);
  stats.set_oldest_ms(OrZero(oldest));
  stats.set_available_agents(core.dispatcher().AvailableAgents(id));
  return stats;
}

}  // namespace waypost::engine
