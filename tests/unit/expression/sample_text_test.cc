#include "lib/expression/sample_text.h"

#include <algorithm>
#include <string>

#include "gtest/gtest.h"
#include "lib/expression/pattern.h"

namespace waypost::expression {
namespace {

// At least one sample is found by the pattern.
bool SomeSampleMatches(const std::string& text) {
  PatternTable patterns;
  const Pattern& pattern = patterns.Compile(text);
  if (pattern.compiled == nullptr) return false;
  const std::vector<std::string> samples = SampleTexts(text);
  return std::any_of(samples.begin(), samples.end(),
                     [&](const std::string& sample) { return Matches(sample, *pattern.compiled); });
}

TEST(SampleText, OfOrdinaryPatternsOneMatches) {
  for (const char* pattern :
       {"a+b", "^a", "^(vip|bug)$", "order [0-9]{4}", "(?i)refund", "退款+", "^\\d{3}-\\d{2}$",
        "x*", "[^a-z]!", "(?:ab|cd){2}", "(?P<n>q)r?", "a.c", "\\bword\\b", "^[\\w.]+@x\\.com$",
        "a{2,}", "", "[]x]", "[a-]"}) {
    EXPECT_TRUE(SomeSampleMatches(pattern)) << pattern;
  }
}

TEST(SampleText, OfAlternativesTheLastIsSampledToo) {
  const std::vector<std::string> samples = SampleTexts("vip|bug");
  EXPECT_NE(std::find(samples.begin(), samples.end(), "vip"), samples.end());
  EXPECT_NE(std::find(samples.begin(), samples.end(), "bug"), samples.end());
}

TEST(SampleText, WhatIsNotUnderstoodHasNoSample) {
  EXPECT_TRUE(SampleTexts("\\pL").empty());
  EXPECT_TRUE(SampleTexts("(").empty());
  EXPECT_TRUE(SampleTexts("[").empty());
  EXPECT_TRUE(SampleTexts("\\").empty());
  EXPECT_TRUE(SampleTexts("a)").empty());
}

TEST(SampleText, HugePatternsStaySmall) {
  for (const std::string& sample : SampleTexts("(((a{1000}){1000}){1000}){1000}")) {
    EXPECT_LE(sample.size(), 2'000u);
  }
  EXPECT_TRUE(SampleTexts(std::string(100'000, '(')).empty());
}

}  // namespace
}  // namespace waypost::expression
