#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/words.h"
#include "lib/compare/meaning.h"
#include "lib/compare/outcomes.h"
#include "waypost/comparison.h"
#include "waypost/v1/event.pb.h"

namespace waypost {
namespace compare {

uint32_t Outcomes::Text(const Words& text) {
  const auto found = text_index.find(text.english);
  if (found != text_index.end()) {
    // A name of the policy, which says the same in both, may read like a word of ours.
    Words& known = texts[found->second];
    if (known.chinese == known.english) known.chinese = text.chinese;
    return found->second;
  }
  const auto number = static_cast<uint32_t>(texts.size());
  texts.push_back(text);
  text_index.emplace(text.english, number);
  return number;
}

uint32_t Outcomes::SeriesOf(Series wanted) {
  const auto [entry, is_new] =
      series_index.try_emplace(absl::StrCat(static_cast<int>(wanted.kind), " ", wanted.name),
                               static_cast<uint32_t>(series.size()));
  if (is_new) series.push_back(std::move(wanted));
  return entry->second;
}

namespace {

TicketOutcomes& TicketOf(const std::string& id, Outcomes& run) {
  const auto [entry, is_new] = run.index.try_emplace(id, run.tickets.size());
  if (is_new) run.tickets.emplace_back().id = id;
  return run.tickets[entry->second];
}

void Enter(const std::string& queue, Outcomes& run, TicketOutcomes& ticket) {
  ticket.queue = run.Text(queue);
  const bool known =
      std::find(ticket.queues.begin(), ticket.queues.end(), ticket.queue) != ticket.queues.end();
  if (!known) ticket.queues.push_back(ticket.queue);
}

void NoteWork(const v1::Event& event, Outcomes& run, TicketOutcomes& ticket) {
  if (event.has_ticket_queued()) Enter(event.ticket_queued().queue(), run, ticket);
  if (event.has_stage_started()) Enter(event.stage_started().queue(), run, ticket);
  if (event.has_ticket_solved()) ticket.solved_ms = event.at_ms();
  if (event.has_ticket_assigned() && ticket.assigned_ms == INT64_MIN) {
    ticket.assigned_ms = event.at_ms();
    ticket.assigned_from = ticket.queue;
  }
}

}  // namespace
}  // namespace compare

OutcomeRecorder::OutcomeRecorder() : outcomes_(std::make_unique<compare::Outcomes>()) {}
OutcomeRecorder::~OutcomeRecorder() = default;
OutcomeRecorder::OutcomeRecorder(OutcomeRecorder&&) noexcept = default;
OutcomeRecorder& OutcomeRecorder::operator=(OutcomeRecorder&&) noexcept = default;

void OutcomeRecorder::operator()(const v1::Event& event) {
  if (event.ticket_id().empty()) return;
  compare::Outcomes& run = *outcomes_;
  compare::TicketOutcomes& ticket = compare::TicketOf(event.ticket_id(), run);
  compare::NoteWork(event, run, ticket);
  compare::Meaning meaning = compare::MeaningOf(event);
  compare::Outcome outcome;
  outcome.sequence = event.sequence();
  outcome.cause = event.cause().event_sequence();
  outcome.at_ms = event.at_ms();
  outcome.due_ms = meaning.due_ms;
  outcome.series = run.SeriesOf(std::move(meaning.series));
  outcome.text = run.Text(meaning.text);
  if (event.has_decided_by()) {
    const v1::PolicyLocation& line = event.decided_by();
    outcome.rule = run.Text(line.rule());
    if (!line.file().empty()) outcome.place = run.Text(absl::StrCat(line.file(), ":", line.line()));
  }
  ticket.outcomes.push_back(outcome);
}

}  // namespace waypost
