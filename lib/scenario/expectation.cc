#include "lib/scenario/expectation.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"
#include "lib/base/words.h"
#include "lib/policy/diagnostic_sink.h"

namespace waypost::scenario {
namespace {

using policy::Quoted;

constexpr int kFirstStatus = static_cast<int>(absl::StatusCode::kCancelled);
constexpr int kLastStatus = static_cast<int>(absl::StatusCode::kUnauthenticated);

std::vector<std::string_view> EventNames() {
  std::vector<std::string_view> names = {"nothing", "error"};
  for (const EventForm& form : EventForms()) names.push_back(form.name);
  return names;
}

bool IsStatusName(std::string_view name) {
  for (int code = kFirstStatus; code <= kLastStatus; ++code) {
    if (StatusName(code) == name) return true;
  }
  return false;
}

bool IsPositional(const EventPart& part) {
  return part.style == PartStyle::kWord || part.style == PartStyle::kOptional;
}

// Reads one expectation, the words between two semicolons.
class Reader {
 public:
  Reader(absl::Span<const Word> words, const LocalTime& local, int64_t reference_ms,
         Findings& findings)
      : words_(words), local_(local), reference_ms_(reference_ms), findings_(findings) {}

  void Read(Expectations& out) {
    const Word& first = words_.front();
    if (first.Is("nothing")) return ReadNothing(out);
    Expectation expected;
    expected.text = SourceText();
    if (first.Is("error")) {
      ReadError(expected);
      if (!out.error.error.empty())
        Add("WP9204", first, {"a step has one error at most", "一步至多有一个错误"});
      out.error = std::move(expected);
      return;
    }
    expected.form = first.has_key || first.quoted ? nullptr : FormByName(first.text);
    if (expected.form == nullptr) {
      Add("WP9201", first, Say({"unknown event $0", "未知的事件 $0"}, Quoted(first.text)))
          .Help(Suggestion(first.text, EventNames()));
      return;
    }
    ReadParts(expected);
    if (out.nothing)
      Add("WP9204", first,
          {"no event stands beside \"nothing\"", "\"nothing\" 不能与其他事件并列"});
    if (!out.error.error.empty())
      Add("WP9204", first, {"no event follows an error", "错误之后不能再有事件"});
    out.events.push_back(std::move(expected));
  }

 private:
  Finding& Add(std::string_view code, const Word& word, const Words& message) {
    return findings_.Add(code, word.place, message);
  }

  std::string SourceText() const {
    std::string text;
    for (const Word& word : words_) {
      if (!text.empty()) text += ' ';
      if (word.has_key) absl::StrAppend(&text, word.key, "=");
      text += word.quoted ? AsWord(word.text) : word.text;
    }
    return text;
  }

  void ReadNothing(Expectations& out) {
    out.nothing = true;
    if (words_.size() > 1)
      Add("WP9204", words_[1], {"nothing follows \"nothing\"", "\"nothing\" 之后不能再有内容"});
    if (!out.events.empty())
      Add("WP9204", words_[0],
          {"the step has expected events above", "该步在上面已写了预期的事件"});
  }

  void ReadError(Expectation& expected) {
    if (words_.size() < 2 || !IsStatusName(words_[1].text)) {
      Add("WP9203", words_.back(),
          {"\"error\" needs the name of a status code", "\"error\" 需要状态码的名称"})
          .Help({"for example error out_of_range", "例如 error out_of_range"});
      expected.error = "unknown";
      return;
    }
    expected.error = words_[1].text;
    for (const Word& word : words_.subspan(2)) {
      if (word.has_key && word.key == "message") {
        expected.error_message = word.text;
      } else {
        Add("WP9202", word,
            Say({"unknown detail $0", "未知的细节 $0"}, Quoted(word.key + word.text)))
            .Help({"an error has the detail message=\"...\"", "错误的细节是 message=\"...\""});
      }
    }
  }

