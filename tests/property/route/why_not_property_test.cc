// Explanations of random desks beside a re-check of every agent, stage and requirement by hand.
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "lib/base/philox.h"
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

using v1::RoutingVerdict;

struct Person {
  std::string id;
  std::map<std::string, int> levels;  // of skills, and of languages by tag
  std::string team;
  std::set<std::string> queues;  // empty: all
};

// A requirement as a tree; joins alternate, so that the text has one reading.
struct Asked {
  char op = 's';  // 's'kill, 'l'anguage of the ticket, 't'eam, '&', '|'
  std::string name;
  int level = 0;
  std::vector<Asked> parts;

  std::string Text() const {
    if (op == 's') return absl::StrCat("skill('", name, "') >= ", level);
    if (op == 'l') return absl::StrCat("speaks(language) >= ", level);
    if (op == 't') return absl::StrCat("team == '", name, "'");
    std::vector<std::string> texts;
    for (const Asked& part : parts) {
      const bool joins = !part.parts.empty();
      texts.push_back(joins ? absl::StrCat("(", part.Text(), ")") : part.Text());
    }
    return absl::StrJoin(texts, op == '&' ? " && " : " || ");
  }

  // The first part that this person does not meet; empty: all is met.
  std::string Failing(const Person& person, const std::string& language) const {
    const auto level_of = [&](const std::string& what) {
      const auto found = person.levels.find(what);
      return found == person.levels.end() ? 0 : found->second;
    };
    if (op == 's') return level_of(name) >= level ? "" : Text();
    if (op == 'l') return level_of(language) >= level ? "" : Text();
    if (op == 't') return person.team == name ? "" : Text();
    for (const Asked& part : parts) {
      const std::string failing = part.Failing(person, language);
      if (op == '&' && !failing.empty()) return failing;
      if (op == '|' && failing.empty()) return "";
    }
    return op == '&' ? "" : Text();
  }
};

struct AskedStage {
  std::string queue;
  Asked asked;
  bool replaces = false;

  bool ServedBy(const Person& person) const {
    return person.queues.empty() || person.queues.count(queue) > 0;
  }
  bool TakenBy(const Person& person, const std::string& language) const {
    return ServedBy(person) && asked.Failing(person, language).empty();
  }
};

class RandomDesk {
 public:
  explicit RandomDesk(uint64_t seed) : draw_(seed, 0) {
    for (int i = 0; i < 3; ++i) {
      routes_.push_back({SomeStage(), SomeStage()});
      routes_.back()[0].replaces = false;
    }
    desk_ = std::make_unique<Desk>(PolicyText());
    for (int i = 0; i < 8; ++i) Join(i);
    for (int i = 0; i < 60; ++i) Step();
  }

  void CheckAll() {
    std::set<std::string> nobodys;
    for (const auto& [ticket, language] : languages_) {
      const auto view = desk_->engine->GetTicket(ticket);
      if (!view.ok()) continue;
      std::set<std::string> takers;
      for (const Person& person : people_) CheckPair(*view, language, person, takers);
      CheckExplanation(*view, takers);
      if (view->state() == v1::QUEUED && !SomebodyCould(*view, language)) {
        nobodys.insert(ticket);
      }
    }
    std::set<std::string> found;
    const v1::UnroutableList list = desk_->engine->Unroutable();
    for (const v1::UnroutableTicket& ticket : list.tickets()) {
      found.insert(ticket.ticket_id());
      EXPECT_EQ(ticket.nearest_agent_id().empty(), ticket.relax().empty());
    }
    EXPECT_EQ(found, nobodys);
  }

  std::map<RoutingVerdict::Why, int> seen;
  int unroutable = 0;

 private:
  Asked SomeLeaf() {
    Asked asked;
    asked.op = "sslt"[draw_.Below(4)];
    asked.name = asked.op == 't' ? (draw_.Below(2) == 0 ? "x" : "y")
                                 : std::string(1, static_cast<char>('a' + draw_.Below(3)));
    asked.level = static_cast<int>(20 * (1 + draw_.Below(5)));
    return asked;
  }

  Asked Some(int depth, char op) {
    if (depth == 0) return SomeLeaf();
    Asked asked;
    asked.op = op;
    for (uint64_t n = 2 + draw_.Below(2); n > 0; --n) {
      asked.parts.push_back(draw_.Below(2) == 0 ? SomeLeaf()
                                                : Some(depth - 1, op == '&' ? '|' : '&'));
    }
    return asked;
  }

  AskedStage SomeStage() {
    return {draw_.Below(2) == 0 ? "q0" : "q1", Some(2, draw_.Below(2) == 0 ? '&' : '|'),
            draw_.Below(3) == 0};
  }

