// CLD2's header takes FILE for granted.
#include <cstdio>
// clang-format off
#include <cld2/public/compact_lang_det.h>
// clang-format on

#include "benchmarks/text/language_peers.h"

namespace waypost::text {

std::string Cld2Peer::Tell(const std::string& text) {
  bool reliable = false;
  const CLD2::Language language = CLD2::DetectLanguage(text.data(), static_cast<int>(text.size()),
                                                       /*is_plain_text=*/true, &reliable);
  const std::string code = CLD2::LanguageCode(language);
  if (code == "zh") return "zh-Hans";
  if (code == "iw") return "he";
  return code;
}

}  // namespace waypost::text
