#ifndef WAYPOST_TESTS_PROPERTY_CALENDAR_ZONES_H_
#define WAYPOST_TESTS_PROPERTY_CALENDAR_ZONES_H_

#include <algorithm>
#include <string>

namespace waypost::calendar {

// Zones whose clocks did something worth a test between 1970 and 2060, and some that never did.
inline constexpr const char* kZones[] = {"Africa/Abidjan",
                                         "Africa/Cairo",
                                         "Africa/Casablanca",
                                         "Africa/El_Aaiun",
                                         "Africa/Johannesburg",
                                         "Africa/Juba",
                                         "Africa/Lagos",
                                         "Africa/Monrovia",
                                         "Africa/Nairobi",
                                         "Africa/Tripoli",
                                         "America/Anchorage",
                                         "America/Araguaina",
                                         "America/Argentina/San_Luis",
                                         "America/Asuncion",
                                         "America/Bogota",
                                         "America/Caracas",
                                         "America/Chicago",
                                         "America/Goose_Bay",
                                         "America/Havana",
                                         "America/Mexico_City",
                                         "America/Miquelon",
                                         "America/New_York",
                                         "America/Nuuk",
                                         "America/Port-au-Prince",
                                         "America/Santiago",
                                         "America/Sao_Paulo",
                                         "America/Scoresbysund",
                                         "America/St_Johns",
                                         "Antarctica/Casey",
                                         "Antarctica/Macquarie",
                                         "Antarctica/Troll",
                                         "Asia/Almaty",
                                         "Asia/Amman",
                                         "Asia/Baghdad",
                                         "Asia/Beirut",
                                         "Asia/Dhaka",
                                         "Asia/Famagusta",
                                         "Asia/Gaza",
                                         "Asia/Hong_Kong",
                                         "Asia/Jerusalem",
                                         "Asia/Kabul",
                                         "Asia/Kathmandu",
                                         "Asia/Kolkata",
                                         "Asia/Manila",
                                         "Asia/Pyongyang",
                                         "Asia/Shanghai",
                                         "Asia/Singapore",
                                         "Asia/Tehran",
                                         "Asia/Tokyo",
                                         "Asia/Ulaanbaatar",
                                         "Asia/Vladivostok",
                                         "Asia/Yangon",
                                         "Atlantic/Azores",
                                         "Australia/Adelaide",
                                         "Australia/Eucla",
                                         "Australia/Lord_Howe",
                                         "Australia/Sydney",
                                         "Europe/Berlin",
                                         "Europe/Dublin",
                                         "Europe/Istanbul",
                                         "Europe/Kyiv",
                                         "Europe/Lisbon",
                                         "Europe/London",
                                         "Europe/Moscow",
                                         "Europe/Volgograd",
                                         "Pacific/Apia",
                                         "Pacific/Auckland",
                                         "Pacific/Chatham",
                                         "Pacific/Enderbury",
                                         "Pacific/Fakaofo",
                                         "Pacific/Fiji",
                                         "Pacific/Kiritimati",
                                         "Pacific/Kwajalein",
                                         "Pacific/Marquesas",
                                         "Pacific/Norfolk",
                                         "Pacific/Pago_Pago",
                                         "Pacific/Tongatapu",
                                         "UTC"};

// The name of a zone as a test may be called.
inline std::string ZoneTestName(std::string name) {
  const auto odd = [](char c) { return c == '/' || c == '-'; };
  std::replace_if(name.begin(), name.end(), odd, '_');
  return name;
}

}  // namespace waypost::calendar

#endif  // WAYPOST_TESTS_PROPERTY_CALENDAR_ZONES_H_
