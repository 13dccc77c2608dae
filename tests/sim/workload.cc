#include "tests/sim/workload.h"

#include <iterator>
#include <vector>

namespace waypost::sim {

template <typename... Names>
std::string Workload::Pick(Names... names) {
  const std::vector<std::string> all = {names...};
  return all[static_cast<size_t>(Below(static_cast<int>(all.size())))];
}

template <typename Value>
std::string Workload::KeyOf(const std::map<std::string, Value>& from,
                            const std::string& otherwise) {
  if (from.empty()) return otherwise;
  return std::next(from.begin(), Below(static_cast<int>(from.size())))->first;
}

Step Workload::Next() {
  Step step;
  now_ms_ += Pause();
  step.now_ms = now_ms_;
  ++steps_;
  if (steps_ > 1 && OneIn(150)) {
    step.replace_policy = true;
    return step;
  }
  Fill(step.command);
  if (OneIn(20)) {
    last_command_id_ = "c" + std::to_string(steps_);
    step.command.set_command_id(last_command_id_);
  } else if (OneIn(60)) {
    step.command.set_command_id(last_command_id_);
  }
  return step;
}

// Mostly seconds, so that offers are answered; sometimes at once, sometimes over night.
int64_t Workload::Pause() {
  const int kind = Below(100);
  if (kind < 15) return 0;
  if (kind < 80) return 1 + Below(40'000);
  if (kind < 97) return 1 + Below(10 * 60'000);
  return 1 + Below(11 * 60 * 60'000);
}

void Workload::Observe(const v1::Event& event) {
  const std::string& ticket = event.ticket_id();
  switch (event.kind_case()) {
    case v1::Event::kTicketClassified:
      open_[ticket];
      break;
    case v1::Event::kTicketOffered:
      offers_[ticket].insert(event.ticket_offered().agent_id());
      break;
    case v1::Event::kOfferEnded:
      offers_[ticket].erase(event.offer_ended().agent_id());
      if (offers_[ticket].empty()) offers_.erase(ticket);
      break;
    case v1::Event::kTicketReturned:
    case v1::Event::kTicketQueued:
      assigned_.erase(ticket);
      break;
    case v1::Event::kTicketAssigned:
      offers_.erase(ticket);
      assigned_[ticket] = event.ticket_assigned().agent_id();
      break;
    case v1::Event::kClockStarted:
      if (event.clock_started().clock().metric() == v1::Sla::MILESTONE) {
        milestones_[ticket] = event.clock_started().clock().milestone();
      }
      break;
    case v1::Event::kTaskLinked:
      tasks_[event.task_linked().task_id()] = ticket;
      break;
    case v1::Event::kTaskEnded:
      tasks_.erase(event.task_ended().task_id());
      break;
    case v1::Event::kClockCancelled:
      if (event.clock_cancelled().clock().metric() == v1::Sla::MILESTONE) milestones_.erase(ticket);
      break;
    case v1::Event::kTicketClosed:
    case v1::Event::kTicketMerged:
    case v1::Event::kTicketAbandoned:
      milestones_.erase(ticket);
      open_.erase(ticket);
      offers_.erase(ticket);
      assigned_.erase(ticket);
      break;
    default:
      break;
  }
}

std::string Workload::OneOf(const std::set<std::string>& names) {
  return *std::next(names.begin(), Below(static_cast<int>(names.size())));
}

std::string Workload::AnyTicket() {
  return OneIn(50) ? "T" + std::to_string(Below(opened_ + 1)) : KeyOf(open_, "T0");
}

std::string Workload::AnyAgent() { return "a" + std::to_string(Below(kAgents)); }

std::string Workload::Begun(const std::string& ticket) {
  const auto found = milestones_.find(ticket);
  return found == milestones_.end() ? "triage" : found->second;
}

std::string Workload::AssignedTicket() {
  return OneIn(4) ? AnyTicket() : KeyOf(assigned_, AnyTicket());
}

void Workload::Fill(v1::Command& command) {
  // Few open tickets: more come in. Many: more of them end. By turns the desk is busy, so that
  // tickets wait for agents, and quiet, so that agents wait for tickets.
  const bool quiet = steps_ / 200 % 3 != 0;
  const bool crowded = open_.size() > (quiet ? 10u : 45u);
  if (steps_ <= kAgents) return Agent(*command.mutable_set_agent()->mutable_agent());
  if (quiet && !offers_.empty() && OneIn(3)) return AnswerOffer(command);
  if (with_ == With::kParts && OneIn(20)) return Split(*command.mutable_split());
  if (OneIn(12)) return More(command);
  const int kind = Below(100);
  if (kind < 22) {
    if (crowded) return End(command);
    return Open(*command.mutable_open_ticket());
  }
  if (kind < 24) return Adopt(*command.mutable_adopt_ticket());
  if (kind < 42) return AnswerOffer(command);
  if (kind < 57) return Message(*command.mutable_add_message());
  if (kind < 70) return Work(*command.mutable_set_status());
  if (kind < 74) return Facts(*command.mutable_set_facts());
  if (kind < 80) return End(command);
  if (kind < 88) {
    command.mutable_set_presence()->set_agent_id(AnyAgent());
    const int presence = Below(8);
    command.mutable_set_presence()->set_presence(
        presence < 5 ? v1::AVAILABLE : static_cast<v1::Presence>(presence - 3));
    return;
  }
  if (kind < 91) return Agent(*command.mutable_set_agent()->mutable_agent());
  Rare(command);
}

void Workload::Open(v1::OpenTicket& ticket) {
  ticket.set_ticket_id(OneIn(40) ? AnyTicket() : "T" + std::to_string(opened_++));
  ticket.set_requester_id("customer" + std::to_string(Below(30)));
  if (!OneIn(10)) ticket.set_language(Pick("en", "pt", "ja", "pt-BR"));
  if (OneIn(4)) ticket.set_tier("vip");
  if (OneIn(2)) ticket.set_channel(Pick("app", "phone", "phone", "chat"));
  if (OneIn(8)) ticket.set_opened_by_agent(true);
  if (OneIn(30)) ticket.set_priority(Pick("P0", "P1", "P3"));
  if (OneIn(4)) {
    auto* fact = ticket.add_facts();
    fact->set_name("amount");
    fact->mutable_value()->set_number(Below(1000));
  }
  if (!OneIn(6) || ticket.language().empty()) {
    ticket.set_category(
        Pick("account", "account", "refund", "question", "question", "bug", "bug", "nowhere"));
  } else {
    ticket.set_text(Pick("my account was stolen", "I want a refund", "a lottery prize"));
  }
  Adorn(ticket);
}

// A part that says everything itself, or little.
void Workload::Split(v1::Split& split) {
  split.set_ticket_id(AnyTicket());
  split.set_since_opening(OneIn(3));
  v1::OpenTicket& part = *split.mutable_part();
  if (OneIn(4)) return Open(part);
  part.set_ticket_id(OneIn(40) ? AnyTicket() : "T" + std::to_string(opened_++));
  if (OneIn(4)) part.set_category(Pick("account", "refund", "question", "bug", "nowhere"));
  if (OneIn(8)) part.set_text(Pick("my account was stolen", "I want a refund"));
  if (OneIn(6)) part.set_priority(Pick("P0", "P2", "P3"));
  if (OneIn(6)) part.set_language(Pick("en", "pt", "ja", "pt-BR"));
  if (OneIn(6)) part.set_tier(Pick("vip", "basic"));
  if (OneIn(6)) Adorn(part);
}

void Workload::Adorn(v1::OpenTicket& ticket) {
  if (OneIn(8)) ticket.set_outbound(true);
  if (OneIn(8)) ticket.add_modalities("sign");
  if (OneIn(8)) ticket.add_excluded_agents(AnyAgent());
  if (OneIn(2)) return;
  if (!OneIn(3)) ticket.set_previous_owner(AnyAgent());
  if (OneIn(2)) ticket.set_previous_queue(Pick("front", "expert", "care", "missing"));
}

void Workload::Adorn(v1::Agent& agent) {
  if (OneIn(3)) agent.add_modalities("sign");
  agent.set_may_pick(OneIn(2));
  agent.set_ring(Below(2));
  agent.set_weight(1 + Below(5));
  for (v1::ChannelCapacity& limit : *agent.mutable_channels()) {
    if (OneIn(2)) limit.set_wrap_up_ms(1 + Below(5 * 60'000));
  }
  if (with_ == With::kTeams) agent.set_team(Pick("one", "two", "own", "own", ""));
  if (with_ != With::kEverything) {
    if (OneIn(4)) agent.set_shift_calendar("office");
    return;
  }
  if (OneIn(2)) agent.set_shift_calendar(Pick("office", "late"));
  agent.set_only_pulls(OneIn(8));
  for (v1::Skill& skill : *agent.mutable_skills()) {
    if (OneIn(4)) skill.set_expires_ms(now_ms_ + Below(6 * 3600'000));
  }
}

void Workload::More(v1::Command& command) {
  switch (Below(6)) {
    case 0:
    case 1:
      command.mutable_pull()->set_agent_id(AnyAgent());
      if (OneIn(3)) command.mutable_pull()->set_ticket_id(AnyTicket());
      return;
    case 2:
      command.mutable_finish()->set_agent_id(AnyAgent());
      return;
    case 3:
      command.mutable_opt_queue()->set_agent_id(AnyAgent());
      command.mutable_opt_queue()->set_queue(Pick("front", "expert", "bulk", "care", "missing"));
      command.mutable_opt_queue()->set_out(OneIn(2));
      return;
    default:
      command.mutable_file_complaint_about()->set_ticket_id(AssignedTicket());
      command.mutable_file_complaint_about()->set_agent_id(AnyAgent());
  }
}

void Workload::Adopt(v1::AdoptTicket& adopt) {
  Open(*adopt.mutable_ticket());
  adopt.set_opened_ms(now_ms_ - Below(20 * 3600'000));
  const int64_t age_ms = now_ms_ - adopt.opened_ms();
  int64_t at_ms = adopt.opened_ms();
  const v1::TicketState states[] = {v1::QUEUED, v1::ASSIGNED, v1::WAITING_CUSTOMER, v1::ON_HOLD,
                                    v1::WAITING_INTERNAL};
  for (int changes = Below(4); changes > 0; --changes) {
    at_ms += age_ms / 5;
    auto* past = adopt.add_history();
    past->set_at_ms(at_ms);
    past->set_state(states[Below(5)]);
  }
  if (OneIn(2)) adopt.set_first_reply_ms(adopt.opened_ms() + age_ms / 2);
  adopt.set_agent_id(AnyAgent());
}

void Workload::Agent(v1::Agent& agent) {
  agent.set_id(AnyAgent());
  agent.set_capacity(1 + Below(3));
  if (OneIn(8)) agent.set_kind(v1::Agent::BOT);
  for (const char* skill : {"account", "refund"}) {
    if (OneIn(3)) continue;
    auto* entry = agent.add_skills();
    entry->set_name(skill);
    entry->set_level(10 * Below(11));
  }
  for (const char* tag : {"en", "pt", "ja"}) {
    if (OneIn(3)) continue;
    auto* entry = agent.add_languages();
    entry->set_tag(tag);
    entry->set_level(10 * Below(11));
  }
  for (const char* queue : {"front", "expert", "bulk", "care"}) {
    if (OneIn(2)) agent.add_queues(queue);
  }
  if (OneIn(2)) Limits(agent);
  Adorn(agent);
}

void Workload::Limits(v1::Agent& agent) {
  for (const char* channel : {"chat", "phone"}) {
    if (OneIn(3)) continue;
    v1::ChannelCapacity& limit = *agent.add_channels();
    limit.set_channel(channel);
    if (!OneIn(3)) limit.set_maximum(1 + Below(2));
    if (OneIn(2)) limit.set_units(1 + Below(agent.capacity()));
    limit.set_exclusive(OneIn(2));
  }
}

void Workload::AnswerOffer(v1::Command& command) {
  const std::string ticket = KeyOf(offers_, AnyTicket());
  const auto offer = offers_.find(ticket);
  const std::string agent = offer == offers_.end() || OneIn(15) ? AnyAgent() : OneOf(offer->second);
  if (OneIn(4)) {
    command.mutable_decline_offer()->set_ticket_id(ticket);
    command.mutable_decline_offer()->set_agent_id(agent);
  } else {
    command.mutable_accept_offer()->set_ticket_id(ticket);
    command.mutable_accept_offer()->set_agent_id(agent);
  }
}

void Workload::Message(v1::AddMessage& message) {
  message.set_ticket_id(AssignedTicket());
  const int author = Below(10);
  message.set_author(author < 5   ? v1::AddMessage::AGENT
                     : author < 9 ? v1::AddMessage::CUSTOMER
                                  : v1::AddMessage::SYSTEM);
  message.set_note(OneIn(8));
  if (author >= 5) return;
  const auto handler = assigned_.find(message.ticket_id());
  message.set_agent_id(handler == assigned_.end() ? AnyAgent() : handler->second);
}

void Workload::Work(v1::SetStatus& status) {
  status.set_ticket_id(AssignedTicket());
  const v1::TicketState states[] = {v1::ASSIGNED,         v1::WAITING_CUSTOMER, v1::ON_HOLD,
                                    v1::WAITING_INTERNAL, v1::SOLVED,           v1::SOLVED};
  status.set_status(states[Below(6)]);
}

void Workload::Facts(v1::SetFacts& facts) {
  facts.set_ticket_id(AnyTicket());
  auto* fact = facts.add_facts();
  const int kind = Below(3);
  fact->set_name(kind == 0 ? "tier" : kind == 1 ? "language" : "amount");
  if (kind == 0) fact->mutable_value()->set_text(Pick("vip", "basic"));
  if (kind == 1) fact->mutable_value()->set_text(Pick("en", "pt", "ja", "pt-BR"));
  if (kind == 2) fact->mutable_value()->set_number(Below(1000));
}

void Workload::End(v1::Command& command) {
  const std::string ticket = AnyTicket();
  switch (Below(6)) {
    case 0:
      command.mutable_abandon()->set_ticket_id(ticket);
      break;
    case 1:
      command.mutable_close_ticket()->set_ticket_id(ticket);
      break;
    case 2:
    case 3:
      command.mutable_confirm_solution()->set_ticket_id(ticket);
      break;
    case 4:
      command.mutable_reject_solution()->set_ticket_id(ticket);
      break;
    default:
      command.mutable_merge()->set_source_id(ticket);
      command.mutable_merge()->set_target_id(AnyTicket());
  }
}

void Workload::Task(v1::Command& command) {
  if (OneIn(2)) {
    command.mutable_complete_task()->set_task_id(KeyOf(tasks_, "D0"));
    return;
  }
  v1::LinkTask& link = *command.mutable_link_task();
  link.set_ticket_id(AssignedTicket());
  link.set_task_id(OneIn(10) ? KeyOf(tasks_, "D0") : "D" + std::to_string(linked_++));
  link.set_queue(Pick("front", "expert", "bulk", "expert"));
}

void Workload::Rare(v1::Command& command) {
  switch (Below(22)) {
    case 11:
    case 12:
    case 13:
    case 14:
    case 15:
    case 16:
      return Task(command);
    case 0:
      command.mutable_confirm_classification()->set_ticket_id(AnyTicket());
      if (OneIn(2)) {
        command.mutable_confirm_classification()->set_category(
            Pick("account", "refund", "question", "bug", "nowhere"));
      }
      if (OneIn(2)) command.mutable_confirm_classification()->set_priority(Pick("P0", "P2", "P3"));
      return;
    case 1:
      if (OneIn(2)) {
        command.mutable_reroute()->set_ticket_id(AnyTicket());
        return;
      }
      command.mutable_transfer()->set_ticket_id(AnyTicket());
      command.mutable_transfer()->set_restart_ladder(OneIn(2));
      command.mutable_transfer()->set_queue(Pick("front", "expert", "bulk", "care", "missing"));
      return;
    case 2:
      command.mutable_transfer()->set_ticket_id(AssignedTicket());
      command.mutable_transfer()->set_agent_id(AnyAgent());
      return;
    case 3:
    case 4:
      command.mutable_assign()->set_ticket_id(AnyTicket());
      command.mutable_assign()->set_agent_id(AnyAgent());
      command.mutable_assign()->set_force(OneIn(4));
      return;
    case 5:
    case 9:
    case 17:
      command.mutable_reach_milestone()->set_ticket_id(KeyOf(milestones_, AnyTicket()));
      command.mutable_reach_milestone()->set_milestone(
          OneIn(5) ? Pick("triage", "verified") : Begun(command.reach_milestone().ticket_id()));
      return;
    case 6:
      command.mutable_request_escalation()->set_ticket_id(AnyTicket());
      command.mutable_request_escalation()->set_escalation(Pick("boss", "boss", "late"));
      return;
    case 7:
      command.mutable_acknowledge()->set_ticket_id(AnyTicket());
      if (OneIn(2)) command.mutable_acknowledge()->set_escalation(Pick("boss", "late"));
      return;
    case 18:
    case 19:
      command.mutable_set_channel()->set_channel(Pick("phone", "phone", "chat", "missing"));
      command.mutable_set_channel()->set_up(OneIn(2));
      return;
    case 20:
    case 21:
      command.mutable_set_mode()->set_overlay(Pick("rush", "extended", "missing"));
      command.mutable_set_mode()->set_on(OneIn(2));
      if (OneIn(2)) command.mutable_set_mode()->set_until_ms(now_ms_ + Below(12 * 3600'000));
      return;
    case 8:
      command.mutable_recompute_clocks()->set_ticket_id(AnyTicket());
      return;
    default:
      command.mutable_remove_agent()->set_agent_id(AnyAgent());
  }
}

}  // namespace waypost::sim
