#ifndef WAYPOST_LIB_REPORT_EVALUATION_TEXT_H_
#define WAYPOST_LIB_REPORT_EVALUATION_TEXT_H_

#include <cstddef>
#include <string>

#include "lib/text/ngram_model.h"
#include "lib/train/evaluation.h"
#include "waypost/message_language.h"

namespace waypost::report {

// How good a model is, for people: accuracy, what becomes of texts that belong to no class,
// confidence and what comes of thresholds on it, each class, and the classes that are taken for one
// another most often (at most `confusions`).
std::string RenderEvaluation(const train::Evaluation& evaluation, size_t confusions,
                             MessageLanguage language = MessageLanguage::kEnglish);

// What the model is: its classes, examples and origin, and what its training measured.
std::string RenderModel(const text::NgramModel& model, size_t file_bytes,
                        MessageLanguage language = MessageLanguage::kEnglish);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_EVALUATION_TEXT_H_
