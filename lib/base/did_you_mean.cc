#include "lib/base/did_you_mean.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace waypost {
namespace {

constexpr size_t kLongest = 128;

char Fold(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  return c == '_' ? '-' : c;
}

// Optimal string alignment: insertion, deletion, substitution, transposition of neighbours.
size_t Distance(std::string_view a, std::string_view b) {
  std::array<std::array<size_t, kLongest + 1>, 3> rows;
  size_t* before_last = rows[0].data();
  size_t* last = rows[1].data();
  size_t* row = rows[2].data();
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const char x = Fold(a[i - 1]);
      const char y = Fold(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (x == y ? 0 : 1)});
      if (i > 1 && j > 1 && x == Fold(b[j - 2]) && Fold(a[i - 2]) == y) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::optional<std::string_view> DidYouMean(std::string_view typed,
                                           absl::Span<const std::string_view> candidates) {
  if (typed.empty() || typed.size() > kLongest) return std::nullopt;
  const size_t limit = std::max<size_t>(1, typed.size() / 3);
  std::optional<std::string_view> best;
  size_t best_distance = limit + 1;
  for (std::string_view candidate : candidates) {
    if (candidate.empty() || candidate.size() > typed.size() + limit ||
        candidate.size() + limit < typed.size()) {
      continue;
    }
    const size_t distance = Distance(typed, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace waypost
