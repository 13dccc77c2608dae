#include "bindings/c/methods.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "bindings/c/article_methods.h"
#include "bindings/c/policy_source.h"
#include "waypost/calendar.h"
#include "waypost/classifier.h"
#include "waypost/training.h"
#include "waypost/v1/call.pb.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/query.pb.h"

namespace waypost::c {
namespace {

using Message = google::protobuf::MessageLite;

absl::string_view ToAbsl(std::string_view text) { return {text.data(), text.size()}; }

absl::Status Parse(std::string_view request, Message& message) {
  constexpr size_t kLargest = INT32_MAX;  // of any Protobuf message
  if (request.size() <= kLargest &&
      message.ParseFromArray(request.data(), static_cast<int>(request.size()))) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("the request is no serialised ", message.GetTypeName()));
}

int64_t WakeupOf(const Engine& engine) { return engine.NextWakeup().value_or(0); }

// Answers what happened, with the error inside.
absl::Status AnswerEvents(const Engine& engine, const absl::Status& status,
                          v1::EventsAnswer& answer, std::string* bytes) {
  answer.set_next_wakeup_ms(WakeupOf(engine));
  if (!status.ok()) answer.mutable_error()->set_message(std::string(status.message()));
  answer.SerializeToString(bytes);
  return status;
}

absl::Status Apply(Engine& engine, std::string_view request, std::string* bytes) {
  v1::ApplyRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  std::vector<TimedCommand> commands;
  for (const auto& timed : message.commands()) {
    commands.push_back({timed.now_ms(), &timed.command()});
  }
  v1::EventsAnswer answer;
  const BatchResult result =
      engine.ApplyBatch(commands, [&](const v1::Event& event) { *answer.add_events() = event; });
  answer.set_applied(static_cast<int64_t>(result.applied));
  return AnswerEvents(engine, result.status, answer, bytes);
}

absl::Status Advance(Engine& engine, std::string_view request, std::string* bytes) {
  v1::AdvanceRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  v1::EventsAnswer answer;
  bool more = false;
  const absl::Status status = engine.Advance(
      message.now_ms(), [&](const v1::Event& event) { *answer.add_events() = event; }, &more);
  answer.set_more(more);
  return AnswerEvents(engine, status, answer, bytes);
}

absl::Status ReplacePolicy(Engine& engine, std::string_view request, std::string* bytes) {
  v1::ReplacePolicyRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  v1::EventsAnswer answer;
  std::optional<Policy> policy;
  absl::Status status =
      CompileSource(message.policy(), answer.mutable_error()->mutable_findings(), &policy);
  if (!status.ok()) return AnswerEvents(engine, status, answer, bytes);
  answer.clear_error();
  v1::Command command = message.command();
  command.mutable_replace_policy()->set_fingerprint(policy->fingerprint());
  status = engine.ReplacePolicy(message.now_ms(), *std::move(policy), command,
                                [&](const v1::Event& event) { *answer.add_events() = event; });
  answer.set_applied(status.ok() ? 1 : 0);
  return AnswerEvents(engine, status, answer, bytes);
}

absl::Status CompilePolicy(std::string_view request, std::string* bytes) {
  v1::PolicySource message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  v1::CallError error;
  std::optional<Policy> policy;
  if (absl::Status status = CompileSource(message, error.mutable_findings(), &policy);
      !status.ok()) {
    error.set_message(std::string(status.message()));
    error.SerializeToString(bytes);
    return status;
  }
  v1::CompiledPolicy answer;
  answer.set_compiled(policy->Serialize());
  answer.set_fingerprint(policy->fingerprint());
  answer.set_name(policy->name());
  *answer.mutable_findings() = std::move(*error.mutable_findings());
  answer.SerializeToString(bytes);
  return absl::OkStatus();
}

absl::Status Train(std::string_view request, std::string* bytes) {
  v1::TrainRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  if (message.model_bytes() < 0 || message.out_of_scope_milli() < 0) {
    return absl::InvalidArgumentError("model_bytes, out_of_scope_milli: not below 0");
  }
  TrainingOptions options;
  options.origin = message.origin();
  if (message.model_bytes() > 0) options.model_bytes = static_cast<size_t>(message.model_bytes());
  if (message.out_of_scope_milli() > 0) {
    options.out_of_scope_milli = static_cast<uint32_t>(message.out_of_scope_milli());
  }
  std::vector<TrainingRow> rows;
  for (const auto& row : message.rows()) rows.push_back({row.label(), row.text()});
  absl::StatusOr<TrainedModel> trained = TrainModel(rows, options);
  if (!trained.ok()) return trained.status();
  v1::TrainAnswer answer;
  answer.set_model(std::move(trained->bytes));
  for (std::string& note : trained->notes) answer.add_notes(std::move(note));
  answer.SerializeToString(bytes);
  return absl::OkStatus();
}

absl::Status Put(ArticleIndex& articles, std::string_view request, std::string* bytes) {
  v1::PutArticlesRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  v1::ArticlesAnswer answer;
  absl::Status status = PutArticles(articles, message, answer);
  if (status.ok()) answer.SerializeToString(bytes);
  return status;
}

absl::Status Remove(ArticleIndex& articles, std::string_view request, std::string* bytes) {
  v1::RemoveArticlesRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  v1::ArticlesAnswer answer;
  RemoveArticles(articles, message, answer);
  answer.SerializeToString(bytes);
  return absl::OkStatus();
}

absl::Status Suggest(ArticleIndex& articles, std::string_view request, std::string* bytes) {
  v1::SuggestRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  v1::SuggestAnswer answer;
  SuggestArticles(articles, message, answer);
  answer.SerializeToString(bytes);
  return absl::OkStatus();
}

template <typename Answer>
absl::Status Give(const absl::StatusOr<Answer>& answer, std::string* bytes) {
  if (!answer.ok()) return answer.status();
  answer->SerializeToString(bytes);
  return absl::OkStatus();
}

absl::Status Resolve(Engine& engine, std::string_view request, std::string* bytes) {
  v1::Command message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  return Give(engine.Resolve(message), bytes);
}

absl::Status GetTicket(Engine& engine, std::string_view request, std::string* bytes) {
  v1::GetTicketRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  return Give(engine.GetTicket(message.ticket_id()), bytes);
}

absl::Status ListTickets(Engine& engine, std::string_view request, std::string* bytes) {
  v1::ListTicketsRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  engine.ListTickets(message.filter(), message.cursor(), message.page_size())
      .SerializeToString(bytes);
  return absl::OkStatus();
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
  engine.Unroutable().SerializeToString(bytes);
  return absl::OkStatus();
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
  engine.GetAttainment().SerializeToString(bytes);
  return absl::OkStatus();
}

absl::Status ListIncidents(Engine& engine, std::string_view, std::string* bytes) {
  engine.ListIncidents().SerializeToString(bytes);
  return absl::OkStatus();
}

absl::Status GetState(Engine& engine, std::string_view, std::string* bytes) {
  v1::EngineState state;
  state.set_digest(engine.StateDigest());
  state.set_now_ms(engine.now_ms());
  state.set_next_wakeup_ms(WakeupOf(engine));
  state.set_open_tickets(static_cast<int64_t>(engine.open_tickets()));
  state.set_memory_bytes(static_cast<int64_t>(engine.memory_bytes()));
  state.set_policy(engine.policy().name());
  state.set_fingerprint(engine.policy().fingerprint());
  state.SerializeToString(bytes);
  return absl::OkStatus();
}

absl::Status TakeSnapshot(Engine& engine, std::string_view, std::string* bytes) {
  v1::Snapshot snapshot;
  snapshot.set_snapshot(engine.TakeSnapshot());
  snapshot.SerializeToString(bytes);
  return absl::OkStatus();
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
  for (const ClassificationEvidence& evidence : found.evidence) {
    v1::ClassifyAnswer::Evidence& out = *answer.add_evidence();
    out.set_category(std::string(evidence.category));
    out.set_subcategory(std::string(evidence.subcategory));
    out.set_keyword(std::string(evidence.text));
    out.set_begin(evidence.begin);
    out.set_end(evidence.end);
    out.set_decided(evidence.decided);
  }
  answer.SerializeToString(bytes);
  return absl::OkStatus();
}

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
  answer.SerializeToString(bytes);
  return absl::OkStatus();
}

