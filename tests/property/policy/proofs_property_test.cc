// Proofs over random policies against the engine itself: every ticket that a host can open under a
// small policy is opened, and what is said of all tickets is compared with what each of them got.
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "lib/base/philox.h"
#include "lib/base/time_units.h"
#include "lib/calendar/zone.h"
#include "lib/policy/policy_prover.h"
#include "lib/policy/prove_claim.h"
#include "tests/property/expression/in_order.h"
#include "tests/random_cases.h"
#include "waypost/engine.h"
#include "waypost/policy.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost::policy {
namespace {

using expression::Existence;
using expression::Goal;
using Kind = expression::RuleVerdict::Kind;

constexpr uint64_t kProofSeed = 20'270'110;
// A Monday in January 2027 at 10:00, 17:30 and 20:00, and at 03:00 of the day after: `days`, both,
// `evenings` and none are open.
constexpr int64_t kMonday = 1'799'020'800'000;
constexpr int64_t kInstants[] = {kMonday + 10 * kHourMs, kMonday + 35 * kHourMs / 2,
                                 kMonday + 20 * kHourMs, kMonday + 27 * kHourMs};

// A policy of which little is left to chance but the conditions. Promise i has a clock "si", route
// i leads into queue "qi".
class RandomPolicy {
 public:
  explicit RandomPolicy(uint64_t stream) : random_(kProofSeed, stream) {}

  std::string Draw() {
    text_ = R"(
      name: "random"
      priorities: ["P0", "P1", "P2"]
      facts { name: "tier" values: ["standard", "vip"] }
      facts { name: "amount" type: INT }
      calendars { id: "always" weekly { days: "mon-sun" hours: "00:00-24:00" } }
      calendars { id: "days" weekly { days: "mon-fri" hours: "09:00-18:00" } }
      calendars { id: "evenings" weekly { days: "mon-sun" hours: "17:00-23:00" } }
      categories { id: "account" priority: "P1" sub { id: "stolen" priority: "P0" } }
      categories { id: "refund" sub { id: "late" } }
    )";
    text_ += "classification {\n";
    if (Chance(30)) text_ += "default_category: \"refund\"\n";
    const uint64_t rules = random_.Below(3);
    for (uint64_t i = 0; i < rules; ++i) {
      absl::StrAppend(&text_, "priority_rules { id: \"p", i, "\"");
      text_ += InOrder({When(), "at_least: \"", Pick({"P0", "P1"}), "\" }\n"});
    }
    text_ += "}\n";
    if (Chance(40)) {
      absl::StrAppend(&text_, "not_served { id: \"n\" when: \"", Condition(1), "\" }\n");
    }
    slas_ = 1 + static_cast<int>(random_.Below(4));
    for (int i = 0; i < slas_; ++i) {
      absl::StrAppend(&text_, "sla { id: \"s", i, "\"", When());
      absl::StrAppend(&text_, "milestone { id: \"s", i, "\" within: \"", 1 + random_.Below(3),
                      "h\" calendar: \"always\" } }\n");
    }
    routes_ = 1 + static_cast<int>(random_.Below(4));
    for (int i = 0; i < routes_; ++i) {
      absl::StrAppend(&text_, "queues { id: \"q", i, "\" }\nroutes { id: \"r", i, "\"", RouteWhen(),
                      "stage { queue: \"q", i, "\" } }\n");
    }
    return text_;
  }

  int slas() const { return slas_; }
  int routes() const { return routes_; }

 private:
  bool Chance(uint64_t percent) { return random_.Below(100) < percent; }
  std::string Pick(const std::vector<std::string>& choices) {
    return choices[random_.Below(choices.size())];
  }

  std::string When() { return Chance(15) ? " " : absl::StrCat(" when: \"", Condition(2), "\" "); }

  // Promises and priorities that read the life of a ticket change as soon as it waits.
  std::string RouteWhen() {
    if (Chance(70)) return When();
    return InOrder({" when: \"(", Condition(1), ")", Pick({" && ", " || "}),
                    Pick({"status == 'queued'", "queue == ''", "reopen_count > 0"}), "\" "});
  }

