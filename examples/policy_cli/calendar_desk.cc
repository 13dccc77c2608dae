#include "examples/policy_cli/calendar_desk.h"

#include <algorithm>
#include <utility>

#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "lib/base/words.h"
#include "lib/engine/policy_body.h"

namespace waypost::cli {
namespace {

const policy::CalendarEntry* FindEntry(const Policy& policy, const std::string& name) {
  const policy::Tables& tables = policy.body().tables;
  for (const policy::CalendarEntry& entry : tables.calendars) {
    if (tables.names[entry.id] == name) return &entry;
  }
  return nullptr;
}

calendar::Zone ZoneOf(const Policy& policy, const Calendar& calendar) {
  for (const policy::NamedZone& zone : policy.body().lowered.zones) {
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

std::optional<CalendarDesk> LoadCalendarDesk(const Arguments& arguments, std::ostream& err,
                                             int& code) {
  std::vector<std::string> names = {arguments.positional()[1]};
  for (const std::string& more : arguments.Values("--with")) names.push_back(more);
  std::optional<Policy> compiled = CompileFiles(names, err, code);
  if (!compiled) return std::nullopt;
  code = kUsageOrIo;
  Policy policy = *std::move(compiled);
  const policy::CalendarEntry* entry = FindEntry(policy, arguments.positional()[2]);
  if (entry == nullptr) {
    err << Say({"waypost calendar: $0\n", "waypost calendar：$0\n"},
               WordsOf(policy.calendar(arguments.positional()[2]).status()));
    return std::nullopt;
  }
  calendar::Zone zone = ZoneOf(policy, entry->calendar);
  return CalendarDesk{std::move(policy), *entry, zone, scenario::LocalTime(zone)};
}

}  // namespace waypost::cli
