// What is wrong with a command message, whatever the state of the desk is.
#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "lib/base/compact_time.h"
#include "lib/base/time_units.h"
#include "lib/base/words.h"
#include "lib/engine/command_codec.h"
#include "lib/policy/agent_rules.h"

namespace waypost::engine {
namespace {

// Hosts in C would see another, shorter id.
bool HasNul(const std::string& id) { return id.find('\0') != std::string::npos; }

absl::Status Invalid(const Words& what) { return InvalidArgument(what); }

absl::Status CheckEvidence(const v1::Evidence& evidence) {
  if (evidence.emotion() < 0 || evidence.emotion() > 5)
    return Invalid({"emotion must be 0 to 5", "emotion 应为 0 到 5"});
  if (evidence.risks_size() > static_cast<int>(classify::kRiskNames.size()))
    return Invalid({"evidence has more than 4 risks", "evidence 的风险超过 4 个"});
  for (const std::string& risk : evidence.risks()) {
    if (classify::RiskNamed(risk) == 0) {
      return Invalid(Say({"risks: \"$0\" is not self_harm, violence, legal or charge_back",
                          "risks：\"$0\" 不是 self_harm、violence、legal 或 charge_back"},
                         risk));
    }
  }
  if (evidence.complexity() < 0 || evidence.complexity() > 3) {
    return Invalid({"complexity is no value of Complexity", "complexity 不是 Complexity 的值"});
  }
  if (evidence.hits_size() > 10'000)
    return Invalid({"evidence has more than 10000 hits", "evidence 的命中超过 10000 个"});
  if (evidence.scores_size() > 1'000)
    return Invalid({"evidence has more than 1000 scores", "evidence 的得分超过 1000 个"});
  for (const v1::KeywordHit& hit : evidence.hits()) {
    if (hit.weight() < 0 || hit.weight() > 1'000)
      return Invalid({"weight must be 0 to 1000", "weight 应为 0 到 1000"});
  }
  if (evidence.unread_bytes() < 0)
    return Invalid({"unread_bytes must not be below 0", "unread_bytes 不得小于 0"});
  for (const v1::CategoryScore& score : evidence.scores()) {
    if (score.confidence_milli() < 0 || score.confidence_milli() > 1'000) {
      return Invalid({"confidence_milli must be 0 to 1000", "confidence_milli 应为 0 到 1000"});
    }
  }
  return absl::OkStatus();
}

// Beside its text a ticket or message may have what the host's own classifier says, and no more.
bool HasMoreThanScores(const v1::Evidence& evidence) {
  return evidence.has_text() || evidence.hits_size() > 0 || !evidence.language().empty() ||
         evidence.language_margin_milli() != 0 || evidence.emotion() != 0 ||
         evidence.risks_size() > 0 || evidence.complexity() != v1::COMPLEXITY_UNSPECIFIED ||
         !evidence.not_served().empty() || evidence.unread_bytes() != 0 ||
         evidence.policy_fingerprint() != 0 || evidence.out_of_scope() ||
         evidence.model_hash() != 0 || evidence.pieces_size() > 0;
}

template <typename Facts>
absl::Status CheckFacts(const Facts& facts) {
  if (facts.size() > 1'000) return Invalid({"more than 1000 facts", "事实超过 1000 个"});
  for (const v1::NamedFact& fact : facts) {
    if (fact.name().empty()) return Invalid({"a fact has no name", "有一个事实没有名称"});
    if (fact.value().kind_case() == v1::FactValue::KIND_NOT_SET) {
      return Invalid(Say({"fact \"$0\" has no value; to take it away, say clear",
                          "事实 \"$0\" 没有值；要去掉它，请用 clear"},
                         fact.name()));
    }
    if (fact.value().text().size() > 4'096) {
      return Invalid(
          Say({"fact \"$0\" has more than 4096 bytes", "事实 \"$0\" 超过 4096 字节"}, fact.name()));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckTicket(const v1::OpenTicket& ticket) {
  if (!ticket.text().empty() && HasMoreThanScores(ticket.evidence())) {
    return Invalid({"a ticket has text or evidence, not both; beside text only scores",
                    "工单要么有 text，要么有 evidence；与 text 并列的只能是得分"});
  }
  if (absl::Status status = CheckEvidence(ticket.evidence()); !status.ok()) return status;
  return CheckFacts(ticket.facts());
}

absl::Status CheckMessage(const v1::AddMessage& message) {
  if (!message.text().empty() && HasMoreThanScores(message.evidence())) {
    return Invalid({"a message has text or evidence, not both; beside text only scores",
                    "消息要么有 text，要么有 evidence；与 text 并列的只能是得分"});
  }
  if (message.author() < v1::AddMessage::CUSTOMER || message.author() > v1::AddMessage::SYSTEM) {
    return Invalid(
        {"author must be CUSTOMER, AGENT or SYSTEM", "author 应为 CUSTOMER、AGENT 或 SYSTEM"});
  }
  return CheckEvidence(message.evidence());
}

absl::Status CheckChannels(const v1::Agent& agent) {
  std::set<std::string_view> names;
  for (const v1::ChannelCapacity& channel : agent.channels()) {
    if (channel.channel().empty())
      return Invalid({"a limit of a channel names no channel", "有一个渠道上限没有写渠道"});
    if (!names.insert(channel.channel()).second) {
      return Invalid(Say({"channel \"$0\" is limited twice", "渠道 \"$0\" 的上限写了两次"},
                         channel.channel()));
    }
    if (channel.maximum() < 0 || channel.maximum() > policy::kMostTickets) {
      return Invalid({"maximum of a channel must be 1 to 255", "渠道的 maximum 应为 1 到 255"});
    }
    if (channel.wrap_up_ms() < 0 || channel.wrap_up_ms() > kDayMs) {
      return Invalid(
          {"wrap_up_ms of a channel must be 0 to one day", "渠道的 wrap_up_ms 应为 0 到一天"});
    }
    if (channel.units() < 0 || channel.units() > std::max(1, agent.capacity())) {
      return Invalid({"units of a channel must be 1 to the agent's capacity",
                      "渠道的 units 应为 1 到坐席的容量"});
    }
  }
  return absl::OkStatus();
}

absl::Status CheckProperties(const v1::Agent& agent) {
  if (agent.roles_size() > policy::kMostProperties)
    return Invalid({"more than 100 roles", "角色超过 100 个"});
  if (agent.attributes_size() > policy::kMostProperties)
    return Invalid({"more than 100 attributes", "属性超过 100 个"});
  for (const std::string& role : agent.roles()) {
    if (!policy::HasPropertyLength(role))
      return Invalid({"a role must have 1 to 256 bytes", "角色应为 1 到 256 字节"});
  }
  std::set<std::string_view> names;
  for (const v1::Attribute& attribute : agent.attributes()) {
    if (!policy::HasPropertyLength(attribute.name()) || policy::HasEquals(attribute.name())) {
      return Invalid({"an attribute's name must have 1 to 256 bytes and no \"=\"",
                      "属性的名称应为 1 到 256 字节，不含 \"=\""});
    }
    if (attribute.value().size() > policy::kLongestProperty) {
      return Invalid({"an attribute's value has more than 256 bytes", "属性的值超过 256 字节"});
    }
    if (!names.insert(attribute.name()).second) {
      return Invalid(
          Say({"attribute \"$0\" is given twice", "属性 \"$0\" 给出了两次"}, attribute.name()));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckAgent(const v1::Agent& agent) {
  if (HasNul(agent.id()))
    return Invalid({"the agent's id has a NUL byte", "坐席的 id 含有 NUL 字节"});
  if (agent.capacity() < 0 || agent.capacity() > policy::kMostTickets)
    return Invalid({"capacity must be 1 to 255", "capacity 应为 1 到 255"});
  if (agent.kind() < 0 || agent.kind() > v1::Agent::BOT)
    return Invalid({"kind is no Agent.Kind", "kind 不是 Agent.Kind 的值"});
  if (agent.presence() < 0 || agent.presence() > v1::OFFLINE) {
    return Invalid({"presence is no Presence", "presence 不是 Presence 的值"});
  }
  for (const v1::Skill& skill : agent.skills()) {
    if (skill.name().empty()) return Invalid({"a skill has no name", "有一项技能没有名称"});
    if (skill.level() < 0 || skill.level() > policy::kHighestLevel)
      return Invalid({"levels must be 0 to 100", "等级应为 0 到 100"});
    if (skill.expires_ms() < 0 || skill.expires_ms() > kLatestTimeMs) {
      return Invalid({"expires_ms of a skill is no time of the years 1970 to 9999",
                      "技能的 expires_ms 不是 1970 到 9999 年之间的时间"});
    }
  }
  for (const v1::Language& language : agent.languages()) {
    if (language.tag().empty()) return Invalid({"a language has no tag", "有一种语言没有标签"});
    if (language.level() < 0 || language.level() > policy::kHighestLevel)
      return Invalid({"levels must be 0 to 100", "等级应为 0 到 100"});
  }
  if (agent.ring() < 0 || agent.ring() > policy::kLastRing)
    return Invalid({"ring must be 0 to 100", "ring 应为 0 到 100"});
  if (agent.weight() < 0 || agent.weight() > policy::kMostWeight)
    return Invalid({"weight must be 1 to 1000", "weight 应为 1 到 1000"});
  if (absl::Status status = CheckProperties(agent); !status.ok()) return status;
  return CheckChannels(agent);
}

absl::Status CheckAdoption(const v1::AdoptTicket& adopt) {
  for (const v1::PastStatus& past : adopt.history()) {
    if (past.state() < 0 || past.state() >= kTicketStateCount) {
      return Invalid(
          {"a state of the history is no TicketState", "历史中有一个状态不是 TicketState 的值"});
    }
  }
  return CheckTicket(adopt.ticket());
}

// The ticket that an executed command is about; null for commands about something else.
const std::string* TicketIdOf(const v1::Command& command) {
  switch (command.kind_case()) {
    case v1::Command::kOpenTicket:
      return &command.open_ticket().ticket_id();
    case v1::Command::kAdoptTicket:
      return &command.adopt_ticket().ticket().ticket_id();
    case v1::Command::kAddMessage:
      return &command.add_message().ticket_id();
    case v1::Command::kSetStatus:
      return &command.set_status().ticket_id();
    case v1::Command::kSetFacts:
      return &command.set_facts().ticket_id();
    case v1::Command::kConfirmClassification:
      return &command.confirm_classification().ticket_id();
    case v1::Command::kTransfer:
      return &command.transfer().ticket_id();
    case v1::Command::kAssign:
      return &command.assign().ticket_id();
    case v1::Command::kMerge:
      return &command.merge().source_id();
    case v1::Command::kAbandon:
      return &command.abandon().ticket_id();
    case v1::Command::kConfirmSolution:
      return &command.confirm_solution().ticket_id();
    case v1::Command::kRejectSolution:
      return &command.reject_solution().ticket_id();
    case v1::Command::kCloseTicket:
      return &command.close_ticket().ticket_id();
    case v1::Command::kReachMilestone:
      return &command.reach_milestone().ticket_id();
    case v1::Command::kRecomputeClocks:
      return &command.recompute_clocks().ticket_id();
    case v1::Command::kReroute:
      return &command.reroute().ticket_id();
    case v1::Command::kLinkTask:
      return &command.link_task().ticket_id();
    case v1::Command::kRequestEscalation:
      return &command.request_escalation().ticket_id();
    case v1::Command::kAcknowledge:
      return &command.acknowledge().ticket_id();
    case v1::Command::kRateTicket:
      return &command.rate_ticket().ticket_id();
    case v1::Command::kSnooze:
      return &command.snooze().ticket_id();
    case v1::Command::kReportDelivery:
      return &command.report_delivery().ticket_id();
    case v1::Command::kAcceptOffer:
      return &command.accept_offer().ticket_id();
    case v1::Command::kDeclineOffer:
      return &command.decline_offer().ticket_id();
    case v1::Command::kRecordDecision:
      return &command.record_decision().ticket_id();
    case v1::Command::kEvidenceReceived:
      return &command.evidence_received().ticket_id();
    case v1::Command::kVerificationResult:
      return &command.verification_result().ticket_id();
    case v1::Command::kAppeal:
      return &command.appeal().ticket_id();
    case v1::Command::kSplit:
      return &command.split().ticket_id();
    case v1::Command::kProposeSolution:
      return &command.propose_solution().ticket_id();
    case v1::Command::kFileComplaintAbout:
      return &command.file_complaint_about().ticket_id();
    default:
      return nullptr;
  }
}

absl::Status CheckIds(const v1::Command& command) {
  if (command.command_id().size() > 128)
    return Invalid({"command_id has more than 128 bytes", "command_id 超过 128 字节"});
  const std::string* ticket_id = TicketIdOf(command);
  if (ticket_id == nullptr) return absl::OkStatus();
  const std::string& incident = command.has_acknowledge() ? command.acknowledge().incident_id()
                                                          : command.reach_milestone().incident_id();
  if (!incident.empty() || !command.acknowledge().alarm().empty()) {
    if (ticket_id->empty()) return absl::OkStatus();
    return Invalid({"the command names a ticket and something else", "命令同时写了工单和别的东西"});
  }
  const char* const field = command.has_merge() ? "source_id" : "ticket_id";
  if (ticket_id->empty()) return Invalid(Say({"$0 is required", "必须给出 $0"}, field));
  if (ticket_id->size() > 256)
    return Invalid(Say({"$0 has more than 256 bytes", "$0 超过 256 字节"}, field));
  if (HasNul(*ticket_id)) return Invalid(Say({"$0 has a NUL byte", "$0 含有 NUL 字节"}, field));
  return absl::OkStatus();
}

// Of EraseCustomer and ExportCustomer.
template <typename Request>
absl::Status CheckCustomer(const Request& request) {
  if (request.customer_id().empty())
    return Invalid({"customer_id is required", "必须给出 customer_id"});
  if (request.customer_id().size() > 256)
    return Invalid({"customer_id has more than 256 bytes", "customer_id 超过 256 字节"});
  if (request.ticket_id().size() > 256)
    return Invalid({"ticket_id has more than 256 bytes", "ticket_id 超过 256 字节"});
  return absl::OkStatus();
}

}  // namespace

absl::Status CommandCodec::Check(const v1::Command& command) {
  if (absl::Status status = CheckIds(command); !status.ok()) return status;
  switch (command.kind_case()) {
    case v1::Command::KIND_NOT_SET:
      return Invalid({"the command is empty: set one of its kinds", "命令是空的：请设置它的一种"});
    case v1::Command::kOpenTicket:
      return CheckTicket(command.open_ticket());
    case v1::Command::kAdoptTicket:
      return CheckAdoption(command.adopt_ticket());
    case v1::Command::kSplit:
      if (HasNul(command.split().part().ticket_id()))
        return Invalid({"the part's id has a NUL byte", "拆出部分的 id 含有 NUL 字节"});
      return CheckTicket(command.split().part());
    case v1::Command::kAddMessage:
      return CheckMessage(command.add_message());
    case v1::Command::kSetFacts:
      return CheckFacts(command.set_facts().facts());
    case v1::Command::kSetStatus:
      if (command.set_status().status() < 0 || command.set_status().status() >= kTicketStateCount) {
        return Invalid({"status is no TicketState", "status 不是 TicketState 的值"});
      }
      return absl::OkStatus();
    case v1::Command::kConfirmClassification:
      if (command.confirm_classification().complexity() < 0 ||
          command.confirm_classification().complexity() > 3) {
        return Invalid({"complexity is no value of Complexity", "complexity 不是 Complexity 的值"});
      }
      return absl::OkStatus();
    case v1::Command::kSetAgent:
      return CheckAgent(command.set_agent().agent());
    case v1::Command::kSetPresence:
      if (command.set_presence().presence() <= 0 ||
          command.set_presence().presence() > v1::OFFLINE) {
        return Invalid({"presence must be AVAILABLE, BUSY, ON_BREAK or OFFLINE",
                        "presence 应为 AVAILABLE、BUSY、ON_BREAK 或 OFFLINE"});
      }
      return absl::OkStatus();
    case v1::Command::kTransfer:
      if (command.transfer().to_case() == v1::Transfer::TO_NOT_SET) {
        return Invalid({"a transfer needs a queue or an agent", "转派需要队列或坐席"});
      }
      if (command.transfer().restart_ladder() && !command.transfer().has_queue()) {
        return Invalid(
            {"restart_ladder goes with a transfer to a queue", "restart_ladder 只用于转到队列"});
      }
      return absl::OkStatus();
    case v1::Command::kRateTicket: {
      const v1::RateTicket& rating = command.rate_ticket();
      if (rating.csat() < 1 || rating.csat() > 5)
        return Invalid({"csat must be 1 to 5", "csat 应为 1 到 5"});
      if (rating.has_nps() && (rating.nps() < 0 || rating.nps() > 10)) {
        return Invalid({"nps must be 0 to 10", "nps 应为 0 到 10"});
      }
      if (!rating.text().empty() && rating.has_comment()) {
        return Invalid(
            {"a rating has text or comment, not both", "评价要么有 text，要么有 comment"});
      }
      return CheckEvidence(rating.comment());
    }
    case v1::Command::kEraseCustomer:
      return CheckCustomer(command.erase_customer());
    case v1::Command::kExportCustomer:
      return CheckCustomer(command.export_customer());
    case v1::Command::kReplacePolicy:
      return Invalid(
          {"a policy is replaced by Engine::ReplacePolicy, which brings the policy along",
           "策略由 Engine::ReplacePolicy 替换，它带来策略本身"});
    default:
      return absl::OkStatus();
  }
}

}  // namespace waypost::engine
