// What is said of the people there are, against the engine: under random small policies every
// ticket is opened before every agent of a random roster, and every example is opened as its
// command line says.
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/text_format.h"
#include "lib/base/philox.h"
#include "lib/policy/check_deep.h"
#include "lib/scenario/open_line.h"
#include "lib/scenario/outlook.h"
#include "waypost/policy.h"

namespace waypost::policy {
namespace {

constexpr uint64_t kSeed = 20'271'122;
constexpr int64_t kMonday = 1'799'053'200'000;  // 2027-01-04T09:00Z
constexpr char kTry[] = "try: waypost route a.textproto --roster r";

// Route i begins in queue "qi"; chain i is "ci".
class RandomDesk {
 public:
  explicit RandomDesk(uint64_t stream) : random_(kSeed, stream) {}

  std::string DrawPolicy() {
    std::string text = R"(
      name: "random"
      priorities: ["P0", "P1", "P2"]
      facts { name: "tier" values: ["standard", "vip"] }
      calendars { id: "always" weekly { days: "mon-sun" hours: "00:00-24:00" } }
      categories { id: "account" priority: "P1" }
      categories { id: "refund" }
      queues { id: "night" }
      rotations { id: "here" start: "2027-01-04T09:00" every: "1d" members: "a0" }
      rotations { id: "away" start: "2027-01-04T09:00" every: "1d" members: ["yan", "zoe"] }
    )";
    if (Chance(40)) text += "languages: [\"en\", \"ja\", \"ko\"]\n";
    narrowed_ = Chance(20);
    if (narrowed_) text += "facts { name: \"language\" values: [\"en\", \"ja\"] }\n";
    routes_ = 1 + static_cast<int>(random_.Below(3));
    for (int i = 0; i < routes_; ++i) AddRoute(i, &text);
    text += "sla { id: \"s\"" + When() +
            "target { metric: FIRST_REPLY within: \"1h\" calendar: \"always\" } }\n";
    const uint64_t chains = random_.Below(3);
    for (uint64_t i = 0; i < chains; ++i) AddChain(static_cast<int>(i), &text);
    return text;
  }

  waypost::v1::Roster DrawRoster() {
    std::string text;
    const uint64_t agents = 1 + random_.Below(3);
    for (uint64_t i = 0; i < agents; ++i) {
      absl::StrAppend(&text, "agents { id: 'a", i, "' ");
      if (Chance(50)) absl::StrAppend(&text, "skills { name: 'x' level: ", Level(), " } ");
      for (const char* tag : {"en", "ja", "de"}) {
        if (!Chance(40)) continue;
        absl::StrAppend(&text, "languages { tag: '", tag, "' level: ", Level(), " } ");
      }
      if (Chance(50)) absl::StrAppend(&text, "queues: '", Pick({"q0", "q1", "night"}), "' ");
      if (Chance(20)) text += "kind: BOT ";
      text += "}\n";
    }
    waypost::v1::Roster roster;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &roster)) << text;
    return roster;
  }

  int routes() const { return routes_; }
  bool narrowed() const { return narrowed_; }
  // Chains of which nobody can tell beforehand what their guards say.
  bool IsUnsettled(const std::string& chain) const { return unsettled_.count(chain) > 0; }

 private:
  bool Chance(uint64_t percent) { return random_.Below(100) < percent; }
  std::string Pick(const std::vector<std::string>& choices) {
    return choices[random_.Below(choices.size())];
  }
  std::string Level() { return Pick({"10", "50", "90"}); }

  void AddRoute(int i, std::string* text) {
    absl::StrAppend(text, "queues { id: \"q", i, "\" }\nroutes { id: \"r", i, "\"");
    *text += When();
    absl::StrAppend(text, "stage { queue: \"q", i, "\"");
    *text += Require() + " }";
    if (Chance(50)) {
      *text += " stage { after: \"5m\"" + Pick({"", " queue: \"night\""});
      *text += Require() + " }";
    }
    *text += " }\n";
  }

  void AddChain(int i, std::string* text) {
    const std::string id = absl::StrCat("c", i);
    absl::StrAppend(text, "escalations { id: \"", id, "\" on { ",
                    Pick({"created: true", "breached: FIRST_REPLY", "requested: true"}), " }");
    *text += When();
    const uint64_t steps = 1 + random_.Below(3);
    for (uint64_t k = 0; k < steps; ++k) {
      absl::StrAppend(text, " step { wait: \"1m\"");
      if (Chance(85)) {
        *text += " notify: \"";
        *text +=
            Pick({"agent:a0", "agent:zoe", "agent:yan", "queue:q0", "queue:night", "role:lead",
                  "rotation:here", "rotation:away", "rotation:away:next", "rotation:away:all"});
        *text += "\"";
      }
      if (Chance(10)) *text += " set_priority: \"P0\"";
      if (Chance(30)) {
        *text += " when: \"tier == 'vip'\"";
      } else if (Chance(10)) {
        *text += " when: \"status == 'queued'\"";
        unsettled_.insert(id);
      }
      *text += " }";
    }
    *text += " }\n";
  }

  std::string When() {
    if (Chance(30)) return " ";
    std::string text = " when: \"" + Atom();
    if (Chance(50)) {
      text += Pick({" && ", " || "});
      text += Atom();
    }
    return text + "\" ";
  }

  std::string Atom() {
    return Pick({"category == 'account'", "category != 'account'", "tier == 'vip'", "tier != 'vip'",
                 "language == 'en'", "language != 'ja'", "language in ['en', 'ja']",
                 "language == 'und'", "priority <= P1"});
  }

  std::string Require() {
    if (Chance(15)) return "";
    std::string text = " require: \"";
    text += Pick({"skill('x') >= 50", "speaks(language) >= 50", "speaks(language)",
                  "skill('x') && speaks(language) >= 50", "skill('x') >= 90 || speaks(language)",
                  "speaks('ja') >= 50", "kind == 'bot'", "speaks(language) >= 0"});
    return text + "\"";
  }

  PhiloxStream random_;
  int routes_ = 0;
  bool narrowed_ = false;
  std::set<std::string> unsettled_;
};

