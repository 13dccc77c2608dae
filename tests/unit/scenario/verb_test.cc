#include "lib/scenario/verb.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "google/protobuf/text_format.h"
#include "lib/scenario/command_builder.h"
#include "tests/unit/scenario/scenario_testing.h"
#include "waypost/v1/annotations.pb.h"

namespace waypost::scenario {
namespace {

constexpr int64_t kSaidMs = 1'801'861'200'000;  // 2027-02-05T21:00Z

const FactTypes& Facts() {
  static const FactTypes* const facts = new FactTypes{{"amount", expression::Type::kInt},
                                                      {"paid", expression::Type::kBool},
                                                      {"lost", expression::Type::kDuration},
                                                      {"since", expression::Type::kTimestamp},
                                                      {"colour", expression::Type::kString}};
  return *facts;
}

// The command of a line such as "reply T1 lin".
v1::Command Build(const std::string& line, std::vector<Diagnostic>* errors) {
  const policy::SourceFile file("a.scenario", line);
  Findings findings(file);
  const std::vector<Word> words = SplitWords(line, 0, findings);
  const Verb* verb = FindVerb(words[0].text);
  EXPECT_NE(verb, nullptr) << line;
  v1::Command command = BuildCommand(*verb, words[0].place, absl::MakeConstSpan(words).subspan(1),
                                     Facts(), LocalTime{calendar::Zone()}, kSaidMs, findings);
  *errors = std::move(findings).Take();
  return command;
}

TEST(Verbs, AreUnderstoodAsInTheirExamples) {
  for (const Verb& verb : Verbs()) {
    ASSERT_EQ(verb.example.substr(0, verb.name.size()), verb.name);
    std::vector<Diagnostic> errors;
    Build(std::string(verb.example), &errors);
    EXPECT_TRUE(errors.empty()) << RenderDiagnostics(errors);
    EXPECT_EQ(FindVerb(verb.name), &verb);
  }
  EXPECT_EQ(FindVerb("no-such-verb"), nullptr);
}

TEST(Verbs, CoverEveryExecutedCommand) {
  std::set<std::string_view> built;
  for (const Verb& verb : Verbs()) built.insert(verb.command);
  const auto* oneof = v1::Command::descriptor()->FindOneofByName("kind");
  for (int i = 0; i < oneof->field_count(); ++i) {
    const auto* field = oneof->field(i);
    if (field->options().GetExtension(v1::planned)) continue;
    EXPECT_EQ(built.count(field->name()), 1u) << "no verb for " << field->name();
  }
}

// The executed fields of a message: what its verb has to be able to say.
TEST(Verbs, SayEveryExecutedFieldOfOpening) {
  std::set<std::string> said;
  for (const Argument& argument : FindVerb("open")->arguments) {
    said.insert(std::string(argument.path.substr(std::string_view("open_ticket.").size())));
  }
  const auto* message = v1::OpenTicket::descriptor();
  for (int i = 0; i < message->field_count(); ++i) {
    const auto* field = message->field(i);
    if (field->options().GetExtension(v1::planned) || field->name() == "evidence") continue;
    EXPECT_EQ(said.count(field->name()), 1u) << "open cannot say " << field->name();
  }
}

struct VerbCase {
  const char* line;
  const char* command;
};

TEST(BuildCommand, FillsTheMessage) {
  constexpr VerbCase kCases[] = {
      {"open T1 text=\"a b\" tier=vip sub=x category=y opened_by_agent requester=r",
       R"(open_ticket { ticket_id: "T1" text: "a b" tier: "vip" category: "y" subcategory: "x"
          opened_by_agent: true requester_id: "r" })"},
      {"open T1 fact.amount=500 fact.paid=yes fact.lost=2h fact.since=20:00 fact.colour=red",
       R"(open_ticket { ticket_id: "T1"
          facts { name: "amount" value { number: 500 } } facts { name: "paid" value { flag: true } }
          facts { name: "lost" value { duration_ms: 7200000 } }
          facts { name: "since" value { timestamp_ms: 1801857600000 } }
          facts { name: "colour" value { text: "red" } } })"},
      {"facts T1 amount=much unheard=1 !colour",
       R"(set_facts { ticket_id: "T1" facts { name: "amount" value { text: "much" } }
          facts { name: "unheard" value { text: "1" } } facts { name: "colour" value { clear: true } } })"},
      {"adopt T1 opened=2027-02-04T08:00 history=assigned@08:10,on_hold@08:30 agent=lin tier=vip",
       R"(adopt_ticket { ticket { ticket_id: "T1" tier: "vip" } opened_ms: 1801728000000
          history { at_ms: 1801815000000 state: ASSIGNED }
          history { at_ms: 1801816200000 state: ON_HOLD } agent_id: "lin" })"},
      {"message T1", R"(add_message { ticket_id: "T1" author: CUSTOMER })"},
      {"message T1 \"hello\"", R"(add_message { ticket_id: "T1" author: CUSTOMER text: "hello" })"},
      {"reply T1 lin", R"(add_message { ticket_id: "T1" author: AGENT agent_id: "lin" })"},
      {"note T1 lin",
       R"(add_message { ticket_id: "T1" author: AGENT agent_id: "lin" note: true })"},
      {"system T1", R"(add_message { ticket_id: "T1" author: SYSTEM })"},
      {"wait_internal T1", R"(set_status { ticket_id: "T1" status: WAITING_INTERNAL })"},
      {"resume T1", R"(set_status { ticket_id: "T1" status: ASSIGNED })"},
      {"merge T1 into T2", R"(merge { source_id: "T1" target_id: "T2" })"},
      {"split T1 into T2 since_opening text=b fact.amount=5",
       R"(split { ticket_id: "T1" since_opening: true part { ticket_id: "T2" text: "b"
          facts { name: "amount" value { number: 5 } } } })"},
      {"propose T1", R"(propose_solution { ticket_id: "T1" })"},
      {"rate T1 4 nps=9 text=fine",
       R"(rate_ticket { ticket_id: "T1" csat: 4 nps: 9 text: "fine" })"},
      {"assign T1 lin", R"(assign { ticket_id: "T1" agent_id: "lin" })"},
      {"assign T1 lin force", R"(assign { ticket_id: "T1" agent_id: "lin" force: true })"},
      {"assign T1 \"force\" force=yes",
       R"(assign { ticket_id: "T1" agent_id: "force" force: true })"},
      {"transfer T1 agent=lin", R"(transfer { ticket_id: "T1" agent_id: "lin" })"},
      {"agent lin", R"(set_agent { agent { id: "lin" } })"},
      {"agent lin skills=a:80,b:c:7 speaks=zh:100 queues=x,y capacity=3 kind=bot presence=on_break",
       R"(set_agent { agent { id: "lin" skills { name: "a" level: 80 } skills { name: "b:c" level: 7 }
          languages { tag: "zh" level: 100 } queues: "x" queues: "y" capacity: 3 kind: BOT
          presence: ON_BREAK } })"},
      {"agent lin roles=lead,boss attributes=site:eu,note:",
       R"(set_agent { agent { id: "lin" roles: "lead" roles: "boss"
          attributes { name: "site" value: "eu" } attributes { name: "note" } } })"},
      {"replace_policy a.textproto queue:old=new",
       R"(replace_policy { renamings { kind: "queue" from: "old" to: "new" } })"},
      {"command 'abandon { ticket_id: \"T1\" }'", R"(abandon { ticket_id: "T1" })"},
      {"close T1 id=c1 jump",
       R"(command_id: "c1" allow_time_jump: true close_ticket { ticket_id: "T1" })"},
      {"advance jump", "allow_time_jump: true"},
  };
  for (const VerbCase& c : kCases) {
    std::vector<Diagnostic> errors;
    const v1::Command command = Build(c.line, &errors);
    EXPECT_TRUE(errors.empty()) << RenderDiagnostics(errors);
    v1::Command expected;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(c.command, &expected)) << c.command;
    EXPECT_EQ(command.ShortDebugString(), expected.ShortDebugString()) << c.line;
  }
}

