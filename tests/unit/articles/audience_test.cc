#include "lib/articles/audience.h"

#include "gtest/gtest.h"

namespace waypost::articles {
namespace {

constexpr Symbol kEnglish = 1, kChinese = 2, kPayment = 3, kRefund = 4, kPlatform = 5, kIos = 6,
                 kPc = 7, kRegion = 8, kEu = 9;

TEST(AudienceTest, WhatContradictsIsForOthers) {
  Audience audience;
  audience.language = kEnglish;
  audience.facts = {{kPlatform, kIos}, {kPlatform, kPc}};
  Customer customer;
  EXPECT_EQ(BonusOf(audience, customer), 0);  // nothing is known
  customer.language = kEnglish;
  EXPECT_EQ(BonusOf(audience, customer), 50);
  customer.facts = {{kPlatform, kPc}};
  EXPECT_EQ(BonusOf(audience, customer), 100);  // either value
  customer.facts = {{kPlatform, kEu}};
  EXPECT_EQ(BonusOf(audience, customer), std::nullopt);
  customer.facts = {{kRegion, kEu}};
  EXPECT_EQ(BonusOf(audience, customer), 50);  // a fact that the article does not name
  customer.language = kChinese;
  EXPECT_EQ(BonusOf(audience, customer), std::nullopt);
  customer.language = 0;
  customer.other_language = true;
  EXPECT_EQ(BonusOf(audience, customer), std::nullopt);
}

TEST(AudienceTest, TheSameSubcategoryCounts) {
  Audience audience;
  audience.subcategories = {{kPayment, kRefund}};
  Customer customer;
  customer.category = kPayment;
  EXPECT_EQ(BonusOf(audience, customer), 0);
  customer.subcategory = kRefund;
  EXPECT_EQ(BonusOf(audience, customer), 150);
  customer.category = kChinese;  // another category's subcategory of that name
  EXPECT_EQ(BonusOf(audience, customer), 0);
}

TEST(AudiencesTest, EqualOnesShareANumberWhileTheyAreUsed) {
  Audiences audiences;
  Audience english;
  english.language = kEnglish;
  Audience chinese;
  chinese.language = kChinese;
  const uint32_t first = audiences.Acquire(english);
  EXPECT_EQ(audiences.Acquire(english), first);
  const uint32_t second = audiences.Acquire(chinese);
  EXPECT_NE(second, first);
  audiences.Release(first);
  EXPECT_EQ(audiences[first].language, kEnglish);
  audiences.Release(first);
  Audience any;
  EXPECT_EQ(audiences.Acquire(any), first);  // the number is free again
  EXPECT_EQ(audiences[first].language, 0);
  EXPECT_EQ(audiences.size(), 2);
}

}  // namespace
}  // namespace waypost::articles