  std::string Condition(int depth) {
    if (depth > 0 && Chance(50)) {
      return InOrder(
          {"(", Condition(depth - 1), Pick({" && ", " || "}), Condition(depth - 1), ")"});
    }
    if (depth > 0 && Chance(10)) return absl::StrCat("!(", Condition(depth - 1), ")");
    return Pick({"category == 'account'",
                 "category == 'refund'",
                 "category != ''",
                 "subcategory == 'stolen'",
                 "subcategory in ['late', '']",
                 "tier == 'vip'",
                 "tier != 'standard'",
                 "priority <= P1",
                 "priority == P0",
                 "priority > P1",
                 "channel == 'fax'",
                 "language == 'de'",
                 "language == 'und'",
                 "has(amount)",
                 "(has(amount) && amount > 5)",
                 "!(has(amount) && 10 / amount > 1)",
                 "category == tier",
                 "open('days')",
                 "!open('days')",
                 "open('evenings')",
                 "age < duration('1h')",
                 "age == duration('5m')"});
  }

  PhiloxStream random_;
  std::string text_;
  int slas_ = 0;
  int routes_ = 0;
};

// A ticket as words, and what it got.
struct Opened {
  std::string words;
  int64_t at_ms = 0;
  bool served = true;
  std::string sla;    // "" : none
  std::string queue;  // "" : no route
  std::string priority;
};

class OpenDesk {
 public:
  OpenDesk(const std::string& text, int64_t at_ms) : at_ms_(at_ms) {
    const PolicyCompilation compiled = Policy::CompileText("a.textproto", text);
    EXPECT_TRUE(compiled.ok()) << compiled.diagnostics();
    engine_ = Engine::Create(compiled.policy(), at_ms);
  }

  Opened Open(const std::string& words) {
    Opened opened;
    opened.words = words;
    opened.at_ms = at_ms_;
    const absl::Status status =
        engine_->Apply(at_ms_, Read(words), [&](const v1::Event& event) { Take(event, opened); });
    EXPECT_TRUE(status.ok()) << status;
    return opened;
  }

 private:
  v1::Command Read(const std::string& words) {
    v1::Command command;
    v1::OpenTicket& open = *command.mutable_open_ticket();
    open.set_ticket_id(absl::StrCat("T", ++count_));
    std::istringstream in(words);
    for (std::string word; in >> word;) {
      const std::string key = word.substr(0, word.find('='));
      const std::string value = word.substr(word.find('=') + 1);
      if (key == "category") open.set_category(value);
      if (key == "sub") open.set_subcategory(value);
      if (key == "priority") open.set_priority(value);
      if (key == "tier") open.set_tier(value);
      if (key == "channel") open.set_channel(value);
      if (key == "language") open.set_language(value);
      if (key != "fact.amount") continue;
      v1::NamedFact& fact = *open.add_facts();
      fact.set_name("amount");
      int64_t number = 0;
      EXPECT_TRUE(absl::SimpleAtoi(value, &number)) << word;
      fact.mutable_value()->set_number(number);
    }
    return command;
  }

  static void Take(const v1::Event& event, Opened& opened) {
    EXPECT_FALSE(event.has_command_refused()) << event.ShortDebugString();
    if (event.has_ticket_not_served()) opened.served = false;
    if (event.has_ticket_classified()) opened.priority = event.ticket_classified().priority();
    if (event.has_priority_changed()) opened.priority = event.priority_changed().to();
    if (event.has_clock_started()) opened.sla = event.clock_started().clock().sla();
    if (event.has_clock_cancelled()) opened.sla.clear();
    if (event.has_ticket_queued()) opened.queue = event.ticket_queued().queue();
    if (event.has_ticket_unroutable()) opened.queue.clear();
  }

  const int64_t at_ms_;
  std::unique_ptr<Engine> engine_;
  int count_ = 0;
};