  void ReadParts(Expectation& expected) {
    const auto parts = expected.form->form->parts;
    size_t position = 0;
    const auto skip_details = [&] {
      while (position < parts.size() && !IsPositional(parts[position])) ++position;
    };
    for (size_t i = 1; i < words_.size(); ++i) {
      const Word& word = words_[i];
      if (word.has_key) {
        ReadDetail(expected, word);
        continue;
      }
      if (const size_t spaced = SpacedPart(expected, word); spaced < parts.size()) {
        if (i + 1 == words_.size()) {
          Add("WP9203", word,
              Say({"$0 needs a name after it", "$0 之后需要名称"}, Quoted(word.text)));
          return;
        }
        State(expected, spaced, words_[++i]);
        continue;
      }
      skip_details();
      if (position == parts.size()) {
        Add("WP9204", word, Say({"$0 is a word too many", "$0 是多余的词"}, Quoted(word.text)))
            .Help(Say({"the form is: $0", "写法是：$0"}, Synopsis(*expected.form->form)));
        return;
      }
      State(expected, position++, word);
    }
    skip_details();
    if (position < parts.size() && parts[position].style == PartStyle::kWord) {
      Add("WP9203", words_.back(),
          Say({"\"$0\" lacks its $1", "\"$0\" 缺少 $1"}, expected.form->form->name,
              parts[position].key))
          .Help(Say({"the form is: $0", "写法是：$0"}, Synopsis(*expected.form->form)));
    }
  }

  size_t SpacedPart(const Expectation& expected, const Word& word) const {
    const auto parts = expected.form->form->parts;
    for (size_t i = 0; i < parts.size() && !word.quoted; ++i) {
      if (parts[i].style == PartStyle::kSpaced && parts[i].key == word.text) return i;
    }
    return parts.size();
  }

  void ReadDetail(Expectation& expected, const Word& word) {
    if (word.key == "at") {
      expected.at_ms = ReadTimes(word);
      return;
    }
    const auto parts = expected.form->form->parts;
    std::vector<std::string_view> names = {"at"};
    for (size_t i = 0; i < parts.size(); ++i) {
      if (IsPositional(parts[i])) continue;
      if (parts[i].key == word.key) return State(expected, i, word);
      names.push_back(parts[i].key);
    }
    Add("WP9202", word,
        Say({"\"$0\" has no detail $1", "\"$0\" 没有细节 $1"}, expected.form->form->name,
            Quoted(word.key)))
        .Help(Suggestion(word.key, names));
  }

  void State(Expectation& expected, size_t part, const Word& word) {
    const bool twice = std::any_of(expected.stated.begin(), expected.stated.end(),
                                   [&](const auto& other) { return other.part == part; });
    if (twice) Add("WP9204", word, {"stated twice", "写了两次"});
    Expectation::Stated stated;
    stated.part = part;
    const EventPart& of = expected.form->form->parts[part];
    switch (of.kind) {
      case ValueKind::kText:
      case ValueKind::kClock:
      case ValueKind::kCategory:
      case ValueKind::kHeld:
      case ValueKind::kScores:
        stated.text = word.text;
        stated.none = word.text.empty();
        break;
      case ValueKind::kEnum:
        stated.text = word.text;
        CheckEnum(expected.form->fields[part], word);
        break;
      case ValueKind::kTime:
        stated.numbers = ReadTimes(word);
        break;
      case ValueKind::kYes:
        stated.none = word.text == "no";
        stated.numbers = {1};
        if (word.text != "yes" && word.text != "no") {
          Add("WP9105", word,
              Say({"$0 is neither yes nor no", "$0 既不是 yes 也不是 no"}, Quoted(word.text)));
        }
        break;
      case ValueKind::kNumber:
      case ValueKind::kCount:
      case ValueKind::kDuration:
      case ValueKind::kHex:
        stated.numbers = {ReadNumber(of.kind, word)};
        break;
    }
    expected.stated.push_back(std::move(stated));
  }