TEST(BuildCommand, SaysWhatIsWrong) {
  struct Wrong {
    const char* line;
    const char* code;
    uint32_t column;
  };
  constexpr Wrong kCases[] = {
      {"reply T1", "WP9103", 1},
      {"reply T1 lin hello you", "WP9104", 20},
      {"close T1 T2", "WP9104", 10},
      {"open T1 teir=vip", "WP9102", 9},
      {"open T1 tier=vip tier=vip", "WP9104", 18},
      {"open T1 fact.=1", "WP9105", 9},
      {"open T1 fact=1", "WP9102", 9},
      {"adopt T1", "WP9103", 1},
      {"adopt T1 opened=8", "WP9106", 17},
      {"adopt T1 opened=08:00 history=lost@08:10", "WP9105", 31},
      {"adopt T1 opened=08:00 history=assigned", "WP9105", 31},
      {"adopt T1 opened=08:00 history=assigned@8", "WP9106", 31},
      {"merge T1", "WP9103", 1},
      {"merge T1 into", "WP9103", 10},
      {"transfer T1", "WP9103", 1},
      {"transfer T1 queue=a agent=b", "WP9103", 1},
      {"assign T1 lin force=maybe", "WP9105", 21},
      {"agent lin capacity=two", "WP9105", 20},
      {"agent lin skills=account", "WP9105", 18},
      {"agent lin kind=alien", "WP9105", 16},
      {"agent lin attributes=site", "WP9105", 22},
      {"split T1", "WP9103", 1},
      {"presence lin awake", "WP9105", 14},
      {"replace_policy", "WP9103", 1},
      {"replace_policy a.textproto queue=b", "WP9102", 28},
      {"command 'nonsense {'", "WP9105", 9},
      {"snapshot jump", "WP9104", 10},
      {"advance T1", "WP9104", 9},
  };
  for (const Wrong& c : kCases) {
    std::vector<Diagnostic> errors;
    Build(c.line, &errors);
    ASSERT_EQ(errors.size(), 1u) << c.line << "\n" << RenderDiagnostics(errors);
    EXPECT_EQ(errors[0].code, c.code) << c.line;
    EXPECT_EQ(errors[0].column, c.column) << c.line;
  }
}

}  // namespace
}  // namespace waypost::scenario