// Of the notation of --at; empty: any will do.
int64_t ReadInstant(const std::string& text) {
  absl::Time time;
  std::string error;
  if (text.empty()) return kInstants[0];
  EXPECT_TRUE(absl::ParseTime("%Y-%m-%dT%H:%MZ", text, &time, &error)) << text << ": " << error;
  return absl::ToUnixMillis(time);
}

// Every ticket that says anything conditions could tell apart.
std::vector<std::string> AllTickets() {
  std::vector<std::string> tickets = {""};
  const auto multiply = [&](const std::vector<std::string>& values) {
    std::vector<std::string> more;
    for (const std::string& ticket : tickets) {
      for (const std::string& value : values) more.push_back(absl::StrCat(ticket, " ", value));
    }
    tickets = std::move(more);
  };
  multiply({"", "category=account", "category=account sub=stolen", "category=refund",
            "category=refund sub=late"});
  multiply({"", "tier=standard", "tier=vip"});
  multiply({"", "priority=P0", "priority=P1", "priority=P2"});
  multiply({"", "fact.amount=0", "fact.amount=4", "fact.amount=9"});
  multiply({"", "channel=fax"});
  multiply({"", "language=de"});
  return tickets;
}

class UtcOnly : public ZoneSource {
 public:
  absl::StatusOr<calendar::Zone> Load(std::string_view, int32_t, int32_t) override {
    return calendar::Zone();
  }
};

struct Tally {
  int proofs = 0;
  int unknown = 0;
  int never = 0;    // rules said to take no ticket
  int shown = 0;    // tickets that were opened to see a claim
  int refuted = 0;  // claims
};

class PolicyAgainstEngine {
 public:
  PolicyAgainstEngine(uint64_t stream, Tally& tally) : source_(stream), tally_(tally) {
    text_ = source_.Draw();
    for (const int64_t at_ms : kInstants) {
      OpenDesk desk(text_, at_ms);
      for (const std::string& words : AllTickets()) opened_.push_back(desk.Open(words));
    }
  }

  void Check() {
    UtcOnly zones;
    const Lowered lowered = LowerPolicy({{"a.textproto", text_}}, zones, {},
                                        [this](Lowering& lowering) { CheckProofs(lowering); });
    ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
    CheckClaims(zones);
  }

 private:
  void CheckProofs(Lowering& lowering) {
    PolicyProver prover(lowering);
    for (uint32_t i = 0; i < prover.lists().slas.size(); ++i) {
      CheckRule(prover, prover.Judge(prover.lists().slas, i, Moment::kOpened), absl::StrCat("s", i),
                &Opened::sla);
    }
    for (uint32_t i = 0; i < prover.lists().routes.size(); ++i) {
      CheckRule(prover, prover.Judge(prover.lists().routes, i, Moment::kQueued),
                absl::StrCat("q", i), &Opened::queue);
    }
    CheckUntaken(prover, prover.lists().slas, Moment::kOpened, &Opened::sla);
    CheckUntaken(prover, prover.lists().routes, Moment::kQueued, &Opened::queue);
  }

  void CheckRule(PolicyProver& prover, const PolicyProver::Verdict& found, const std::string& name,
                 std::string Opened::*got) {
    ++tally_.proofs;
    if (found.verdict.kind == Kind::kUnknown) ++tally_.unknown;
    if (found.verdict.kind == Kind::kReachable && found.as_opened) {
      CheckTicket(prover, found.verdict.witness, got, name);
    }
    if (found.verdict.kind != Kind::kDead && found.verdict.kind != Kind::kShadowed) return;
    ++tally_.never;
    for (const Opened& opened : opened_) ASSERT_NE(opened.*got, name) << opened.words << text_;
  }

  void CheckTicket(PolicyProver& prover, const expression::Witness& witness,
                   std::string Opened::*got, const std::string& name) {
    ++tally_.shown;
    const std::string words = prover.Words(witness);
    const Opened opened = OpenDesk(text_, ReadInstant(prover.InstantOf(witness))).Open(words);
    ASSERT_TRUE(opened.served) << words << text_;
    ASSERT_EQ(opened.*got, name) << words << text_;
  }