  void CheckEnum(const MessageField& field, const Word& word) {
    const auto names = ValueNames(field.last()->enum_type());
    if (std::find(names.begin(), names.end(), word.text) != names.end()) return;
    const std::vector<std::string_view> views(names.begin(), names.end());
    Add("WP9105", word,
        Say({"there is no $0 $1", "没有这样的 $0：$1"}, field.last()->name(), Quoted(word.text)))
        .Help(Suggestion(word.text, views));
  }

  int64_t ReadNumber(ValueKind kind, const Word& word) {
    int64_t number = 0;
    if (kind == ValueKind::kDuration) return ReadDuration(word);
    if (kind == ValueKind::kHex) {
      uint64_t fingerprint = 0;
      if (!absl::SimpleHexAtoi(word.text, &fingerprint)) {
        Add("WP9105", word,
            Say({"$0 is no hexadecimal number", "$0 不是十六进制数"}, Quoted(word.text)));
      }
      return static_cast<int64_t>(fingerprint);
    }
    if (!absl::SimpleAtoi(word.text, &number)) {
      Add("WP9105", word, Say({"$0 is no whole number", "$0 不是整数"}, Quoted(word.text)));
    }
    return number;
  }

  int64_t ReadDuration(const Word& word) {
    std::string_view text = word.text;
    if (text == "never") return std::numeric_limits<int64_t>::max();
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) text.remove_prefix(1);
    const auto duration = ParseDuration(text);
    if (!duration.ok() || duration->in_business_days) {
      Add("WP9105", word,
          Say({"$0 is no duration such as 2m30s", "$0 不是 2m30s 这样的时长"}, Quoted(word.text)));
      return 0;
    }
    return negative ? -duration->ms : duration->ms;
  }

  std::vector<int64_t> ReadTimes(const Word& word) {
    if (word.text == "never") return {0, std::numeric_limits<int64_t>::max()};
    const auto time = ParseTime(word.text);
    if (!time.ok()) {
      Add("WP9106", word, WordsOf(time.status()));
      return {0};
    }
    return local_.Candidates(*time, reference_ms_);
  }

  absl::Span<const Word> words_;
  const LocalTime& local_;
  int64_t reference_ms_;
  Findings& findings_;
};

bool Contains(const std::vector<int64_t>& numbers, int64_t number) {
  return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

}  // namespace

std::string StatusName(int code) {
  return absl::AsciiStrToLower(absl::StatusCodeToString(static_cast<absl::StatusCode>(code)));
}

void ReadExpectations(absl::Span<const Word> words, Range arrow, const LocalTime& local,
                      int64_t reference_ms, Findings& findings, Expectations& expectations) {
  expectations.stated = true;
  if (words.empty()) {
    findings.Add("WP9203", arrow, {"nothing follows the arrow", "箭头之后什么也没有"})
        .Help(
            {"write `-> nothing` if nothing is to happen", "若不应发生任何事，请写 `-> nothing`"});
  }
  size_t begin = 0;
  for (size_t end = 0; end <= words.size(); ++end) {
    if (end < words.size() && words[end].kind != Word::Kind::kSemicolon) continue;
    if (end > begin) {
      Reader(words.subspan(begin, end - begin), local, reference_ms, findings).Read(expectations);
    }
    begin = end + 1;
  }
}

bool Matches(const Expectation& expected, const v1::Event& event) {
  if (expected.form == nullptr || expected.form->kind != static_cast<int>(event.kind_case())) {
    return false;
  }
  if (!expected.at_ms.empty() && !Contains(expected.at_ms, event.at_ms())) return false;
  return std::all_of(expected.stated.begin(), expected.stated.end(), [&](const auto& stated) {
    if (!HasPart(*expected.form, stated.part, event)) return stated.none;
    const EventValue value = ValueOf(*expected.form, stated.part, event);
    return value.is_number ? !stated.none && Contains(stated.numbers, value.number)
                           : stated.text == value.text;
  });
}

}  // namespace waypost::scenario
