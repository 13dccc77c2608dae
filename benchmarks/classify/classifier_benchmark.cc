// Classify() under the starter policy: everything from the bytes to the priority. Tickets of about
// 60 characters in three languages, the shortest and a long one; and a column of 10,003 texts.
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "benchmark/benchmark.h"
#include "benchmarks/articles/article_writer.h"
#include "benchmarks/classify/labelled_sets.h"
#include "lib/base/check.h"
#include "lib/train/example_file.h"
#include "lib/train/ngram_trainer.h"
#include "waypost/articles.h"
#include "waypost/classifier.h"

namespace waypost {
namespace {

struct Sample {
  const char* name;
  const char* text;
};

constexpr Sample kSamples[] = {
    {"zh_60",
     "我的账号昨天晚上被盗了, 密码也被改了, 仓库里面的装备和金币全部被转走, "
     "已经提交三次申诉了还是没人理我, 太失望了, 请尽快处理!!!"},
    {"en_60", "I was charged twice for the battle pass, please refund me"},
    {"ja_60",
     "昨日課金したのにジェムが反映されていません。引き落としは確認できました。何度も問い合わせてい"
     "ますが返信がありません、至急お願いします"},
    {"camouflaged", "我要退 款, r.e.f.u.n.d now, you h@cked game!!!"},
    {"one_word", "退款"},
};

constexpr char kStarter[] = WAYPOST_SOURCE_DIR "/examples/policies/starter/starter.textproto";

Classifier Starter() {
  const PolicyCompilation compiled = Policy::CompileFile(kStarter);
  WP_CHECK(compiled.ok(), "the starter policy compiles");
  return Classifier(compiled.policy());
}

std::string Contents(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The same with a model of its categories, trained on the project's own tickets.
Classifier StarterWithModel() {
  const auto tickets =
      train::ReadExamples(Contents(WAYPOST_SOURCE_DIR "/data/tickets/tickets.tsv"), "tickets.tsv");
  WP_CHECK(tickets.ok(), "the tickets can be read");
  const auto model = train::TrainNgramModel(*tickets, {});
  WP_CHECK(model.ok(), "the tickets can be learned");
  const std::string text = absl::StrReplaceAll(
      Contents(kStarter), {{"\nclassification {", "\nclassification {\n  model: \"own.wpm\""}});
  const PolicyCompilation compiled =
      Policy::Compile({{"starter.textproto", text}, {"own.wpm", model->bytes}});
  WP_CHECK(compiled.ok(), compiled.diagnostics().c_str());
  return Classifier(compiled.policy());
}

void BM_Classify(benchmark::State& state) {
  const Classifier classifier = state.range(1) == 1 ? StarterWithModel() : Starter();
  Classifier::Scratch scratch(classifier);
  Classification result;
  const Sample& sample = kSamples[state.range(0)];
  for (auto _ : state) {
    classifier.Classify(sample.text, {}, scratch, result);
    benchmark::DoNotOptimize(result);
  }
  state.SetLabel(absl::StrCat(sample.name, state.range(1) == 1 ? ", with a model" : ""));
  state.counters["bytes"] = static_cast<double>(std::string(sample.text).size());
  state.counters["confidence"] = result.confidence_milli;
}
BENCHMARK(BM_Classify)->ArgsProduct({{0, 1, 2, 3, 4}, {0, 1}});

// A column of texts, as benchmarks/python/speed.py classifies it: the training part of Banking77.
void BM_ClassifyColumn(benchmark::State& state) {
  const train::Fold& fold = train::SetOf(0);
  std::vector<const train::Example*> column;
  for (const train::Example& example : fold.train) column.push_back(&example);
  for (const train::Example& example : fold.test) column.push_back(&example);
  const Classifier classifier = Starter();
  Classifier::Scratch scratch(classifier);
  Classification result;
  for (auto _ : state) {
    for (const train::Example* example : column) {
      classifier.Classify(example->text, {}, scratch, result);
      benchmark::DoNotOptimize(result);
    }
  }
  state.counters["a_text"] = benchmark::Counter(
      static_cast<double>(column.size()),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(BM_ClassifyColumn)->Unit(benchmark::kMillisecond);

// 120,000 articles, each in one of four of the starter's categories.
const ArticleIndex& Articles() {
  static const ArticleIndex* const kIndex = [] {
    auto* index = new ArticleIndex;
    ArticleWriter writer(1);
    const char* const topics[] = {"充值 没到账", "账号被盗 密码", "闪退 卡顿",
                                  "refund charged 退款"};
    const char* const categories[] = {"payment_failed", "account_stolen", "crash", "refund"};
    for (int i = 0; i < 120'000; ++i) {
      Article article = writer.Next(i);
      const uint64_t topic = writer.Below(4);
      article.categories = {categories[topic]};
      absl::StrAppend(&article.text, " ", topics[topic]);
      WP_CHECK(index->Put(article).ok(), "the article is in bounds");
    }
    return index;
  }();
  return *kIndex;
}

// With words that 30,000 articles have, and with such as 300 have.
constexpr Sample kAsking[] = {
    {"common", "我昨天充值了648一直没到账, 客服说退款也没有退, 到底什么时候处理"},
    {"rare", "昨天充值 word120 word333 word900 没到账 word27 refund word81"},
};

void BM_ClassifyAndSuggest(benchmark::State& state) {
  const Classifier classifier = Starter();
  ClassifyHints hints;
  hints.platform = "ios";
  if (state.range(1) == 1) hints.articles = &Articles();
  Classifier::Scratch scratch(classifier);
  Classification result;
  const Sample& sample = kAsking[state.range(0)];
  for (auto _ : state) {
    classifier.Classify(sample.text, hints, scratch, result);
    benchmark::DoNotOptimize(result);
  }
  state.SetLabel(absl::StrCat(sample.name, state.range(1) == 1 ? ", with articles" : ", without"));
  state.counters["suggested"] = static_cast<double>(result.suggestions.size());
}
BENCHMARK(BM_ClassifyAndSuggest)->ArgsProduct({{0, 1}, {0, 1}})->Unit(benchmark::kMicrosecond);

void BM_CompileStarter(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Starter());
}
BENCHMARK(BM_CompileStarter)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace waypost