  void CheckUntaken(PolicyProver& prover, const std::vector<uint32_t>& conditions, Moment moment,
                    std::string Opened::*got) {
    Goal goal;
    goal.never = conditions;
    prover.Suppose(moment);
    const expression::Answer answer = prover.Find(goal);
    if (answer.exists == Existence::kYes) CheckTicket(prover, answer.witness, got, "");
    if (answer.exists != Existence::kNo) return;
    for (const Opened& opened : opened_) {
      ASSERT_TRUE(!opened.served || !(opened.*got).empty()) << opened.words << text_;
    }
  }

  void CheckClaims(ZoneSource& zones) {
    for (int i = 0; i < source_.slas(); ++i) {
      const std::string name = absl::StrCat("s", i);
      CheckClaim(zones, absl::StrCat("sla == '", name, "'"),
                 [&](const Opened& opened) { return opened.sla == name; });
      CheckClaim(zones, absl::StrCat(name, " <= 10h"),
                 [&](const Opened& opened) { return opened.sla == name; });
    }
    for (int i = 0; i < source_.routes(); ++i) {
      const std::string name = absl::StrCat("q", i);
      CheckClaim(zones, absl::StrCat("queue == '", name, "'"),
                 [&](const Opened& opened) { return opened.queue == name; });
    }
    for (const char* name : {"P0", "P1"}) {
      CheckClaim(zones, absl::StrCat("priority <= ", name),
                 [&](const Opened& opened) { return opened.priority <= name; });
    }
  }

  // Of all tickets, and of vips.
  template <typename Keeps>
  void CheckClaim(ZoneSource& zones, const std::string& then, const Keeps& keeps) {
    for (const char* tier : {"", "vip"}) {
      const std::string when = *tier == 0 ? "" : absl::StrCat("tier == '", tier, "'");
      std::vector<Diagnostic> diagnostics;
      const auto proofs = ProveClaim({{"a.textproto", text_}}, zones, when, then, &diagnostics);
      ASSERT_TRUE(proofs.ok()) << proofs.status();
      ++tally_.proofs;
      const ClauseProof& proof = proofs->at(0);
      if (proof.outcome == ProofOutcome::kUnknown) ++tally_.unknown;
      if (proof.outcome == ProofOutcome::kProved) CheckProved(tier, then, keeps);
      if (proof.outcome != ProofOutcome::kRefuted) continue;
      ++tally_.refuted;
      const Opened opened = OpenDesk(text_, ReadInstant(proof.at)).Open(proof.ticket);
      ASSERT_TRUE(opened.served && !keeps(opened)) << then << ": " << proof.ticket << text_;
    }
  }

  template <typename Keeps>
  void CheckProved(const std::string& tier, const std::string& then, const Keeps& keeps) {
    for (const Opened& opened : opened_) {
      if (!opened.served || opened.words.find("tier=" + tier) == std::string::npos) {
        if (!opened.served || !tier.empty()) continue;
      }
      ASSERT_TRUE(keeps(opened)) << then << ": " << opened.words << text_;
    }
  }

  RandomPolicy source_;
  Tally& tally_;
  std::string text_;
  std::vector<Opened> opened_;
};

TEST(ProofsProperty, AgreeWithWhatTheEngineGivesEveryTicket) {
  Tally tally;
  for (uint64_t stream = 0; stream < CasesOf(45u) && !testing::Test::HasFailure(); ++stream) {
    PolicyAgainstEngine(stream, tally).Check();
  }
  if (!AllCasesAreWanted()) return;
  // The same policies are drawn whatever the compiler: this is what there is today.
  EXPECT_EQ(tally.proofs, 1'018);
  EXPECT_GE(tally.never, 44);
  EXPECT_GE(tally.shown, 180);
  EXPECT_GE(tally.refuted, 638);
  EXPECT_LE(tally.unknown, 1);
}

}  // namespace
}  // namespace waypost::policy