  std::string PolicyText() const {
    std::string text =
        "name: \"random\" languages: [\"en\", \"ja\"] queues { id: \"q0\" } queues { id: \"q1\" "
        "}\n";
    for (size_t i = 0; i < routes_.size(); ++i) {
      absl::StrAppend(&text, "categories { id: \"c", i, "\" }\nroutes { id: \"r", i,
                      "\" when: \"category == 'c", i, "'\"");
      for (size_t s = 0; s < 2; ++s) {
        const AskedStage& stage = routes_[i][s];
        absl::StrAppend(&text, " stage { queue: \"", stage.queue, "\" require: \"",
                        stage.asked.Text(), "\"", s == 0 ? "" : " after: \"5m\"",
                        stage.replaces ? " mode: REPLACE" : "", " }");
      }
      absl::StrAppend(&text, " }\n");
    }
    return text;
  }

  void Join(int number) {
    Person person;
    person.id = absl::StrCat("p", number);
    std::string text = absl::StrCat("id: '", person.id, "' capacity: ", 1 + draw_.Below(2),
                                    " presence: ", draw_.Below(4) == 0 ? "ON_BREAK" : "AVAILABLE");
    for (const char* skill : {"a", "b", "c", "en", "ja"}) {
      const int level = static_cast<int>(20 * draw_.Below(6));
      if (level == 0) continue;
      person.levels[skill] = level;
      const bool language = skill[1] != 0;
      absl::StrAppend(&text, language ? " languages { tag: '" : " skills { name: '", skill,
                      "' level: ", level, " }");
    }
    if (const uint64_t team = draw_.Below(3); team > 0) person.team = team == 1 ? "x" : "y";
    if (draw_.Below(3) == 0) person.queues = {draw_.Below(2) == 0 ? "q0" : "q1"};
    if (!person.team.empty()) absl::StrAppend(&text, " team: '", person.team, "'");
    for (const std::string& queue : person.queues) absl::StrAppend(&text, " queues: '", queue, "'");
    people_.push_back(person);
    Do(absl::StrCat("set_agent { agent { ", text, " } }"));
  }

  void Do(const std::string& command) {
    now_ms_ += static_cast<int64_t>(draw_.Below(30)) * 1000;
    ASSERT_TRUE(desk_->Apply(now_ms_, command).ok()) << command;
    for (const v1::Event& event : desk_->events) {
      if (event.has_ticket_offered())
        offers_[event.ticket_id()] = event.ticket_offered().agent_id();
      if (event.has_offer_ended()) {
        refused_.emplace(event.ticket_id(), event.offer_ended().agent_id());
      }
    }
    desk_->events.clear();
  }

  void Step() {
    if (offers_.empty() || draw_.Below(3) > 0) {
      const std::string id = absl::StrCat("t", languages_.size());
      const std::string language = draw_.Below(2) == 0 ? "en" : "ja";
      languages_[id] = language;
      Do(absl::StrCat("open_ticket { ticket_id: '", id, "' language: '", language, "' category: 'c",
                      draw_.Below(3), "' }"));
      return;
    }
    const auto offer = *offers_.begin();
    offers_.erase(offers_.begin());
    Do(absl::StrCat(draw_.Below(3) == 0 ? "decline_offer" : "accept_offer", " { ticket_id: '",
                    offer.first, "' agent_id: '", offer.second, "' }"));
  }

  const std::vector<AskedStage>& StagesOf(const v1::TicketView& view) const {
    return routes_[static_cast<size_t>(view.category()[1] - '0')];
  }

  static size_t FirstOpen(const std::vector<AskedStage>& stages, int reached) {
    return reached == 2 && stages[1].replaces ? 1 : 0;
  }

  void CheckPair(const v1::TicketView& view, const std::string& language, const Person& person,
                 std::set<std::string>& takers) {
    const auto verdict = desk_->engine->WhyNot(view.ticket_id(), person.id);
    ASSERT_TRUE(verdict.ok());
    ++seen[verdict->why()];
    SCOPED_TRACE(verdict->ShortDebugString());
    if (verdict->why() == RoutingVerdict::COULD_TAKE) takers.insert(person.id);
    if (view.handler_id() == person.id) {
      EXPECT_EQ(verdict->why(), RoutingVerdict::HAS_IT);
      return;
    }
    if (view.state() == v1::ASSIGNED) {
      EXPECT_EQ(verdict->why(), RoutingVerdict::NOT_WAITING);
      return;
    }
    CheckLack(view, language, person, *verdict);
  }

