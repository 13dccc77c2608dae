#include "lib/escalate/rate_limits.h"

#include <gtest/gtest.h>

#include "waypost/calendar.h"

namespace waypost::escalate {
namespace {

constexpr policy::RateLimit kTwoInTen = {2, 600'000};
constexpr RateLimits::Key kLead = {"page", "role:lead", "role:lead", ""};
constexpr RateLimits::Key kBoss = {"page", "role:boss", "role:boss", ""};

HeldNote Note(uint64_t ticket) {
  HeldNote note;
  note.ticket = ticket;
  note.chain = "page";
  note.step = 1;
  return note;
}

TEST(RateLimitsTest, ABucketHasItsTokensAtOnceAndGetsThemBackOneByOne) {
  RateLimits limits;
  EXPECT_TRUE(limits.Take(kLead, kTwoInTen, 0));
  EXPECT_TRUE(limits.Take(kLead, kTwoInTen, 0));
  EXPECT_FALSE(limits.Take(kLead, kTwoInTen, 299'999));
  EXPECT_TRUE(limits.Take(kLead, kTwoInTen, 300'000));
  EXPECT_FALSE(limits.Take(kLead, kTwoInTen, 300'000));
}

TEST(RateLimitsTest, RecipientsHaveBucketsOfTheirOwn) {
  RateLimits limits;
  limits.Take(kLead, kTwoInTen, 0);
  limits.Take(kLead, kTwoInTen, 0);
  EXPECT_FALSE(limits.Has(kLead, kTwoInTen, 0));
  EXPECT_TRUE(limits.Has(kBoss, kTwoInTen, 0));
}

TEST(RateLimitsTest, ADigestHasAllThatWasHeldAndCostsOneToken) {
  RateLimits limits;
  limits.Take(kLead, kTwoInTen, 0);
  limits.Take(kLead, kTwoInTen, 0);
  limits.Hold(kLead, Note(1));
  limits.Hold(kLead, Note(2));
  EXPECT_EQ(limits.NextDue(), 300'000);
  EXPECT_FALSE(limits.Has(kLead, kTwoInTen, 300'000)) << "the token is the digest's";
  const Bucket digest = limits.TakeDigest(limits.Earliest().ordinal);
  ASSERT_EQ(digest.held.size(), 2u);
  EXPECT_EQ(digest.held[0].ticket, 1u);
  EXPECT_EQ(digest.held[1].ticket, 2u);
  EXPECT_EQ(limits.held(), 0u);
  EXPECT_FALSE(limits.Has(kLead, kTwoInTen, 300'000));
  EXPECT_TRUE(limits.Has(kLead, kTwoInTen, 600'000));
}

TEST(RateLimitsTest, AFullBucketIsForgotten) {
  RateLimits limits;
  limits.Take(kLead, kTwoInTen, 0);
  EXPECT_EQ(limits.NextDue(), 300'000);
  EXPECT_TRUE(limits.Earliest().held.empty());
  limits.Drop(limits.Earliest().ordinal);
  EXPECT_EQ(limits.NextDue(), Calendar::kNever);
  EXPECT_TRUE(limits.buckets().empty());
}

TEST(RateLimitsTest, WhatATicketHeldIsForgottenAndTold) {
  RateLimits limits;
  limits.Take(kLead, {1, 1'000}, 0);
  limits.Hold(kLead, Note(1));
  limits.Hold(kLead, Note(2));
  int dropped = 0;
  limits.Forget(1, "other", [&](const Bucket&, const HeldNote&) { ++dropped; });
  EXPECT_EQ(dropped, 0);
  limits.Forget(1, "", [&](const Bucket& bucket, const HeldNote& note) {
    EXPECT_EQ(bucket.target, "role:lead");
    EXPECT_EQ(note.ticket, 1u);
    ++dropped;
  });
  EXPECT_EQ(dropped, 1);
  EXPECT_EQ(limits.held(), 1u);
}

}  // namespace
}  // namespace waypost::escalate
