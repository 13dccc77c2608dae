// What a roster names, against what the policy declares.
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/words.h"
#include "lib/policy/check_deep.h"
#include "lib/policy/declared.h"

namespace waypost::policy {
namespace {

using waypost::v1::Agent;
using V1Channel = waypost::v1::Channel;
using waypost::v1::ChannelCapacity;

class RosterNames {
 public:
  RosterNames(const Lowering& lowering, const LocatedRoster& roster)
      : lowering_(lowering), places_(roster.places), sink_(roster.files) {
    for (const V1Channel& channel : lowering.policy.channels()) {
      channels_.Add(channel.id(), lowering.ValueOf({channel, V1Channel::kIdFieldNumber}),
                    declared_channels_++, lowering.sink);
    }
  }

  std::vector<Diagnostic> Check(const waypost::v1::Roster& roster) && {
    Uses queues, channels, calendars;
    for (const Agent& agent : roster.agents()) {
      for (int i = 0; i < agent.queues_size(); ++i) {
        Note(agent, agent.queues(i), places_.Value(agent, Agent::kQueuesFieldNumber, i), queues);
      }
      for (const ChannelCapacity& limit : agent.channels()) {
        Note(agent, limit.channel(), places_.Value(limit, ChannelCapacity::kChannelFieldNumber),
             channels);
      }
      if (!agent.shift_calendar().empty()) {
        Note(agent, agent.shift_calendar(), places_.Value(agent, Agent::kShiftCalendarFieldNumber),
             calendars);
      }
    }
    Report("WP3206", {"queue", "队列"}, queues, lowering_.queues);
    Report("WP3209", {"channel", "渠道"}, channels, channels_);
    Report("WP3209", {"calendar", "日历"}, calendars, lowering_.calendars);
    return sink_.Diagnostics();
  }

 private:
  // Who names something, and where the first of them does.
  struct Use {
    std::string agent;
    SourceSpan place;
    size_t others = 0;
  };
  using Uses = std::map<std::string, Use>;

  static void Note(const Agent& agent, const std::string& name, const SourceSpan& place,
                   Uses& uses) {
    const auto [use, is_new] = uses.try_emplace(name, Use{agent.id(), place});
    if (!is_new) ++use->second.others;
  }

  void Report(std::string_view code, const Words& kind, const Uses& uses,
              const Declared& declared) {
    for (const auto& [name, use] : uses) {
      if (declared.Find(name)) continue;
      Words text = Say({"the roster names $0 $1, which the policy does not declare: agent $2",
                        "名册中的$0 $1 没有在策略中声明：坐席 $2"},
                       kind, Quoted(name), Quoted(use.agent));
      if (use.others > 0) text += Say({" and $0 more", " 等，另有 $0 人"}, use.others);
      sink_.Report(code, use.place, std::move(text))
          .Label({"not declared", "未声明"})
          .Help(declared.Advice(name, lowering_.sink));
    }
  }

  const Lowering& lowering_;
  const SourceMap& places_;
  DiagnosticSink sink_;
  Declared channels_{{"channel", "渠道"}};
  size_t declared_channels_ = 0;
};

}  // namespace

std::vector<Diagnostic> FindUndeclared(const Lowering& lowering, const LocatedRoster& roster) {
  return RosterNames(lowering, roster).Check(*roster.roster);
}

}  // namespace waypost::policy
