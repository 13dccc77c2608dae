#include "lib/policy/claim.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/did_you_mean.h"
#include "lib/base/duration_text.h"
#include "lib/base/words.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/policy/metric_names.h"

namespace waypost::policy {
namespace {

Words Forms() {
  return {
      "write for example first_reply <= 5m, queue == 'security', route == 'x', sla == 'x', "
      "priority <= P1 or escalates within 10m",
      "请写例如 first_reply <= 5m、queue == 'security'、route == 'x'、sla == 'x'、priority <= P1 "
      "或 escalates within 10m"};
}

struct Lexeme {
  enum class Kind : uint8_t { kWord, kQuoted, kAtMost, kEqual, kAnd };
  Kind kind = Kind::kWord;
  std::string_view text;
  size_t begin = 0;
  size_t end = 0;
};

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  absl::StatusOr<std::vector<Lexeme>> Read() {
    std::vector<Lexeme> tokens;
    while (true) {
      while (at_ < text_.size() && IsSpace(text_[at_])) ++at_;
      if (at_ == text_.size()) return tokens;
      const absl::StatusOr<Lexeme> token = Next();
      if (!token.ok()) return token.status();
      tokens.push_back(*token);
    }
  }

 private:
  absl::StatusOr<Lexeme> Next() {
    const size_t begin = at_;
    const auto take = [&](Lexeme::Kind kind, size_t size) {
      at_ += size;
      return Lexeme{kind, text_.substr(begin, size), begin, at_};
    };
    const std::string_view rest = text_.substr(at_);
    if (rest.substr(0, 2) == "<=") return take(Lexeme::Kind::kAtMost, 2);
    if (rest.substr(0, 2) == "==") return take(Lexeme::Kind::kEqual, 2);
    if (rest.substr(0, 2) == "&&") return take(Lexeme::Kind::kAnd, 2);
    if (rest[0] == '\'' || rest[0] == '"') {
      const size_t close = rest.find(rest[0], 1);
      if (close == std::string_view::npos) {
        return InvalidArgument({"a quote is not closed", "引号没有闭合"});
      }
      Lexeme token = take(Lexeme::Kind::kQuoted, close + 1);
      token.text = rest.substr(1, close - 1);
      return token;
    }
    const size_t size = std::min(rest.find_first_of(" \t\r\n<=&'\""), rest.size());
    if (size == 0) {
      return InvalidArgument(Say({"$0 cannot stand here; $1", "$0 不能写在这里；$1"},
                                 Quoted(rest.substr(0, 1)), Forms()));
    }
    return take(Lexeme::Kind::kWord, size);
  }

  std::string_view text_;
  size_t at_ = 0;
};

class ClaimReader {
 public:
  ClaimReader(std::string_view text, const waypost::v1::Policy& policy,
              const std::vector<std::string>& priorities)
      : text_(text), policy_(policy), priorities_(priorities) {}

  absl::StatusOr<std::vector<Clause>> Read(absl::Span<const Lexeme> tokens) {
    std::vector<Clause> clauses;
    for (size_t i = 0;; i += 4) {
      if (i + 3 > tokens.size()) return NoClause();
      if (i + 3 < tokens.size() && tokens[i + 3].kind != Lexeme::Kind::kAnd) return NoClause();
      absl::StatusOr<Clause> clause = ReadClause(tokens[i], tokens[i + 1], tokens[i + 2]);
      if (!clause.ok()) return clause.status();
      clause->text =
          std::string(text_.substr(tokens[i].begin, tokens[i + 2].end - tokens[i].begin));
      clauses.push_back(*std::move(clause));
      if (i + 3 == tokens.size()) return clauses;
    }
  }

 private:
  static absl::Status NoClause() {
    return InvalidArgument(Say({"this is no claim; $0", "这不是断言；$0"}, Forms()));
  }

  absl::StatusOr<Clause> ReadClause(const Lexeme& left, const Lexeme& op, const Lexeme& right) {
    if (left.kind != Lexeme::Kind::kWord) return NoClause();
    if (right.kind != Lexeme::Kind::kWord && right.kind != Lexeme::Kind::kQuoted) return NoClause();
    if (left.text == "escalates" && op.text == "within") return ReadEscalates(right.text);
    if (op.kind == Lexeme::Kind::kEqual) return ReadName(left.text, right.text);
    if (op.kind != Lexeme::Kind::kAtMost) return NoClause();
    return left.text == "priority" ? ReadPriority(right.text) : ReadTarget(left.text, right.text);
  }

