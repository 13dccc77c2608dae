#include "waypost/calendar_builder.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/calendar/calendar_spec.h"
#include "lib/calendar/compile.h"
#include "lib/calendar/holiday_file.h"
#include "lib/calendar/spec_text.h"
#include "lib/calendar/zone.h"

namespace waypost {

using calendar::CalendarSpec;
using calendar::HolidayEvent;
using calendar::HolidayFile;

struct CalendarBuilder::Parts {
  // The value of a text, or an empty one after noting why it cannot be read.
  template <typename Value>
  Value Take(absl::StatusOr<Value> value) {
    if (value.ok()) return *std::move(value);
    status.Update(value.status());
    return Value();
  }

  std::string time_zone;
  CalendarSpec spec;
  std::vector<std::string> holiday_texts;
  absl::Status status;  // of the first text that cannot be read
};

namespace {

void NoteEvents(const HolidayFile& file, CalendarNotes& notes) {
  for (const HolidayEvent& event : file.events) {
    const bool taken = event.reason.empty();
    notes.holidays.push_back(
        {event.line, event.name, taken, taken ? ShowDates(event.dates) : event.reason.english});
  }
}

absl::Status AddHolidays(std::string_view text, const calendar::Zone& zone, CalendarSpec& spec,
                         CalendarNotes& notes) {
  const HolidayFile file = calendar::ReadHolidayFile(text, zone, spec.first_year, spec.last_year);
  if (!file.status.ok()) {
    return absl::Status(file.status.code(),
                        absl::StrCat("the iCalendar text ", file.status.message(), " (line ",
                                     file.status_line, ")"));
  }
  NoteEvents(file, notes);
  for (const HolidayEvent& event : file.events) {
    spec.imported_holidays.insert(spec.imported_holidays.end(), event.dates.begin(),
                                  event.dates.end());
  }
  return absl::OkStatus();
}

}  // namespace

CalendarBuilder::CalendarBuilder(std::string_view time_zone) : parts_(std::make_unique<Parts>()) {
  parts_->time_zone = std::string(time_zone);
}

CalendarBuilder::~CalendarBuilder() = default;

CalendarBuilder& CalendarBuilder::Weekly(std::string_view days, std::string_view hours) {
  const auto weekdays = parts_->Take(calendar::ParseDays(days));
  parts_->spec.weekly.push_back({weekdays, parts_->Take(calendar::ParseHours(hours))});
  return *this;
}

CalendarBuilder& CalendarBuilder::Special(std::string_view dates, std::string_view hours,
                                          bool open_anyway) {
  calendar::SpecialHours special;
  special.dates = parts_->Take(calendar::ParseDates(dates));
  if (hours != "closed") special.hours = parts_->Take(calendar::ParseHours(hours));
  special.open_anyway = open_anyway;
  parts_->spec.special.push_back(std::move(special));
  return *this;
}

CalendarBuilder& CalendarBuilder::Holidays(std::string_view dates) {
  for (const calendar::DateRange& range : parts_->Take(calendar::ParseDates(dates))) {
    parts_->spec.holidays.push_back(range);
  }
  return *this;
}

CalendarBuilder& CalendarBuilder::HolidaysFromICalendar(std::string_view text) {
  parts_->holiday_texts.emplace_back(text);
  return *this;
}

CalendarBuilder& CalendarBuilder::Break(std::string_view days, std::string_view hours) {
  const auto weekdays = parts_->Take(calendar::ParseDays(days));
  parts_->spec.breaks.push_back({weekdays, {}, parts_->Take(calendar::ParseHours(hours))});
  return *this;
}

CalendarBuilder& CalendarBuilder::CutHolidaysByShift() {
  parts_->spec.holiday_cut = calendar::HolidayCut::kByShift;
  return *this;
}

CalendarBuilder& CalendarBuilder::Years(int32_t first, int32_t last) {
  parts_->spec.first_year = first;
  parts_->spec.last_year = last;
  return *this;
}

absl::StatusOr<Calendar> CalendarBuilder::Build(CalendarNotes* notes) const {
  CalendarNotes unheard;
  CalendarNotes& told = notes != nullptr ? *notes : unheard;
  told = CalendarNotes();
  if (!parts_->status.ok()) return parts_->status;
  CalendarSpec spec = parts_->spec;
  const absl::StatusOr<calendar::Zone> zone =
      calendar::LoadZone(parts_->time_zone, spec.first_year, spec.last_year);
  if (!zone.ok()) return zone.status();
  for (const std::string& text : parts_->holiday_texts) {
    const absl::Status status = AddHolidays(text, *zone, spec, told);
    if (!status.ok()) return status;
  }
  std::vector<calendar::CalendarWarning> warnings;
  absl::StatusOr<Calendar> built = calendar::CompileCalendar(spec, *zone, &warnings);
  for (calendar::CalendarWarning& warning : warnings) {
    told.warnings.push_back(std::move(warning.message.english));
  }
  return built;
}

}  // namespace waypost