struct Method {
  std::string_view name;
  absl::Status (*call)(Engine& engine, std::string_view request, std::string* bytes);
};

constexpr Method kMethods[] = {
    {"apply", Apply},
    {"advance", Advance},
    {"replace_policy", ReplacePolicy},
    {"resolve", Resolve},
    {"get_ticket", GetTicket},
    {"list_tickets", ListTickets},
    {"explain_clock", ExplainClock},
    {"explain_routing", ExplainRouting},
    {"explain_escalation", ExplainEscalation},
    {"why_not", WhyNot},
    {"get_unroutable", GetUnroutable},
    {"get_agent", GetAgent},
    {"get_queue", GetQueue},
    {"get_attainment", GetAttainment},
    {"list_incidents", ListIncidents},
    {"get_state", GetState},
    {"take_snapshot", TakeSnapshot},
    {"classify", Classify},
    {"ask_calendar", AskCalendar},
};

struct ArticleMethod {
  std::string_view name;
  absl::Status (*call)(ArticleIndex& articles, std::string_view request, std::string* bytes);
};

constexpr ArticleMethod kArticleMethods[] = {
    {"put_articles", Put},
    {"remove_articles", Remove},
    {"suggest_articles", Suggest},
};

struct FreeMethod {
  std::string_view name;
  absl::Status (*call)(std::string_view request, std::string* bytes);
};

