#include "lib/engine/reviews.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/digest.h"
#include "lib/engine/bits.h"
#include "lib/engine/told_name.h"

namespace waypost::engine {
namespace {

constexpr size_t kMostReviews = 1'000'000;
constexpr uint32_t kReviewBytes = 24;  // the least that one takes on disk
constexpr size_t kMostScores = 16;
constexpr size_t kMostNameBytes = 64;

// The same on every machine, and for every replay of a log.
uint64_t HashOf(uint64_t seed, std::string_view sample, std::string_view ticket,
                std::string_view agent) {
  Digest digest;
  digest.Add(seed);
  for (const std::string_view text : {sample, ticket, agent}) digest.AddText(text);
  return digest.Value();
}

absl::Status CheckScores(absl::Span<const ScoreInput> scores) {
  if (scores.empty() || scores.size() > kMostScores) {
    return absl::InvalidArgumentError("a review has 1 to 16 scores");
  }
  std::set<std::string_view> names;
  for (const ScoreInput& score : scores) {
    if (score.name.empty() || score.name.size() > kMostNameBytes) {
      return absl::InvalidArgumentError("the name of a score has 1 to 64 bytes");
    }
    if (score.level < 0 || score.level > 100) {
      return absl::InvalidArgumentError("scores must be 0 to 100");
    }
    if (!names.insert(score.name).second) {
      return absl::InvalidArgumentError(
          absl::StrCat("score \"", ToAbsl(score.name), "\" is given twice"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

void Reviews::Draw(Slot slot, uint32_t handler) {
  const policy::Tables& tables = core_.current().tables();
  const Ticket& ticket = core_.tickets_[slot];
  if (tables.samples.empty() || ticket.rare->outbound) return;
  PolicyVersion& version = *core_.versions_[core_.current_];
  const absl::Span<const uint64_t> found = tables.sample_conditions.AllMatches(
      version.RowOf(ticket, core_.symbols_, core_.stated_, core_.at_ms_), version.sample_scratch);
  core_.ReportFailures(ticket, core_.current_, version.sample_scratch, RuleRef::Kind::kSample);
  const std::vector<uint64_t> matches(found.begin(), found.end());
  std::vector<std::string> asked;
  for (size_t i = 0; i < tables.samples.size(); ++i) {
    const auto sample = static_cast<uint16_t>(i);
    if (!HasBit(matches, i) || !IsDrawn(ticket, tables, sample)) continue;
    for (const policy::Reviewer& reviewer : tables.samples[i].reviewers) {
      Ask({ticket, handler, sample, asked}, reviewer);
    }
  }
}

bool Reviews::IsDrawn(const Ticket& ticket, const policy::Tables& tables, uint16_t sample) const {
  const policy::Sample& row = tables.samples[sample];
  const uint64_t hash = HashOf(core_.seed_, tables.names[row.id], ticket.id.view(), {});
  return hash % 1'000 < row.share_milli;
}

void Reviews::Ask(const Drawn& drawn, const policy::Reviewer& reviewer) {
  const policy::Tables& tables = core_.current().tables();
  const policy::Sample& row = tables.samples[drawn.sample];
  const std::string who = Choose(drawn, reviewer);
  const Event event = core_.Make(EventKind::kReviewChanged, drawn.ticket,
                                 {RuleRef::Kind::kSample, core_.current_, drawn.sample, 0});
  Key key(drawn.ticket.id.view(), tables.names[row.id], who);
  if (who.empty() || open_.size() >= kMostReviews) {
    std::get<2>(key) = tables.names[reviewer.text];
    return Tell(event, key, ReviewState::kSkipped, {});
  }
  drawn.asked.push_back(who);
  OpenReview review;
  review.due_ms = std::min(CompactTime::kLast, core_.at_ms_ + row.within_ms);
  if (drawn.handler != kNobody) {
    review.handler = std::string(core_.symbols_.Text(core_.agents_[drawn.handler].id));
  }
  dues_.emplace(review.due_ms, key);
  Event asked = event;
  asked.due_ms = review.due_ms;
  open_.emplace(key, std::move(review));
  Tell(asked, key, ReviewState::kAsked, {});
}

// Empty: nobody.
std::string Reviews::Choose(const Drawn& drawn, const policy::Reviewer& reviewer) const {
  const PolicyVersion& policy = core_.current();
  if (reviewer.team != 0) return OneOf(drawn, policy.Global(reviewer.team));
  const std::string& who = policy.tables().names[reviewer.text];
  return MayReview(drawn, who) ? who : std::string();
}

// The person of the team with the least hash, so that whoever joins or leaves changes as few
// choices as can be.
std::string Reviews::OneOf(const Drawn& drawn, Symbol team) const {
  const policy::Tables& tables = core_.current().tables();
  const std::string& sample = tables.names[tables.samples[drawn.sample].id];
  std::string best;
  std::pair<uint64_t, uint64_t> least;
  for (uint32_t place = 0; place < core_.agents_.limit(); ++place) {
    const Agent& agent = core_.agents_[place];
    const bool person = agent.id != 0 && agent.profile.kind == expression::AgentKind::kHuman;
    if (!person || agent.profile.team != team) continue;
    const std::string_view id = core_.symbols_.Text(agent.id);
    std::string who = absl::StrCat(ToAbsl(kAgentPrefix), ToAbsl(id));
    const std::pair<uint64_t, uint64_t> hash(
        HashOf(core_.seed_, sample, drawn.ticket.id.view(), id), agent.ordinal);
    if ((!best.empty() && least < hash) || !MayReview(drawn, who)) continue;
    best = std::move(who);
    least = hash;
  }
  return best;
}

// Not whoever has handled or owned the ticket, may not handle it, or is asked already.
bool Reviews::MayReview(const Drawn& drawn, const std::string& who) const {
  if (std::find(drawn.asked.begin(), drawn.asked.end(), who) != drawn.asked.end()) return false;
  const policy::Tables& tables = core_.current().tables();
  const std::string& sample = tables.names[tables.samples[drawn.sample].id];
  if (open_.count(Key(drawn.ticket.id.view(), sample, who)) > 0) return false;
  if (std::string_view(who).substr(0, kAgentPrefix.size()) != kAgentPrefix) return true;
  const uint32_t place = core_.FindAgent(std::string_view(who).substr(kAgentPrefix.size()));
  if (place == kNobody) return true;  // known to the host alone
  const Symbol id = core_.agents_[place].id;
  return place != drawn.handler && id != drawn.ticket.owner && !core_.IsExcluded(drawn.ticket, id);
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
    out.PutText(review.handler);
    out.Put(review.due_ms);
  }
}

bool Reviews::Get(ByteReader& in) {
  for (uint32_t i = in.GetCount(kReviewBytes); i > 0; --i) {
    std::string texts[4];
    for (std::string& text : texts) text = std::string(in.GetText());
    OpenReview review;
    review.handler = texts[3];
    review.due_ms = in.Get<int64_t>();
    Key key(texts[0], texts[1], texts[2]);
    if (!in.ok() || !CompactTime::Holds(review.due_ms)) return false;
    dues_.emplace(review.due_ms, key);
    if (!open_.emplace(std::move(key), std::move(review)).second) return false;
  }
  return in.ok();
}

}  // namespace waypost::engine
