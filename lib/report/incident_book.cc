#include "lib/report/incident_book.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/base/numbers.h"
#include "lib/report/grain.h"

namespace waypost::report {

void IncidentBook::operator()(const v1::Event& event) {
  last_ms_ = event.at_ms();
  if (event.has_clock_breached() && !event.ticket_id().empty()) breached_.insert(event.ticket_id());
  if (event.incident_id().empty()) return;
  const auto [entry, is_new] = index_.try_emplace(event.incident_id(), incidents_.size());
  if (is_new) {
    incidents_.emplace_back().review.id = event.incident_id();
    incidents_.back().review.opened_ms = event.at_ms();
  }
  TakeIncidentEvent(event, incidents_[entry->second]);
}

void IncidentBook::TakeIncidentEvent(const v1::Event& event, Incident& incident) {
  IncidentReview& review = incident.review;
  const auto step = [&](const std::string& chain, int32_t number) {
    incident.steps.emplace(chain, number);
  };
  switch (event.kind_case()) {
    case v1::Event::kIncidentOpened:
      review.stream = event.incident_opened().stream();
      review.values = absl::StrJoin(event.incident_opened().values(), "; ");
      review.open = true;
      ++review.openings;
      incident.open_since_ms = event.at_ms();
      return;
    case v1::Event::kIncidentJoined:
      incident.tickets.insert(event.ticket_id());
      review.customers = std::max(review.customers, event.incident_joined().customers());
      return;
    case v1::Event::kIncidentLevelReached:
      review.level = event.incident_level_reached().level();
      return;
    case v1::Event::kIncidentClosed:
      review.open = false;
      review.lasted_ms += event.at_ms() - incident.open_since_ms;
      review.customers = std::max(review.customers, event.incident_closed().customers());
      return;
    case v1::Event::kIncidentClockMet:
      // One that is late has been missed already.
      review.clocks_met += event.incident_clock_met().late() ? 0 : 1;
      return;
    case v1::Event::kIncidentClockBreached:
      ++review.clocks_missed;
      return;
    case v1::Event::kNotification:
      ++review.told;
      return step(event.notification().escalation(), event.notification().step());
    case v1::Event::kContactDue:
      return step(event.contact_due().escalation(), event.contact_due().step());
    case v1::Event::kCustomActionDue:
      return step(event.custom_action_due().escalation(), event.custom_action_due().step());
    default:
      return;
  }
}

std::vector<IncidentReview> IncidentBook::Finish() const {
  std::vector<IncidentReview> reviews;
  for (const Incident& incident : incidents_) {
    IncidentReview& review = reviews.emplace_back(incident.review);
    if (review.open) review.lasted_ms += last_ms_ - incident.open_since_ms;
    review.tickets = incident.tickets.size();
    review.breached = static_cast<uint64_t>(
        std::count_if(incident.tickets.begin(), incident.tickets.end(),
                      [&](const std::string& ticket) { return breached_.contains(ticket); }));
    review.steps = incident.steps.size();
  }
  return reviews;
}

ReportTable IncidentTable(const std::vector<IncidentReview>& incidents,
                          const calendar::Zone& zone) {
  ReportTable table;
  table.title = {"Incidents", "突发事件"};
  table.sentence = {
      "A line for each. Breached: of its tickets, those with a promise breached. Clocks: its own, "
      "kept of those that ended. Steps of its chains, and how often they told somebody.",
      "每个一行。违约：其中有承诺违约的工单。时钟：突发事件自己的时钟，已结束的之中守住的。"
      "步骤：其升级链执行过的步骤，以及通知的次数。"};
  table.heading = {{"incident", "突发事件"}, {"of", "属于"},      {"opened", "开始"},
                   {"lasted", "持续"},       {"tickets", "工单"}, {"customers", "客户"},
                   {"breached", "违约"},     {"level", "等级"},   {"clocks", "时钟"},
                   {"steps", "步骤"},        {"told", "通知"}};
  for (const IncidentReview& review : incidents) {
    const std::string of = review.values.empty()
                               ? review.stream
                               : absl::StrCat(review.stream, " (", review.values, ")");
    const uint64_t clocks = review.clocks_met + review.clocks_missed;
    Words lasted = SpanText(review.lasted_ms);
    if (review.openings > 1)
      lasted = Say({"$0 in $1 times", "$0，共 $1 次"}, lasted, review.openings);
    if (review.open) lasted = Say({"$0, goes on", "$0，仍在继续"}, lasted);
    table.rows.push_back(
        {review.id, of, WallMinute(review.opened_ms, zone), lasted, CountText(review.tickets),
         CountText(static_cast<uint64_t>(review.customers)),
         PercentText(review.breached, review.tickets), review.level.empty() ? "-" : review.level,
         clocks == 0 ? std::string("-") : absl::StrCat(review.clocks_met, "/", clocks),
         CountText(review.steps), CountText(review.told)});
  }
  return table;
}

}  // namespace waypost::report
