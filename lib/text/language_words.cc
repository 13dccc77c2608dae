#include "lib/text/language_words.h"

#include <algorithm>

#include "lib/text/code_point_rules.h"
#include "lib/text/utf8.h"

namespace waypost::text {
namespace {

bool IsUnspaced(Script script) {
  return script == Script::kHan || script == Script::kKana || script == Script::kHangul ||
         script == Script::kThai;
}

bool MarksPrivate(char32_t c) {
  return c == '@' || c == '#' || c == '_' || c == '\\' || CodePointRules::IsNumber(c);
}

// Names of hosts and files end with these. Short, for "sorry.pls" lacks a space and is no host.
constexpr std::string_view kEndings[] = {"com", "net", "org", "io",  "gg",  "cn",  "exe",
                                         "apk", "png", "jpg", "log", "zip", "txt", "html"};

// What stands between two spaces, looked at for signs that it is no word.
class PrivateSigns {
 public:
  void Add(char32_t c) {
    sign_ |= MarksPrivate(c) || (before_ == '/' && c == '/');
    if (c == '.') {
      CheckEnding();
      label_size_ = 0;
      dotted_ = before_ != 0 && before_ != '.';
    } else if (c - U'a' < 26) {
      if (label_size_ < label_.size()) label_[label_size_] = static_cast<char>(c);
      ++label_size_;
    } else {
      CheckEnding();
      dotted_ = false;
      label_size_ = 0;
    }
    before_ = c;
  }

  bool Any() {
    CheckEnding();
    return sign_;
  }

 private:
  void CheckEnding() {
    if (!dotted_ || label_size_ > label_.size()) return;
    const std::string_view label(label_.data(), label_size_);
    sign_ |= std::find(std::begin(kEndings), std::end(kEndings), label) != std::end(kEndings);
  }

  bool sign_ = false;
  bool dotted_ = false;  // the label stands behind a dot that stands behind something
  char32_t before_ = 0;
  std::array<char, 4> label_{};
  size_t label_size_ = 0;
};

}  // namespace

// Fills run_ with what stands up to the next space, or to the next change between scripts with and
// without spaces; leaves it empty if that is to be passed over. False at the end of the text.
bool LanguageWords::ReadRun() {
  run_size_ = run_at_ = 0;
  while (at_ < end_ && *at_ == ' ') ++at_;
  if (at_ == end_) return false;
  PrivateSigns signs;
  bool unspaced = false;
  bool too_long = false;
  for (size_t seen = 0; at_ < end_ && *at_ != ' '; ++seen) {
    const DecodedCodePoint decoded = DecodeUtf8(at_, end_);
    const Character next = {decoded.value, decoded.valid ? ScriptOf(decoded.value) : Script::kNone};
    if (seen == 0) unspaced = IsUnspaced(next.script);
    // Marks and, between ideographs, punctuation stay with what they follow.
    const bool keeps = next.script == Script::kInherited || IsUnspaced(next.script) == unspaced;
    if (!keeps || (unspaced && seen == run_.size())) break;
    at_ += decoded.bytes;
    signs.Add(next.c);
    too_long |= run_size_ == run_.size();
    if (!too_long) run_[run_size_++] = next;
  }
  if (too_long || (!unspaced && signs.Any())) run_size_ = 0;
  return true;
}

bool LanguageWords::TakeWord(LanguageWord& word) {
  while (run_at_ < run_size_ && run_[run_at_].script <= Script::kInherited) ++run_at_;
  if (run_at_ == run_size_) return false;
  word.script = run_[run_at_].script;
  size_t size = 0;
  for (; run_at_ < run_size_ && size < letters_.size(); ++run_at_) {
    const Character& next = run_[run_at_];
    if (next.script != word.script && next.script != Script::kInherited) break;
    letters_[size++] = next.c;
  }
  word.letters = {letters_.data(), size};
  return true;
}

bool LanguageWords::Next(LanguageWord& word) {
  while (!TakeWord(word)) {
    if (!ReadRun()) return false;
  }
  return true;
}

}  // namespace waypost::text
