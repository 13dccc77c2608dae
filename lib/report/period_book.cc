#include "lib/report/period_book.h"

#include <algorithm>
#include <iterator>

#include "lib/base/absl_strings.h"
#include "lib/base/time_units.h"
#include "lib/report/category_name.h"
#include "lib/statistics/opening.h"

namespace waypost::report {
namespace {

size_t GroupOf(int64_t handled_ms) {
  constexpr int64_t kLimits[] = {5 * kMinuteMs, 15 * kMinuteMs, 30 * kMinuteMs, 60 * kMinuteMs};
  return static_cast<size_t>(std::distance(
      std::begin(kLimits), std::lower_bound(std::begin(kLimits), std::end(kLimits), handled_ms)));
}

}  // namespace

uint64_t PeriodCount::ratings() const {
  uint64_t count = 0;
  for (const uint64_t rated : csat) count += rated;
  return count;
}

uint64_t PeriodCount::rating_sum() const {
  uint64_t sum = 0;
  for (size_t i = 0; i < csat.size(); ++i) sum += csat[i] * (i + 1);
  return sum;
}

uint32_t PeriodBook::NameOf(std::string_view name) {
  const auto found = name_index_.find(ToAbsl(name));
  if (found != name_index_.end()) return found->second;
  const auto number = static_cast<uint32_t>(names_.size());
  names_.emplace_back(name);
  name_index_.emplace(names_.back(), number);
  return number;
}

void PeriodBook::Note(const v1::Command& command) {
  const statistics::Opening opening = statistics::OpeningIn(command);
  if (opening.ticket != nullptr) {
    const std::string& channel = opening.ticket->channel();
    const auto whole = index_.find(ToAbsl(opening.whole));
    const bool inherits = channel.empty() && whole != index_.end();
    channels_[opening.ticket->ticket_id()] =
        inherits ? tickets_[whole->second].channel : NameOf(channel);
  }
  if (!command.has_set_agent()) return;
  const v1::Agent& agent = command.set_agent().agent();
  programs_[agent.id()] = agent.kind() == v1::Agent::BOT;
  teams_[agent.id()] = agent.team();
}

PeriodCount& PeriodBook::PeriodAt(int64_t at_ms) {
  return periods_[PeriodBegin(LocalHour(at_ms, zone_), grain_)];
}

AgentCount* PeriodBook::PersonOf(const Ticket& ticket, PeriodCount& period) const {
  const std::string& name = names_[ticket.agent];
  return name.empty() || IsProgram(name) ? nullptr : &period.agents[name];
}

bool PeriodBook::IsProgram(const std::string& agent) const {
  const auto program = programs_.find(agent);
  return program != programs_.end() && program->second;
}

PeriodBook::Ticket& PeriodBook::TicketOf(const v1::Event& event) {
  const auto [entry, is_new] = index_.try_emplace(event.ticket_id(), tickets_.size());
  if (!is_new) return tickets_[entry->second];
  Ticket& ticket = tickets_.emplace_back();
  ticket.opened = PeriodBegin(LocalHour(event.at_ms(), zone_), grain_);
  const auto channel = channels_.find(event.ticket_id());
  if (channel != channels_.end()) {
    ticket.channel = channel->second;
    channels_.erase(channel);
  }
  return ticket;
}

void PeriodBook::operator()(const v1::Event& event) {
  if (event.ticket_id().empty() || event.has_command_refused()) return;
  PeriodCount& period = PeriodAt(event.at_ms());
  Ticket& ticket = TicketOf(event);
  switch (event.kind_case()) {
    case v1::Event::kTicketClassified:
      return Classify(event.ticket_classified(), period, ticket);
    case v1::Event::kTicketAssigned:
      return Assign(event.ticket_assigned().agent_id(), event.at_ms(), ticket);
    case v1::Event::kTicketSolved:
      ticket.solved = PeriodBegin(LocalHour(event.at_ms(), zone_), grain_);
      if (ticket.assigned_ms != kNever) ticket.handled_ms = event.at_ms() - ticket.assigned_ms;
      return;
    case v1::Event::kTicketReopened:
      ticket.solved = kNever;
      ticket.reopened = true;
      ++period.quality.reopened;
      return;
    case v1::Event::kAgentExcluded:
      ++period.quality.complaints;
      return;
    case v1::Event::kReviewChanged:
      return Review(event.review_changed(), period, ticket);
    case v1::Event::kTicketAbandoned:
      ++period.abandoned;
      return;
    case v1::Event::kClockMet:
      return End(true, period, ticket);
    case v1::Event::kClockBreached:
      return End(false, period, ticket);
    case v1::Event::kTicketRated:
      return Rate(event.ticket_rated(), period, ticket);
    default:
      return;
  }
}

void PeriodBook::Classify(const v1::TicketClassified& classified, PeriodCount& period,
                          Ticket& ticket) {
  const uint32_t before = ticket.category;
  ticket.category = NameOf(CategoryName(classified));
  if (classified.by_person() && ticket.chosen_here) {
    JudgedCategory& judged = period.quality.categories[names_[before]];
    const bool same = ticket.category == before;
    ++(same ? judged.confirmed : judged.corrected);
    if (!same) ++judged.to[names_[ticket.category]];
  }
  ticket.chosen_here = !classified.by_person();
}

std::string PeriodBook::VendorOf(const std::string& agent) const {
  const auto team = teams_.find(agent);
  if (team == teams_.end()) return "";
  const auto vendor = vendors_.find(team->second);
  return vendor == vendors_.end() ? team->second : vendor->second;
}

void PeriodBook::Review(const v1::ReviewChanged& changed, PeriodCount& period,
                        const Ticket& ticket) const {
  const std::string& handler =
      changed.agent_id().empty() ? names_[ticket.agent] : changed.agent_id();
  CountReview(changed, VendorOf(handler), &period.quality);
  if (changed.state() != v1::ReviewChanged::RECORDED || handler.empty() || IsProgram(handler))
    return;
  AgentCount& agent = period.agents[handler];
  ++agent.reviews;
  agent.review_points += static_cast<uint64_t>(changed.mean());
  for (const v1::Score& score : changed.scores()) {
    AgentCount::Dimension& dimension = agent.dimensions[score.name()];
    ++dimension.scores;
    dimension.points += static_cast<uint64_t>(score.level());
  }
}

void PeriodBook::Assign(const std::string& agent, int64_t at_ms, Ticket& ticket) {
  if (!IsProgram(agent)) ticket.had_person = true;
  if (ticket.assigned_ms == kNever) ticket.assigned_ms = at_ms;
  const uint32_t name = NameOf(agent);
  if (ticket.agent != name) ++ticket.hands;
  ticket.agent = name;
}

void PeriodBook::End(bool met, PeriodCount& period, const Ticket& ticket) {
  ++(met ? period.met : period.breached);
  AgentCount* const agent = PersonOf(ticket, period);
  if (agent != nullptr) ++(met ? agent->met : agent->breached);
}

void PeriodBook::Rate(const v1::TicketRated& rated, PeriodCount& period, const Ticket& ticket) {
  if (rated.csat() >= 1 && rated.csat() <= 5) {
    ++period.csat[static_cast<size_t>(rated.csat() - 1)];
    if (AgentCount* const agent = PersonOf(ticket, period); agent != nullptr) {
      ++agent->ratings;
      agent->rating_sum += static_cast<uint64_t>(rated.csat());
    }
  }
  if (!rated.has_nps()) return;
  ++(rated.nps() >= 9 ? period.promoters : rated.nps() <= 6 ? period.detractors : period.passives);
}

void PeriodBook::AddSolved(const Ticket& ticket, PeriodCount& period) const {
  const bool first_contact = ticket.hands == 1 && !ticket.reopened;
  ++period.solved;
  period.first_contact += first_contact ? 1 : 0;
  if (ticket.assigned_ms == kNever) return;
  period.by_programs += ticket.had_person ? 0 : 1;
  ++period.handling[GroupOf(ticket.handled_ms)];
  AgentCount* const agent = PersonOf(ticket, period);
  if (agent == nullptr) return;
  ++agent->solved;
  agent->first_contact += first_contact ? 1 : 0;
}

std::vector<PeriodCount> PeriodBook::Finish() const {
  std::map<int64_t, PeriodCount> counts = periods_;
  for (const Ticket& ticket : tickets_) {
    PeriodCount& opened = counts[ticket.opened];
    ++opened.opened;
    ++opened.channels[names_[ticket.channel]];
    ++opened.categories[names_[ticket.category]];
    if (ticket.solved != kNever) AddSolved(ticket, counts[ticket.solved]);
  }
  std::vector<PeriodCount> periods;
  if (counts.empty()) return periods;
  const int64_t last = counts.rbegin()->first;
  for (int64_t begin = counts.begin()->first; begin <= last; begin = PeriodAfter(begin, grain_)) {
    periods.push_back(std::move(counts[begin]));
    periods.back().name = PeriodName(begin, grain_);
  }
  return periods;
}

}  // namespace waypost::report