constexpr FreeMethod kFreeMethods[] = {
    {"compile_policy", CompilePolicy},
    {"train_model", Train},
};

template <typename Known, size_t kCount>
const Known* Find(const Known (&methods)[kCount], std::string_view name) {
  for (const Known& known : methods) {
    if (known.name == name) return &known;
  }
  return nullptr;
}

absl::Status NoSuchMethod(std::string_view method) {
  std::vector<absl::string_view> names;
  for (const FreeMethod& known : kFreeMethods) names.push_back(ToAbsl(known.name));
  for (const Method& known : kMethods) names.push_back(ToAbsl(known.name));
  for (const ArticleMethod& known : kArticleMethods) names.push_back(ToAbsl(known.name));
  return absl::NotFoundError(absl::StrCat("there is no method \"", ToAbsl(method.substr(0, 64)),
                                          "\"; there are ", absl::StrJoin(names, ", ")));
}

absl::Status Dispatch(Engine* engine, ArticleIndex* articles, std::string_view method,
                      std::string_view request, std::string* answer) {
  if (const FreeMethod* known = Find(kFreeMethods, method)) return known->call(request, answer);
  const Method* of_engine = Find(kMethods, method);
  const ArticleMethod* of_articles = Find(kArticleMethods, method);
  if (of_engine == nullptr && of_articles == nullptr) return NoSuchMethod(method);
  if (engine == nullptr) {
    return absl::NotFoundError(absl::StrCat(
        "method \"", ToAbsl(method), "\" needs an engine: this one is not open, or no longer"));
  }
  if (of_articles != nullptr) return of_articles->call(*articles, request, answer);
  return of_engine->call(*engine, request, answer);
}

absl::Status OpenAnswered(std::string_view request, std::unique_ptr<Engine>* engine,
                          v1::CallError& error, std::string* answer) {
  v1::OpenRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  v1::CompiledPolicy opened;
  if (!message.snapshot().empty()) {
    absl::StatusOr<std::unique_ptr<Engine>> restored = Engine::Restore(message.snapshot());
    if (!restored.ok()) return restored.status();
    *engine = *std::move(restored);
  } else {
    std::optional<Policy> policy;
    if (absl::Status status = CompileSource(message.policy(), error.mutable_findings(), &policy);
        !status.ok()) {
      return status;
    }
    Engine::Options options;
    options.seed = message.seed();
    *engine = Engine::Create(*std::move(policy), message.now_ms(), options);
    *opened.mutable_findings() = std::move(*error.mutable_findings());
  }
  opened.set_name((*engine)->policy().name());
  opened.set_fingerprint((*engine)->policy().fingerprint());
  opened.SerializeToString(answer);
  return absl::OkStatus();
}

}  // namespace

std::string ErrorBytes(const absl::Status& status) {
  v1::CallError error;
  error.set_message(std::string(status.message()));
  return error.SerializeAsString();
}

absl::Status Open(std::string_view request, std::unique_ptr<Engine>* engine, std::string* answer) {
  v1::CallError error;
  absl::Status status = OpenAnswered(request, engine, error, answer);
  if (status.ok()) return status;
  error.set_message(std::string(status.message()));
  error.SerializeToString(answer);
  return status;
}

absl::Status Call(Engine* engine, ArticleIndex* articles, std::string_view method,
                  std::string_view request, std::string* answer) {
  absl::Status status = Dispatch(engine, articles, method, request, answer);
  if (!status.ok() && answer->empty()) *answer = ErrorBytes(status);
  return status;
}

}  // namespace waypost::c
