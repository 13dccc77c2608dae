#ifndef WAYPOST_LIB_POLICY_LOWERING_H_
#define WAYPOST_LIB_POLICY_LOWERING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "google/protobuf/message.h"
#include "lib/base/words.h"
#include "lib/expression/condition.h"
#include "lib/expression/pattern.h"
#include "lib/expression/rule_list.h"
#include "lib/policy/declared.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/policy/holiday_files.h"
#include "lib/policy/model_reference.h"
#include "lib/policy/source_map.h"
#include "lib/policy/tables.h"
#include "lib/policy/vocabulary.h"
#include "lib/policy/zones.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::policy {

// A field of a message, or one element of it, for saying where a problem is.
struct FieldRef {
  const google::protobuf::Message& message;
  int number;
  int index = -1;
};

// What the steps of lowering share: the policy as read, the tables as far as they are filled, and
// the names declared so far. Lives for one compilation; `policy` must not move.
struct Lowering {
  Lowering(const waypost::v1::Policy& read_policy, const SourceMap& source_map,
           ZoneSource& source_of_zones, HolidayFiles& files_of_holidays,
           const ModelSource& source_of_models, expression::PatternTable& pattern_table,
           DiagnosticSink& diagnostic_sink)
      : policy(read_policy),
        places(source_map),
        zone_source(source_of_zones),
        holiday_files(files_of_holidays),
        models(source_of_models),
        patterns(pattern_table),
        sink(diagnostic_sink) {}
  Lowering(const Lowering&) = delete;
  Lowering& operator=(const Lowering&) = delete;

  const waypost::v1::Policy& policy;
  const SourceMap& places;
  ZoneSource& zone_source;
  HolidayFiles& holiday_files;
  const ModelSource& models;
  expression::PatternTable& patterns;  // of conditions and phrases
  DiagnosticSink& sink;

  Tables tables;
  NameTable names;
  std::vector<NamedZone> zones;         // used, in the order of first use
  std::optional<NamedText> model_file;  // of Tables::model

  Declared priorities{{"priority", "优先级"}};
  Declared calendars{{"calendar", "日历"}};
  Declared categories{{"category", "类别"}};
  Declared queues{{"queue", "队列"}};
  Declared roles{{"role", "角色"}};
  Declared teams{{"team", "团队"}};
  Declared rotations{{"rotation", "轮值"}};

  absl::flat_hash_map<std::string, uint16_t> requirement_rows;  // by text
  bool skipped = false;  // a condition was not checked, because no more findings are kept

  SourceSpan ValueOf(const FieldRef& field) const {
    return places.Value(field.message, field.number, field.index);
  }
  SourceSpan SpanOf(const google::protobuf::Message& message) const {
    return places.Whole(message);
  }
  Finding& Report(std::string_view code, const FieldRef& field, Words message) {
    return sink.Report(code, ValueOf(field), std::move(message));
  }
};

// Indexes of the tables have 16 bits; CheckCounts (check.h) saw to it that they fit.
inline uint16_t Index(size_t index) { return static_cast<uint16_t>(index); }

// Resolves an optional reference: the index, or nothing if the text is empty or, after a report,
// unknown.
std::optional<uint32_t> Resolve(Lowering& lowering, const Declared& declared, std::string_view name,
                                const FieldRef& field);

// A duration of the policy with its bounds, both inclusive.
struct DurationBounds {
  int64_t least_ms = 0;
  int64_t most_ms = int64_t{3'660} * 86'400'000;
};
inline constexpr DurationBounds kPositive = {1};
// Of what is measured while tickets wait and agents work.
inline constexpr DurationBounds kSecondToDay = {1'000, 86'400'000};

// Reads a fixed length of time; business days and lengths out of bounds are reported.
std::optional<int64_t> ReadDuration(Lowering& lowering, std::string_view text,
                                    const FieldRef& field, const DurationBounds& bounds = {});

// What is wrong, and what to do about it.
struct Problem {
  Words message;
  Words advice;
};

// Splits a sentence where its advice begins, at the last semicolon.
Problem SplitAdvice(const Words& sentence);

// The sentence of a parser about `text`, safe to print: "is not a duration" if the text is not.
Problem ProblemWith(std::string_view text, const Words& kind, const Words& sentence);

// Reports a number outside of [least, most] (WP2006); true if it is inside.
bool CheckInterval(Lowering& lowering, int64_t value, int64_t least, int64_t most,
                   const FieldRef& field);

// Compiles the condition in a field. After errors, which are reported, the result holds always,
// so that rules keep their rows.
expression::Condition ReadCondition(Lowering& lowering, const std::string& text,
                                    const FieldRef& field);

// Compiles a route's requirement and returns its index in Tables::requirements; equal texts share
// one.
uint16_t ReadRequirement(Lowering& lowering, const std::string& text, const FieldRef& field);

// The bit of a metric in Triggers::breached; 0 for those that are refused.
uint32_t MetricBit(waypost::v1::Sla::Metric metric);

// The conditions of one section, row by row.
class RuleRows {
 public:
  explicit RuleRows(Lowering& lowering);

  void Add(const std::string& when, const FieldRef& field);
  void Add(const expression::Condition& condition) { builder_.Add(condition); }

  // Empty if the policy has errors: nobody will evaluate it.
  expression::RuleList Build() &&;

 private:
  Lowering& lowering_;
  expression::RuleListBuilder builder_;
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_LOWERING_H_
