#ifndef WAYPOST_LIB_EXPRESSION_FINDING_LIST_H_
#define WAYPOST_LIB_EXPRESSION_FINDING_LIST_H_

#include <cstdint>
#include <vector>

#include "lib/base/words.h"
#include "lib/expression/finding.h"

namespace waypost::expression {

// Bytes [begin, end) of a text.
struct Range {
  uint32_t begin = 0;
  uint32_t end = 0;
};

// The findings of one text. Keeps the first kMaxFindings; a text so broken gains nothing from more.
class FindingList {
 public:
  static constexpr size_t kMaxFindings = 64;

  void Error(FindingCode code, Range range, Words message, Words label = {}, Words help = {});
  void Warning(FindingCode code, Range range, Words message, Words label = {}, Words help = {});

  // One that was found in another text of the same policy and is not to be told again.
  void ErrorSaidBefore() { ++errors_; }

  bool has_error() const { return errors_ > 0; }
  size_t errors() const { return errors_; }
  size_t size() const { return findings_.size(); }

  // Appends the findings to `out` in the order of the text. Ends the list's use.
  void MoveTo(std::vector<Finding>* out);

 private:
  void Add(Finding finding);

  std::vector<Finding> findings_;
  size_t errors_ = 0;
};

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_FINDING_LIST_H_
