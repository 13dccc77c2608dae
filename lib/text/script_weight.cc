#include "lib/text/script_weight.h"

#include <algorithm>

#include "lib/base/words.h"

namespace waypost::text {
namespace {

// Quarters of a word that one letter, or one word, of the script stands for.
struct ScriptWeight {
  Script script;
  uint32_t letter;
  uint32_t word;
};
constexpr ScriptWeight kWeights[] = {
    {Script::kHan, 4, 0},   {Script::kKana, 2, 0},     {Script::kHangul, 2, 0},
    {Script::kThai, 1, 0},  {Script::kHebrew, 0, 4},   {Script::kArabic, 0, 4},
    {Script::kGreek, 0, 4}, {Script::kCyrillic, 0, 4}, {Script::kLatin, 0, 2},
    {Script::kOther, 1, 0},
};

struct Weighed {
  Script heaviest = Script::kNone;
  uint64_t first = 0;
  uint64_t second = 0;
  uint64_t total = 0;

  void Add(Script script, uint64_t weight) {
    total += weight;
    if (weight > first) {
      second = first;
      first = weight;
      heaviest = script;
    } else {
      second = std::max(second, weight);
    }
  }
};

}  // namespace

HeaviestScript WeighScripts(const ScriptHistogram& histogram) {
  Weighed weighed;
  uint64_t han_and_kana = 0;
  for (const ScriptWeight& row : kWeights) {
    const uint64_t weight = uint64_t{row.letter} * histogram.LettersOf(row.script) +
                            uint64_t{row.word} * histogram.WordsOf(row.script);
    if (row.script == Script::kHan || row.script == Script::kKana) {
      han_and_kana += weight;
    } else {
      weighed.Add(row.script, weight);
    }
  }
  weighed.Add(Script::kHan, han_and_kana);
  if (weighed.total == 0) return {};
  const uint64_t margin = (weighed.first - weighed.second) * 1000 / weighed.total;
  return {weighed.heaviest, static_cast<uint32_t>(margin)};
}

}  // namespace waypost::text
