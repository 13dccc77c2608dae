#include "lib/text/shipped_language_model.h"

#include "lib/base/check.h"

// The assembler copies the file in: as source text, a megabyte would take a compiler seconds.
__asm__(
    ".pushsection .rodata\n"
    ".balign 8\n"
    ".globl waypost_language_model_begin\n"
    "waypost_language_model_begin:\n"
    ".incbin \"" WAYPOST_LANGUAGE_MODEL
    "\"\n"
    ".globl waypost_language_model_end\n"
    "waypost_language_model_end:\n"
    ".popsection\n");

extern "C" const char waypost_language_model_begin[];
extern "C" const char waypost_language_model_end[];

namespace waypost::text {

std::string_view ShippedLanguageModelBytes() {
  return {waypost_language_model_begin,
          static_cast<size_t>(waypost_language_model_end - waypost_language_model_begin)};
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
