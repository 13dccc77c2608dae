#include "lib/calendar/ical_writer.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/absl_strings.h"
#include "lib/calendar/civil_date.h"

namespace waypost::calendar {
namespace {

constexpr size_t kFoldBytes = 75;  // without the line break

bool ContinuesCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

void AppendLine(std::string_view line, std::string& out) {
  size_t room = kFoldBytes;
  while (line.size() > room) {
    size_t cut = room;
    while (cut > 1 && ContinuesCharacter(line[cut])) --cut;
    absl::StrAppend(&out, ToAbsl(line.substr(0, cut)), "\r\n ");
    line.remove_prefix(cut);
    room = kFoldBytes - 1;  // the space that begins a continuation counts
  }
  absl::StrAppend(&out, ToAbsl(line), "\r\n");
}

// A value of type TEXT.
std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char byte : text) {
    if (byte == '\n') {
      escaped += "\\n";
      continue;
    }
    if (static_cast<unsigned char>(byte) < ' ') continue;  // not allowed in a TEXT at all
    if (byte == '\\' || byte == ';' || byte == ',') escaped += '\\';
    escaped += byte;
  }
  return escaped;
}

std::string UtcStamp(int64_t at_ms) {
  const int32_t day = DayOfWall(at_ms);
  const CivilDate date = CivilDateOf(day);
  const auto second = static_cast<int32_t>((at_ms - int64_t{day} * kMsPerDay) / 1'000);
  return absl::StrFormat("%04d%02d%02dT%02d%02d%02dZ", date.year, date.month, date.day,
                         second / 3'600, second / 60 % 60, second % 60);
}

}  // namespace

std::string WriteICalendar(std::string_view name, const std::vector<Shift>& shifts,
                           const std::function<std::string(Person)>& name_of) {
  std::string out;
  AppendLine("BEGIN:VCALENDAR", out);
  AppendLine("VERSION:2.0", out);
  AppendLine("PRODID:-//Waypost//oncall//EN", out);
  for (const Shift& shift : shifts) {
    if (shift.people.empty()) continue;
    std::string people;
    for (const Person person : shift.people) {
      absl::StrAppend(&people, people.empty() ? "" : ", ", name_of(person));
    }
    const std::string begin = UtcStamp(shift.begin_ms);
    AppendLine("BEGIN:VEVENT", out);
    AppendLine(absl::StrCat("UID:", begin, "-", Escaped(name), "@waypost"), out);
    AppendLine(absl::StrCat("DTSTAMP:", begin), out);
    AppendLine(absl::StrCat("DTSTART:", begin), out);
    AppendLine(absl::StrCat("DTEND:", UtcStamp(shift.end_ms)), out);
    AppendLine(absl::StrCat("SUMMARY:", Escaped(absl::StrCat(ToAbsl(name), ": ", people))), out);
    AppendLine("END:VEVENT", out);
  }
  AppendLine("END:VCALENDAR", out);
  return out;
}

}  // namespace waypost::calendar
