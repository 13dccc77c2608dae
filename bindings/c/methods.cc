#include "bindings/c/methods.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "bindings/c/article_methods.h"
#include "bindings/c/engine_methods.h"
#include "bindings/c/policy_source.h"
#include "bindings/c/query_methods.h"
#include "bindings/c/request.h"
#include "bindings/c/statistics_methods.h"
#include "bindings/c/testing_methods.h"
#include "bindings/c/training_methods.h"
#include "waypost/v1/call.pb.h"

namespace waypost::c {
namespace {

absl::string_view ToAbsl(std::string_view text) { return {text.data(), text.size()}; }

absl::Status CompilePolicy(std::string_view request, std::string* bytes) {
  v1::PolicySource message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  v1::CallError error;
  std::optional<Policy> policy;
  if (absl::Status status = CompileSource(message, error.mutable_findings(), &policy);
      !status.ok()) {
    error.set_message(std::string(status.message()));
    const absl::Status given = Give(error, bytes);
    return given.ok() ? status : given;
  }
  v1::CompiledPolicy answer;
  answer.set_compiled(policy->Serialize());
  answer.set_fingerprint(policy->fingerprint());
  answer.set_name(policy->name());
  *answer.mutable_findings() = std::move(*error.mutable_findings());
  return Give(answer, bytes);
}

absl::Status Put(ArticleIndex& articles, std::string_view request, std::string* bytes) {
  v1::PutArticlesRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  v1::ArticlesAnswer answer;
  absl::Status status = PutArticles(articles, message, answer);
  return status.ok() ? Give(answer, bytes) : status;
}

absl::Status Remove(ArticleIndex& articles, std::string_view request, std::string* bytes) {
  v1::RemoveArticlesRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  v1::ArticlesAnswer answer;
  RemoveArticles(articles, message, answer);
  return Give(answer, bytes);
}

absl::Status Suggest(ArticleIndex& articles, std::string_view request, std::string* bytes) {
  v1::SuggestRequest message;
  if (absl::Status status = Parse(request, message); !status.ok()) return status;
  v1::SuggestAnswer answer;
  SuggestArticles(articles, message, answer);
  return Give(answer, bytes);
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
    {"estimate_wait", EstimateWait},
    {"list_modes", ListModes},
    {"get_agent", GetAgent},
    {"get_queue", GetQueue},
    {"get_attainment", GetAttainment},
    {"get_incident", GetIncident},
    {"list_incidents", ListIncidents},
    {"get_statistics", GetStatistics},
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
    {"compile_policy", CompilePolicy}, {"train_model", TrainFromRequest},
    {"answer_model", AnswerModel},     {"merge_statistics", MergeStatistics},
    {"run_scenario", RunScenario},     {"compare_runs", CompareRuns},
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
    if (absl::Status status = Engine::CheckStart(message.now_ms()); !status.ok()) return status;
    Engine::Options options;
    options.seed = message.seed();
    options.statistics = message.statistics();
    *engine = Engine::Create(*std::move(policy), message.now_ms(), options);
    *opened.mutable_findings() = std::move(*error.mutable_findings());
  }
  opened.set_name((*engine)->policy().name());
  opened.set_fingerprint((*engine)->policy().fingerprint());
  return Give(opened, answer);
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
  if (!Give(error, answer).ok()) *answer = ErrorBytes(status);
  return status;
}

absl::Status Call(Engine* engine, ArticleIndex* articles, std::string_view method,
                  std::string_view request, std::string* answer) {
  absl::Status status = Dispatch(engine, articles, method, request, answer);
  if (!status.ok() && answer->empty()) *answer = ErrorBytes(status);
  return status;
}

}  // namespace waypost::c
