#include "lib/engine/saved_limits.h"

#include <string>
#include <utility>

#include "lib/base/compact_time.h"

namespace waypost::engine {
namespace {

// The least that a bucket, and a note, take on disk.
constexpr uint32_t kBucketBytes = 48;
constexpr uint32_t kNoteBytes = 30;

bool GetBucket(ByteReader& in, escalate::Bucket& bucket) {
  bucket.ordinal = in.Get<uint64_t>();
  for (std::string* text : {&bucket.chain, &bucket.recipient, &bucket.target, &bucket.channel}) {
    *text = std::string(in.GetText());
  }
  bucket.limit.count = in.Get<int32_t>();
  bucket.limit.period_ms = in.Get<int64_t>();
  bucket.full_ms = in.Get<int64_t>();
  for (uint32_t i = in.GetCount(kNoteBytes); i > 0; --i) {
    escalate::HeldNote& note = bucket.held.emplace_back();
    note.ticket = in.Get<uint64_t>();
    note.ticket_id = std::string(in.GetText());
    note.customer = std::string(in.GetText());
    note.chain = std::string(in.GetText());
    note.step = in.Get<uint16_t>();
    note.at_ms = in.Get<int64_t>();
  }
  return in.ok() && CompactTime::Holds(bucket.full_ms);
}

}  // namespace

void PutLimits(const escalate::RateLimits& limits, ByteWriter& out) {
  out.Put(limits.next_ordinal());
  out.Put(static_cast<uint32_t>(limits.buckets().size()));
  for (const auto& [ordinal, bucket] : limits.buckets()) {
    out.Put(ordinal);
    for (const std::string* text :
         {&bucket.chain, &bucket.recipient, &bucket.target, &bucket.channel}) {
      out.PutText(*text);
    }
    out.Put(bucket.limit.count);
    out.Put(bucket.limit.period_ms);
    out.Put(bucket.full_ms);
    out.Put(static_cast<uint32_t>(bucket.held.size()));
    for (const escalate::HeldNote& note : bucket.held) {
      out.Put(note.ticket);
      out.PutText(note.ticket_id);
      out.PutText(note.customer);
      out.PutText(note.chain);
      out.Put(note.step);
      out.Put(note.at_ms);
    }
  }
}

bool GetLimits(ByteReader& in, escalate::RateLimits& limits) {
  limits.set_next_ordinal(in.Get<uint64_t>());
  for (uint32_t i = in.GetCount(kBucketBytes); i > 0; --i) {
    escalate::Bucket bucket;
    if (!GetBucket(in, bucket) || !limits.Restore(std::move(bucket))) return false;
  }
  return in.finished();
}

}  // namespace waypost::engine
