#include "lib/scenario/words.h"

#include <utility>

namespace waypost::scenario {
namespace {

constexpr size_t kMostWords = 1000;

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// What `\c` stands for in double quotes; '\0' if nothing.
char Escaped(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case '"':
    case '\\':
      return c;
    default:
      return '\0';
  }
}

class Splitter {
 public:
  Splitter(std::string_view line, size_t offset, Findings& findings)
      : line_(line), offset_(offset), findings_(findings) {}

  std::vector<Word> Split() {
    while (SkipSpace() && ok_) {
      if (words_.size() == kMostWords) {
        findings_.Add("WP9004", PlaceOf(at_, line_.size()),
                      {"more than 1000 words on one line", "一行超过 1000 个词"});
        break;
      }
      ReadWord();
    }
    return std::move(words_);
  }

 private:
  Range PlaceOf(size_t begin, size_t end) const { return {offset_ + begin, offset_ + end}; }

  // False at the end of the line or at a comment.
  bool SkipSpace() {
    while (at_ < line_.size() && IsSpace(line_[at_])) ++at_;
    return at_ < line_.size() && line_[at_] != '#';
  }

  bool AtEndOfWord() const {
    return at_ == line_.size() || IsSpace(line_[at_]) || line_[at_] == ';';
  }

  void ReadWord() {
    Word word;
    const size_t begin = at_;
    if (line_[at_] == ';') {
      word.kind = Word::Kind::kSemicolon;
      word.text = ";";
      ++at_;
    } else {
      ReadKey(word);
      ReadText(word);
      if (word.Is("->")) word.kind = Word::Kind::kArrow;
    }
    word.place = PlaceOf(begin, at_);
    words_.push_back(std::move(word));
  }

  void ReadKey(Word& word) {
    size_t end = at_;
    while (end < line_.size() && IsKeyCharacter(line_[end])) ++end;
    if (end == at_ || end == line_.size() || line_[end] != '=') return;
    word.has_key = true;
    word.key = std::string(line_.substr(at_, end - at_));
    at_ = end + 1;
  }

  void ReadText(Word& word) {
    const size_t begin = at_;
    if (!AtEndOfWord() && (line_[at_] == '"' || line_[at_] == '\'')) {
      word.quoted = true;
      ReadQuoted(word);
      if (ok_ && !AtEndOfWord()) {
        findings_
            .Add("WP9002", PlaceOf(at_, at_ + 1),
                 {"a word goes on after its quotes", "引号之后词还在继续"})
            .Help({"put a space between the two, or the whole word in quotes",
                   "请在两者之间加空格，或把整个词放进引号"});
        ok_ = false;
      }
    } else {
      while (!AtEndOfWord()) word.text += line_[at_++];
    }
    word.text_place = PlaceOf(begin, at_);
  }

  void ReadQuoted(Word& word) {
    const size_t begin = at_;
    const char quote = line_[at_++];
    while (at_ < line_.size() && line_[at_] != quote) {
      char c = line_[at_++];
      if (c == '\\' && quote == '"' && at_ < line_.size()) {
        const char escaped = Escaped(line_[at_]);
        if (escaped == '\0') {
          findings_
              .Add("WP9002", PlaceOf(at_ - 1, at_ + 1),
                   {"unknown escape in quotes", "引号中未知的转义"})
              .Help({"write a backslash as \\\\, or use single quotes",
                     "反斜杠写成 \\\\，或用单引号"});
        }
        c = escaped;
        ++at_;
      }
      word.text += c;
    }
    if (at_ == line_.size()) {
      findings_
          .Add("WP9002", PlaceOf(begin, begin + 1), {"the quotes are not closed", "引号没有闭合"})
          .Label({"opened here", "从这里开始"});
      ok_ = false;
      return;
    }
    ++at_;
  }

  std::string_view line_;
  size_t offset_;
  Findings& findings_;
  size_t at_ = 0;
  bool ok_ = true;
  std::vector<Word> words_;
};

}  // namespace

std::vector<Word> SplitWords(std::string_view line, size_t offset, Findings& findings) {
  return Splitter(line, offset, findings).Split();
}

bool IsKeyCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '-' || c == ':';
}

std::string AsWord(std::string_view text) {
  bool plain = !text.empty() && text.front() != '#' && text != "->";
  for (char c : text) {
    plain = plain && !IsSpace(c) && c != '\n' && c != ';' && c != '"' && c != '\'' && c != '=';
  }
  if (plain) return std::string(text);
  std::string word = "\"";
  for (char c : text) {
    if (c == '\n') {
      word += "\\n";
    } else if (c == '\t') {
      word += "\\t";
    } else {
      if (c == '"' || c == '\\') word += '\\';
      word += c;
    }
  }
  return word += '"';
}

}  // namespace waypost::scenario
