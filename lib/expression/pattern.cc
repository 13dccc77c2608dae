#include "lib/expression/pattern.h"

#include <re2/re2.h>

#include <utility>

namespace waypost::expression {
namespace {

constexpr int64_t kMaxBytes = 1 << 20;
// The largest programmes that fit have nearly so many instructions; a pattern that is too large has
// cost as much before that is known.
constexpr int64_t kLargestProgramme = 50'000;

int64_t SizeToRead(std::string_view pattern) {
  auto size = static_cast<int64_t>(pattern.size()) * kPatternByteSize;
  for (size_t at = 0; at + 1 < pattern.size(); ++at) {
    const bool escape = pattern[at] == '\\' && (pattern[at + 1] == 'p' || pattern[at + 1] == 'P');
    if (escape) size += kUnicodeClassSize;
  }
  return size;
}

int64_t SizeOfProgramme(const re2::RE2& compiled) {
  if (compiled.ok()) return compiled.ProgramSize();
  return compiled.error_code() == re2::RE2::ErrorPatternTooLarge ? kLargestProgramme : 0;
}

std::shared_ptr<const re2::RE2> Compiled(std::string_view pattern) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMaxBytes);
  options.set_never_capture(true);
  return std::make_shared<const re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()),
                                          options);
}

Pattern PatternOf(std::shared_ptr<const re2::RE2> compiled) {
  if (!compiled->ok()) return {nullptr, compiled->error()};
  return {std::move(compiled), ""};
}

}  // namespace

const Pattern& PatternTable::Compile(std::string_view pattern) {
  const auto known = patterns_.find(pattern);
  if (known != patterns_.end()) return known->second;
  if (!full()) left_ -= SizeToRead(pattern);
  if (full()) return no_room_;
  std::shared_ptr<const re2::RE2> compiled = Compiled(pattern);
  left_ -= SizeOfProgramme(*compiled);
  if (full()) return no_room_;
  return patterns_.emplace(pattern, PatternOf(std::move(compiled))).first->second;
}

Words TooManyPatterns() {
  return Say({"patterns of the policy are larger together than $0 instructions",
              "策略的所有模式合计超过 $0 条指令"},
             kMaxPatternSizes);
}

Words AdviceOnPatterns() {
  return {
      "this one and those after it are not compiled; write shorter repetitions and fewer \\p "
      "classes, or in place of many patterns one, or keywords",
      "此模式及其后的模式不再编译；请缩短重复、少用 \\p 类，或把多个模式合为一个，或改用关键词"};
}

bool Matches(std::string_view text, const re2::RE2& pattern) {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

}  // namespace waypost::expression
