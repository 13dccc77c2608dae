#include "lib/replay/mapping.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/did_you_mean.h"
#include "lib/base/words.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/policy/planned.h"
#include "lib/policy/read_files.h"

namespace waypost::replay {
namespace {

using google::protobuf::Message;
using policy::DiagnosticSink;
using policy::Quoted;
using policy::SourceMap;
using v1::FactMapping;
using v1::ImportMapping;
using v1::StatusMapping;
using v1::StatusValue;
using v1::TimeFormat;
using v1::ValueMapping;

bool CanBeRead(v1::TicketState state) {
  switch (state) {
    case v1::NEW:
    case v1::QUEUED:
    case v1::ASSIGNED:
    case v1::WAITING_CUSTOMER:
    case v1::ON_HOLD:
    case v1::WAITING_INTERNAL:
    case v1::SOLVED:
    case v1::CLOSED:
      return true;
    default:
      return false;
  }
}

void ReportTwice(const Message& message, int field, const Words& what, std::string_view text,
                 const SourceMap& places, DiagnosticSink& sink) {
  sink.Report("WP2102", places.Value(message, field),
              Say({"$0 $1 is given twice", "$0 $1 重复出现"}, what, Quoted(text)))
      .Label({"again", "再次出现"});
}

void CheckState(const Message& message, int field, v1::TicketState state, const SourceMap& places,
                DiagnosticSink& sink) {
  if (state == v1::TICKET_STATE_UNSPECIFIED || CanBeRead(state)) return;
  policy::ReportPlannedName(v1::TicketState_Name(state), places.Value(message, field), sink)
      .Help(
          {"a log can tell NEW, QUEUED, ASSIGNED, WAITING_CUSTOMER, ON_HOLD, WAITING_INTERNAL, "
           "SOLVED and CLOSED",
           "日志能表示 NEW、QUEUED、ASSIGNED、WAITING_CUSTOMER、ON_HOLD、WAITING_INTERNAL、SOLVED "
           "和 CLOSED"});
}

TimeLayout ReadLayout(const TimeFormat& time, const SourceMap& places, DiagnosticSink& sink) {
  auto layout = TimeLayout::Compile(time.layout());
  if (layout.ok()) return *std::move(layout);
  sink.Report("WP2206", places.Value(time, TimeFormat::kLayoutFieldNumber),
              Say({"malformed time layout $0", "格式错误的时间格式 $0"}, Quoted(time.layout())))
      .Label(WordsOf(layout.status()));
  return {};
}

calendar::Zone ReadZone(const TimeFormat& time, policy::ZoneSource& zones, const SourceMap& places,
                        DiagnosticSink& sink) {
  auto zone = zones.Load(time.zone(), calendar::kEarliestYear, calendar::kLatestYear);
  if (zone.ok()) return *std::move(zone);
  const bool unknown = absl::IsInvalidArgument(zone.status()) || absl::IsNotFound(zone.status());
  sink.Report(unknown ? "WP2207" : "WP2209", places.Value(time, TimeFormat::kZoneFieldNumber),
              WordsOf(zone.status()));
  return {};
}

absl::flat_hash_map<std::string, v1::TicketState> ReadStates(const StatusMapping& status,
                                                             const SourceMap& places,
                                                             DiagnosticSink& sink) {
  absl::flat_hash_map<std::string, v1::TicketState> states;
  CheckState(status, StatusMapping::kOtherwiseFieldNumber, status.otherwise(), places, sink);
  for (const StatusValue& value : status.value()) {
    CheckState(value, StatusValue::kToFieldNumber, value.to(), places, sink);
    if (!states.emplace(value.from(), value.to()).second)
      ReportTwice(value, StatusValue::kFromFieldNumber, {"state", "状态"}, value.from(), places,
                  sink);
  }
  return states;
}

absl::flat_hash_map<std::string, std::string> ReadValues(const FactMapping& fact,
                                                         const SourceMap& places,
                                                         DiagnosticSink& sink) {
  absl::flat_hash_map<std::string, std::string> values;
  for (const ValueMapping& value : fact.value()) {
    if (!values.emplace(value.from(), value.to()).second)
      ReportTwice(value, ValueMapping::kFromFieldNumber, {"value", "值"}, value.from(), places,
                  sink);
  }
  return values;
}

void CheckFactNames(const ImportMapping& message, const SourceMap& places, DiagnosticSink& sink) {
  std::vector<std::string_view> names;
  for (const FactMapping& fact : message.fact()) {
    if (std::find(names.begin(), names.end(), fact.fact()) != names.end())
      ReportTwice(fact, FactMapping::kFactFieldNumber, {"fact", "事实"}, fact.fact(), places, sink);
    names.push_back(fact.fact());
  }
}

}  // namespace

std::optional<Mapping> Mapping::Load(const policy::NamedText& file, policy::ZoneSource& zones,
                                     std::vector<Diagnostic>* diagnostics) {
  auto body = std::make_shared<Body>();
  body->files = policy::ToSourceFiles({file});
  DiagnosticSink sink(body->files);
  ImportMapping& message = body->message;
  std::optional<SourceMap> places = policy::ReadFiles(body->files, &message, &sink, {});
  if (places) {
    policy::ReportMissing(message, *places, sink);
    policy::ReportPlanned(message, *places, sink);
  }
  if (places && !sink.has_errors()) {
    body->layout = ReadLayout(message.time(), *places, sink);
    body->zone = ReadZone(message.time(), zones, *places, sink);
    body->states = ReadStates(message.status(), *places, sink);
    for (const FactMapping& fact : message.fact())
      body->values.push_back(ReadValues(fact, *places, sink));
    CheckFactNames(message, *places, sink);
    body->places = *std::move(places);
  }
  for (Diagnostic& diagnostic : sink.Diagnostics()) diagnostics->push_back(std::move(diagnostic));
  if (sink.has_errors()) return std::nullopt;
  return Mapping(std::move(body));
}

std::optional<int64_t> Mapping::ReadTime(std::string_view text) const {
  const std::optional<int64_t> wall_ms = body_->layout.Parse(text);
  if (!wall_ms) return std::nullopt;
  return body_->zone.InstantOf(*wall_ms);
}

bool Mapping::IsMissing(std::string_view text) const {
  const auto& missing = message().missing();
  return text.empty() || std::find(missing.begin(), missing.end(), text) != missing.end();
}

std::optional<v1::TicketState> Mapping::StateOf(std::string_view value) const {
  const auto found = body_->states.find(ToAbsl(value));
  if (found != body_->states.end()) return found->second;
  const v1::TicketState otherwise = message().status().otherwise();
  if (otherwise == v1::TICKET_STATE_UNSPECIFIED) return std::nullopt;
  return otherwise;
}

std::optional<std::string_view> Mapping::ValueOf(size_t fact, std::string_view value) const {
  const auto found = body_->values[fact].find(ToAbsl(value));
  if (found != body_->values[fact].end()) return std::string_view(found->second);
  if (message().fact(static_cast<int>(fact)).only_listed()) return std::nullopt;
  return value;
}

// Looks names up in the header and reports those that are not there.
class ColumnBinder {
 public:
  ColumnBinder(const Mapping& mapping, const std::vector<std::string_view>& header)
      : body_(*mapping.body_), header_(header), sink_(body_.files) {}

