#include "lib/text/shipped_language_model.h"

#include "lib/base/check.h"

// The assembler copies the file in: as source text, a megabyte would take a compiler seconds.
__asm__(
    ".pushsection .rodata\n"
    ".balign 8\n"
    ".globl kWaypostLanguageModelBegin\n"
    "kWaypostLanguageModelBegin:\n"
    ".incbin \"" WAYPOST_LANGUAGE_MODEL
    "\"\n"
    ".globl kWaypostLanguageModelEnd\n"
    "kWaypostLanguageModelEnd:\n"
    ".popsection\n");

extern "C" const char kWaypostLanguageModelBegin[];
extern "C" const char kWaypostLanguageModelEnd[];

namespace waypost::text {

std::string_view ShippedLanguageModelBytes() {
  return {kWaypostLanguageModelBegin,
          static_cast<size_t>(kWaypostLanguageModelEnd - kWaypostLanguageModelBegin)};
}

const LanguageModel& ShippedLanguageModel() {
  static const LanguageModel* const kModel = [] {
    absl::StatusOr<LanguageModel> model = LanguageModel::Open(ShippedLanguageModelBytes());
    WP_CHECK(model.ok(),
             "the model that is linked in is sound: rebuild data/language/language.wpm");
    return new LanguageModel(*std::move(model));
  }();
  return *kModel;
}

}  // namespace waypost::text
