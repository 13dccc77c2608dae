// A text no longer than an earlier one is classified without allocating.
#include <string>

#include "gtest/gtest.h"
#include "lib/text/ngram_model.h"
#include "lib/text/normalise.h"
#include "lib/train/ngram_trainer.h"
#include "tests/unit/allocation/counted_new.h"
#include "tests/unit/train/examples.h"

namespace waypost::train {
namespace {

TEST(ClassifyAllocationTest, NothingIsAllocatedAfterWarmUp) {
  const auto trained = TrainNgramModel(Tickets(20), {});
  ASSERT_TRUE(trained.ok());
  const auto model = text::NgramModel::Open(trained->bytes);
  ASSERT_TRUE(model.ok());
  const text::Normaliser normaliser;
  text::NormalisedText text;
  text::NgramModel::Scratch scratch;
  text::NgramAnswer answer;
  const auto classify = [&](const std::string& words) {
    normaliser.Normalise(words, text);
    model->Classify(text, {}, {3, 3}, scratch, answer);
  };
  classify("please refund my payment, 退款!!! 😡 it crashes after the last order 闪退 no 12345");
  const size_t before = CountOfAllocations();
  for (const Example& example : Tickets(10)) (void)example;  // allocates: not counted below
  const auto tickets = Tickets(10);
  const size_t warm = CountOfAllocations();
  for (const Example& example : tickets) classify(example.text);
  EXPECT_EQ(CountOfAllocations(), warm);
  EXPECT_GT(warm, before);
}

}  // namespace
}  // namespace waypost::train
