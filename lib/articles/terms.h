// What articles and tickets are compared by.
#ifndef WAYPOST_LIB_ARTICLES_TERMS_H_
#define WAYPOST_LIB_ARTICLES_TERMS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace waypost::articles {

// Replaces `terms` by digests of the terms of normalised text, each once, rising:
//   - words of scripts with spaces, pairs of neighbours, and the first five characters of longer
//     words, so that "refund" finds "refunds" and "refunded";
//   - of scripts without spaces and of Hangul: pairs of neighbouring characters, and a character
//     that stands alone;
// Reading ends after `most` terms, counted before equal ones become one.
//
// Cost: O(bytes + terms * log terms); no allocation once `terms` has held as many.
void ReadTerms(std::string_view normalised, size_t most, std::vector<uint64_t>& terms);

}  // namespace waypost::articles

#endif  // WAYPOST_LIB_ARTICLES_TERMS_H_
