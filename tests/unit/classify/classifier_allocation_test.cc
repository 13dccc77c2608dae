#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/unit/allocation/counted_new.h"
#include "tests/unit/classify/policy_text.h"

namespace waypost {
namespace {

TEST(ClassifierAllocationTest, NothingIsAllocatedOnceWarm) {
  const Classifier classifier = testing::ClassifierWith(R"(
    languages: [ "zh", "en", "ja" ]
    classification {
      see_through_camouflage: true
      priority_rules { id: "angry" when: "emotion >= 3 && language == 'zh'" at_least: "P1" }
    }
    categories {
      id: "a category with a long name"
      keywords: [ "充值 .{0,8} 没到账", "refund" ]
      phrases { text: "被盗" unless_negated_within: 4 }
      phrases { regex: "order[ #]*[0-9]+" anchor: "order" }
    }
    categories { id: "b" keywords: "退款" }
    not_served { id: "hardware" keywords: "手柄" }
  )");
  const std::vector<std::string> texts = {
      "我的账号没有被盗, 昨天充值了 648 还没到账!!!!!! 退 款 😡😡",
      "order #123456 r.e.f.u.n.d please, this is the third time, you fucking thieves", "手柄", "",
      "アカウントが乗っ取られました"};
  const std::vector<HostScore> scores = {{"b", "", 700}};
  ClassifyHints hints;
  hints.scores = scores;
  hints.tier = "vip";
  Classifier::Scratch scratch(classifier);
  Classification result;
  size_t seen = 0;
  const auto run = [&] {
    for (const std::string& text : texts) {
      classifier.Classify(text, hints, scratch, result);
      seen += result.evidence.size();
    }
  };
  run();
  const size_t before = CountOfAllocations();
  run();
  EXPECT_EQ(CountOfAllocations(), before);
  EXPECT_GT(seen, 10);
}

}  // namespace
}  // namespace waypost
