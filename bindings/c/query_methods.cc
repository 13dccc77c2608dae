#include "bindings/c/query_methods.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "bindings/c/request.h"
#include "waypost/calendar.h"
#include "waypost/classifier.h"
#include "waypost/v1/call.pb.h"
#include "waypost/v1/query.pb.h"

namespace waypost::c {
namespace {

int64_t Ask(const Calendar& calendar, v1::CalendarRequest::Question question, int64_t at_ms,
            int64_t amount) {
  switch (question) {
    case v1::CalendarRequest::IS_OPEN:
      return calendar.IsOpen(at_ms) ? 1 : 0;
    case v1::CalendarRequest::NEXT_OPEN:
      return calendar.NextOpen(at_ms);
    case v1::CalendarRequest::NEXT_CLOSE:
      return calendar.NextClose(at_ms);
    case v1::CalendarRequest::ADD:
      return calendar.Add(at_ms, amount);
    default:
      return calendar.Between(at_ms, amount);
  }
}

}  // namespace

absl::Status GetTicket(Engine& engine, std::string_view request, std::string* bytes) {
  v1::GetTicketRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  return Give(engine.GetTicket(message.ticket_id()), bytes);
}

absl::Status ListTickets(Engine& engine, std::string_view request, std::string* bytes) {
  v1::ListTicketsRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  return Give(engine.ListTickets(message.filter(), message.cursor(), message.page_size()), bytes);
}

absl::Status ExplainClock(Engine& engine, std::string_view request, std::string* bytes) {
  v1::ExplainClockRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  return Give(engine.ExplainClock(message.ticket_id(), message.clock()), bytes);
}

absl::Status ExplainRouting(Engine& engine, std::string_view request, std::string* bytes) {
  v1::GetTicketRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  return Give(engine.ExplainRouting(message.ticket_id()), bytes);
}

absl::Status ExplainEscalation(Engine& engine, std::string_view request, std::string* bytes) {
  v1::GetTicketRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  return Give(engine.ExplainEscalation(message.ticket_id()), bytes);
}

absl::Status WhyNot(Engine& engine, std::string_view request, std::string* bytes) {
  v1::WhyNotRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  return Give(engine.WhyNot(message.ticket_id(), message.agent_id()), bytes);
}

absl::Status GetUnroutable(Engine& engine, std::string_view, std::string* bytes) {
  return Give(engine.Unroutable(), bytes);
}

absl::Status EstimateWait(Engine& engine, std::string_view request, std::string* bytes) {
  v1::WaitQuestion message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  return Give(engine.EstimateWait(message), bytes);
}

absl::Status ListModes(Engine& engine, std::string_view, std::string* bytes) {
  return Give(engine.Modes(), bytes);
}

absl::Status GetAgent(Engine& engine, std::string_view request, std::string* bytes) {
  v1::GetAgentRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  return Give(engine.GetAgent(message.agent_id()), bytes);
}

absl::Status GetQueue(Engine& engine, std::string_view request, std::string* bytes) {
  v1::GetQueueRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  return Give(engine.GetQueueStats(message.queue()), bytes);
}

absl::Status GetAttainment(Engine& engine, std::string_view, std::string* bytes) {
  return Give(engine.GetAttainment(), bytes);
}

absl::Status ListIncidents(Engine& engine, std::string_view, std::string* bytes) {
  return Give(engine.ListIncidents(), bytes);
}

absl::Status GetIncident(Engine& engine, std::string_view request, std::string* bytes) {
  v1::GetIncidentRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  return Give(engine.GetIncident(message.incident_id()), bytes);
}

absl::Status GetState(Engine& engine, std::string_view, std::string* bytes) {
  v1::EngineState state;
  state.set_digest(engine.StateDigest());
  state.set_now_ms(engine.now_ms());
  state.set_next_wakeup_ms(engine.NextWakeup().value_or(0));
  state.set_open_tickets(static_cast<int64_t>(engine.open_tickets()));
  state.set_memory_bytes(static_cast<int64_t>(engine.memory_bytes()));
  state.set_policy(engine.policy().name());
  state.set_fingerprint(engine.policy().fingerprint());
  return Give(state, bytes);
}

absl::Status Classify(Engine& engine, std::string_view request, std::string* bytes) {
  v1::ClassifyRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  ClassifyHints hints;
  hints.language = message.language();
  hints.locale = message.locale();
  hints.contacts = std::max(message.contacts(), 1);
  hints.channel = message.channel();
  hints.product = message.product();
  hints.region = message.region();
  hints.platform = message.platform();
  hints.tier = message.tier();
  hints.customer_type = message.customer_type();
  const Classifier classifier(engine.policy());
  const Classification found = classifier.Classify(message.text(), hints);
  v1::ClassifyAnswer answer;
  answer.set_language(std::string(found.language));
  answer.set_category(std::string(found.category));
  answer.set_subcategory(std::string(found.subcategory));
  answer.set_priority(std::string(found.priority));
  answer.set_not_served(std::string(found.not_served));
  answer.set_confidence_milli(found.confidence_milli);
  answer.set_needs_review(found.needs_review);
  answer.set_emotion(found.emotion_level);
  answer.set_margin_milli(found.margin_milli);
  answer.set_out_of_scope(found.out_of_scope);
  // The contract's values in its order, "unspecified" being unknown.
  answer.set_complexity(static_cast<v1::Complexity>(found.complexity));
  answer.set_language_margin_milli(found.language_margin_milli);
  answer.set_unread_bytes(found.unread_bytes);
  for (const ClassificationEvidence& evidence : found.evidence) {
    v1::ClassifyAnswer::Evidence& out = *answer.add_evidence();
    out.set_category(std::string(evidence.category));
    out.set_subcategory(std::string(evidence.subcategory));
    out.set_keyword(std::string(evidence.text));
    out.set_begin(evidence.begin);
    out.set_end(evidence.end);
    out.set_decided(evidence.decided);
    out.set_weight(evidence.weight);
    out.set_piece(evidence.kind == ClassificationEvidence::Kind::kPiece);
  }
  return Give(answer, bytes);
}

absl::Status AskCalendar(Engine& engine, std::string_view request, std::string* bytes) {
  v1::CalendarRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  const absl::StatusOr<Calendar> calendar = engine.policy().calendar(message.calendar());
  if (!calendar.ok()) return calendar.status();
  const auto question = message.question();
  if (question < v1::CalendarRequest::IS_OPEN || question > v1::CalendarRequest::BETWEEN) {
    return absl::InvalidArgumentError("question: one of IS_OPEN to BETWEEN");
  }
  const bool takes_amount = question >= v1::CalendarRequest::ADD;
  const int amounts = message.amount_size();
  if (takes_amount && amounts != 1 && amounts != message.at_ms_size()) {
    return absl::InvalidArgumentError(absl::StrCat("amount: ", amounts, " values for ",
                                                   message.at_ms_size(),
                                                   " instants; give one for each, or one"));
  }
  v1::CalendarAnswer answer;
  for (int i = 0; i < message.at_ms_size(); ++i) {
    const int64_t amount = takes_amount ? message.amount(amounts == 1 ? 0 : i) : 0;
    if (question == v1::CalendarRequest::ADD && amount < 0) {
      return absl::InvalidArgumentError(absl::StrCat("amount: ", amount, " is less than 0"));
    }
    answer.add_values(Ask(*calendar, question, message.at_ms(i), amount));
  }
  return Give(answer, bytes);
}

}  // namespace waypost::c
