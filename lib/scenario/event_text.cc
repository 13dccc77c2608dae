#include "lib/scenario/event_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/scenario/words.h"

namespace waypost::scenario {
namespace {

// 9999-12-30; 0 and everything beyond is "never" in events.
constexpr int64_t kLatestMs = 253'402'128'000'000;
constexpr size_t kLongestText = 1000;

std::string FormatTime(int64_t at_ms, const LocalTime& local, int64_t reference_ms) {
  if (at_ms <= 0 || at_ms > kLatestMs) return "never";
  return local.Format(at_ms, reference_ms);
}

}  // namespace

std::string ValueText(ValueKind kind, const EventValue& value, const LocalTime& local,
                      int64_t reference_ms) {
  switch (kind) {
    case ValueKind::kNumber:
    case ValueKind::kCount:
      return absl::StrCat(value.number);
    case ValueKind::kDuration:
      return FormatTimeLeft(value.number);
    case ValueKind::kTime:
      return FormatTime(value.number, local, reference_ms);
    case ValueKind::kYes:
      return value.number != 0 ? "yes" : "no";
    case ValueKind::kHex:
      return absl::StrFormat("%016x", static_cast<uint64_t>(value.number));
    case ValueKind::kText:
    case ValueKind::kEnum:
    case ValueKind::kClock:
    case ValueKind::kCategory:
    case ValueKind::kHeld:
    case ValueKind::kScores:
      break;
  }
  return AsWord(policy::OneLine(value.text, kLongestText));
}

std::string EventText(const v1::Event& event, const LocalTime& local, int64_t reference_ms) {
  const BoundForm* bound = FormOfKind(static_cast<int>(event.kind_case()));
  if (bound == nullptr) return "no event";
  std::string line(bound->form->name);
  for (size_t i = 0; i < bound->form->parts.size(); ++i) {
    if (!HasPart(*bound, i, event)) continue;
    const EventPart& part = bound->form->parts[i];
    absl::StrAppend(&line, " ");
    if (part.style == PartStyle::kKey) absl::StrAppend(&line, ToAbsl(part.key), "=");
    if (part.style == PartStyle::kSpaced) absl::StrAppend(&line, ToAbsl(part.key), " ");
    absl::StrAppend(&line, ValueText(part.kind, ValueOf(*bound, i, event), local, reference_ms));
  }
  if (event.at_ms() != reference_ms) {
    absl::StrAppend(&line, " at=", FormatTime(event.at_ms(), local, reference_ms));
  }
  return line;
}

std::string DecidedByText(const v1::Event& event) {
  if (!event.has_decided_by()) return "";
  const v1::PolicyLocation& place = event.decided_by();
  std::string text = place.rule();
  if (!place.file().empty()) {
    absl::StrAppend(&text, text.empty() ? "" : ", ", place.file(), ":", place.line());
  }
  return text;
}

}  // namespace waypost::scenario
