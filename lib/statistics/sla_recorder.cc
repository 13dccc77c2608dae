// Follows the clocks of open tickets; what can no longer change goes into the table.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/base/absl_strings.h"
#include "lib/base/bytes.h"
#include "lib/base/digest.h"
#include "lib/statistics/opening.h"
#include "lib/statistics/period_table.h"
#include "lib/statistics/sla_table.h"
#include "waypost/statistics.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"
#include "waypost/v1/query.pb.h"

namespace waypost {
namespace {

using statistics::Ending;
using statistics::kNotStopped;
using statistics::PeriodTable;
using statistics::SlaTable;
using Split = SlaStatistics::Split;

constexpr size_t kMostNotes = 65'536;
constexpr size_t kLeastCycleBytes = 37;  // as written

// Where a ticket is; numbers of names.
struct Place {
  uint32_t sla = 0;
  uint32_t queue = 0;
  uint32_t category = 0;
};

struct Cycle {
  int32_t metric = 0;
  uint32_t milestone = 0;
  std::string task;  // id, of a task's clock
  int32_t number = 0;
  Ending ending = Ending::kRunning;
  Place place;  // of the breach; else of the last change
  int64_t elapsed_ms = kNotStopped;
};

struct Ticket {
  uint32_t queue = 0;
  uint32_t category = 0;
  uint32_t channel = 0;
  std::vector<Cycle> cycles;
};

// What an event says of a clock; nothing if it says nothing that is counted.
struct ClockNews {
  const v1::ClockRef* clock = nullptr;
  Ending ending = Ending::kRunning;
  bool starts = false;
  int64_t elapsed_ms = kNotStopped;
};

ClockNews NewsOf(const v1::Event& event) {
  switch (event.kind_case()) {
    case v1::Event::kClockStarted:
      return {&event.clock_started().clock(), Ending::kRunning, true, kNotStopped};
    case v1::Event::kClockResumed:
      return {&event.clock_resumed().clock(), Ending::kRunning, false, kNotStopped};
    case v1::Event::kClockRetargeted:
      return {&event.clock_retargeted().clock(), Ending::kRunning, false, kNotStopped};
    case v1::Event::kClockBreached:
      return {&event.clock_breached().clock(), Ending::kBreached, false, kNotStopped};
    case v1::Event::kClockMet:
      return {&event.clock_met().clock(), Ending::kMet, false, event.clock_met().after_ms()};
    case v1::Event::kClockStoppedLate:
      return {&event.clock_stopped_late().clock(), Ending::kBreached, false,
              event.clock_stopped_late().after_ms()};
    case v1::Event::kClockCancelled:
      return {&event.clock_cancelled().clock(), Ending::kCancelled, false, kNotStopped};
    default:
      return {};
  }
}

// The last events of a ticket, but for the cancelling of its clocks. TicketErased comes after that.
bool Ends(const v1::Event& event) {
  return event.has_ticket_closed() || event.has_ticket_merged() || event.has_ticket_abandoned() ||
         event.has_ticket_not_served();
}

bool Opens(const v1::Event& event) {
  return event.has_ticket_classified() || event.has_ticket_adopted();
}

}  // namespace

struct SlaRecorder::Body {
  void Note(const statistics::Opening& opening);
  void Note(const v1::AttainmentList& running) { running_ = running; }
  void Take(const v1::Event& event);
  SlaTable Table() const;
  PeriodTable Periods() const;
  void Write(ByteWriter* out) const;
  bool Read(ByteReader* in);

 private:
  uint32_t NameOf(std::string_view name);
  void Settle(const std::string& id);
  void SettleEnded();
  void Erase(const std::string& id);
  void TakePeriod(const v1::AttainmentFigures& figures);
  Ticket& Open(const std::string& id);
  void TakeClock(const ClockNews& news, Ticket& ticket);
  void ForgetTask(const std::string& id, Ticket& ticket);
  Cycle& CycleOf(const ClockNews& news, Ticket& ticket);
  void Count(const Cycle& cycle, const Ticket& ticket, SlaTable* table) const;
  uint32_t ReadName(ByteReader* in) const;
  void ReadTicket(ByteReader* in);

