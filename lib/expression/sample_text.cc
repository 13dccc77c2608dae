#include "lib/expression/sample_text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>

namespace waypost::expression {
namespace {

constexpr int kDeepest = 50;
constexpr size_t kLongest = 1'000;

// How a sample is made: which alternative is taken, and how often what may be left out is there.
struct Choice {
  bool last_alternative;
  bool optional_parts;
};

constexpr Choice kChoices[] = {{false, false}, {true, false}, {false, true}, {true, true}};

// Reads a pattern and writes one text as it goes.
class Sampler {
 public:
  Sampler(std::string_view pattern, Choice choice) : left_(pattern), choice_(choice) {}

  // nullopt: the pattern is beyond what is understood.
  std::optional<std::string> Sample() {
    std::string text = Alternatives(0);
    if (failed_ || !left_.empty()) return std::nullopt;
    return text;
  }

 private:
  bool At(char c) const { return !left_.empty() && left_[0] == c; }

  bool Take(char c) {
    if (!At(c)) return false;
    left_.remove_prefix(1);
    return true;
  }

  char Next() {
    if (left_.empty()) {
      failed_ = true;
      return 0;
    }
    const char c = left_[0];
    left_.remove_prefix(1);
    return c;
  }

  std::string Alternatives(int depth) {
    if (depth > kDeepest) failed_ = true;
    if (failed_) return {};
    std::string text = Sequence(depth);
    while (!failed_ && Take('|')) {
      std::string other = Sequence(depth);
      if (choice_.last_alternative) text = std::move(other);
    }
    return text;
  }

  std::string Sequence(int depth) {
    std::string text;
    while (!failed_ && !left_.empty() && !At('|') && !At(')')) {
      const std::string part = Part(depth);
      const int times = Times();
      for (int i = 0; i < times && text.size() < kLongest; ++i) text += part;
    }
    return text;
  }

  std::string Part(int depth) {
    const char c = Next();
    switch (c) {
      case '^':
      case '$':
        return {};
      case '.':
        return "a";
      case '[':
        return Class();
      case '\\':
        return Escape();
      case '(':
        return Group(depth);
      default:
        return WholeCharacter(c);
    }
  }

  // (x), (?:x), (?P<name>x), (?i:x), (?i)
  std::string Group(int depth) {
    if (Take('?')) {
      while (!failed_ && !At(':') && !At('>') && !At(')')) Next();
      if (Take(')')) return {};
      Next();
    }
    std::string text = Alternatives(depth + 1);
    if (!Take(')')) failed_ = true;
    return text;
  }

  // A character may be several bytes.
  std::string WholeCharacter(char first) {
    std::string text(1, first);
    while (!left_.empty() && (static_cast<unsigned char>(left_[0]) & 0xc0) == 0x80) text += Next();
    return text;
  }

  std::string Escape() {
    const char c = Next();
    switch (c) {
      case 'd':
        return "1";
      case 'w':
      case 'D':
      case 'S':
        return "a";
      case 's':
      case 'W':
        return " ";
      case 'b':
      case 'B':
      case 'A':
      case 'z':
        return {};
      case 'n':
        return "\n";
      case 't':
        return "\t";
      default:
        // Letters and digits name what is not understood; anything else stands for itself.
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
          failed_ = true;
        }
        return WholeCharacter(c);
    }
  }

  // The first member; of what a class leaves out, something ordinary.
  std::string Class() {
    const bool negated = Take('^');
    std::string members;
    std::string first;
    do {
      const std::string member = Take('\\') ? Escape() : WholeCharacter(Next());
      if (first.empty()) first = member;
      members += member;
      if (At('-') && left_.size() > 1 && left_[1] != ']') {
        Take('-');
        AddRange(member, Take('\\') ? Escape() : WholeCharacter(Next()), members);
      }
    } while (!failed_ && !At(']'));
    Take(']');
    if (!negated) return first;
    for (const char ordinary : std::string_view("a1 -Z_.?")) {
      if (members.find(ordinary) == std::string::npos) return std::string(1, ordinary);
    }
    failed_ = true;
    return {};
  }

  static void AddRange(const std::string& low, const std::string& high, std::string& members) {
    if (low.size() != 1 || high.size() != 1) return;
    const auto last = static_cast<unsigned char>(high[0]);
    for (int c = static_cast<unsigned char>(low[0]); c <= last; ++c) {
      members += static_cast<char>(c);
    }
  }

  int Times() {
    const int few = choice_.optional_parts ? 1 : 0;
    int times = 1;
    if (Take('*') || Take('?')) {
      times = few;
    } else if (Take('+')) {
      times = 1;
    } else if (At('{') && left_.size() > 1 && left_[1] >= '0' && left_[1] <= '9') {
      Take('{');
      times = 0;
      while (!left_.empty() && left_[0] >= '0' && left_[0] <= '9') {
        times = std::min(times * 10 + (Next() - '0'), 1'000);
      }
      while (!failed_ && !Take('}')) Next();
      times = std::max(times, few);
    }
    Take('?');  // as few as possible: the same texts
    return times;
  }

  std::string_view left_;
  Choice choice_;
  bool failed_ = false;
};

}  // namespace

std::vector<std::string> SampleTexts(std::string_view pattern) {
  std::vector<std::string> texts;
  for (const Choice& choice : kChoices) {
    std::optional<std::string> text = Sampler(pattern, choice).Sample();
    if (!text || std::find(texts.begin(), texts.end(), *text) != texts.end()) continue;
    texts.push_back(*std::move(text));
  }
  return texts;
}

}  // namespace waypost::expression
