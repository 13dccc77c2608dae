// Traditional Chinese characters read as simplified ones.
#ifndef WAYPOST_LIB_TEXT_HAN_FOLD_H_
#define WAYPOST_LIB_TEXT_HAN_FOLD_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "lib/text/normalised_text.h"

namespace waypost::text {

// The simplified character for a traditional one, else `c`: "賬" and "帳" are read as "账" and
// "帐". By single characters, without looking at words: what is written with one character in
// simplified Chinese is one ("發" and "髮" are both "发"), so this is for comparing, not for
// reading. Japanese is folded in the same way; as texts and keywords alike are, nothing is lost but
// a few differences.
//
// Shape:  a folded character folds to itself, and is as long in UTF-8.
// Source: data/han/simplified.txt, of Unicode's Unihan database; part of the version of Unicode.
char32_t FoldHan(char32_t c);

// Folds each character where it stands: offsets stay. What is not UTF-8 is left alone.
//
// Cost: O(bytes), no allocation after the first call in a process.
void FoldHan(NormalisedText& text);
void FoldHan(char* text, size_t size);
std::string FoldedHan(std::string_view text);

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_HAN_FOLD_H_