  // kNone for an empty name.
  size_t Find(const Message& message, int field, std::string_view name) {
    if (name.empty()) return Columns::kNone;
    const auto found = std::find(header_.begin(), header_.end(), name);
    if (found != header_.end()) return static_cast<size_t>(found - header_.begin());
    policy::Finding& finding =
        sink_.Report("WP2101", body_.places.Value(message, field),
                     Say({"unknown column $0", "未知的列 $0"}, Quoted(name)));
    if (body_.message.format() == ImportMapping::JSONL) {
      finding.Label({"in no object of the log", "日志的对象中都没有"});
    } else {
      finding.Label({"not in the first row of the log", "日志的首行中没有"});
    }
    if (const auto near = DidYouMean(name, header_))
      finding.Help(Say({"did you mean $0?", "是否想写 $0？"}, Quoted(*near)));
    return Columns::kNone;
  }

  std::vector<Diagnostic> Diagnostics() const { return sink_.Diagnostics(); }
  bool has_errors() const { return sink_.has_errors(); }

 private:
  const Mapping::Body& body_;
  const std::vector<std::string_view>& header_;
  DiagnosticSink sink_;
};

std::optional<Columns> BindColumns(const Mapping& mapping,
                                   const std::vector<std::string_view>& header,
                                   std::vector<Diagnostic>* diagnostics) {
  using M = ImportMapping;
  const M& m = mapping.message();
  ColumnBinder binder(mapping, header);
  Columns columns;
  columns.count = header.size();
  columns.ticket_id = binder.Find(m, M::kTicketIdFieldNumber, m.ticket_id());
  columns.updated_at = binder.Find(m, M::kUpdatedAtFieldNumber, m.updated_at());
  columns.opened_at = binder.Find(m, M::kOpenedAtFieldNumber, m.opened_at());
  columns.solved_at = binder.Find(m, M::kSolvedAtFieldNumber, m.solved_at());
  columns.closed_at = binder.Find(m, M::kClosedAtFieldNumber, m.closed_at());
  columns.status = binder.Find(m.status(), StatusMapping::kColumnFieldNumber, m.status().column());
  columns.agent = binder.Find(m, M::kAgentFieldNumber, m.agent());
  columns.flag = binder.Find(m.recorded_flag(), v1::FlagMapping::kColumnFieldNumber,
                             m.recorded_flag().column());
  columns.group = binder.Find(m, M::kGroupFieldNumber, m.group());
  for (const FactMapping& fact : m.fact())
    columns.facts.push_back(binder.Find(fact, FactMapping::kColumnFieldNumber, fact.column()));
  const auto find = [&](const v1::RowFilter& filter) {
    return binder.Find(filter, v1::RowFilter::kColumnFieldNumber, filter.column());
  };
  for (const v1::RowFilter& filter : m.reject()) columns.reject.push_back(find(filter));
  for (const v1::RowFilter& filter : m.keep()) columns.keep.push_back(find(filter));
  for (Diagnostic& diagnostic : binder.Diagnostics()) diagnostics->push_back(std::move(diagnostic));
  if (binder.has_errors()) return std::nullopt;
  return columns;
}

}  // namespace waypost::replay
