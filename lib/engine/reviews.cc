#include "lib/engine/reviews.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/calendar/period.h"
#include "lib/engine/bits.h"
#include "lib/engine/text_fact.h"
#include "lib/engine/told_name.h"

namespace waypost::engine {
namespace {

constexpr size_t kMostReviews = 1'000'000;
constexpr uint32_t kReviewBytes = 29;  // the least that one takes on disk
constexpr size_t kMostScores = 16;
constexpr size_t kMostNameBytes = 64;

absl::Status CheckScores(absl::Span<const ScoreInput> scores) {
  if (scores.empty() || scores.size() > kMostScores) {
    return InvalidArgument({"a review has 1 to 16 scores", "一次评审有 1 到 16 项得分"});
  }
  std::set<std::string_view> names;
  for (const ScoreInput& score : scores) {
    if (score.name.empty() || score.name.size() > kMostNameBytes) {
      return InvalidArgument(
          {"the name of a score has 1 to 64 bytes", "得分的名称为 1 到 64 字节"});
    }
    if (score.level < 0 || score.level > 100) {
      return InvalidArgument({"scores must be 0 to 100", "得分应为 0 到 100"});
    }
    if (!names.insert(score.name).second) {
      return InvalidArgument(
          Say({"score \"$0\" is given twice", "得分 \"$0\" 给出了两次"}, score.name));
    }
  }
  return absl::OkStatus();
}

}  // namespace

const std::string& Reviews::NameOf(uint16_t sample) const {
  const policy::Tables& tables = core_.current().tables();
  return tables.names[tables.samples[sample].id];
}

ReviewedTicket Reviews::TicketOf(const Ticket& ticket, uint32_t handler) const {
  ReviewedTicket reviewed;
  reviewed.id = std::string(ticket.id.view());
  reviewed.customer = std::string(ticket.requester.view());
  if (handler != kNobody) {
    reviewed.handler = std::string(core_.symbols_.Text(core_.agents_[handler].id));
  }
  reviewed.owner = std::string(core_.symbols_.Text(ticket.owner));
  for (const FactEntry& entry : ticket.facts) {
    const bool involved = entry.fact == core_.fixed_.excluded || entry.fact == core_.fixed_.handled;
    if (!involved || !HoldsText(entry)) continue;
    reviewed.excluded.emplace_back(core_.symbols_.Text(static_cast<Symbol>(entry.value)));
  }
  return reviewed;
}

void Reviews::Draw(Slot slot, uint32_t handler) {
  const policy::Tables& tables = core_.current().tables();
  const Ticket& ticket = core_.tickets_[slot];
  if (tables.samples.empty() || ticket.rare->outbound) return;
  PolicyVersion& version = *core_.versions_[core_.current_];
  const absl::Span<const uint64_t> found = tables.sample_conditions.AllMatches(
      version.RowOf(ticket, core_.symbols_, core_.stated_, core_.at_ms_), version.sample_scratch);
  core_.ReportFailures(ticket, core_.current_, version.sample_scratch, RuleRef::Kind::kSample);
  const std::vector<uint64_t> matches(found.begin(), found.end());
  ReviewedTicket reviewed = TicketOf(ticket, handler);
  // Those that ask at once come first, so that later draws know whom they have asked.
  for (size_t i = 0; i < tables.samples.size(); ++i) {
    const auto sample = static_cast<uint16_t>(i);
    if (tables.samples[i].at_its_end || !HasBit(matches, i)) continue;
    if (IsDrawn(reviewed, sample)) AskAll(reviewed, sample);
  }
  for (size_t i = 0; i < tables.samples.size(); ++i) {
    const auto sample = static_cast<uint16_t>(i);
    if (!tables.samples[i].at_its_end || !HasBit(matches, i)) continue;
    if (!IsDrawn(reviewed, sample) || Await(ticket, reviewed, sample)) continue;
    for (const policy::Reviewer& each : tables.samples[i].reviewers) Skip(reviewed, sample, each);
  }
}

void Reviews::NoteHandler(Ticket& ticket, Symbol agent) {
  if (core_.HasFixed(ticket, core_.fixed_.handled, agent)) return;
  const std::string_view id = core_.symbols_.Text(agent);
  core_.PutFixed(ticket, core_.fixed_.handled, absl::MakeConstSpan(&id, 1));
}

void Reviews::NoteAgain(Slot slot, uint32_t handler) {
  if (empty()) return;
  const ReviewedTicket now = TicketOf(core_.tickets_[slot], handler);
  for (auto at = open_.lower_bound(Key(now.id, "", "")); at != open_.end(); ++at) {
    if (std::get<0>(at->first) != now.id) break;
    at->second.barred |= IsInvolved(now, std::get<2>(at->first));
  }
  std::vector<std::string> agents = now.excluded;
  for (const std::string* agent : {&now.handler, &now.owner}) {
    if (!agent->empty()) agents.push_back(*agent);
  }
  draws_.Exclude(core_.seed_, now.id, agents);
}

bool Reviews::IsDrawn(const ReviewedTicket& ticket, uint16_t sample) const {
  const policy::Sample& row = core_.current().tables().samples[sample];
  if (row.number > 0) return true;  // decided when the period ends
  return SampleDraws::HashOf(core_.seed_, NameOf(sample), ticket.id) % 1'000 < row.share_milli;
}

bool Reviews::Await(const Ticket& ticket, const ReviewedTicket& reviewed, uint16_t sample) {
  const policy::Tables& tables = core_.current().tables();
  const policy::Sample& row = tables.samples[sample];
  SampleDraws::Pot pot;
  pot.sample = NameOf(sample);
  pot.number = row.number > 0 ? row.number : SampleDraws::kMostCandidates;
  pot.end_ms = calendar::PeriodOf(row.period, tables.zone, core_.at_ms_).end_ms;
  if (row.stratum != policy::kNoStratum) {
    pot.stratum = core_.symbols_.Text(TextFactOf(core_, ticket, row.stratum));
  }
  return draws_.Add(pot, SampleDraws::HashOf(core_.seed_, pot.sample, reviewed.id), reviewed);
}

// A sample that the policy in force does not have, or has at once, draws nothing.
void Reviews::AskDrawn(SampleDraws::Drawn drawn) {
  // One that was reopened may be with somebody else now.
  if (const Slot slot = core_.tickets_.Find(drawn.ticket.id); slot != TicketStore::kNoSlot) {
    const ReviewedTicket now = TicketOf(core_.tickets_[slot], core_.tickets_[slot].handler);
    std::vector<std::string>& excluded = drawn.ticket.excluded;
    excluded.insert(excluded.end(), now.excluded.begin(), now.excluded.end());
    excluded.insert(excluded.end(), {now.handler, now.owner});
  }
  const std::vector<policy::Sample>& samples = core_.current().tables().samples;
  for (size_t i = 0; i < samples.size(); ++i) {
    const auto sample = static_cast<uint16_t>(i);
    if (samples[i].at_its_end && NameOf(sample) == drawn.sample) AskAll(drawn.ticket, sample);
  }
}

void Reviews::AskAll(ReviewedTicket& ticket, uint16_t sample) {
  for (const policy::Reviewer& reviewer : core_.current().tables().samples[sample].reviewers) {
    Ask(ticket, sample, reviewer);
  }
}

Event Reviews::MakeAbout(const ReviewedTicket& ticket, uint16_t sample) const {
  Event event = core_.Make(EventKind::kReviewChanged);
  event.ticket_id = ticket.id;
  event.rule = {RuleRef::Kind::kSample, core_.current_, sample, 0};
  return event;
}

void Reviews::Skip(const ReviewedTicket& ticket, uint16_t sample,
                   const policy::Reviewer& reviewer) {
  const std::string& entry = core_.current().tables().names[reviewer.text];
  Tell(MakeAbout(ticket, sample), Key(ticket.id, NameOf(sample), entry), ReviewState::kSkipped, {});
}

void Reviews::Ask(ReviewedTicket& ticket, uint16_t sample, const policy::Reviewer& reviewer) {
  const std::string who = Choose(ticket, sample, reviewer);
  if (who.empty() || open_.size() >= kMostReviews) return Skip(ticket, sample, reviewer);
  ticket.asked.push_back(who);
  draws_.NoteAsked(core_.seed_, ticket.id, who);
  const policy::Sample& row = core_.current().tables().samples[sample];
  OpenReview review;
  review.due_ms = std::min(CompactTime::kLast, core_.at_ms_ + row.within_ms);
  review.customer = ticket.customer;
  review.handler = ticket.handler;
  const Key key(ticket.id, NameOf(sample), who);
  dues_.emplace(review.due_ms, key);
  Event asked = MakeAbout(ticket, sample);
  asked.due_ms = review.due_ms;
  open_.emplace(key, std::move(review));
  Tell(asked, key, ReviewState::kAsked, {});
}

// Empty: nobody.
std::string Reviews::Choose(const ReviewedTicket& ticket, uint16_t sample,
                            const policy::Reviewer& reviewer) const {
  const PolicyVersion& policy = core_.current();
  if (reviewer.team != 0) return OneOf(ticket, sample, policy.Global(reviewer.team));
  const std::string& who = policy.tables().names[reviewer.text];
  return MayReview(ticket, sample, who) ? who : std::string();
}

// The person of the team with the least hash, so that whoever joins or leaves changes as few
// choices as can be.
std::string Reviews::OneOf(const ReviewedTicket& ticket, uint16_t sample, Symbol team) const {
  std::string best;
  std::pair<uint64_t, uint64_t> least;
  for (uint32_t place = 0; place < core_.agents_.limit(); ++place) {
    const Agent& agent = core_.agents_[place];
    const bool person = agent.id != 0 && agent.profile.kind == expression::AgentKind::kHuman;
    if (!person || agent.profile.team != team) continue;
    const std::string_view id = core_.symbols_.Text(agent.id);
    std::string who = absl::StrCat(ToAbsl(kAgentPrefix), ToAbsl(id));
    const std::pair<uint64_t, uint64_t> hash(
        SampleDraws::HashOf(core_.seed_, NameOf(sample), ticket.id, id), agent.ordinal);
    if ((!best.empty() && least < hash) || !MayReview(ticket, sample, who)) continue;
    best = std::move(who);
    least = hash;
  }
  return best;
}

// Has handled or owned the ticket, or may not handle it. Roles have not.
bool Reviews::IsInvolved(const ReviewedTicket& ticket, std::string_view who) {
  if (who.substr(0, kAgentPrefix.size()) != kAgentPrefix) return false;
  const std::string_view agent = who.substr(kAgentPrefix.size());
  return agent == ticket.handler || agent == ticket.owner ||
         std::find(ticket.excluded.begin(), ticket.excluded.end(), agent) != ticket.excluded.end();
}

// Not whoever is involved, or is asked already.
bool Reviews::MayReview(const ReviewedTicket& ticket, uint16_t sample,
                        const std::string& who) const {
  const std::vector<std::string>& asked = ticket.asked;
  if (std::find(asked.begin(), asked.end(), who) != asked.end()) return false;
  if (open_.count(Key(ticket.id, NameOf(sample), who)) > 0) return false;
  return !IsInvolved(ticket, who);
}

void Reviews::Tell(Event event, const Key& key, ReviewState state, QuietNews news) {
  news.name = std::get<1>(key);
  news.reviewer = std::get<2>(key);
  event.ticket_id = std::get<0>(key);
  event.code = static_cast<uint8_t>(state);
  event.quiet = &news;
  core_.Emit(event);
}

void Reviews::Forget(Open::iterator at) {
  dues_.erase({at->second.due_ms, at->first});
  open_.erase(at);
}

void Reviews::ForgetTicket(const std::string& ticket_id) {
  for (auto at = open_.lower_bound(Key(ticket_id, "", "")); at != open_.end();) {
    if (std::get<0>(at->first) != ticket_id) break;
    Forget(at++);
  }
  draws_.ForgetTicket(core_.seed_, ticket_id);
}

int64_t Reviews::ForgetCustomer(std::string_view customer) {
  int64_t forgotten = draws_.ForgetCustomer(customer);
  for (auto at = open_.begin(); at != open_.end();) {
    const auto review = at++;
    if (review->second.customer != customer) continue;
    Forget(review);
    ++forgotten;
  }
  return forgotten;
}

Reviews::Open::iterator Reviews::Find(const ReviewReport& command) {
  auto at = open_.lower_bound(Key(command.ticket_id, command.sample, ""));
  for (; at != open_.end(); ++at) {
    const auto& [ticket, sample, reviewer] = at->first;
    if (ticket != command.ticket_id || sample != command.sample) return open_.end();
    if (IsNamed(reviewer, command.reviewer)) return at;
  }
  return at;
}

absl::Status Reviews::Record(const ReviewReport& command) {
  if (absl::Status status = CheckScores(command.scores); !status.ok()) return status;
  const auto found = Find(command);
  if (found == open_.end()) {
    core_.Refuse(
        Refusal::kUnknownName, command.ticket_id,
        absl::StrCat("\"", ToAbsl(command.reviewer), "\" is not asked to review ticket \"",
                     ToAbsl(command.ticket_id), "\" for sample \"", ToAbsl(command.sample), "\""));
    return absl::OkStatus();
  }
  bool barred = found->second.barred;
  if (const Slot slot = core_.tickets_.Find(command.ticket_id); slot != TicketStore::kNoSlot) {
    const Ticket& ticket = core_.tickets_[slot];
    const bool only_asked = ticket.state == TicketState::kOffered;
    barred |= IsInvolved(TicketOf(ticket, only_asked ? kNobody : ticket.handler),
                         std::get<2>(found->first));
  }
  if (barred) {
    core_.Refuse(Refusal::kNotPermitted, command.ticket_id,
                 absl::StrCat("\"", ToAbsl(command.reviewer), "\" has had ticket \"",
                              ToAbsl(command.ticket_id), "\" since, or may not have it"));
    return absl::OkStatus();
  }
  int32_t sum = 0;
  for (const ScoreInput& score : command.scores) sum += score.level;
  QuietNews news;
  news.handler = found->second.handler;
  news.scores = command.scores;
  news.mean = sum / static_cast<int32_t>(command.scores.size());
  Tell(core_.Make(EventKind::kReviewChanged), found->first, ReviewState::kRecorded, news);
  Forget(found);
  return absl::OkStatus();
}

bool Reviews::FireAt(int64_t due_ms, int64_t& left) {
  while (NextDue() <= due_ms) {
    if (left == 0) return false;
    --left;
    if (draws_.NextDue() <= due_ms) {
      AskDrawn(draws_.Take());
      continue;
    }
    const auto at = open_.find(dues_.begin()->second);
    Tell(core_.Make(EventKind::kReviewChanged), at->first, ReviewState::kLapsed, {});
    Forget(at);
  }
  return true;
}

void Reviews::Put(ByteWriter& out) const {
  out.Put(static_cast<uint32_t>(open_.size()));
  for (const auto& [key, review] : open_) {
    out.PutText(std::get<0>(key));
    out.PutText(std::get<1>(key));
    out.PutText(std::get<2>(key));
    out.PutText(review.customer);
    out.PutText(review.handler);
    out.Put(review.due_ms);
    out.Put(static_cast<uint8_t>(review.barred ? 1 : 0));
  }
  draws_.Put(out);
}

bool Reviews::Get(ByteReader& in) {
  for (uint32_t i = in.GetCount(kReviewBytes); i > 0; --i) {
    std::string texts[5];
    for (std::string& text : texts) text = std::string(in.GetText());
    OpenReview review;
    review.customer = texts[3];
    review.handler = texts[4];
    review.due_ms = in.Get<int64_t>();
    const auto barred = in.Get<uint8_t>();
    review.barred = barred != 0;
    Key key(texts[0], texts[1], texts[2]);
    if (!in.ok() || barred > 1 || !CompactTime::Holds(review.due_ms)) return false;
    dues_.emplace(review.due_ms, key);
    if (!open_.emplace(std::move(key), std::move(review)).second) return false;
  }
  return draws_.Get(in, core_.seed_);
}

}  // namespace waypost::engine
