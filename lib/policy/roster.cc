#include "lib/policy/roster.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/words.h"
#include "lib/policy/agent_rules.h"
#include "lib/policy/declared.h"
#include "lib/policy/planned.h"
#include "lib/policy/read_files.h"

namespace waypost::policy {
namespace {

using waypost::v1::Agent;
using waypost::v1::Attribute;
using waypost::v1::ChannelCapacity;
using waypost::v1::Language;
using waypost::v1::Roster;
using waypost::v1::Skill;

constexpr size_t kLongestId = 256;

class RosterChecks {
 public:
  RosterChecks(const SourceMap& places, DiagnosticSink& sink) : places_(places), sink_(sink) {}

  void Check(const Roster& roster) {
    for (int i = 0; i < roster.agents_size(); ++i) CheckAgent(roster.agents(i), i);
  }

 private:
  void CheckAgent(const Agent& agent, int index) {
    const SourceSpan id = places_.Value(agent, Agent::kIdFieldNumber);
    ids_.Add(agent.id(), id, static_cast<size_t>(index), sink_);
    if (agent.id().size() > kLongestId) {
      sink_.Report("WP2103", id, {"the agent's id is too long", "坐席的标识过长"})
          .Label(Say({"at most $0 bytes", "最多 $0 字节"}, kLongestId));
    }
    // 0 is what is not written: the default.
    if (agent.capacity() != 0)
      CheckNumber(agent, Agent::kCapacityFieldNumber, agent.capacity(), 1, kMostTickets);
    CheckLevels<Skill>(agent.skills(), "skill", &Skill::name, Skill::kNameFieldNumber,
                       Skill::kLevelFieldNumber);
    CheckLevels<Language>(agent.languages(), "language", &Language::tag, Language::kTagFieldNumber,
                          Language::kLevelFieldNumber);
    CheckChannels(agent);
    CheckRoles(agent);
    CheckAttributes(agent);
    CheckNumber(agent, Agent::kRingFieldNumber, agent.ring(), 0, kLastRing);
    if (agent.weight() != 0) {
      CheckNumber(agent, Agent::kWeightFieldNumber, agent.weight(), 1, kMostWeight);
    }
  }

  void CheckChannels(const Agent& agent) {
    Declared names({"channel", "渠道"});
    for (const ChannelCapacity& limit : agent.channels()) {
      names.Add(limit.channel(), places_.Value(limit, ChannelCapacity::kChannelFieldNumber), 0,
                sink_);
      if (limit.maximum() != 0) {
        CheckNumber(limit, ChannelCapacity::kMaximumFieldNumber, limit.maximum(), 1, kMostTickets);
      }
      if (limit.units() != 0) {
        CheckNumber(limit, ChannelCapacity::kUnitsFieldNumber, limit.units(), 1,
                    std::max(1, agent.capacity()));
      }
    }
  }

  void CheckRoles(const Agent& agent) {
    for (int i = 0; i < agent.roles_size(); ++i) {
      CheckLength(agent.roles(i), places_.Value(agent, Agent::kRolesFieldNumber, i));
    }
    CheckCount(agent, Agent::kRolesFieldNumber, agent.roles_size());
  }

  void CheckAttributes(const Agent& agent) {
    Declared names({"attribute", "属性"});
    for (const Attribute& attribute : agent.attributes()) {
      const SourceSpan place = places_.Value(attribute, Attribute::kNameFieldNumber);
      names.Add(attribute.name(), place, 0, sink_);
      CheckLength(attribute.name(), place);
      if (HasEquals(attribute.name())) {
        sink_.Report("WP2103", place, {"the name has a \"=\"", "名称中有 \"=\""});
      }
      if (attribute.value().size() > kLongestProperty) {
        CheckLength(attribute.value(), places_.Value(attribute, Attribute::kValueFieldNumber));
      }
    }
    CheckCount(agent, Agent::kAttributesFieldNumber, agent.attributes_size());
  }

  void CheckLength(const std::string& text, const SourceSpan& place) {
    if (HasPropertyLength(text)) return;
    sink_.Report("WP2103", place, {"the text is empty or too long", "文本为空或过长"})
        .Label(Say({"1 to $0 bytes", "1 到 $0 字节"}, kLongestProperty));
  }

  void CheckCount(const Agent& agent, int number, int count) {
    if (count <= kMostProperties) return;
    sink_.Report("WP2006", places_.Value(agent, number), {"too many", "过多"})
        .Label(Say({"at most $0", "最多 $0 个"}, kMostProperties));
  }

  template <typename Entry, typename Entries>
  void CheckLevels(const Entries& entries, const char* kind,
                   const std::string& (Entry::*name)() const, int name_number, int level_number) {
    Declared names(kind);
    for (const Entry& entry : entries) {
      names.Add((entry.*name)(), places_.Value(entry, name_number), 0, sink_);
      CheckNumber(entry, level_number, entry.level(), 0, kHighestLevel);
    }
  }

  void CheckNumber(const google::protobuf::Message& message, int number, int value, int least,
                   int most) {
    if (value >= least && value <= most) return;
    sink_
        .Report("WP2006", places_.Value(message, number),
                Say({"$0 is out of bounds", "$0 超出范围"}, value))
        .Label(Say({"must be $0 to $1", "必须在 $0 到 $1 之间"}, least, most));
  }

  const SourceMap& places_;
  DiagnosticSink& sink_;
  Declared ids_{{"agent", "坐席"}};
};

}  // namespace

LocatedRoster WithoutPlaces(Roster roster, const std::string& name) {
  return {std::make_unique<Roster>(std::move(roster)), ToSourceFiles({{name, ""}}), {}};
}

LocatedRoster ReadLocatedRoster(const std::vector<NamedText>& files,
                                std::vector<Diagnostic>* diagnostics, const ReaderLimits& limits) {
  LocatedRoster read{std::make_unique<Roster>(), ToSourceFiles(files), {}};
  Roster& roster = *read.roster;
  DiagnosticSink sink(read.files);
  std::optional<SourceMap> places = ReadFiles(read.files, &roster, &sink, limits);
  if (places) {
    ReportMissing(roster, *places, sink);
    ReportPlanned(roster, *places, sink);
    RosterChecks(*places, sink).Check(roster);
    read.places = *std::move(places);
  }
  for (Diagnostic& diagnostic : sink.Diagnostics()) diagnostics->push_back(std::move(diagnostic));
  if (sink.has_errors()) roster.Clear();
  return read;
}

Roster ReadRoster(const std::vector<NamedText>& files, std::vector<Diagnostic>* diagnostics,
                  const ReaderLimits& limits) {
  return *std::move(ReadLocatedRoster(files, diagnostics, limits).roster);
}

}  // namespace waypost::policy
