#ifndef WAYPOST_LIB_TEXT_KEYWORD_SCAN_H_
#define WAYPOST_LIB_TEXT_KEYWORD_SCAN_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/text/keyword_index.h"

namespace waypost::text {

// One KeywordIndex::Find. Internal.
class KeywordScan {
 public:
  KeywordScan(const KeywordIndex& index, const NormalisedText& text, size_t max_hits,
              std::vector<KeywordHit>& hits);

  // Returns the number of hits beyond `max_hits`.
  uint64_t Run();

 private:
  void Report(uint32_t state, const char* at);
  bool StandsAsWord(const KeywordIndex::Entry& keyword, const char* from, const char* to) const;
  bool EndsWord(const char* to) const;
  const char* BehindStretch(const char* to) const;

  const KeywordIndex& index_;
  const NormalisedText& text_;
  const char* const begin_;
  const char* const end_;
  const size_t max_hits_;
  std::vector<KeywordHit>& hits_;
  uint64_t beyond_ = 0;
};

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_KEYWORD_SCAN_H_
