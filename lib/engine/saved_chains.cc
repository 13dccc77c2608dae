#include "lib/engine/saved_chains.h"

#include "lib/engine/saved_clocks.h"

namespace waypost::engine {
namespace {

using escalate::Run;

// Sizes of a run, an awaited person and a symbol on disk.
constexpr uint32_t kRunBytes = 52;
constexpr uint32_t kPersonBytes = 10;
constexpr uint32_t kSymbolBytes = 4;
constexpr uint32_t kFollowedBytes = 12;
constexpr uint32_t kMemberBytes = 11;

bool TakeFlags(uint16_t flags, Run& run) {
  run.started_by = static_cast<uint8_t>(flags & 0xff);
  run.state = static_cast<Run::State>(flags >> 8 & 3);
  run.after_solving = (flags >> 10 & 1) != 0;
  run.raised = (flags >> 11 & 1) != 0;
  run.moves = (flags >> 12 & 1) != 0;
  return run.started_by < escalate::kSignalKinds && flags >> 13 == 0;
}

bool GetRun(ByteReader& in, VersionLookup version_of, Run& run) {
  for (CompactTime* time :
       {&run.due_ms, &run.clear_ms, &run.started_ms, &run.handoff_ms, &run.untold_ms}) {
    *time = GetTime(in);
  }
  run.escalation = in.Get<uint16_t>();
  run.next_step = in.Get<uint16_t>();
  run.pass = in.Get<uint16_t>();
  run.day = in.Get<uint16_t>();
  run.in_day = in.Get<uint8_t>();
  run.version = in.Get<uint8_t>();
  const bool flags = TakeFlags(in.Get<uint16_t>(), run);
  const PolicyVersion* const version = version_of(run.version);
  if (!in.ok() || !flags || version == nullptr) return false;
  const policy::Tables& tables = version->tables();
  if (run.escalation >= tables.escalations.size()) return false;
  const policy::Escalation& chain = tables.escalations[run.escalation];
  const bool clears = chain.clear_after_ms > 0 || run.clear_ms == Calendar::kNever;
  const bool decides = run.state == Run::State::kDeciding;
  if (decides && (run.next_step >= chain.step_count ||
                  tables.steps[chain.first_step + run.next_step].panel.quorum == 0)) {
    return false;
  }
  const bool follows = run.handoff_ms == Calendar::kNever || (run.next_step > 0 || run.pass > 0);
  return run.next_step <= chain.step_count && clears && follows &&
         (run.pass == 0 || chain.repeat.repeats);
}

bool GetPerson(ByteReader& in, VersionLookup version_of, AwaitedPerson& person) {
  person.target = in.Get<policy::Name>();
  person.escalation = in.Get<uint16_t>();
  person.step = in.Get<uint16_t>();
  person.version = in.Get<uint8_t>();
  const auto another = in.Get<uint8_t>();
  person.another = another != 0;
  const PolicyVersion* const version = version_of(person.version);
  return in.ok() && another <= 1 && version != nullptr &&
         person.target < version->tables().names.size() &&
         person.escalation < version->tables().escalations.size();
}

bool GetMember(ByteReader& in, VersionLookup version_of, absl::FunctionRef<bool(Symbol)> is_held,
               PanelMember& member) {
  member.who = in.Get<Symbol>();
  member.vote = in.Get<Symbol>();
  member.escalation = in.Get<uint16_t>();
  member.version = in.Get<uint8_t>();
  const PolicyVersion* const version = version_of(member.version);
  return in.ok() && member.who != 0 && is_held(member.who) &&
         (member.vote == 0 || is_held(member.vote)) && version != nullptr &&
         member.escalation < version->tables().escalations.size();
}

}  // namespace

uint16_t FlagsOf(const Run& run) {
  return static_cast<uint16_t>(run.started_by | static_cast<unsigned>(run.state) << 8 |
                               (run.after_solving ? 1u << 10 : 0) | (run.raised ? 1u << 11 : 0) |
                               (run.moves ? 1u << 12 : 0));
}

void PutChains(const RareParts& rare, ByteWriter& out) {
  out.Put(rare.runs.size());
  for (const Run& run : rare.runs) {
    for (const int64_t time :
         {run.due_ms, run.clear_ms, run.started_ms, run.handoff_ms, run.untold_ms}) {
      out.Put(time);
    }
    for (const uint16_t number : {run.escalation, run.next_step, run.pass, run.day}) {
      out.Put(number);
    }
    out.Put(run.in_day);
    out.Put(run.version);
    out.Put(FlagsOf(run));
  }
  out.Put(rare.awaited.size());
  for (const AwaitedPerson& person : rare.awaited) {
    out.Put(person.target);
    out.Put(person.escalation);
    out.Put(person.step);
    out.Put(person.version);
    out.Put(person.another);
  }
  out.Put(rare.true_chains.size());
  for (const Symbol chain : rare.true_chains) out.Put(chain);
  out.Put(rare.followed.size());
  for (const FollowedFact& each : rare.followed) {
    out.Put(each.digest);
    out.Put(each.fact);
  }
  out.Put(rare.panel.size());
  for (const PanelMember& member : rare.panel) {
    out.Put(member.who);
    out.Put(member.vote);
    out.Put(member.escalation);
    out.Put(member.version);
  }
  out.Put(rare.deciders.size());
  for (const Symbol decider : rare.deciders) out.Put(decider);
  out.Put(rare.stopped.size());
  for (const Symbol chain : rare.stopped) out.Put(chain);
  out.Put(rare.appealed);
  out.Put(int64_t{rare.watch_ms});
  out.Put(int64_t{rare.watched_ms});
  out.Put(rare.heat);
  out.Put(rare.felt);
}

bool GetChains(ByteReader& in, VersionLookup version_of, absl::FunctionRef<bool(Symbol)> is_held,
               OnDemand<RareParts>& rare) {
  RareParts& parts = rare.Make();
  for (uint32_t i = in.GetCount(kRunBytes); i > 0; --i) {
    Run run;
    if (!GetRun(in, version_of, run)) return false;
    parts.runs.push_back(run);
  }
  for (uint32_t i = in.GetCount(kPersonBytes); i > 0; --i) {
    AwaitedPerson person;
    if (!GetPerson(in, version_of, person)) return false;
    parts.awaited.push_back(person);
  }
  for (uint32_t i = in.GetCount(kSymbolBytes); i > 0; --i) {
    const auto chain = in.Get<Symbol>();
    if (chain == 0 || !is_held(chain)) return false;
    parts.true_chains.push_back(chain);
  }
  for (uint32_t i = in.GetCount(kFollowedBytes); i > 0; --i) {
    FollowedFact each;
    each.digest = in.Get<uint64_t>();
    each.fact = in.Get<Symbol>();
    if (each.fact == 0 || !is_held(each.fact)) return false;
    parts.followed.push_back(each);
  }
  for (uint32_t i = in.GetCount(kMemberBytes); i > 0; --i) {
    PanelMember member;
    if (!GetMember(in, version_of, is_held, member)) return false;
    parts.panel.push_back(member);
  }
  for (uint32_t i = in.GetCount(kSymbolBytes); i > 0; --i) {
    const auto decider = in.Get<Symbol>();
    if (decider == 0 || !is_held(decider)) return false;
    parts.deciders.push_back(decider);
  }
  for (uint32_t i = in.GetCount(kSymbolBytes); i > 0; --i) {
    const auto chain = in.Get<Symbol>();
    if (chain == 0 || !is_held(chain)) return false;
    parts.stopped.push_back(chain);
  }
  parts.appealed = in.Get<uint32_t>();
  if (parts.appealed > parts.deciders.size()) return false;
  parts.watch_ms = GetTime(in);
  parts.watched_ms = GetTime(in);
  parts.heat = in.Get<uint8_t>();
  parts.felt = in.Get<uint8_t>();
  const bool sound = in.ok() && parts.heat <= 50 && parts.felt <= 5;
  rare.DropIfEmpty();
  return sound;
}

}  // namespace waypost::engine
