#include "lib/text/normalised_text.h"

#include <algorithm>

namespace waypost::text {

const OffsetRun& NormalisedText::RunOf(uint32_t byte) const {
  const auto after =
      std::upper_bound(runs_.begin(), runs_.end(), byte,
                       [](uint32_t at, const OffsetRun& run) { return at < run.begin; });
  return *(after - 1);
}

TextSpan NormalisedText::Original(TextSpan span) const {
  const uint32_t end = std::min(span.end, size_);
  if (span.begin >= end) {
    if (runs_.empty() || span.begin == 0) return {};
    // Nothing starts here: the place just behind the byte before.
    const uint32_t behind = Original({std::min(span.begin, size_) - 1, span.begin}).end;
    return {behind, behind};
  }
  const OffsetRun& first = RunOf(span.begin);
  const OffsetRun& last = RunOf(end - 1);
  TextSpan original;
  original.begin = first.original_begin;
  if (first.original_bytes == 0) original.begin += span.begin - first.begin;
  original.end = last.original_begin;
  original.end += last.original_bytes == 0 ? end - last.begin : last.original_bytes;
  return original;
}

}  // namespace waypost::text
