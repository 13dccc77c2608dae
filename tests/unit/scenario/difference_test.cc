#include "lib/scenario/difference.h"

#include <gtest/gtest.h>

namespace waypost::scenario {
namespace {

// An expectation or event for each letter.
std::vector<Expectation> Expect(const std::string& letters) {
  std::vector<Expectation> all;
  for (char c : letters) {
    Expectation e;
    e.form = FormByName("unroutable");
    e.stated.push_back({0, false, std::string(1, c), {}});
    e.text = std::string(1, c);
    all.push_back(e);
  }
  return all;
}

std::vector<v1::Event> Happen(const std::string& letters) {
  std::vector<v1::Event> all;
  for (char c : letters) {
    v1::Event event;
    event.set_ticket_id(std::string(1, c));
    event.mutable_ticket_unroutable();
    all.push_back(event);
  }
  return all;
}

std::string Show(const std::string& expected, const std::string& happened) {
  const auto expectations = Expect(expected);
  const auto events = Happen(happened);
  std::string text;
  for (const DifferenceLine& line : Compare(expectations, events)) {
    if (line.met()) {
      text += " " + line.event->ticket_id();
    } else if (line.event == nullptr) {
      text += " -" + line.expected->text;
    } else {
      text += " +" + line.event->ticket_id();
    }
  }
  return text;
}

TEST(Compare, ShowsWhatIsMissingAndWhatIsTooMuch) {
  EXPECT_EQ(Show("", ""), "");
  EXPECT_EQ(Show("abc", "abc"), " a b c");
  EXPECT_EQ(Show("abc", "ac"), " a -b c");
  EXPECT_EQ(Show("ac", "abc"), " a +b c");
  EXPECT_EQ(Show("abc", "axc"), " a -b +x c");
  EXPECT_EQ(Show("ab", "ba"), " -a b +a");
  EXPECT_EQ(Show("abcdef", "acxdyf"), " a -b c +x d -e +y f");
  EXPECT_EQ(Show("a", ""), " -a");
  EXPECT_EQ(Show("", "a"), " +a");
}

TEST(Compare, OfTooManyPairsIsStillComplete) {
  const std::string expected(3000, 'a'), happened(3000, 'b');
  const auto expectations = Expect(expected);
  const auto events = Happen(happened);
  const auto lines = Compare(expectations, events);
  EXPECT_EQ(lines.size(), 6000u);
  EXPECT_FALSE(AllMet(lines));
}

TEST(AllMet, MeansNothingMissingAndNothingTooMuch) {
  const auto expectations = Expect("ab");
  const auto events = Happen("ab");
  EXPECT_TRUE(AllMet(Compare(expectations, events)));
  EXPECT_FALSE(AllMet(Compare(expectations, absl::MakeConstSpan(events).subspan(1))));
  EXPECT_TRUE(AllMet({}));
}

}  // namespace
}  // namespace waypost::scenario
