#include "lib/calendar/ical_line.h"

#include "absl/strings/match.h"
#include "lib/base/absl_strings.h"
#include "lib/base/utf8_size.h"

namespace waypost::calendar {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// Where `wanted` first stands outside of double quotes; the size of `text` if nowhere.
size_t FindUnquoted(std::string_view text, std::string_view wanted) {
  bool quoted = false;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') quoted = !quoted;
    if (!quoted && wanted.find(text[at]) != std::string_view::npos) return at;
  }
  return text.size();
}

std::string_view WithoutQuotes(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    text.remove_prefix(1);
    text.remove_suffix(1);
  }
  return text;
}

}  // namespace

bool SameName(std::string_view a, std::string_view b) {
  return absl::EqualsIgnoreCase(ToAbsl(a), ToAbsl(b));
}

std::string_view ICalLine::Parameter(std::string_view parameter_name) const {
  for (const auto& [given, given_value] : parameters) {
    if (absl::EqualsIgnoreCase(ToAbsl(given), ToAbsl(parameter_name))) return given_value;
  }
  return {};
}

ICalLineReader::ICalLineReader(std::string_view text) : rest_(text) {
  if (rest_.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    rest_.remove_prefix(kByteOrderMark.size());
  }
}

std::string_view ICalLineReader::TakeRawLine() {
  const size_t end = rest_.find('\n');
  std::string_view raw = rest_.substr(0, end);
  rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
  ++lines_taken_;
  if (!raw.empty() && raw.back() == '\r') raw.remove_suffix(1);
  return raw;
}

bool ICalLineReader::Next() {
  unfolded_.clear();
  while (unfolded_.empty()) {
    if (rest_.empty()) return false;
    unfolded_ = std::string(TakeRawLine());
  }
  line_ = ICalLine();
  line_.line = lines_taken_;
  while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t')) {
    unfolded_.append(TakeRawLine().substr(1));
  }
  Split();
  return true;
}

void ICalLineReader::Split() {
  const std::string_view text = unfolded_;
  const size_t colon = FindUnquoted(text, ":");
  std::string_view head = text.substr(0, colon);
  line_.name = head.substr(0, head.find(';'));
  if (colon == text.size() || line_.name.empty()) {
    line_.malformed = true;
    return;
  }
  line_.value = text.substr(colon + 1);
  head.remove_prefix(line_.name.size());
  while (!head.empty()) {
    head.remove_prefix(1);
    const std::string_view parameter = head.substr(0, FindUnquoted(head, ";"));
    const size_t equals = parameter.find('=');
    if (equals != std::string_view::npos) {
      line_.parameters.emplace_back(parameter.substr(0, equals),
                                    WithoutQuotes(parameter.substr(equals + 1)));
    }
    head.remove_prefix(parameter.size());
  }
}

std::string UnescapeICalText(std::string_view value) {
  std::string text;
  for (size_t at = 0; at < value.size();) {
    if (value[at] == '\\' && at + 1 < value.size()) {
      ++at;
      if (value[at] == 'n' || value[at] == 'N') {
        text += ' ';
        ++at;
        continue;
      }
    }
    const size_t size = Utf8Size(value, at);
    text += size == 0 ? kReplacementCharacter : value.substr(at, size);
    at += size == 0 ? 1 : size;
  }
  return text;
}

}  // namespace waypost::calendar
