// A trained model inside a policy: what it adds to keywords, and that it travels with the policy.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "lib/classify/combine.h"
#include "lib/train/example_file.h"
#include "lib/train/ngram_trainer.h"
#include "tests/unit/classify/policy_text.h"
#include "waypost/engine.h"
#include "waypost/training.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost {
namespace {

using ::testing::HasSubstr;

constexpr char kDesk[] = R"(
  categories { id: "animals" sub { id: "cats" } keywords: "dragon" }
  categories { id: "weather" priority: "P1" }
  classification { model: "desk.wpm" }
)";

// Two classes that share no word, each often enough to be learnt.
std::string ModelOf(const std::string& first, const std::string& second) {
  std::vector<train::Example> examples;
  const char* const cats[] = {"kitten", "whiskers", "purring", "paws", "meowing"};
  const char* const rain[] = {"thunder", "drizzle", "cloudy", "storm", "sunshine"};
  for (int i = 0; i < 60; ++i) {
    const std::string place = absl::StrCat("row ", i);
    examples.push_back(
        {first, absl::StrCat("my ", cats[i % 5], " is ", cats[i / 5 % 5], i), place, {}});
    examples.push_back(
        {second, absl::StrCat("the ", rain[i % 5], " was ", rain[i / 5 % 5], i), place, {}});
  }
  train::TrainerOptions options;
  options.model_bytes = 60'000;
  const auto trained = train::TrainNgramModel(examples, options);
  EXPECT_TRUE(trained.ok()) << trained.status();
  return trained.ok() ? trained->bytes : "";
}

PolicyCompilation Compile(const std::string& model) {
  std::vector<Policy::Source> sources;
  sources.push_back({"words.textproto", absl::StrCat(testing::kFrame, kDesk)});
  sources.push_back({"desk.wpm", model});
  return Policy::Compile(std::move(sources));
}

TEST(ModelTest, AddsToKeywords) {
  const PolicyCompilation compiled = Compile(ModelOf("animals/cats", "weather"));
  ASSERT_TRUE(compiled.ok()) << compiled.diagnostics();
  const Classifier classifier(compiled.policy());
  const Classification cats = classifier.Classify("purring whiskers");
  EXPECT_EQ(testing::CategoryOf(cats), "animals/cats");
  EXPECT_GT(cats.confidence_milli, 600);
  EXPECT_NE(cats.model_hash, 0);
  const std::string storm = "what a thunder storm";
  const Classification weather = classifier.Classify(storm);
  EXPECT_EQ(testing::CategoryOf(weather), "weather");
  EXPECT_EQ(weather.priority, "P1");
  bool points_at_text = false;
  for (const ClassificationEvidence& evidence : weather.evidence) {
    if (evidence.kind != ClassificationEvidence::Kind::kPiece) continue;
    points_at_text = true;
    EXPECT_LT(evidence.begin, evidence.end);
    EXPECT_LE(evidence.end, storm.size());
  }
  EXPECT_TRUE(points_at_text);
  // A keyword outweighs a model that has never seen such a text.
  EXPECT_EQ(classifier.Classify("dragon").category, "animals");
}

TEST(ModelTest, IsPartOfThePolicy) {
  const PolicyCompilation compiled = Compile(ModelOf("animals/cats", "weather"));
  const PolicyCompilation other = Compile(ModelOf("weather", "animals"));
  ASSERT_TRUE(compiled.ok() && other.ok());
  EXPECT_NE(compiled.policy().fingerprint(), other.policy().fingerprint());
  const absl::StatusOr<Policy> again = Policy::Deserialize(compiled.policy().Serialize());
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(Classifier(*again).Classify("thunder").model_hash,
            Classifier(compiled.policy()).Classify("thunder").model_hash);
}

