#ifndef WAYPOST_LIB_CALENDAR_ICAL_LINE_H_
#define WAYPOST_LIB_CALENDAR_ICAL_LINE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace waypost::calendar {

// Whether two names of iCalendar (components, properties, values that are words) are the same.
bool SameName(std::string_view a, std::string_view b);

// A content line of an iCalendar text, unfolded: NAME;PARAMETER=VALUE:value.
//
// Names are as written; they compare without regard to case. The views live as long as the reader
// stands on this line.
struct ICalLine {
  uint32_t line = 0;       // the first line of the text that it comes from, 1-based
  bool malformed = false;  // there is no colon, or no name before it; nothing else is filled
  std::string_view name;
  std::vector<std::pair<std::string_view, std::string_view>> parameters;  // quotes taken off
  std::string_view value;

  bool Is(std::string_view other_name) const { return SameName(name, other_name); }

  // The value of a parameter; empty if it is not given.
  std::string_view Parameter(std::string_view parameter_name) const;
};

// Reads a text line by line. Lines end with CRLF or LF; a line that begins with a space or a tab
// continues the one before. Empty lines and a byte order mark are skipped.
//
// Source: RFC 5545 section 3.1.
class ICalLineReader {
 public:
  // `text` must outlive the reader.
  explicit ICalLineReader(std::string_view text);
  ICalLineReader(const ICalLineReader&) = delete;
  ICalLineReader& operator=(const ICalLineReader&) = delete;

  // Moves on to the next line; false at the end.
  bool Next();
  const ICalLine& line() const { return line_; }

 private:
  std::string_view TakeRawLine();
  void Split();

  std::string_view rest_;
  uint32_t lines_taken_ = 0;
  std::string unfolded_;
  ICalLine line_;
};

// The text of a SUMMARY: escapes replaced, line ends as spaces, bytes that are no UTF-8 as U+FFFD.
std::string UnescapeICalText(std::string_view value);

}  // namespace waypost::calendar

#endif  // WAYPOST_LIB_CALENDAR_ICAL_LINE_H_
