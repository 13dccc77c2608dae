#include "lib/expression/finding_list.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "lib/base/words.h"

namespace waypost::expression {

void FindingList::Error(FindingCode code, Range range, Words message, Words label, Words help) {
  ++errors_;
  Add({code, FindingSeverity::kError, range.begin, range.end, std::move(message), std::move(label),
       std::move(help)});
}

void FindingList::Warning(FindingCode code, Range range, Words message, Words label, Words help) {
  Add({code, FindingSeverity::kWarning, range.begin, range.end, std::move(message),
       std::move(label), std::move(help)});
}

void FindingList::Add(Finding finding) {
  if (findings_.size() < kMaxFindings) findings_.push_back(std::move(finding));
}

void FindingList::MoveTo(std::vector<Finding>* out) {
  std::stable_sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
  });
  std::move(findings_.begin(), findings_.end(), std::back_inserter(*out));
  findings_.clear();
}

}  // namespace waypost::expression