  void CheckLack(const v1::TicketView& view, const std::string& language, const Person& person,
                 const RoutingVerdict& verdict) {
    const std::vector<AskedStage>& stages = StagesOf(view);
    const AskedStage* told = nullptr;  // the first open one whose queue is served
    bool takes = false;
    for (size_t i = FirstOpen(stages, view.stage()); i < static_cast<size_t>(view.stage()); ++i) {
      takes |= stages[i].TakenBy(person, language);
      if (told == nullptr && stages[i].ServedBy(person)) told = &stages[i];
    }
    if (takes) return CheckTaker(view, person, verdict);
    if (told == nullptr) {
      EXPECT_EQ(verdict.why(), RoutingVerdict::NOT_IN_QUEUE);
      return;
    }
    ASSERT_EQ(verdict.why(), RoutingVerdict::REQUIREMENT);
    const std::string failing = told->asked.Failing(person, language);
    EXPECT_NE(verdict.sentence().find(absl::StrCat(" requires ", failing, ", ")), std::string::npos)
        << failing;
  }

  void CheckTaker(const v1::TicketView& view, const Person& person, const RoutingVerdict& verdict) {
    const auto agent = desk_->engine->GetAgent(person.id);
    ASSERT_TRUE(agent.ok());
    const bool available = agent->presence() == v1::AVAILABLE;
    const bool full = agent->offered() + agent->handled() >= agent->agent().capacity();
    if (verdict.why() == RoutingVerdict::REFUSED) {
      EXPECT_TRUE(refused_.count({view.ticket_id(), person.id}) > 0);
    } else if (!available) {
      EXPECT_EQ(verdict.why(), RoutingVerdict::AWAY);
    } else if (full) {
      EXPECT_EQ(verdict.why(), RoutingVerdict::FULL);
    } else {
      EXPECT_EQ(verdict.why(), RoutingVerdict::COULD_TAKE);
      EXPECT_EQ(view.state(), v1::OFFERED) << "nobody who could take it is idle while it waits";
    }
  }

  void CheckExplanation(const v1::TicketView& view, const std::set<std::string>& takers) {
    const auto explanation = desk_->engine->ExplainRouting(view.ticket_id());
    ASSERT_TRUE(explanation.ok());
    std::set<std::string> candidates;
    for (const auto& candidate : explanation->candidates()) candidates.insert(candidate.agent_id());
    EXPECT_EQ(candidates, takers);
    size_t agents = candidates.size();
    for (const auto& obstacle : explanation->obstacles()) {
      agents += static_cast<size_t>(obstacle.agents());
      for (const std::string& id : obstacle.agent_ids()) {
        EXPECT_EQ(desk_->engine->WhyNot(view.ticket_id(), id)->why(), obstacle.why());
      }
    }
    EXPECT_EQ(agents, people_.size());
  }

  bool SomebodyCould(const v1::TicketView& view, const std::string& language) {
    const std::vector<AskedStage>& stages = StagesOf(view);
    for (size_t i = FirstOpen(stages, view.stage()); i < stages.size(); ++i) {
      for (const Person& person : people_) {
        if (stages[i].TakenBy(person, language)) return true;
      }
    }
    ++unroutable;
    return false;
  }

  PhiloxStream draw_;
  std::vector<std::vector<AskedStage>> routes_;
  std::unique_ptr<Desk> desk_;
  std::vector<Person> people_;
  std::map<std::string, std::string> languages_;  // of tickets
  std::map<std::string, std::string> offers_;     // ticket to agent
  std::set<std::pair<std::string, std::string>> refused_;
  int64_t now_ms_ = kNoon;
};

TEST(WhyNotPropertyTest, EveryReasonIsWhatARecheckFinds) {
  std::map<RoutingVerdict::Why, int> seen;
  int unroutable = 0;
  for (uint64_t seed = 1; seed <= 60 && !HasFailure(); ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    RandomDesk desk(seed);
    desk.CheckAll();
    for (const auto& [why, count] : desk.seen) seen[why] += count;
    unroutable += desk.unroutable;
  }
  for (const auto why :
       {RoutingVerdict::HAS_IT, RoutingVerdict::NOT_WAITING, RoutingVerdict::NOT_IN_QUEUE,
        RoutingVerdict::REQUIREMENT, RoutingVerdict::REFUSED, RoutingVerdict::AWAY,
        RoutingVerdict::FULL, RoutingVerdict::COULD_TAKE}) {
    EXPECT_GT(seen[why], 10) << RoutingVerdict::Why_Name(why);
  }
  EXPECT_GT(unroutable, 10);
}

}  // namespace
}  // namespace waypost::testing
