// What the routes of kSimPolicy ask for and when their stages begin, by looking at every stage.
#include <algorithm>
#include <set>

#include "lib/base/time_units.h"
#include "tests/sim/auditor.h"

namespace waypost::sim {
namespace {

struct Fallback {
  std::string tag;
  int64_t after_ms;
};

struct LadderStage {
  std::string route;
  int64_t after_ms;
  std::vector<std::string> queues;  // the first is the one that events name
  std::string calendar = "always";
  bool replaces = false;
  std::string skip_if = {};
  std::string priority = {};
  std::vector<Fallback> languages = {};
};

const std::vector<LadderStage>& Stages() {
  static const auto* const stages = new std::vector<LadderStage>{
      {"account",
       0,
       {"expert"},
       "always",
       false,
       "nobody_could_match",
       "",
       {{"prefix", 30 * kSecondMs}, {"en", 90 * kSecondMs}}},
      {"account", 2 * kMinuteMs, {"expert"}, "always", false, "no_agent_on_shift"},
      {"account", 7 * kMinuteMs, {"front", "bulk"}, "always", false, "", "P1"},
      {"refund", 0, {"front"}, "always", false, "no_agent_on_shift"},
      {"refund",
       5 * kMinuteMs,
       {"bulk"},
       "always",
       true,
       "nobody_could_match",
       "",
       {{"en", 6 * kMinuteMs}}},
      {"refund",
       20 * kMinuteMs,
       {"front"},
       "office",
       true,
       "",
       "P0",
       {{"pt", 30 * kMinuteMs}, {"via_translation", 40 * kMinuteMs}}},
      {"question",
       0,
       {"bulk"},
       "always",
       false,
       "",
       "",
       {{"prefix", 0}, {"ja", 1 * kMinuteMs}, {"via_translation", 2 * kMinuteMs}}},
      {"question", 3 * kMinuteMs, {"front"}},
      {"bug", 0, {"care"}},
      {"bug", 6 * kMinuteMs, {"care", "bulk"}},
  };
  return *stages;
}

std::vector<LadderStage> StagesOf(const std::string& route) {
  std::vector<LadderStage> stages;
  for (const LadderStage& stage : Stages()) {
    if (stage.route == route) stages.push_back(stage);
  }
  return stages;
}

int Skill(const v1::Agent& agent, const std::string& name) {
  for (const v1::Skill& skill : agent.skills()) {
    if (skill.name() == name) return skill.level();
  }
  return 0;
}

int Speaks(const v1::Agent& agent, const std::string& tag) {
  for (const v1::Language& language : agent.languages()) {
    if (language.tag() == tag) return language.level();
  }
  return 0;
}

bool Serves(const v1::Agent& agent, const std::string& queue) {
  return agent.queues().empty() ||
         std::find(agent.queues().begin(), agent.queues().end(), queue) != agent.queues().end();
}

bool ServesAny(const v1::Agent& agent, const std::vector<std::string>& queues) {
  return std::any_of(queues.begin(), queues.end(),
                     [&](const std::string& queue) { return Serves(agent, queue); });
}

// As if the agent did not serve the queue.
void LeaveOut(const std::string& queue, v1::Agent& agent) {
  if (agent.queues().empty()) {
    for (const char* all : {"front", "expert", "bulk", "care"}) agent.add_queues(all);
  }
  auto& queues = *agent.mutable_queues();
  queues.erase(std::remove(queues.begin(), queues.end(), queue), queues.end());
  if (queues.empty()) agent.add_queues("none");
}

// The level at which an agent speaks what the ticket may be answered in.
int LevelIn(const v1::Agent& agent, const std::string& fallback, const std::string& language) {
  if (fallback.empty()) return Speaks(agent, language);
  if (fallback == "via_translation") return 100;
  if (fallback != "prefix") return Speaks(agent, fallback);
  const size_t dash = language.find('-');
  return dash == std::string::npos ? 0 : Speaks(agent, language.substr(0, dash));
}

int64_t DueOf(const LadderStage& stage, int64_t since_ms, int64_t after_ms) {
  if (stage.calendar == "always") return since_ms + after_ms;
  return NaiveClock{stage.calendar, {}, since_ms}.InstantOf({}, after_ms);
}

// The latest start of which the stage would begin at `at_ms`, by halving.
int64_t LatestStart(const LadderStage& stage, int64_t at_ms) {
  int64_t early = at_ms - 30 * 24 * 60 * kMinuteMs;
  int64_t late = at_ms + 1;
  while (late - early > 1) {
    const int64_t middle = early + (late - early) / 2;
    const bool enough = NaiveClock{stage.calendar, {}, middle}.Elapsed({}, at_ms) >= stage.after_ms;
    (enough ? early : late) = middle;
  }
  return early;
}

bool Requires(const std::string& route, size_t stage, const v1::Agent& agent, int language) {
  const std::string at = route + std::to_string(stage);
  if (at == "account0") return Skill(agent, "account") >= 60 && language >= 50;
  if (at == "account1") return Skill(agent, "account") >= 30;
  if (at == "refund0") return Skill(agent, "refund") >= 50 || Speaks(agent, "pt") >= 80;
  if (at == "refund1") return language >= 30;
  if (at == "refund2") return Skill(agent, "refund") >= 10 && language >= 10;
  if (at == "question0") return language >= 50;
  if (at == "bug0") return language >= 40;
  return true;
}

}  // namespace

bool Auditor::HasRoute(const std::string& category) { return !StagesOf(category).empty(); }

bool Auditor::RouteBeginsIn(const std::string& category, const std::string& queue) {
  return HasRoute(category) && FirstQueueOf(category) == queue;
}

std::string Auditor::FirstQueueOf(const std::string& route) { return StagesOf(route)[0].queues[0]; }

size_t Auditor::FirstOpen(const Ticket& ticket) const {
  const std::vector<LadderStage> stages = StagesOf(ticket.route);
  size_t first = 0;
  for (size_t i = 0; i <= ticket.ladder.stage; ++i) {
    if (stages[i].replaces && ticket.ladder.skipped.count(i) == 0) first = i;
  }
  return first;
}

// The fallbacks of a stage that will do, each as its tag; the ticket's own language is "".
std::vector<std::string> Auditor::LanguagesOf(const Ticket& ticket, size_t stage) const {
  const LadderStage row = StagesOf(ticket.route)[stage];
  std::vector<std::string> tags = {""};
  for (const Fallback& language : row.languages) {
    const int64_t due_ms = DueOf(row, ticket.ladder.since_ms, language.after_ms);
    if (due_ms <= ticket.ladder.until_ms) tags.push_back(language.tag);
  }
  return tags;
}

// Those of the stage, and those that help out.
std::vector<std::string> Auditor::QueuesOf(const Ticket& ticket, size_t stage) const {
  return WithHelp(ticket, StagesOf(ticket.route)[stage].queues);
}

bool Auditor::StageTakes(const Ticket& ticket, size_t stage, const std::vector<std::string>& queues,
                         const v1::Agent& agent, const std::string& fallback) const {
  return ServesAny(agent, queues) &&
         Requires(ticket.route, stage, agent, LevelIn(agent, fallback, ticket.routed_language));
}

bool Auditor::StageTakes(const Ticket& ticket, size_t stage, const std::vector<std::string>& queues,
                         const v1::Agent& agent) const {
  const std::vector<std::string> tags = LanguagesOf(ticket, stage);
  return std::any_of(tags.begin(), tags.end(), [&](const std::string& tag) {
    return StageTakes(ticket, stage, queues, agent, tag);
  });
}

// As if the agent did not serve the queues that it has opted out of.
v1::Agent Auditor::WithoutQueuesLeft(const Agent& agent) {
  v1::Agent facts = agent.facts;
  for (const std::string& queue : agent.opted_out) LeaveOut(queue, facts);
  return facts;
}

bool Auditor::MayTake(const Ticket& ticket, const Agent& agent, Closed closed) const {
  if (ticket.avoided.count(agent.joined) != 0) return false;
  if (!MayEver(ticket, agent)) return false;
  const v1::Agent facts = WithoutQueuesLeft(agent);
  const auto handing_out = [&](const std::vector<std::string>& queues) {
    return HandingOut(ticket, queues, closed);
  };
  if (ticket.route.empty()) {
    return ServesAny(facts, handing_out(WithHelp(ticket, {ticket.queue})));
  }
  if (!HasRoute(ticket.route)) return false;
  if (IsOwnerFirst(ticket)) {
    return StageTakes(ticket, 0, handing_out({ticket.queue}), facts, "");
  }
  for (size_t i = FirstOpen(ticket); i <= ticket.ladder.stage; ++i) {
    if (ticket.ladder.skipped.count(i) != 0) continue;
    if (StageTakes(ticket, i, handing_out(QueuesOf(ticket, i)), facts)) return true;
  }
  return false;
}

// Now or later, whether its queues are closed and whoever is free.
bool Auditor::AnybodyCouldTake(const Ticket& ticket) const {
  return std::any_of(agents_.begin(), agents_.end(), [&](const auto& entry) {
    return MayTake(ticket, entry.second, Closed::kToo);
  });
}

// Those that hand out a ticket that waits, by all stages that are open.
std::set<std::string> Auditor::SitesOf(const Ticket& ticket) const {
  if (!ticket.waits) return {};
  const auto sites = [&](const std::vector<std::string>& own) {
    return HandingOut(ticket, own, Closed::kNot);
  };
  if (ticket.route.empty() || IsOwnerFirst(ticket)) {
    const std::vector<std::string> queues = sites({ticket.queue});
    return {queues.begin(), queues.end()};
  }
  std::set<std::string> all;
  for (size_t i = FirstOpen(ticket); i <= ticket.ladder.stage; ++i) {
    if (ticket.ladder.skipped.count(i) != 0) continue;
    const std::vector<std::string> queues = sites(QueuesOf(ticket, i));
    all.insert(queues.begin(), queues.end());
  }
  return all;
}

// Not where its own queues overflow into, but where they go while they are closed.
bool Auditor::CountsIn(const Ticket& ticket, const std::string& queue) const {
  const auto names = [&](const std::vector<std::string>& own) {
    const std::vector<std::string> queues = HandingOut(ticket, own, Closed::kToo);
    return std::find(queues.begin(), queues.end(), queue) != queues.end();
  };
  if (ticket.route.empty() || IsOwnerFirst(ticket)) return names({ticket.queue});
  for (size_t i = FirstOpen(ticket); i <= ticket.ladder.stage; ++i) {
    const bool open = ticket.ladder.skipped.count(i) == 0;
    if (open && names(StagesOf(ticket.route)[i].queues)) return true;
  }
  return false;
}

// What an agent scores with a ticket.
int Auditor::ScoreOf(const Ticket& ticket, const Agent& agent) const {
  if (ticket.route != "question") return 0;
  int score = Skill(agent.facts, "account") >= 50 ? 3 : 0;
  if (Speaks(agent.facts, ticket.routed_language) >= 80) score += 2;
  if (ticket.ladder.stage >= 1 && agent.facts.kind() == v1::Agent::BOT) score += 4;
  return score;
}

// By how much a ticket stands ahead of its waiting time.
int64_t Auditor::CreditOf(const Ticket& ticket) const {
  const bool accounts = ticket.route == "account" && ticket.ladder.stage == 2;
  const bool refunds = ticket.route == "refund" && ticket.ladder.stage == 1;
  return accounts ? 10 * kMinuteMs : refunds ? 5 * kMinuteMs : 0;
}

// The first fallback that an agent needs who does not meet any stage without one.
std::string Auditor::AnswersIn(const Ticket& ticket, const Agent& agent) const {
  if (ticket.route.empty() || IsOwnerFirst(ticket)) return "";
  const v1::Agent facts = WithoutQueuesLeft(agent);
  const auto queues = [&](size_t stage) {
    return HandingOut(ticket, QueuesOf(ticket, stage), Closed::kNot);
  };
  for (size_t i = FirstOpen(ticket); i <= ticket.ladder.stage; ++i) {
    const bool open = ticket.ladder.skipped.count(i) == 0;
    if (open && StageTakes(ticket, i, queues(i), facts, "")) return "";
  }
  for (size_t i = FirstOpen(ticket); i <= ticket.ladder.stage; ++i) {
    if (ticket.ladder.skipped.count(i) != 0) continue;
    for (const std::string& tag : LanguagesOf(ticket, i)) {
      if (StageTakes(ticket, i, queues(i), facts, tag)) return tag;
    }
  }
  return "?";
}

bool Auditor::IsPassedOver(const Ticket& ticket, size_t stage) const {
  const std::vector<LadderStage> stages = StagesOf(ticket.route);
  if (stages[stage].skip_if.empty()) return false;
  return std::none_of(agents_.begin(), agents_.end(), [&](const auto& entry) {
    const bool counts = stages[stage].skip_if == "nobody_could_match" || !IsAway(entry.second);
    return counts && MayEver(ticket, entry.second) &&
           StageTakes(ticket, stage, stages[stage].queues, WithoutQueuesLeft(entry.second));
  });
}

// Climbs from the stage reached, and notes what is to be told of it.
void Auditor::Climb(Ticket& ticket, bool announced) {
  const std::vector<LadderStage> stages = StagesOf(ticket.route);
  Ladder& ladder = ticket.ladder;
  ladder.until_ms = at_ms_;
  while (true) {
    const bool skipped = IsPassedOver(ticket, ladder.stage);
    if (skipped || announced) ladder.to_tell.push_back({ladder.stage, skipped});
    if (skipped) {
      ladder.skipped.insert(ladder.stage++);
      Check("skipped stage", ladder.stage < stages.size(), "the last stage is passed over");
      announced = true;
      ladder.since_ms = std::min(ladder.since_ms, LatestStart(stages[ladder.stage], at_ms_));
      continue;
    }
    if (!stages[ladder.stage].priority.empty()) {
      ticket.raised_to = std::min(ticket.raised_to, stages[ladder.stage].priority);
    }
    if (ladder.stage + 1 >= stages.size()) break;
    const LadderStage& next = stages[ladder.stage + 1];
    if (DueOf(next, ladder.since_ms, next.after_ms) > at_ms_) break;
    ++ladder.stage;
  }
  ticket.queue = stages[ladder.stage].queues[0];
}

void Auditor::BeginLadder(Ticket& ticket, int64_t since_ms) {
  ticket.ladder = Ladder();
  ticket.ladder.since_ms = since_ms;
  ticket.routed_language = ticket.language;
  Climb(ticket, false);
}

// The next instant at which something on the ladder begins after what has begun.
int64_t Auditor::NextOnLadder(const Ticket& ticket) const {
  if (IsOwnerFirst(ticket)) return ticket.owner_until_ms;
  const std::vector<LadderStage> stages = StagesOf(ticket.route);
  const Ladder& ladder = ticket.ladder;
  int64_t next_ms = kNeverMs;
  if (ladder.stage + 1 < stages.size()) {
    const LadderStage& next = stages[ladder.stage + 1];
    next_ms = DueOf(next, ladder.since_ms, next.after_ms);
  }
  for (size_t i = FirstOpen(ticket); i <= ladder.stage; ++i) {
    if (ladder.skipped.count(i) != 0) continue;
    for (const Fallback& language : stages[i].languages) {
      const int64_t due_ms = DueOf(stages[i], ladder.since_ms, language.after_ms);
      if (due_ms > ladder.until_ms) next_ms = std::min(next_ms, due_ms);
    }
  }
  return next_ms;
}

// A stage or a language: the first of one instant tells of all that begins then.
void Auditor::SeeLadder(const v1::Event& event, Ticket& ticket) {
  if (ticket.route == "?") Resolve(ticket);
  Ladder& ladder = ticket.ladder;
  if (ladder.to_tell.empty() && ladder.languages_to_tell.empty()) {
    Check("stage in time", NextOnLadder(ticket) == at_ms_,
          event.ticket_id() + ": nothing begins now on route " + ticket.route);
    ticket.routed_language = ticket.language;
    if (IsOwnerFirst(ticket)) {
      ++checks_["owner over"];
      EndOwnerFirst(ticket, true);
    } else {
      ReachNext(ticket);
    }
  }
  TellLadder(event, ticket);
  if (!ladder.to_tell.empty() || !ladder.languages_to_tell.empty() || !ticket.waits) return;
  WaitAnew(ticket);
}

void Auditor::ReachNext(Ticket& ticket) {
  Ladder& ladder = ticket.ladder;
  const std::vector<LadderStage> stages = StagesOf(ticket.route);
  const size_t before = ladder.stage;
  const bool stage_begins =
      ladder.stage + 1 < stages.size() &&
      DueOf(stages[ladder.stage + 1], ladder.since_ms, stages[ladder.stage + 1].after_ms) <= at_ms_;
  ladder.until_ms = at_ms_;
  if (stage_begins) {
    ++ladder.stage;
    Climb(ticket, true);
  }
  for (size_t i = FirstOpen(ticket); i <= before; ++i) {
    if (ladder.skipped.count(i) != 0) continue;
    for (const Fallback& language : stages[i].languages) {
      const int64_t due_ms = DueOf(stages[i], ladder.since_ms, language.after_ms);
      if (due_ms == at_ms_) ladder.languages_to_tell.emplace_back(i, language.tag);
    }
  }
}

void Auditor::TellLadder(const v1::Event& event, Ticket& ticket) {
  Ladder& ladder = ticket.ladder;
  const std::string& id = event.ticket_id();
  if (event.has_language_accepted()) {
    const v1::LanguageAccepted& told = event.language_accepted();
    const bool expected = ladder.to_tell.empty() && !ladder.languages_to_tell.empty();
    Check("language", expected, id + ": a language that was not to be accepted");
    if (!expected) return;
    const auto [stage, tag] = ladder.languages_to_tell.front();
    ladder.languages_to_tell.erase(ladder.languages_to_tell.begin());
    Check("language", told.stage() == static_cast<int>(stage) + 1 && told.tag() == tag,
          id + ": another language is accepted than " + tag);
    return;
  }
  if (ladder.to_tell.empty()) return Fail(id + ": a stage that was not to begin");
  const Told next = ladder.to_tell.front();
  ladder.to_tell.erase(ladder.to_tell.begin());
  const LadderStage row = StagesOf(ticket.route)[next.stage];
  const int number = static_cast<int>(next.stage) + 1;
  if (event.has_stage_skipped()) {
    Check("skipped stage",
          next.skipped && event.stage_skipped().stage() == number &&
              event.stage_skipped().because() == row.skip_if,
          id + ": another stage is passed over");
  } else {
    Check("stage",
          !next.skipped && event.stage_started().stage() == number &&
              event.stage_started().queue() == row.queues[0],
          id + ": another stage begins on route " + ticket.route);
  }
}

// After a command: nothing on a ladder is overdue or untold, and priorities are raised.
void Auditor::CheckLadders() {
  for (auto& [id, ticket] : tickets_) {
    Check("raised", ticket.priority <= ticket.raised_to, id + " should be " + ticket.raised_to);
    ticket.raised_to = kUnraised;
    if (!ticket.in_ladder || !HasRoute(ticket.route)) continue;
    Check("stage told", ticket.ladder.to_tell.empty() && ticket.ladder.languages_to_tell.empty(),
          id + ": something on its ladder was not told");
    Check("stage overdue", NextOnLadder(ticket) >= at_ms_,
          id + " should have reached its next stage");
  }
}

}  // namespace waypost::sim