  static absl::StatusOr<Clause> ReadEscalates(std::string_view text) {
    const absl::StatusOr<DurationText> length = ParseDuration(text);
    if (!length.ok()) return length.status();
    if (length->in_business_days) {
      return InvalidArgument({"escalates within takes wall time, such as 10m",
                              "escalates within 之后是钟面时间，例如 10m"});
    }
    Clause clause;
    clause.kind = Clause::Kind::kEscalates;
    clause.within_ms = length->ms;
    return clause;
  }

  absl::StatusOr<Clause> ReadName(std::string_view what, std::string_view name) {
    Clause clause;
    clause.name = std::string(name);
    std::vector<std::string_view> names;
    Words kind;
    if (what == "queue") {
      kind = {"queue", "队列"};
      clause.kind = Clause::Kind::kQueue;
      for (const auto& queue : policy_.queues()) names.push_back(queue.id());
    } else if (what == "route") {
      kind = {"route", "路由"};
      clause.kind = Clause::Kind::kRoute;
      for (const auto& route : policy_.routes()) names.push_back(route.id());
    } else if (what == "sla") {
      kind = {"sla", "承诺"};
      clause.kind = Clause::Kind::kSla;
      for (const auto& sla : policy_.sla()) names.push_back(sla.id());
    } else {
      return NoClause();
    }
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      return Unknown(kind, name, names);
    }
    return clause;
  }

  absl::StatusOr<Clause> ReadPriority(std::string_view name) {
    const auto found = std::find(priorities_.begin(), priorities_.end(), name);
    if (found == priorities_.end()) {
      return Unknown({"priority", "优先级"}, name, {priorities_.begin(), priorities_.end()});
    }
    Clause clause;
    clause.kind = Clause::Kind::kPriority;
    clause.rank = static_cast<uint8_t>(found - priorities_.begin());
    return clause;
  }

  absl::StatusOr<Clause> ReadTarget(std::string_view what, std::string_view text) {
    const absl::StatusOr<DurationText> length = ParseDuration(text);
    if (!length.ok()) return length.status();
    Clause clause;
    clause.within_ms = length->ms;
    clause.in_days = length->in_business_days;
    clause.within_days = length->business_days;
    std::vector<std::string_view> names;
    for (const MetricRow& row : kMetrics) {
      // Milestones have names of their own; tasks are not of the ticket.
      if (row.metric == Metric::kMilestone || row.metric == Metric::kTask) continue;
      names.push_back(row.name);
      clause.metric = row.metric;
      if (row.name == what) return clause;
    }
    for (const auto& sla : policy_.sla()) {
      for (const auto& milestone : sla.milestone()) names.push_back(milestone.id());
    }
    if (std::find(names.begin(), names.end(), what) == names.end()) {
      return Unknown({"metric or milestone", "指标或里程碑"}, what, names);
    }
    clause.metric = Metric::kMilestone;
    clause.name = std::string(what);
    return clause;
  }

  static absl::Status Unknown(const Words& kind, std::string_view name,
                              const std::vector<std::string_view>& names) {
    const std::optional<std::string_view> nearest = DidYouMean(name, names);
    const Words unknown = Say({"unknown $0 $1", "未知的$0 $1"}, kind, Quoted(name));
    if (!nearest) return InvalidArgument(unknown);
    return InvalidArgument(
        Say({"$0; did you mean $1?", "$0；是否想写 $1？"}, unknown, Quoted(*nearest)));
  }

  std::string_view text_;
  const waypost::v1::Policy& policy_;
  const std::vector<std::string>& priorities_;
};

}  // namespace

absl::StatusOr<std::vector<Clause>> ParseClaim(std::string_view text,
                                               const waypost::v1::Policy& policy,
                                               const std::vector<std::string>& priorities) {
  const absl::StatusOr<std::vector<Lexeme>> tokens = Lexer(text).Read();
  if (!tokens.ok()) return tokens.status();
  return ClaimReader(text, policy, priorities).Read(*tokens);
}

}  // namespace waypost::policy
