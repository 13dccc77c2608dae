#ifndef WAYPOST_LIB_BASE_TEXT_TABLE_H_
#define WAYPOST_LIB_BASE_TEXT_TABLE_H_

#include <string>
#include <vector>

namespace waypost {

// Rows of text under a heading, in columns of the width they need on a screen: the first column to
// the left, the others to the right.
//
//   group       tickets  met
//   Group 70      3,904  87.1 %
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> heading) { rows_.push_back(std::move(heading)); }

  // As many cells as the heading has; "" for an empty one.
  void Add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

  bool empty() const { return rows_.size() == 1; }

  // Every line begins with two spaces and ends without any.
  std::string Render() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_TEXT_TABLE_H_
