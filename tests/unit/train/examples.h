#ifndef WAYPOST_TESTS_UNIT_TRAIN_EXAMPLES_H_
#define WAYPOST_TESTS_UNIT_TRAIN_EXAMPLES_H_

#include <string>
#include <utility>
#include <vector>

#include "lib/train/example.h"

namespace waypost::train {

// Rows numbered from 1.
inline std::vector<Example> Rows(const std::vector<std::pair<std::string, std::string>>& rows) {
  std::vector<Example> examples;
  for (const auto& [label, text] : rows) {
    examples.push_back({label, text, "row " + std::to_string(examples.size() + 1), {}});
  }
  return examples;
}

// Three classes of tickets in two languages, `each` texts of a class, all different.
inline std::vector<Example> Tickets(int each) {
  const char* const kSubjects[] = {"my payment", "充值的钱", "the last order", "我的订单"};
  std::vector<std::pair<std::string, std::string>> rows;
  for (int i = 0; i < each; ++i) {
    const std::string subject = kSubjects[i % 4];
    const std::string tail = " no " + std::to_string(i);
    rows.emplace_back("refund", "please refund " + subject + " 退款" + tail);
    rows.emplace_back("stolen", "account of " + subject + " was hacked 被盗号了" + tail);
    rows.emplace_back("crash", "it crashes after " + subject + " 闪退" + tail);
  }
  return Rows(rows);
}

}  // namespace waypost::train

#endif  // WAYPOST_TESTS_UNIT_TRAIN_EXAMPLES_H_
