// Classify() under the starter policy: everything from the bytes to the priority. Tickets of about
// 60 characters in three languages, the shortest and a long one.
#include <string>

#include "benchmark/benchmark.h"
#include "lib/base/check.h"
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

Classifier Starter() {
  const PolicyCompilation compiled =
      Policy::CompileFile(WAYPOST_SOURCE_DIR "/examples/policies/starter/starter.textproto");
  WP_CHECK(compiled.ok(), "the starter policy compiles");
  return Classifier(compiled.policy());
}

void BM_Classify(benchmark::State& state) {
  const Classifier classifier = Starter();
  Classifier::Scratch scratch(classifier);
  Classification result;
  const Sample& sample = kSamples[state.range(0)];
  for (auto _ : state) {
    classifier.Classify(sample.text, {}, scratch, result);
    benchmark::DoNotOptimize(result);
  }
  state.SetLabel(sample.name);
  state.counters["bytes"] = static_cast<double>(std::string(sample.text).size());
  state.counters["confidence"] = result.confidence_milli;
}
BENCHMARK(BM_Classify)->DenseRange(0, 4);

void BM_CompileStarter(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Starter());
}
BENCHMARK(BM_CompileStarter)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace waypost