  SlaTable ended_;
  PeriodTable ended_periods_;
  v1::AttainmentList running_;
  absl::flat_hash_map<std::string, Ticket> tickets_;
  // Tickets that ended at `ending_ms_`: their clocks are cancelled after that, at the same time.
  std::vector<std::string> ending_;
  int64_t ending_ms_ = 0;
  absl::flat_hash_map<std::string, std::string> channels_;  // noted, of tickets not yet seen
  std::vector<std::string> names_ = {""};
  absl::flat_hash_map<std::string, uint32_t> name_index_ = {{"", 0}};
};

void SlaRecorder::Body::Note(const statistics::Opening& opening) {
  std::string channel = opening.ticket->channel();
  const auto whole = tickets_.find(ToAbsl(opening.whole));
  if (channel.empty() && whole != tickets_.end()) channel = names_[whole->second.channel];
  if (channel.empty()) return;
  if (channels_.size() >= kMostNotes) channels_.clear();
  channels_[opening.ticket->ticket_id()] = std::move(channel);
}

uint32_t SlaRecorder::Body::NameOf(std::string_view name) {
  const auto found = name_index_.find(ToAbsl(name));
  if (found != name_index_.end()) return found->second;
  const auto number = static_cast<uint32_t>(names_.size());
  names_.emplace_back(name);
  name_index_.emplace(names_.back(), number);
  return number;
}

void SlaRecorder::Body::Settle(const std::string& id) {
  const auto found = tickets_.find(id);
  if (found == tickets_.end()) return;
  for (const Cycle& cycle : found->second.cycles) Count(cycle, found->second, &ended_);
  tickets_.erase(found);
}

void SlaRecorder::Body::SettleEnded() {
  for (const std::string& id : ending_) Settle(id);
  ending_.clear();
}

// What was counted stays, and the id goes at once.
void SlaRecorder::Body::Erase(const std::string& id) {
  Settle(id);
  ending_.erase(std::remove(ending_.begin(), ending_.end(), id), ending_.end());
  channels_.erase(id);
}

// What has been noted of it while it ran is now in its last figures.
void SlaRecorder::Body::TakePeriod(const v1::AttainmentFigures& figures) {
  ended_periods_.Add(figures);
  auto* const running = running_.mutable_periods();
  running->erase(std::remove_if(running->begin(), running->end(),
                                [&](const v1::AttainmentFigures& other) {
                                  return other.end_ms() <= figures.end_ms();
                                }),
                 running->end());
}

PeriodTable SlaRecorder::Body::Periods() const {
  PeriodTable table = ended_periods_;
  for (const v1::AttainmentFigures& figures : running_.periods()) table.Add(figures);
  return table;
}

Ticket& SlaRecorder::Body::Open(const std::string& id) {
  const auto [entry, is_new] = tickets_.try_emplace(id);
  if (is_new) {
    const auto noted = channels_.find(id);
    if (noted != channels_.end()) {
      entry->second.channel = NameOf(noted->second);
      channels_.erase(noted);
    }
  }
  return entry->second;
}

void SlaRecorder::Body::Take(const v1::Event& event) {
  if (event.has_attainment_closed()) return TakePeriod(event.attainment_closed());
  if (event.ticket_id().empty() || event.has_command_refused()) return;
  // An id may be used again at the very time at which its ticket ended.
  const bool again =
      Opens(event) && std::find(ending_.begin(), ending_.end(), event.ticket_id()) != ending_.end();
  if (!ending_.empty() && (again || event.at_ms() != ending_ms_)) SettleEnded();
  if (event.ticket_erased().why() == v1::TicketErased::CUSTOMER) return Erase(event.ticket_id());
  if (Ends(event)) {
    channels_.erase(event.ticket_id());
    ending_.push_back(event.ticket_id());
    ending_ms_ = event.at_ms();
    return;
  }
  const ClockNews news = NewsOf(event);
  if (news.clock != nullptr) {
    Ticket& ticket = Open(event.ticket_id());
    TakeClock(news, ticket);
    const bool stopped = event.has_clock_met() || event.has_clock_stopped_late();
    if (stopped && !news.clock->task().empty()) ForgetTask(news.clock->task(), ticket);
  } else if (event.has_ticket_classified()) {
    Open(event.ticket_id()).category = NameOf(event.ticket_classified().category());
  } else if (event.has_ticket_adopted()) {
    Open(event.ticket_id());
  } else if (event.has_ticket_queued()) {
    Open(event.ticket_id()).queue = NameOf(event.ticket_queued().queue());
  } else if (event.has_ticket_offered()) {
    Open(event.ticket_id()).queue = NameOf(event.ticket_offered().queue());
  }
}

Cycle& SlaRecorder::Body::CycleOf(const ClockNews& news, Ticket& ticket) {
  const int32_t metric = news.clock->metric();
  const uint32_t milestone = NameOf(news.clock->milestone());
  const auto found = std::find_if(ticket.cycles.begin(), ticket.cycles.end(), [&](const Cycle& c) {
    return c.metric == metric && c.milestone == milestone && c.task == news.clock->task();
  });
  if (found == ticket.cycles.end()) {
    ticket.cycles.emplace_back();
    ticket.cycles.back().metric = metric;
    ticket.cycles.back().milestone = milestone;
    ticket.cycles.back().task = news.clock->task();
    ticket.cycles.back().number = news.clock->cycle();
    return ticket.cycles.back();
  }
  // The cycle before cannot change any more.
  if (news.starts || found->number != news.clock->cycle()) {
    Count(*found, ticket, &ended_);
    *found = Cycle();
    found->metric = metric;
    found->milestone = milestone;
    found->task = news.clock->task();
    found->number = news.clock->cycle();
  }
  return *found;
}

void SlaRecorder::Body::TakeClock(const ClockNews& news, Ticket& ticket) {
  Cycle& cycle = CycleOf(news, ticket);
  cycle.elapsed_ms = news.elapsed_ms;
  if (cycle.ending == Ending::kBreached) return;
  cycle.ending = news.ending;
  // A stay in a queue ends when the ticket is already in the next one.
  const bool stays = news.clock->metric() == v1::Sla::OWNERSHIP && !news.starts;
  cycle.place = {NameOf(news.clock->sla()), stays ? cycle.place.queue : ticket.queue,
                 ticket.category};
}

// A task is never reopened, and a ticket may have had many.
void SlaRecorder::Body::ForgetTask(const std::string& id, Ticket& ticket) {
  const auto found = std::find_if(ticket.cycles.begin(), ticket.cycles.end(),
                                  [&](const Cycle& cycle) { return cycle.task == id; });
  if (found == ticket.cycles.end()) return;
  Count(*found, ticket, &ended_);
  ticket.cycles.erase(found);
}

void SlaRecorder::Body::Count(const Cycle& cycle, const Ticket& ticket, SlaTable* table) const {
  // A clock that runs is where its ticket is now.
  const bool runs = cycle.ending == Ending::kRunning;
  SlaTable::Key key;
  key.sla = names_[cycle.place.sla];
  key.metric = cycle.metric;
  key.milestone = names_[cycle.milestone];
  table->Add(key, cycle.ending, cycle.elapsed_ms);
  const std::pair<Split, uint32_t> values[] = {
      {Split::kQueue, runs ? ticket.queue : cycle.place.queue},
      {Split::kChannel, ticket.channel},
      {Split::kCategory, runs ? ticket.category : cycle.place.category},
  };
  for (const auto& [split, value] : values) {
    key.split = split;
    key.value = names_[value];
    table->Add(key, cycle.ending, cycle.elapsed_ms);
  }
}

SlaTable SlaRecorder::Body::Table() const {
  SlaTable table = ended_;
  // The order of a hash map does not matter to sums.
  for (const auto& [id, ticket] : tickets_) {
    for (const Cycle& cycle : ticket.cycles) Count(cycle, ticket, &table);
  }
  return table;
}

// Maps are written in the order of their keys, so that equal recorders give equal bytes.
template <typename Map>
std::vector<typename Map::const_pointer> InOrder(const Map& map) {
  std::vector<typename Map::const_pointer> entries;
  entries.reserve(map.size());
  for (const auto& entry : map) entries.push_back(&entry);
  std::sort(entries.begin(), entries.end(),
            [](const auto* a, const auto* b) { return a->first < b->first; });
  return entries;
}

void WriteTicket(const Ticket& ticket, ByteWriter* out) {
  for (const uint32_t name : {ticket.queue, ticket.category, ticket.channel}) out->Put(name);
  out->Put(static_cast<uint32_t>(ticket.cycles.size()));
  for (const Cycle& cycle : ticket.cycles) {
    out->Put(cycle.metric);
    out->Put(cycle.milestone);
    out->PutText(cycle.task);
    out->Put(cycle.number);
    out->Put(cycle.ending);
    for (const uint32_t name : {cycle.place.sla, cycle.place.queue, cycle.place.category}) {
      out->Put(name);
    }
    out->Put(cycle.elapsed_ms);
  }
}

void SlaRecorder::Body::Write(ByteWriter* out) const {
  ended_.Write(out);
  ended_periods_.Write(out);
  out->PutText(running_.SerializeAsString());
  out->Put(static_cast<uint32_t>(names_.size()));
  for (const std::string& name : names_) out->PutText(name);
  out->Put(static_cast<uint32_t>(tickets_.size()));
  for (const auto* entry : InOrder(tickets_)) {
    out->PutText(entry->first);
    WriteTicket(entry->second, out);
  }
  out->Put(ending_ms_);
  out->Put(static_cast<uint32_t>(ending_.size()));
  for (const std::string& id : ending_) out->PutText(id);
  out->Put(static_cast<uint32_t>(channels_.size()));
  for (const auto* entry : InOrder(channels_)) {
    out->PutText(entry->first);
    out->PutText(entry->second);
  }
}

uint32_t SlaRecorder::Body::ReadName(ByteReader* in) const {
  const auto name = in->Get<uint32_t>();
  if (name < names_.size()) return name;
  in->Fail();
  return 0;
}

void SlaRecorder::Body::ReadTicket(ByteReader* in) {
  Ticket& ticket = tickets_[std::string(in->GetText())];
  for (uint32_t* name : {&ticket.queue, &ticket.category, &ticket.channel}) *name = ReadName(in);
  ticket.cycles.resize(in->GetCount(kLeastCycleBytes));
  for (Cycle& cycle : ticket.cycles) {
    cycle.metric = in->Get<int32_t>();
    cycle.milestone = ReadName(in);
    cycle.task = std::string(in->GetText());
    cycle.number = in->Get<int32_t>();
    cycle.ending = in->Get<Ending>();
    if (cycle.ending > Ending::kCancelled) in->Fail();
    cycle.place.sla = ReadName(in);
    cycle.place.queue = ReadName(in);
    cycle.place.category = ReadName(in);
    cycle.elapsed_ms = in->Get<int64_t>();
  }
}

// False, and this is of no use, if the bytes are no recorder's.
bool SlaRecorder::Body::Read(ByteReader* in) {
  if (!ended_.Read(in) || !ended_periods_.Read(in)) return false;
  const std::string_view running = in->GetText();
  if (!running_.ParseFromArray(running.data(), static_cast<int>(running.size()))) return false;
  names_.resize(in->GetCount(sizeof(uint32_t)));
  if (names_.empty()) return false;
  for (size_t i = 0; i < names_.size(); ++i) {
    names_[i] = std::string(in->GetText());
    name_index_[names_[i]] = static_cast<uint32_t>(i);
  }
  for (uint32_t left = in->GetCount(4 * sizeof(uint32_t)); left > 0 && in->ok(); --left) {
    ReadTicket(in);
  }
  ending_ms_ = in->Get<int64_t>();
  ending_.resize(in->GetCount(sizeof(uint32_t)));
  for (std::string& id : ending_) id = std::string(in->GetText());
  for (uint32_t left = in->GetCount(2 * sizeof(uint32_t)); left > 0 && in->ok(); --left) {
    const std::string id(in->GetText());
    channels_[id] = std::string(in->GetText());
  }
  return in->finished();
}

SlaRecorder::SlaRecorder() : body_(std::make_unique<Body>()) {}
SlaRecorder::~SlaRecorder() = default;
SlaRecorder::SlaRecorder(SlaRecorder&&) noexcept = default;
SlaRecorder& SlaRecorder::operator=(SlaRecorder&&) noexcept = default;

void SlaRecorder::Note(const v1::Command& command) {
  const statistics::Opening opening = statistics::OpeningIn(command);
  if (opening.ticket != nullptr) body_->Note(opening);
}

void SlaRecorder::Note(const v1::AttainmentList& running) { body_->Note(running); }

void SlaRecorder::operator()(const v1::Event& event) { body_->Take(event); }

SlaStatistics SlaRecorder::Statistics() const {
  SlaStatistics statistics;
  *statistics.table_ = body_->Table();
  *statistics.periods_ = body_->Periods();
  return statistics;
}

SlaStatistics SlaRecorder::Statistics(const v1::AttainmentList& running) const {
  SlaStatistics statistics = Statistics();
  for (const v1::AttainmentFigures& figures : running.periods()) statistics.periods_->Add(figures);
  return statistics;
}

std::string SlaRecorder::Serialize() const {
  ByteWriter writer;
  body_->Write(&writer);
  writer.Put(DigestOf(writer.bytes()));
  return writer.bytes();
}

absl::StatusOr<SlaRecorder> SlaRecorder::Parse(std::string_view bytes) {
  SlaRecorder recorder;
  if (bytes.size() >= sizeof(uint64_t)) {
    const std::string_view content = bytes.substr(0, bytes.size() - sizeof(uint64_t));
    ByteReader checksum(bytes.substr(content.size()));
    ByteReader reader(content);
    if (checksum.Get<uint64_t>() == DigestOf(content) && recorder.body_->Read(&reader)) {
      return recorder;
    }
  }
  return statistics::ForeignBytes({"recorder", "记录器"});
}

}  // namespace waypost
