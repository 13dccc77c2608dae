// Any bytes as a stream of commands, malformed ones among them: what must hold, and how a stream
// begins, says tests/fuzz/fuzzed_desk.h. Each command is a kind and a few choices of names and
// numbers, a byte each.
#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/fuzz/fuzzed_desk.h"
#include "tests/sim/sim_policy.h"

namespace waypost {
namespace {

constexpr int kMaxCommands = 400;

constexpr int64_t kPausesMs[] = {0,       0,       1,         999,        30'000,      45'000,
                                 120'000, 600'000, 3'600'000, 86'400'000, 259'200'000, -1};

class Bytes : public FuzzBytes {
 public:
  using FuzzBytes::FuzzBytes;

  std::string Ticket() {
    const int byte = Next();
    return byte >= 250 ? std::string(static_cast<size_t>(byte - 250) * 80, 't')
                       : "T" + std::to_string(byte % 12);
  }
  std::string Agent() {
    const int byte = Next();
    return byte >= 252 ? std::string(static_cast<size_t>(byte - 252) * 200, 'a')
                       : "a" + std::to_string(byte % 5);
  }
  std::string Name() {
    static constexpr const char* kNames[] = {
        "",        "account", "refund",   "question", "nowhere", "front",    "expert",
        "bulk",    "en",      "pt",       "ja",       "vip",     "triage",   "late",
        "boss",    "P0",      "P3",       "amount",   "tier",    "language", "und",
        "overdue", "zz",      "\xff\xfe", "stolen",   "lottery", "channel"};
    return kNames[static_cast<size_t>(Next()) % (sizeof(kNames) / sizeof(kNames[0]))];
  }
  // Mostly small, sometimes far outside.
  int64_t Number() {
    const int byte = Next();
    if (byte < 200) return byte;
    return (byte % 2 == 0 ? 1 : -1) * (int64_t{1} << (byte - 200));
  }
  // A number of `unit` milliseconds; one that is far outside stays as it is, so that sums of a few
  // of them are still numbers.
  int64_t Span(int64_t unit) {
    const int64_t number = Number();
    return number >= 0 && number < 200 ? number * unit : number;
  }
};

void FillTicket(Bytes& in, v1::OpenTicket& ticket) {
  ticket.set_ticket_id(in.Ticket());
  ticket.set_language(in.Name());
  ticket.set_tier(in.Name());
  ticket.set_category(in.Name());
  const int bits = in.Next();
  if (bits & 1) ticket.set_opened_by_agent(true);
  if (bits & 2) ticket.set_text(in.Name() + " " + in.Name());
  if (bits & 4) ticket.set_priority(in.Name());
  if (bits & 8) ticket.set_subcategory(in.Name());
  if (bits & 16) ticket.mutable_evidence()->set_emotion(static_cast<int32_t>(in.Number()));
  if (bits & 32) {
    auto* fact = ticket.add_facts();
    fact->set_name(in.Name());
    if (bits & 64) fact->mutable_value()->set_number(in.Number());
  }
}

void FillAgent(Bytes& in, v1::Agent& agent) {
  agent.set_id(in.Agent());
  agent.set_capacity(static_cast<int32_t>(in.Number()));
  agent.set_presence(static_cast<v1::Presence>(in.Next() % 6));
  agent.set_kind(static_cast<v1::Agent::Kind>(in.Next() % 4));
  for (int count = in.Next() % 4; count > 0; --count) {
    auto* skill = agent.add_skills();
    skill->set_name(in.Name());
    skill->set_level(static_cast<int32_t>(in.Number()));
    auto* language = agent.add_languages();
    language->set_tag(in.Name());
    language->set_level(static_cast<int32_t>(in.Number()));
  }
  if (in.Next() % 3 == 0) agent.add_queues(in.Name());
}

void FillAdoption(Bytes& in, int64_t now_ms, v1::AdoptTicket& adopt) {
  FillTicket(in, *adopt.mutable_ticket());
  adopt.set_opened_ms(now_ms - in.Span(60'000));
  int64_t at_ms = adopt.opened_ms();
  for (int count = in.Next() % 5; count > 0; --count) {
    auto* past = adopt.add_history();
    at_ms += in.Span(1'000);
    past->set_at_ms(at_ms);
    past->set_state(static_cast<v1::TicketState>(in.Next() % 16));
  }
  if (in.Next() % 2 == 0) adopt.set_first_reply_ms(at_ms);
  adopt.set_agent_id(in.Agent());
}

void FillMessage(Bytes& in, v1::AddMessage& message) {
  message.set_ticket_id(in.Ticket());
  message.set_author(static_cast<v1::AddMessage::Author>(in.Next() % 5));
  message.set_agent_id(in.Agent());
  const int bits = in.Next();
  message.set_note((bits & 1) != 0);
  if (bits & 2) message.set_text(in.Name());
  if (bits & 4) message.mutable_evidence()->set_language(in.Name());
}

void FillFacts(Bytes& in, v1::SetFacts& facts) {
  facts.set_ticket_id(in.Ticket());
  auto* fact = facts.add_facts();
  fact->set_name(in.Name());
  switch (in.Next() % 4) {
    case 0:
      fact->mutable_value()->set_text(in.Name());
      break;
    case 1:
      fact->mutable_value()->set_number(in.Number());
      break;
    case 2:
      fact->mutable_value()->set_clear(true);
      break;
    default:
      break;
  }
}

void FillTransfer(Bytes& in, v1::Transfer& transfer) {
  transfer.set_ticket_id(in.Ticket());
  const int to = in.Next() % 3;
  if (to == 0) transfer.set_queue(in.Name());
  if (to == 1) transfer.set_agent_id(in.Agent());
}

void FillConfirmation(Bytes& in, v1::ConfirmClassification& confirm) {
  confirm.set_ticket_id(in.Ticket());
  confirm.set_category(in.Name());
  confirm.set_priority(in.Name());
}

void FillTask(Bytes& in, v1::LinkTask& link) {
  link.set_ticket_id(in.Ticket());
  link.set_task_id(in.Name());
  link.set_queue(in.Name());
}

// What came later than the bytes of the first corpus: they keep their meaning.
void FillLater(Bytes& in, v1::Command& command) {
  switch (in.Next() % 5) {
    case 0:
      command.mutable_pull()->set_agent_id(in.Agent());
      break;
    case 1:
      command.mutable_recompute_clocks()->set_ticket_id(in.Ticket());
      break;
    case 2:
      command.mutable_complete_task()->set_task_id(in.Name());
      break;
    case 3:
      command.mutable_add_message()->set_ticket_id(in.Ticket());
      command.mutable_add_message()->set_author(v1::AddMessage::CUSTOMER);
      command.mutable_add_message()->mutable_evidence()->set_only_thanks(true);
      break;
    default:
      FillTask(in, *command.mutable_link_task());
  }
}

v1::Command MakeCommand(Bytes& in, int64_t now_ms) {
  v1::Command command;
  const int kind = in.Next();
  if (kind >= 200) command.set_command_id("c" + std::to_string(in.Next() % 8));
  switch (kind % 24) {
    case 0:
    case 1:
      FillTicket(in, *command.mutable_open_ticket());
      break;
    case 2:
      FillAdoption(in, now_ms, *command.mutable_adopt_ticket());
      break;
    case 3:
      FillMessage(in, *command.mutable_add_message());
      break;
    case 4:
    case 5:
      command.mutable_set_status()->set_ticket_id(in.Ticket());
      command.mutable_set_status()->set_status(static_cast<v1::TicketState>(in.Next() % 17));
      break;
    case 6:
      FillFacts(in, *command.mutable_set_facts());
      break;
    case 7:
      FillConfirmation(in, *command.mutable_confirm_classification());
      break;
    case 8:
      FillTransfer(in, *command.mutable_transfer());
      break;
    case 9:
      command.mutable_assign()->set_ticket_id(in.Ticket());
      command.mutable_assign()->set_agent_id(in.Agent());
      command.mutable_assign()->set_force(in.Next() % 2 == 0);
      break;
    case 10:
      command.mutable_merge()->set_source_id(in.Ticket());
      command.mutable_merge()->set_target_id(in.Ticket());
      break;
    case 11:
      command.mutable_abandon()->set_ticket_id(in.Ticket());
      break;
    case 12:
      command.mutable_confirm_solution()->set_ticket_id(in.Ticket());
      break;
    case 13:
      command.mutable_reject_solution()->set_ticket_id(in.Ticket());
      break;
    case 14:
      command.mutable_close_ticket()->set_ticket_id(in.Ticket());
      break;
    case 15:
      command.mutable_reach_milestone()->set_ticket_id(in.Ticket());
      command.mutable_reach_milestone()->set_milestone(in.Name());
      break;
    case 16:
      command.mutable_request_escalation()->set_ticket_id(in.Ticket());
      command.mutable_request_escalation()->set_escalation(in.Name());
      break;
    case 17:
      command.mutable_acknowledge()->set_ticket_id(in.Ticket());
      command.mutable_acknowledge()->set_escalation(in.Name());
      break;
    case 18:
      FillAgent(in, *command.mutable_set_agent()->mutable_agent());
      break;
    case 19:
      command.mutable_set_presence()->set_agent_id(in.Agent());
      command.mutable_set_presence()->set_presence(static_cast<v1::Presence>(in.Next() % 6));
      break;
    case 20:
      command.mutable_accept_offer()->set_ticket_id(in.Ticket());
      command.mutable_accept_offer()->set_agent_id(in.Agent());
      break;
    case 21:
      command.mutable_decline_offer()->set_ticket_id(in.Ticket());
      command.mutable_decline_offer()->set_agent_id(in.Agent());
      break;
    case 22:
      command.mutable_remove_agent()->set_agent_id(in.Agent());
      break;
    default:
      FillLater(in, command);
  }
  return command;
}

const Policy& SimPolicy() {
  static const Policy* const policy =
      new Policy(Policy::CompileText("sim.textproto", sim::kSimPolicy).policy());
  return *policy;
}

}  // namespace
}  // namespace waypost

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  waypost::RunStream(waypost::SimPolicy(), waypost::Bytes(data, size), waypost::kMaxCommands,
                     waypost::kPausesMs, waypost::MakeCommand);
  return 0;
}
