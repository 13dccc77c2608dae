#ifndef WAYPOST_LIB_REPORT_POLICY_HTML_H_
#define WAYPOST_LIB_REPORT_POLICY_HTML_H_

#include <string>

#include "absl/status/statusor.h"
#include "waypost/message_language.h"
#include "waypost/policy.h"

namespace waypost::report {

// A policy as a page (html_page.h) for people who do not read policies: what it promises, its
// routes with their stages, the hours of its calendars as a grid of the week, its chains step by
// step; each drawing with a table under it that says the same in full. What the policy itself calls
// things is the same in every language.
//
// Errors: Internal if a policy that compiled cannot be read again; the zones of this machine are
//         asked for calendars of other zones than the policy's.
absl::StatusOr<std::string> PolicyHtml(const Policy& policy,
                                       MessageLanguage language = MessageLanguage::kEnglish);

// The tables of that page as one JSON object with a newline at its end: `policy` (its name),
// `time_zone`, `fingerprint` and what json_page.h says. In English.
//
// Errors: likewise.
absl::StatusOr<std::string> PolicyJson(const Policy& policy);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_POLICY_HTML_H_
