#include "benchmarks/engine/life_commands.h"

#include <cstdlib>
#include <iostream>

#include "absl/strings/str_cat.h"

namespace waypost::bench {

Policy BenchmarkPolicy() {
  std::string text = R"(
    name: "benchmark"
    priorities: ["P0", "P1", "P2", "P3"]
    calendars { id: "always" weekly { days: "mon-sun" hours: "00:00-24:00" } }
    calendars { id: "hotline" time_zone: "Asia/Shanghai" weekly { days: "mon-sun" hours: "08:00-22:00" } }
    queues { id: "desk" } queues { id: "second" }
    limits { open_tickets: 20000000 due_per_call: 100000000 }
  )";
  for (int i = 0; i < 12; ++i) {
    absl::StrAppend(&text, "categories { id: 'c", i, "' priority: 'P", i % 4, "' keywords: ['word",
                    i, "'] }\n");
  }
  for (int i = 0; i < 8; ++i) {
    absl::StrAppend(&text, "sla { id: 's", i, "'");
    if (i < 7) absl::StrAppend(&text, " when: \"category == 'c", i, "' && tier == 'vip'\"");
    absl::StrAppend(&text,
                    " target { metric: FIRST_REPLY within: '1h' calendar: 'hotline' warn: '50%' }"
                    " target { metric: RESOLUTION within: '2d' calendar: 'always'"
                    "   paused_in: WAITING_CUSTOMER } }\n");
  }
  for (int i = 0; i < 6; ++i) {
    absl::StrAppend(&text, "routes { id: 'r", i, "'");
    if (i < 5) absl::StrAppend(&text, " when: \"category == 'c", i + 7, "' && channel == 'app'\"");
    absl::StrAppend(&text,
                    " stage { queue: 'desk' require: \"speaks(language) >= 50\" }"
                    " stage { after: '5m' queue: 'second' } }\n");
  }
  const PolicyCompilation compiled = Policy::CompileText("benchmark.textproto", text);
  if (!compiled.ok()) {
    std::cerr << compiled.diagnostics();
    std::abort();
  }
  return compiled.policy();
}

int64_t AgentsFor(int64_t open) { return open / kCapacity + 2; }

std::string AgentName(int64_t number) { return absl::StrCat("agent-", number); }

v1::Command AgentCommand(int64_t number) {
  v1::Command command;
  v1::Agent& agent = *command.mutable_set_agent()->mutable_agent();
  agent.set_id(AgentName(number));
  agent.set_capacity(kCapacity);
  v1::Language& language = *agent.add_languages();
  language.set_tag("zh");
  language.set_level(100);
  return command;
}

StepMessages::StepMessages() {
  v1::OpenTicket& open = *commands_[0].mutable_open_ticket();
  open.set_channel("app");
  open.set_tier("vip");
  open.mutable_evidence()->set_has_text(true);
  open.mutable_evidence()->set_language("zh");
  open.mutable_evidence()->add_hits();
  commands_[2].mutable_add_message()->set_author(v1::AddMessage::AGENT);
  commands_[3].mutable_set_status()->set_status(v1::WAITING_CUSTOMER);
  commands_[4].mutable_add_message()->set_author(v1::AddMessage::CUSTOMER);
  commands_[5].mutable_set_status()->set_status(v1::SOLVED);
}

const v1::Command& StepMessages::Fill(Step step, const std::string& ticket_id,
                                      const std::string& agent_id, int64_t ticket) {
  v1::Command& command = commands_[static_cast<size_t>(step)];
  switch (step) {
    case Step::kOpen: {
      static const std::string* const kCategories = [] {
        auto* names = new std::string[12];
        for (int i = 0; i < 12; ++i) names[i] = absl::StrCat("c", i);
        return names;
      }();
      v1::OpenTicket& open = *command.mutable_open_ticket();
      open.set_ticket_id(ticket_id);
      open.set_requester_id(ticket_id);
      open.mutable_evidence()->mutable_hits(0)->set_category(kCategories[ticket % 12]);
      break;
    }
    case Step::kAccept:
      command.mutable_accept_offer()->set_ticket_id(ticket_id);
      command.mutable_accept_offer()->set_agent_id(agent_id);
      break;
    case Step::kReply:
      command.mutable_add_message()->set_ticket_id(ticket_id);
      command.mutable_add_message()->set_agent_id(agent_id);
      break;
    case Step::kMessage:
      command.mutable_add_message()->set_ticket_id(ticket_id);
      break;
    case Step::kAskCustomer:
    case Step::kSolve:
      command.mutable_set_status()->set_ticket_id(ticket_id);
      break;
    case Step::kConfirm:
      command.mutable_confirm_solution()->set_ticket_id(ticket_id);
      break;
  }
  return command;
}

}  // namespace waypost::bench
