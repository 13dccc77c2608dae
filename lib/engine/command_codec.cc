#include "lib/engine/command_codec.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/engine/incident_desk.h"

namespace waypost::engine {
namespace {

FactInput Read(const v1::NamedFact& in) {
  FactInput out;
  out.name = in.name();
  switch (in.value().kind_case()) {
    case v1::FactValue::kText:
      out.kind = FactInput::Kind::kText;
      out.text = in.value().text();
      break;
    case v1::FactValue::kNumber:
      out.kind = FactInput::Kind::kNumber;
      out.number = in.value().number();
      break;
    case v1::FactValue::kFlag:
      out.kind = FactInput::Kind::kFlag;
      out.number = in.value().flag() ? 1 : 0;
      break;
    case v1::FactValue::kTimestampMs:
      out.kind = FactInput::Kind::kTimestamp;
      out.number = in.value().timestamp_ms();
      break;
    case v1::FactValue::kDurationMs:
      out.kind = FactInput::Kind::kDuration;
      out.number = in.value().duration_ms();
      break;
    case v1::FactValue::kList:
      out.kind = FactInput::Kind::kList;
      break;
    default:
      out.kind = FactInput::Kind::kClear;
      break;
  }
  return out;
}

// Of a ticket, or of an incident.
absl::Status Reach(const v1::ReachMilestone& in, Core& core) {
  return in.ticket_id().empty() ? core.incident_desk().ReachClock(in.incident_id(), in.milestone())
                                : core.ReachMilestone(in.ticket_id(), in.milestone());
}

// Of a ticket, or of an incident or an alarm.
absl::Status Acknowledge(const v1::Acknowledge& in, Core& core) {
  return in.ticket_id().empty()
             ? core.incident_desk().AcknowledgeHosted(in.incident_id(), in.alarm(), in.escalation())
             : core.Acknowledge(in.ticket_id(), in.escalation(), in.by());
}

}  // namespace

std::string_view TicketOf(const v1::Command& command) {
  switch (command.kind_case()) {
    case v1::Command::kAddMessage:
      return command.add_message().ticket_id();
    case v1::Command::kSetStatus:
      return command.set_status().ticket_id();
    case v1::Command::kSetFacts:
      return command.set_facts().ticket_id();
    case v1::Command::kConfirmClassification:
      return command.confirm_classification().ticket_id();
    case v1::Command::kTransfer:
      return command.transfer().ticket_id();
    case v1::Command::kAssign:
      return command.assign().ticket_id();
    case v1::Command::kMerge:
      return command.merge().source_id();
    case v1::Command::kAbandon:
      return command.abandon().ticket_id();
    case v1::Command::kConfirmSolution:
      return command.confirm_solution().ticket_id();
    case v1::Command::kRejectSolution:
      return command.reject_solution().ticket_id();
    case v1::Command::kCloseTicket:
      return command.close_ticket().ticket_id();
    case v1::Command::kReachMilestone:
      return command.reach_milestone().ticket_id();
    case v1::Command::kRequestEscalation:
      return command.request_escalation().ticket_id();
    case v1::Command::kAcknowledge:
      return command.acknowledge().ticket_id();
    case v1::Command::kReroute:
      return command.reroute().ticket_id();
    case v1::Command::kRateTicket:
      return command.rate_ticket().ticket_id();
    case v1::Command::kSplit:
      return command.split().ticket_id();
    case v1::Command::kProposeSolution:
      return command.propose_solution().ticket_id();
    case v1::Command::kSnooze:
      return command.snooze().ticket_id();
    case v1::Command::kReportDelivery:
      return command.report_delivery().ticket_id();
    case v1::Command::kAcceptOffer:
      return command.accept_offer().ticket_id();
    case v1::Command::kDeclineOffer:
      return command.decline_offer().ticket_id();
    case v1::Command::kPull:
      return command.pull().ticket_id();
    default:
      return {};
  }
}

const std::string* UnresolvedText(const v1::Command& command) {
  const std::string* text = nullptr;
  if (command.has_open_ticket()) text = &command.open_ticket().text();
  if (command.has_adopt_ticket()) text = &command.adopt_ticket().ticket().text();
  if (command.has_add_message()) text = &command.add_message().text();
  if (command.has_split()) text = &command.split().part().text();
  if (command.has_rate_ticket()) text = &command.rate_ticket().text();
  return text == nullptr || text->empty() ? nullptr : text;
}

Evidence CommandCodec::Read(const v1::Evidence& in) {
  hits_.clear();
  for (const v1::KeywordHit& hit : in.hits()) {
    hits_.push_back({hit.category(), hit.subcategory(), hit.keyword(),
                     static_cast<uint16_t>(hit.weight()), hit.decides()});
  }
  scores_.clear();
  for (const v1::CategoryScore& score : in.scores()) {
    scores_.push_back(
        {score.category(), score.subcategory(), static_cast<uint16_t>(score.confidence_milli())});
  }
  Evidence out;
  out.has_text = in.has_text();
  out.language = in.language();
  out.hits = hits_;
  out.emotion = static_cast<uint8_t>(in.emotion());
  for (const std::string& risk : in.risks()) out.risks |= classify::RiskNamed(risk);
  out.complexity = static_cast<Complexity>(in.complexity());
  out.not_served = in.not_served();
  out.only_thanks = in.only_thanks();
  out.scores = scores_;
  out.out_of_scope = in.out_of_scope();
  out.unread_bytes = in.unread_bytes();
  return out;
}

absl::Span<const FactInput> CommandCodec::Read(
    const google::protobuf::RepeatedPtrField<v1::NamedFact>& facts) {
  facts_.clear();
  size_t elements = 0;
  for (const v1::NamedFact& fact : facts) {
    elements += static_cast<size_t>(fact.value().list().texts_size());
  }
  elements_.clear();
  elements_.reserve(elements);  // spans of it are handed out while it grows
  for (const v1::NamedFact& fact : facts) {
    facts_.push_back(engine::Read(fact));
    if (facts_.back().kind != FactInput::Kind::kList) continue;
    const size_t begin = elements_.size();
    const auto& texts = fact.value().list().texts();
    elements_.insert(elements_.end(), texts.begin(), texts.end());
    facts_.back().texts = absl::MakeConstSpan(elements_).subspan(begin);
  }
  return facts_;
}

OpenTicket CommandCodec::Read(const v1::OpenTicket& in) {
  OpenTicket out;
  out.ticket_id = in.ticket_id();
  out.requester_id = in.requester_id();
  out.account_holder_id = in.account_holder_id();
  out.channel = in.channel();
  out.product = in.product();
  out.region = in.region();
  out.platform = in.platform();
  out.tier = in.tier();
  out.customer_type = in.customer_type();
  out.language = in.language();
  out.category = in.category();
  out.subcategory = in.subcategory();
  out.priority = in.priority();
  out.opened_by_agent = in.opened_by_agent();
  out.facts = Read(in.facts());
  out.evidence = Read(in.evidence());
  tags_.assign(in.tags().begin(), in.tags().end());
  out.tags = tags_;
  out.outbound = in.outbound();
  modalities_.assign(in.modalities().begin(), in.modalities().end());
  out.modalities = modalities_;
  excluded_.assign(in.excluded_agents().begin(), in.excluded_agents().end());
  out.excluded_agents = excluded_;
  out.previous_owner = in.previous_owner();
  out.previous_queue = in.previous_queue();
  return out;
}

SetAgent CommandCodec::Read(const v1::Agent& in) {
  skills_.clear();
  for (const v1::Skill& skill : in.skills()) {
    skills_.push_back({skill.name(), static_cast<uint8_t>(skill.level()), skill.expires_ms()});
  }
  languages_.clear();
  for (const v1::Language& language : in.languages()) {
    languages_.push_back({language.tag(), static_cast<uint8_t>(language.level()), 0});
  }
  queues_.assign(in.queues().begin(), in.queues().end());
  channels_.clear();
  for (const v1::ChannelCapacity& channel : in.channels()) {
    channels_.push_back({channel.channel(), static_cast<uint8_t>(channel.maximum()),
                         static_cast<uint8_t>(channel.units() == 0 ? 1 : channel.units()),
                         channel.exclusive(), channel.wrap_up_ms()});
  }
  SetAgent out;
  out.agent_id = in.id();
  out.is_bot = in.kind() == v1::Agent::BOT;
  out.capacity = in.capacity() == 0 ? 1 : static_cast<uint8_t>(in.capacity());
  out.team = in.team();
  out.skills = skills_;
  out.languages = languages_;
  out.queues = queues_;
  out.channels = channels_;
  out.shift = in.shift_calendar();
  modalities_.assign(in.modalities().begin(), in.modalities().end());
  out.modalities = modalities_;
  roles_.assign(in.roles().begin(), in.roles().end());
  out.roles = roles_;
  attributes_.clear();
  for (const v1::Attribute& attribute : in.attributes()) {
    attributes_.push_back({attribute.name(), attribute.value()});
  }
  out.attributes = attributes_;
  out.only_pulls = in.only_pulls();
  out.may_pick = in.may_pick();
  out.ring = static_cast<uint8_t>(in.ring());
  out.weight = in.weight() == 0 ? uint16_t{1} : static_cast<uint16_t>(in.weight());
  if (in.presence() != v1::PRESENCE_UNSPECIFIED) {
    out.presence = static_cast<Presence>(in.presence());
  }
  return out;
}

absl::Status CommandCodec::Execute(const v1::Command& command, Core& core) {
  const bool about_ticket =
      command.kind_case() < v1::Command::kSetAgent || command.has_recompute_clocks() ||
      command.has_reroute() || command.has_link_task() || command.has_complete_task() ||
      command.has_rate_ticket() || command.has_snooze() || command.has_report_delivery() ||
      command.has_record_decision() || command.has_appeal() || command.has_evidence_received() ||
      command.has_verification_result() || command.has_split() || command.has_propose_solution();
  return about_ticket ? ExecuteTicket(command, core) : ExecuteAgent(command, core);
}

absl::Status CommandCodec::ExecuteTicket(const v1::Command& command, Core& core) {
  switch (command.kind_case()) {
    case v1::Command::kOpenTicket:
      return core.Open(Read(command.open_ticket()));
    case v1::Command::kAdoptTicket: {
      const v1::AdoptTicket& in = command.adopt_ticket();
      history_.clear();
      for (const v1::PastStatus& past : in.history()) {
        history_.push_back({past.at_ms(), static_cast<TicketState>(past.state())});
      }
      return core.Adopt(
          {Read(in.ticket()), in.opened_ms(), history_, in.first_reply_ms(), in.agent_id()});
    }
    case v1::Command::kAddMessage: {
      const v1::AddMessage& in = command.add_message();
      return core.Message({in.ticket_id(), static_cast<Author>(in.author() - 1), in.agent_id(),
                           in.note(), Read(in.evidence())});
    }
    case v1::Command::kSetStatus:
      return core.SetStatus(command.set_status().ticket_id(),
                            static_cast<TicketState>(command.set_status().status()));
    case v1::Command::kSetFacts:
      return core.SetFacts(command.set_facts().ticket_id(), Read(command.set_facts().facts()));
    case v1::Command::kConfirmClassification: {
      const v1::ConfirmClassification& in = command.confirm_classification();
      return core.Confirm({in.ticket_id(), in.category(), in.subcategory(), in.priority(),
                           static_cast<Complexity>(in.complexity())});
    }
    case v1::Command::kTransfer: {
      const v1::Transfer& in = command.transfer();
      return in.to_case() == v1::Transfer::kQueue
                 ? core.TransferToQueue(in.ticket_id(), in.queue(), in.restart_ladder())
                 : core.TransferToAgent(in.ticket_id(), in.agent_id());
    }
    case v1::Command::kAssign:
      return core.Assign(command.assign().ticket_id(), command.assign().agent_id(),
                         command.assign().force());
    case v1::Command::kMerge:
      return core.Merge(command.merge().source_id(), command.merge().target_id());
    case v1::Command::kAbandon:
      return core.Abandon(command.abandon().ticket_id());
    case v1::Command::kConfirmSolution:
      return core.Close(command.confirm_solution().ticket_id(), CloseHow::kConfirmed);
    case v1::Command::kRejectSolution:
      return core.Reject(command.reject_solution().ticket_id());
    case v1::Command::kCloseTicket:
      return core.Close(command.close_ticket().ticket_id(), CloseHow::kByCommand);
    case v1::Command::kRecomputeClocks:
      return core.RecomputeClocks(command.recompute_clocks().ticket_id());
    case v1::Command::kReroute:
      return core.Reroute(command.reroute().ticket_id());
    case v1::Command::kLinkTask: {
      const v1::LinkTask& in = command.link_task();
      return core.LinkTask(in.ticket_id(), in.task_id(), in.queue());
    }
    case v1::Command::kCompleteTask:
      return core.CompleteTask(command.complete_task().task_id());
    case v1::Command::kReachMilestone:
      return Reach(command.reach_milestone(), core);
    case v1::Command::kRequestEscalation:
      return core.RequestEscalation(command.request_escalation().ticket_id(),
                                    command.request_escalation().escalation());
    case v1::Command::kRateTicket: {
      const v1::RateTicket& in = command.rate_ticket();
      return core.Rate(
          {in.ticket_id(), in.csat(), in.has_nps() ? in.nps() : -1, Read(in.comment())});
    }
    case v1::Command::kSnooze:
      return core.Snooze(command.snooze().ticket_id(), command.snooze().escalation(),
                         command.snooze().for_ms());
    case v1::Command::kReportDelivery: {
      const v1::ReportDelivery& in = command.report_delivery();
      return core.ReportDelivery({in.ticket_id(), in.escalation(), in.step(), in.target(),
                                  in.rotation(), in.channel(), in.delivered()});
    }
    case v1::Command::kRecordDecision: {
      const v1::RecordDecision& in = command.record_decision();
      return core.RecordDecision({in.ticket_id(), in.member(), in.decision(), in.escalation()});
    }
    case v1::Command::kEvidenceReceived:
      return core.ReceiveEvidence(command.evidence_received().ticket_id(),
                                  command.evidence_received().evidence());
    case v1::Command::kVerificationResult: {
      const v1::VerificationResult& in = command.verification_result();
      return core.TakeCheck(in.ticket_id(), in.check(), in.passed());
    }
    case v1::Command::kAppeal:
      return core.Appeal(command.appeal().ticket_id());
    case v1::Command::kSplit: {
      const v1::Split& in = command.split();
      return core.Split({in.ticket_id(), Read(in.part()), in.since_opening()});
    }
    case v1::Command::kProposeSolution:
      return core.ProposeSolution(command.propose_solution().ticket_id());
    default:
      return Acknowledge(command.acknowledge(), core);
  }
}

absl::Status CommandCodec::ExecuteAgent(const v1::Command& command, Core& core) {
  switch (command.kind_case()) {
    case v1::Command::kSetAgent:
      return core.SetAgent(Read(command.set_agent().agent()));
    case v1::Command::kSetPresence:
      return core.SetPresence(command.set_presence().agent_id(),
                              static_cast<Presence>(command.set_presence().presence()));
    case v1::Command::kAcceptOffer:
      return core.Accept(command.accept_offer().ticket_id(), command.accept_offer().agent_id());
    case v1::Command::kDeclineOffer:
      return core.Decline(command.decline_offer().ticket_id(), command.decline_offer().agent_id(),
                          command.decline_offer().reason());
    case v1::Command::kRemoveAgent:
      return core.RemoveAgent(command.remove_agent().agent_id());
    case v1::Command::kPull:
      return core.Pull(command.pull().agent_id(), command.pull().ticket_id());
    case v1::Command::kFinish:
      return core.Finish(command.finish().agent_id(), command.finish().ticket_id());
    case v1::Command::kOptQueue:
      return core.OptQueue(command.opt_queue().agent_id(), command.opt_queue().queue(),
                           command.opt_queue().out());
    case v1::Command::kSetChannel:
      return core.SetChannel(command.set_channel().channel(), command.set_channel().up());
    case v1::Command::kSetMode:
      return core.SetMode(command.set_mode().overlay(), command.set_mode().on(),
                          command.set_mode().until_ms());
    case v1::Command::kOpenIncident: {
      const v1::OpenIncident& in = command.open_incident();
      tags_.assign(in.values().begin(), in.values().end());
      return core.incident_desk().Open(in.incident_id(), in.stream(), tags_);
    }
    case v1::Command::kCloseIncident:
      return core.incident_desk().Close(command.close_incident().incident_id());
    case v1::Command::kReportGauge:
      return core.incident_desk().ReportGauge(command.report_gauge().gauge(),
                                              command.report_gauge().value());
    case v1::Command::kReportOccurrence:
      return core.incident_desk().ReportOccurrence(command.report_occurrence().occurrence(),
                                                   command.report_occurrence().count());
    case v1::Command::kFileComplaintAbout:
      return core.FileComplaint(command.file_complaint_about().ticket_id(),
                                command.file_complaint_about().agent_id());
    default:
      return ExecuteQuiet(command, core);
  }
}

}  // namespace waypost::engine