class UtcOnly : public ZoneSource {
 public:
  absl::StatusOr<calendar::Zone> Load(std::string_view, int32_t, int32_t) override {
    return calendar::Zone();
  }
};

// What became of one ticket.
struct Outcome {
  std::string queue;                                     // the first; "" : none
  std::set<std::string> taken;                           // routes by which somebody was offered it
  std::map<std::string, std::vector<std::string>> told;  // by chain
  std::set<std::string> unreached;
};

struct Tally {
  int routes = 0;  // warnings of routes, of chains, and examples opened
  int chains = 0;
  int shown = 0;
  int fine = 0;  // routes of which somebody takes every ticket
  size_t undecided = 0;
};

class DeskAgainstEngine {
 public:
  DeskAgainstEngine(uint64_t stream, Tally& tally) : source_(stream), tally_(tally) {
    text_ = source_.DrawPolicy();
    roster_ = source_.DrawRoster();
  }

  void Check() {
    const PolicyCompilation compiled = Policy::CompileText("a.textproto", text_);
    ASSERT_TRUE(compiled.ok()) << compiled.diagnostics();
    policy_ = compiled.policy();
    for (const std::string& words : AllTickets()) outcomes_.push_back(Open(words));
    UtcOnly zones;
    CheckOptions options;
    options.deep = true;
    const LocatedRoster people = WithoutPlaces(roster_, "r");
    options.roster = &people;
    ProofTally proofs;
    const Lowered lowered = CheckPolicy({{"a.textproto", text_}}, zones, options, &proofs);
    tally_.undecided += proofs.undecided.size();
    for (const Diagnostic& found : lowered.diagnostics) {
      if (found.code == "WP3207") CheckRoute(found);
      if (found.code == "WP3208") CheckChain(found);
    }
    CheckSilence();
  }

 private:
  std::vector<std::string> AllTickets() const {
    std::vector<std::string> tickets = {""};
    const auto multiply = [&](const std::vector<std::string>& values) {
      std::vector<std::string> more;
      for (const std::string& ticket : tickets) {
        for (const std::string& value : values) more.push_back(absl::StrCat(ticket, " ", value));
      }
      tickets = std::move(more);
    };
    multiply({"", "category=account", "category=refund"});
    multiply({"", "tier=standard", "tier=vip"});
    multiply(source_.narrowed() ? std::vector<std::string>{"", "language=en", "language=ja"}
                                : std::vector<std::string>{"", "language=en", "language=ja",
                                                           "language=de", "language=xx"});
    return tickets;
  }

