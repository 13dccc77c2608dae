#include "lib/escalate/stream_table.h"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/base/check.h"
#include "lib/base/time_units.h"

namespace waypost::escalate {
namespace {

constexpr size_t kMostCustomers = size_t{1} << 20;

uint64_t KeyOf(uint32_t above, uint32_t value) { return uint64_t{above} << 32 | value; }

// The finaliser of SplitMix64: a bijection.
uint64_t Mixed(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

uint64_t CustomerIn(uint32_t stream, uint64_t customer) {
  return Mixed(customer + (uint64_t{stream} + 1) * 0x9e3779b97f4a7c15u);
}

}  // namespace

StreamTable::StreamTable(const StreamPlan& plan)
    : plan_(&plan), season_(kHourMs / plan.rules.settings().bucket_ms) {}

void StreamTable::Use(const StreamPlan& plan) {
  plan_ = &plan;
  if (state_.bucket >= 0) wall_bucket_ = WallBucket(state_.bucket);
}

int64_t StreamTable::WallBucket(int64_t bucket) const {
  const int64_t bucket_ms = plan_->rules.settings().bucket_ms;
  return std::max<int64_t>(0, plan_->zone.WallOf(bucket * bucket_ms) / bucket_ms);
}

int64_t StreamTable::WeightOf(int64_t bucket) const {
  const int64_t begin_ms = bucket * plan_->rules.settings().bucket_ms;
  int64_t percent = 100;
  for (const Rush& rush : plan_->rushes) {
    if (rush.begin_ms <= begin_ms && begin_ms < rush.end_ms) percent = rush.percent;
  }
  return season_.WeightOf(WallBucket(bucket)) * percent / 100;
}

int64_t StreamTable::WeightBetween(int64_t from, int64_t to) const {
  if (from >= to) return 0;
  const int64_t bucket_ms = plan_->rules.settings().bucket_ms;
  const int64_t wall_to = to == state_.bucket ? wall_bucket_ : WallBucket(to);
  int64_t weight = season_.WeightBetween(WallBucket(from), wall_to);
  for (const Rush& rush : plan_->rushes) {
    const int64_t begin = std::max(from, (rush.begin_ms + bucket_ms - 1) / bucket_ms);
    const int64_t end = std::min(to, (rush.end_ms + bucket_ms - 1) / bucket_ms);
    if (begin >= end) continue;
    weight +=
        season_.WeightBetween(WallBucket(begin), WallBucket(end)) * (rush.percent - 100) / 100;
  }
  return std::max<int64_t>(0, weight);
}

bool StreamTable::IsWithin(uint32_t stream, uint32_t above) const {
  while (state_.nodes[stream].depth > state_.nodes[above].depth)
    stream = state_.nodes[stream].above;
  return stream == above;
}

bool StreamTable::IsInside(uint32_t stream) const {
  if (state_.followed.empty()) return false;
  if (state_.nodes[stream].incidents_below > 0) return true;
  for (;; stream = state_.nodes[stream].above) {
    if (state_.nodes[stream].incidents > 0) return true;
    if (state_.nodes[stream].depth == 0) return false;
  }
}

// The stream above itself, if there is no room for one more.
uint32_t StreamTable::NodeOf(uint32_t above, uint32_t value) {
  const auto found = index_.find(KeyOf(above, value));
  if (found != index_.end()) return found->second;
  const auto most = static_cast<size_t>(plan_->rules.settings().most_streams);
  if (state_.nodes.size() >= most) {
    ++state_.refused;
    return above;
  }
  const auto place = static_cast<uint32_t>(state_.nodes.size());
  StreamNode node;
  node.above = above;
  node.value = value;
  node.depth = state_.nodes[above].depth + 1;
  node.surge = NewSurge(state_.bucket, &state_.nodes[above].surge, ++state_.nodes[above].children);
  state_.nodes.push_back(node);
  index_.emplace(KeyOf(above, value), place);
  return place;
}

void StreamTable::Start(int64_t bucket) {
  state_.bucket = bucket;
  wall_bucket_ = WallBucket(bucket);
  state_.weight_milli = WeightOf(bucket);
}

void StreamTable::BeginStream(uint32_t stream) {
  Surge& surge = state_.nodes[stream].surge;
  if (surge.counting()) return;
  const bool learn = !IsInside(stream);
  const int64_t from = surge.next_bucket;
  if (stream == 0 && learn) season_.LearnEmpty(WallBucket(from), wall_bucket_);
  Begin(plan_->rules, state_.bucket, WeightBetween(from, state_.bucket), state_.weight_milli, learn,
        surge);
  state_.counted.push_back(stream);
}

size_t StreamTable::Descend(absl::Span<const uint32_t> values, Path& path) {
  if (state_.nodes.empty()) {
    StreamNode root;
    root.surge = NewSurge(state_.bucket, nullptr, 1);
    state_.nodes.push_back(root);
  }
  size_t depth = 0;
  for (const uint32_t value : values.subspan(0, kMostDepth)) {
    const uint32_t node = NodeOf(path[depth], value);
    if (node == path[depth]) break;
    path[++depth] = node;
  }
  return depth;
}

uint32_t StreamTable::Reach(absl::Span<const uint32_t> values, int64_t at_ms) {
  if (state_.bucket < 0) Start(plan_->rules.BucketOf(at_ms));
  Path path{};
  return path[Descend(values, path)];
}

std::optional<uint32_t> StreamTable::Count(absl::Span<const uint32_t> values, Sighting sighting) {
  if (state_.bucket < 0) Start(plan_->rules.BucketOf(sighting.at_ms));
  const int64_t left_ms = NextEnd() - sighting.at_ms;
  WP_CHECK(left_ms >= 0 && left_ms < plan_->rules.settings().bucket_ms, "a bucket was not ended");
  Path path{};
  const size_t depth = Descend(values, path);
  std::array<uint64_t, kMostDepth + 1> customers{};
  for (size_t i = 0; i <= depth; ++i) {
    customers[i] = CustomerIn(path[i], sighting.customer);
    customers_.Prefetch(customers[i]);
    __builtin_prefetch(&state_.nodes[path[i]].surge.bucket);
  }
  sighting.stream = path[depth];
  if (state_.sightings.size() == kMostSightings) state_.sightings.pop_front();
  state_.sightings.push_back(sighting);
  // Whoever has been counted in a stream in this bucket has been in those above it.
  size_t counted = depth + 1;
  while (counted > 0) {
    const uint32_t stream = path[counted - 1];
    if (customers_.size() < kMostCustomers && !customers_.Insert(customers[counted - 1])) break;
    BeginStream(stream);
    CountOne(state_.nodes[stream].surge);
    --counted;
  }
  for (size_t i = counted; i <= depth; ++i) {
    if (state_.nodes[path[i]].surge.IsAlarmed() && !IsInside(path[i])) return path[i];
  }
  return std::nullopt;
}

int64_t StreamTable::NextEnd() const {
  if (state_.bucket < 0) return INT64_MAX;
  return (state_.bucket + 1) * plan_->rules.settings().bucket_ms - 1;
}

void StreamTable::EndBucket() {
  for (const uint32_t stream : state_.followed) BeginStream(stream);
  for (const uint32_t stream : state_.counted) {
    Surge& surge = state_.nodes[stream].surge;
    const bool learn = !IsInside(stream) && !surge.IsAlarmed();
    if (stream == 0 && learn) season_.Learn(wall_bucket_, surge.count);
    End(plan_->rules, learn, surge);
  }
  state_.counted.clear();
  customers_.Clear();
  const int64_t old_ms = (state_.bucket + 1) * plan_->rules.settings().bucket_ms - kDayMs;
  while (!state_.sightings.empty() && state_.sightings.front().at_ms < old_ms) {
    state_.sightings.pop_front();
  }
  const int64_t next = state_.bucket + 1;
  state_.bucket = -1;
  if (!state_.followed.empty()) Start(next);
}

int64_t StreamTable::RisingSinceMs(uint32_t stream) const {
  return state_.nodes[stream].surge.rising_since * plan_->rules.settings().bucket_ms;
}

int64_t StreamTable::ExpectedMicro(uint32_t stream, int64_t from) const {
  const int64_t weight = WeightBetween(from, state_.bucket + 1);
  return LevelMicro(state_.nodes[stream].surge) * weight / 1'000;
}

uint32_t StreamTable::Deepest(uint32_t stream) const {
  if (state_.bucket < 0) return stream;
  const int64_t from = state_.nodes[stream].surge.rising_since;
  const int64_t from_ms = RisingSinceMs(stream);
  // (stream, customer and bucket), each once, of the streams on the ways of all who were seen.
  std::vector<std::pair<uint32_t, uint64_t>> seen;
  for (const Sighting& sighting : state_.sightings) {
    if (sighting.at_ms < from_ms || !IsWithin(sighting.stream, stream)) continue;
    const auto bucket = static_cast<uint64_t>(plan_->rules.BucketOf(sighting.at_ms));
    for (uint32_t at = sighting.stream;; at = state_.nodes[at].above) {
      seen.emplace_back(at, Mixed(sighting.customer ^ Mixed(bucket)));
      if (at == stream) break;
    }
  }
  std::sort(seen.begin(), seen.end());
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  std::vector<std::pair<uint32_t, int64_t>> excess;  // by stream, in millionths
  for (const auto& [at, customer] : seen) {
    if (excess.empty() || excess.back().first != at)
      excess.emplace_back(at, -ExpectedMicro(at, from));
    excess.back().second += kMicro;
  }
  // Places rise from a stream to those below it, so one pass goes down.
  uint32_t named = stream;
  int64_t total = 0;
  for (const auto& [at, above] : excess) {
    if (at == stream) total = above;
  }
  for (const auto& [at, above] : excess) {
    if (at != named && state_.nodes[at].above == named && above * 10 >= total * 7) named = at;
  }
  return named;
}

uint32_t StreamTable::Find(absl::Span<const uint32_t> values) const {
  uint32_t stream = 0;
  for (const uint32_t value : values) {
    const auto found = index_.find(KeyOf(stream, value));
    if (found == index_.end()) break;
    stream = found->second;
  }
  return stream;
}

void StreamTable::OpenIncident(uint32_t stream, int64_t at_ms) {
  if (state_.bucket < 0) Start(plan_->rules.BucketOf(at_ms));
  if (state_.nodes.empty()) {
    StreamNode root;
    root.surge = NewSurge(state_.bucket, nullptr, 1);
    state_.nodes.push_back(root);
  }
  BeginStream(stream);
  state_.nodes[stream].surge.calm = 0;
  if (++state_.nodes[stream].incidents == 1) {
    state_.followed.insert(std::lower_bound(state_.followed.begin(), state_.followed.end(), stream),
                           stream);
  }
  for (uint32_t at = stream; state_.nodes[at].depth > 0;) {
    at = state_.nodes[at].above;
    ++state_.nodes[at].incidents_below;
  }
}

void StreamTable::CloseIncident(uint32_t stream) {
  if (--state_.nodes[stream].incidents == 0) {
    state_.followed.erase(std::lower_bound(state_.followed.begin(), state_.followed.end(), stream));
  }
  for (uint32_t at = stream; state_.nodes[at].depth > 0;) {
    at = state_.nodes[at].above;
    --state_.nodes[at].incidents_below;
  }
  // What was summed up meanwhile belongs to the incident.
  for (uint32_t at = 0; at < state_.nodes.size(); ++at) {
    const bool related = IsWithin(at, stream) || IsWithin(stream, at);
    if (related && !IsInside(at)) Calm(plan_->rules, state_.nodes[at].surge);
  }
}

bool StreamTable::IsCalm(uint32_t stream) const {
  const Surge& surge = state_.nodes[stream].surge;
  return surge.cusum == 0 && surge.calm >= plan_->rules.settings().calm_buckets;
}

bool StreamTable::Restore(State state, absl::Span<const uint64_t> customers,
                          const Season::State& season, int64_t now_ms) {
  if (state.bucket > plan_->rules.BucketOf(now_ms)) return false;
  if (customers.size() > kMostCustomers + kMostDepth) return false;
  index_.clear();
  for (size_t i = 0; i < state.nodes.size(); ++i) {
    const StreamNode& node = state.nodes[i];
    if (node.surge.weight_milli < 0 || node.surge.freedom_milli <= 0) return false;
    if (node.surge.counting() && node.surge.bucket != state.bucket) return false;
    if (i == 0) {
      if (node.depth != 0 || node.above != 0) return false;
      continue;
    }
    if (node.above >= i || node.depth != state.nodes[node.above].depth + 1) return false;
    if (node.depth > kMostDepth) return false;
    if (!index_.emplace(KeyOf(node.above, node.value), static_cast<uint32_t>(i)).second)
      return false;
  }
  const auto known = [&](uint32_t stream) { return stream < state.nodes.size(); };
  if (!std::all_of(state.counted.begin(), state.counted.end(), known) ||
      !std::all_of(state.followed.begin(), state.followed.end(), known) ||
      !std::is_sorted(state.followed.begin(), state.followed.end()) ||
      !std::all_of(state.sightings.begin(), state.sightings.end(),
                   [&](const Sighting& sighting) { return known(sighting.stream); })) {
    return false;
  }
  state_ = std::move(state);
  customers_.Clear();
  for (const uint64_t customer : customers) customers_.Insert(customer);
  season_.Restore(season);
  Use(*plan_);
  return true;
}

}  // namespace waypost::escalate
