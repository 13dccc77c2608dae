#ifndef WAYPOST_LIB_POLICY_LOWER_STAGES_H_
#define WAYPOST_LIB_POLICY_LOWER_STAGES_H_

#include <cstdint>
#include <string>

#include "lib/base/words.h"
#include "lib/policy/lowering.h"

namespace waypost::policy {

// Reads the stages of one route, in order, into Tables::stages.
class StageReader {
 public:
  StageReader(Lowering& lowering, const waypost::v1::Route& route)
      : lowering_(lowering), route_(route) {}

  void Read(const waypost::v1::Stage& written, bool last);

 private:
  int64_t ReadAfter(const waypost::v1::Stage& written);
  void ReportFirstLate(const SourceSpan& span);
  void ReportNotRising(const SourceSpan& span, Words label);
  uint16_t ReadQueue(const waypost::v1::Stage& written);
  std::vector<uint16_t> ReadAlsoQueues(const waypost::v1::Stage& written, uint16_t queue);
  SkipIf ReadSkipIf(const waypost::v1::Stage& written, bool last);
  std::vector<LanguageFallback> ReadLanguages(const waypost::v1::Stage& written,
                                              const expression::Requirement& requirement);
  LanguageFallback ReadLanguage(const waypost::v1::LanguageFallback& written, int64_t before_ms);
  std::vector<Preference> ReadPreferences(const waypost::v1::Stage& written);
  void ReadPrefix(const waypost::v1::LanguageFallback& written);

  Lowering& lowering_;
  const waypost::v1::Route& route_;
  bool first_ = true;
  int64_t after_ms_ = 0;  // of the stage before
  uint16_t queue_ = 0;
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_LOWER_STAGES_H_
