#include "examples/policy_cli/calendar_desk.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "lib/base/words.h"
#include "waypost/diagnostic.h"

namespace waypost::cli {
namespace {

std::optional<policy::Lowered> LowerFiles(const std::vector<std::string>& names, std::ostream& err,
                                          int& code) {
  std::vector<std::pair<std::string, std::string>> files;
  code = kUsageOrIo;
  if (!ReadFiles(names, err, &files)) return std::nullopt;
  std::vector<policy::NamedText> texts;
  for (auto& [name, text] : files) texts.push_back({name, std::move(text)});
  policy::MachineZones zones;
  policy::Lowered lowered = policy::LowerCalendarFiles(texts, zones, ReadFile);
  if (lowered.ok()) return lowered;
  err << RenderDiagnostics(lowered.diagnostics, LanguageOf(err));
  code = kInvalidPolicy;
  return std::nullopt;
}

// The entry called `name`, or the only one if it is empty; null after a line on `err`.
const policy::CalendarEntry* FindEntry(const policy::Tables& tables, const std::string& name,
                                       std::ostream& err) {
  if (name.empty() && tables.calendars.size() == 1) return &tables.calendars.front();
  std::string known;
  for (const policy::CalendarEntry& entry : tables.calendars) {
    if (tables.names[entry.id] == name) return &entry;
    absl::StrAppend(&known, known.empty() ? "" : ", ", tables.names[entry.id]);
  }
  if (known.empty()) {
    err << Words{"waypost calendar: there is no calendar in it\n",
                 "waypost calendar：其中没有日历\n"};
  } else if (name.empty()) {
    err << Say({"waypost calendar: say which calendar; there are: $0\n",
                "waypost calendar：请写明哪个日历；已有：$0\n"},
               known);
  } else {
    err << Say({"waypost calendar: there is no calendar \"$0\"; there are: $1\n",
                "waypost calendar：没有日历 \"$0\"；已有：$1\n"},
               name, known);
  }
  return nullptr;
}

calendar::Zone ZoneOf(const policy::Lowered& lowered, const Calendar& calendar) {
  for (const policy::NamedZone& zone : lowered.zones) {
    if (zone.zone.name() == calendar.time_zone()) return zone.zone;
  }
  return calendar::Zone();
}

}  // namespace

std::vector<calendar::Interval> CalendarDesk::OpeningsBetween(int64_t begin_ms,
                                                              int64_t end_ms) const {
  std::vector<calendar::Interval> cut;
  for (const Opening& opening : entry.calendar.Openings(begin_ms, end_ms)) {
    cut.push_back({std::max(opening.open_ms, begin_ms), std::min(opening.close_ms, end_ms)});
  }
  return cut;
}

std::vector<calendar::Interval> CalendarDesk::PartsOf(int32_t day) const {
  std::vector<calendar::Interval> parts;
  zone.AppendDate(day, parts);
  return calendar::Normalize(std::move(parts));
}

std::optional<CalendarDesk> LoadCalendarDesk(const Arguments& arguments, const std::string& name,
                                             std::ostream& err, int& code) {
  std::vector<std::string> names = {arguments.positional()[1]};
  for (const std::string& more : arguments.Values("--with")) names.push_back(more);
  std::optional<policy::Lowered> lowered = LowerFiles(names, err, code);
  if (!lowered) return std::nullopt;
  code = kUsageOrIo;
  const policy::CalendarEntry* entry = FindEntry(*lowered->tables, name, err);
  if (entry == nullptr) return std::nullopt;
  const calendar::Zone zone = ZoneOf(*lowered, entry->calendar);
  return CalendarDesk{*std::move(lowered), *entry, zone, scenario::LocalTime(zone)};
}

}  // namespace waypost::cli