  Outcome Open(const std::string& words) {
    const scenario::LocalTime utc{calendar::Zone()};
    const std::vector<std::string> list = absl::StrSplit(words, ' ', absl::SkipEmpty());
    const scenario::OpenLine line = scenario::ReadOpenLine(list, *policy_, utc, kMonday);
    EXPECT_TRUE(line.diagnostics.empty()) << words << RenderDiagnostics(line.diagnostics);
    const auto outlook = scenario::Foresee(*policy_, line.command, kMonday, roster_);
    EXPECT_TRUE(outlook.ok()) << outlook.status() << words << text_;
    Outcome outcome;
    if (!outlook.ok()) return outcome;
    for (const v1::Event& event : outlook->events) {
      if (event.has_ticket_queued() && outcome.queue.empty()) {
        outcome.queue = event.ticket_queued().queue();
      }
      if (!event.has_notification()) continue;
      outcome.told[event.notification().escalation()].push_back(event.notification().target());
    }
    for (const auto& asked : outlook->asked) {
      if (asked.offered) outcome.taken.insert(asked.offered->ticket_offered().route());
    }
    outcome.unreached.insert(outlook->unreached.begin(), outlook->unreached.end());
    return outcome;
  }

  // "r0" of "nobody on the roster can take some tickets of route "r0""
  static std::string NameIn(const std::string& message) {
    const size_t begin = message.find('"') + 1;
    return message.substr(begin, message.find('"', begin) - begin);
  }

  Outcome Example(const Diagnostic& found) {
    ++tally_.shown;
    return Open(found.help.substr(std::string(kTry).size()));
  }

  void CheckRoute(const Diagnostic& found) {
    ++tally_.routes;
    const std::string route = NameIn(found.message);
    warned_.insert(route);
    ASSERT_TRUE(absl::StartsWith(found.help, kTry)) << found.help;
    const Outcome example = Example(found);
    ASSERT_EQ(example.queue, "q" + route.substr(1)) << found.help << text_;
    ASSERT_EQ(example.taken.count(route), 0u) << found.help << text_ << roster_.DebugString();
    if (absl::StrContains(found.message, "some tickets")) return;
    for (const Outcome& outcome : outcomes_) ASSERT_EQ(outcome.taken.count(route), 0u) << text_;
  }

  static bool ReachesNobody(const Outcome& outcome, const std::string& chain) {
    const auto told = outcome.told.find(chain);
    if (told == outcome.told.end()) return false;
    for (const std::string& target : told->second) {
      if (outcome.unreached.count(target) == 0) return false;
    }
    return true;
  }

  void CheckChain(const Diagnostic& found) {
    ++tally_.chains;
    const std::string chain = NameIn(found.message);
    warned_.insert(chain);
    if (!absl::StartsWith(found.help, kTry)) return;
    ASSERT_TRUE(ReachesNobody(Example(found), chain)) << found.help << text_;
  }

  // Nothing that a ticket shows is passed over.
  void CheckSilence() {
    for (int i = 0; i < source_.routes(); ++i) {
      const std::string route = absl::StrCat("r", i);
      if (warned_.count(route) > 0) continue;
      ++tally_.fine;
      for (const Outcome& outcome : outcomes_) {
        if (outcome.queue != absl::StrCat("q", i)) continue;
        ASSERT_EQ(outcome.taken.count(route), 1u) << route << text_ << roster_.DebugString();
      }
    }
    for (const Outcome& outcome : outcomes_) {
      for (const auto& [chain, told] : outcome.told) {
        if (warned_.count(chain) > 0 || source_.IsUnsettled(chain)) continue;
        ASSERT_FALSE(ReachesNobody(outcome, chain)) << chain << text_ << roster_.DebugString();
      }
    }
  }

  RandomDesk source_;
  Tally& tally_;
  std::string text_;
  waypost::v1::Roster roster_;
  std::optional<Policy> policy_;
  std::vector<Outcome> outcomes_;
  std::set<std::string> warned_;
};

TEST(StaffProperty, AgreesWithWhatTheEngineDoesWithEveryTicket) {
  Tally tally;
  for (uint64_t stream = 0; stream < 120 && !testing::Test::HasFailure(); ++stream) {
    DeskAgainstEngine(stream, tally).Check();
  }
  EXPECT_EQ(tally.undecided, 0u);
  EXPECT_GE(tally.routes, 100);
  EXPECT_GE(tally.chains, 25);
  EXPECT_GE(tally.shown, 110);
  EXPECT_GE(tally.fine, 120);
}

}  // namespace
}  // namespace waypost::policy