TEST(ModelTest, AnEngineDecidesByIt) {
  const PolicyCompilation compiled = Compile(ModelOf("animals/cats", "weather"));
  ASSERT_TRUE(compiled.ok());
  const Classification alone = Classifier(compiled.policy()).Classify("thunder and drizzle");
  auto engine = Engine::Create(compiled.policy(), 0);
  v1::Command command;
  command.mutable_open_ticket()->set_ticket_id("T1");
  command.mutable_open_ticket()->set_text("thunder and drizzle");
  std::string category;
  int confidence = -1;
  const absl::Status status = engine->Apply(0, command, [&](const v1::Event& event) {
    if (!event.has_ticket_classified()) return;
    category = event.ticket_classified().category();
    confidence = event.ticket_classified().confidence_milli();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(category, "weather");
  EXPECT_EQ(confidence, alone.confidence_milli);
}

TEST(ModelTest, IsRefusedWhereItDoesNotFit) {
  EXPECT_THAT(Compile(ModelOf("animals/dogs", "weather")).diagnostics(),
              HasSubstr("the policy has no category for 1 of its classes: \"animals/dogs\""));
  const std::string good = ModelOf("animals", "weather");
  EXPECT_THAT(Compile(good.substr(0, good.size() / 2)).diagnostics(), HasSubstr("WP2605"));
  EXPECT_THAT(Compile("").diagnostics(), HasSubstr("WP2605"));
}

// "dragon" is a keyword of animals; here it stands in complaints about the weather.
TEST(ModelTest, LearnsWhatKeywordsAreWorth) {
  const auto compiled = Policy::CompileWithoutModel(
      {{"words.textproto", absl::StrCat(testing::kFrame, kDesk)}},
      [](const std::string&) { return absl::NotFoundError("nobody asks"); });
  ASSERT_TRUE(compiled.ok()) << compiled.diagnostics();
  const Classifier classifier(compiled.policy());
  Classifier::Scratch scratch(classifier);
  EXPECT_EQ(classifier.Classify("dragon").model_hash, 0);
  std::vector<TrainingRow> rows;
  for (int i = 0; i < 40; ++i) {
    rows.push_back({"weather", absl::StrCat("a dragon of rain number ", i)});
    rows.push_back({"animals", absl::StrCat("a kitten of mine number ", i)});
  }
  std::vector<uint64_t> ids;
  for (TrainingRow& row : rows) classifier.FindKeywords(row.text, scratch, row.keywords);
  EXPECT_EQ(rows[0].keywords.size(), 1);
  EXPECT_EQ(rows[1].keywords.size(), 0);
  const auto with = TrainModel(rows);
  for (TrainingRow& row : rows) row.keywords.clear();
  const auto without = TrainModel(rows);
  ASSERT_TRUE(with.ok() && without.ok());
  // A model trained with keywords hears them, one trained without does not.
  const std::vector<uint64_t> dragon = {classify::RuleOf("dragon")};
  const auto model = TextModel::Open(with->bytes);
  ASSERT_TRUE(model.ok()) << model.status();
  EXPECT_TRUE(model->Classify("zzz").out_of_scope);
  EXPECT_FALSE(model->Classify("zzz", 2, dragon).out_of_scope);
  EXPECT_EQ(model->Classify("zzz", 2, dragon).top[0].label, "weather");
  const auto deaf = TextModel::Open(without->bytes);
  ASSERT_TRUE(deaf.ok());
  EXPECT_TRUE(deaf->Classify("zzz", 2, dragon).out_of_scope);
  // The policy gives its model the keywords that it finds.
  const PolicyCompilation used = Compile(with->bytes);
  ASSERT_TRUE(used.ok()) << used.diagnostics();
  const Classification found = Classifier(used.policy()).Classify("dragon");
  EXPECT_FALSE(found.out_of_scope);
  ASSERT_GE(found.evidence.size(), 2);
  EXPECT_EQ(found.evidence[1].kind, ClassificationEvidence::Kind::kScore);
  EXPECT_EQ(found.evidence[1].category, "weather");
}

TEST(ModelTest, ResolvedCommandsTellWhatTheModelWentBy) {
  const PolicyCompilation compiled = Compile(ModelOf("animals/cats", "weather"));
  ASSERT_TRUE(compiled.ok());
  const auto engine = Engine::Create(compiled.policy(), 0);
  v1::Command command;
  command.mutable_open_ticket()->set_ticket_id("T1");
  command.mutable_open_ticket()->set_text("thunder and drizzle");
  const auto resolved = engine->Resolve(command);
  ASSERT_TRUE(resolved.ok());
  const v1::Evidence& evidence = resolved->open_ticket().evidence();
  EXPECT_EQ(evidence.model_hash(), Classifier(compiled.policy()).Classify("thunder").model_hash);
  ASSERT_GT(evidence.pieces_size(), 0);
  EXPECT_LE(evidence.pieces(0).end(), 19);
  ASSERT_GT(evidence.scores_size(), 0);
  EXPECT_EQ(evidence.scores(0).category(), "weather");
  // Beside a text there is no room for it.
  *command.mutable_open_ticket()->mutable_evidence() = evidence;
  EXPECT_FALSE(engine->Resolve(command).ok());
}

// The snapshot has the model: the engine that is restored classifies by it.
TEST(ModelTest, TravelsWithSnapshots) {
  const PolicyCompilation compiled = Compile(ModelOf("animals/cats", "weather"));
  ASSERT_TRUE(compiled.ok());
  const auto engine = Engine::Create(compiled.policy(), 0);
  const std::string snapshot = engine->TakeSnapshot();
  const auto restored = Engine::Restore(snapshot);
  ASSERT_TRUE(restored.ok()) << restored.status();
  EXPECT_EQ((*restored)->policy().fingerprint(), compiled.policy().fingerprint());
  EXPECT_EQ(Classifier((*restored)->policy()).Classify("thunder").category, "weather");
}

TEST(ModelTest, OddTextsDoNoHarm) {
  const PolicyCompilation compiled = Compile(ModelOf("animals/cats", "weather"));
  ASSERT_TRUE(compiled.ok());
  const Classifier classifier(compiled.policy());
  for (const std::string& text :
       {std::string(), std::string("\xff\xfe\x80"), std::string("😭😭😭"), std::string(1, '\0'),
        std::string("\u202E\u200F"), std::string(1 << 20, 'a'), std::string("\x01\x02")}) {
    const Classification result = classifier.Classify(text);
    EXPECT_TRUE(text.empty() || result.confidence_milli == 0 || !result.out_of_scope)
        << text.size();
    EXPECT_EQ(result.unread_bytes > 0, text.size() > 65'536);
  }
}

// A correction, written down as the documentation shows, is a row to train with.
std::string WordsOf(const std::string& ticket) {
  return absl::StrCat("thunder\nscares\tmy \"pet\", ", ticket, "\\ 猫");
}

TEST(ModelTest, LearnsFromCorrections) {
  const PolicyCompilation compiled = Compile(ModelOf("animals/cats", "weather"));
  ASSERT_TRUE(compiled.ok());
  const auto engine = Engine::Create(compiled.policy(), 0);
  std::string rows;
  const auto take = [&](const v1::Event& event) {
    if (!event.has_ticket_classified() || !event.ticket_classified().by_person()) return;
    const v1::TicketClassified& classified = event.ticket_classified();
    EXPECT_EQ(classified.from_category(), "weather");
    // As docs/classification.md shows it.
    std::string label = classified.category();
    if (!classified.subcategory().empty()) label += '/' + classified.subcategory();
    google::protobuf::Struct row;
    (*row.mutable_fields())["label"].set_string_value(label);
    (*row.mutable_fields())["text"].set_string_value(WordsOf(event.ticket_id()));
    std::string line;
    ASSERT_TRUE(google::protobuf::util::MessageToJsonString(row, &line).ok());
    rows += line + '\n';
  };
  for (int i = 0; i < 3; ++i) {
    v1::Command open;
    open.mutable_open_ticket()->set_ticket_id(absl::StrCat("T", i));
    open.mutable_open_ticket()->set_text("thunder and storm");
    ASSERT_TRUE(engine->Apply(i, open, take).ok());
    v1::Command confirm;
    confirm.mutable_confirm_classification()->set_ticket_id(absl::StrCat("T", i));
    confirm.mutable_confirm_classification()->set_category("animals");
    confirm.mutable_confirm_classification()->set_subcategory("cats");
    ASSERT_TRUE(engine->Apply(i, confirm, take).ok());
  }
  const auto examples = train::ReadExamples(rows, "corrections.jsonl");
  ASSERT_TRUE(examples.ok()) << examples.status();
  ASSERT_EQ(examples->size(), 3);
  EXPECT_EQ((*examples)[0].label, "animals/cats");
  EXPECT_EQ((*examples)[0].text, WordsOf("T0"));
}

}  // namespace
}  // namespace waypost
