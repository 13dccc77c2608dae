#include "benchmarks/route/engine_desk.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/check.h"

namespace waypost::engine {
namespace {

constexpr int64_t kStart = 1801915200000;
constexpr uint32_t kSkills = 24;
constexpr int64_t kStageAfterMs = 300'000;

std::string SkillName(uint64_t skill) { return absl::StrCat("s", skill); }

// Every route asks for two skills and, later on, for one of them at a lower level.
Policy PolicyWith(uint32_t routes) {
  std::string text = R"(
    name: "desk"
    priorities: ["P0", "P1", "P2", "P3"]
    queues { id: "desk" order: FIRST_COME offer_timeout: "1h" }
    limits { open_tickets: 20000000 due_per_call: 100000000 }
  )";
  PhiloxStream draw(1, 2);
  for (uint32_t i = 0; i < routes; ++i) {
    const uint32_t first = i % kSkills;
    const uint64_t second = (first + 1 + (i / kSkills) % (kSkills - 1)) % kSkills;
    absl::StrAppend(&text, "categories { id: 'c", i, "' priority: 'P", i % 4, "' }\n");
    absl::StrAppend(&text, "routes { id: 'r", i, "' when: \"category == 'c", i,
                    "'\" stage { queue: 'desk' require: \"skill('s", first, "') >= 40 && skill('s",
                    second, "') >= 20\" } stage { after: '5m' require: \"", "skill('s", first,
                    "') >= ", 40 + draw.Below(40), "\" } }\n");
  }
  const PolicyCompilation compiled = Policy::CompileText("desk.textproto", text);
  WP_CHECK(compiled.ok(), "the policy of a benchmark compiles");
  return compiled.policy();
}

}  // namespace

template <typename Command>
void EngineDesk::Run(Command command) {
  const auto sink = [this](const Event& event) { Take(event); };
  absl::Status status = core_.Begin({now_ms_, {}, false}, sink);
  if (status.ok()) status = command();
  core_.End(status);
  WP_CHECK(status.ok(), "the engine takes the commands of a benchmark");
}

// A ticket waits long enough to reach its second stage about halfway.
EngineDesk::EngineDesk(const EngineDeskSize& size)
    : core_(PolicyWith(size.routes), kStart, 1),
      now_ms_(kStart),
      step_ms_(std::max<int64_t>(1, 2 * kStageAfterMs / size.waiting)) {
  for (uint32_t i = 0; i < size.routes; ++i) categories_.push_back(absl::StrCat("c", i));
  AddAgents(size);
  queue_ = core_.symbols().Find("desk");
  while (waiting() < size.waiting) {
    if (Arrive()) Accept();
    now_ms_ += step_ms_;
  }
}

void EngineDesk::AddAgents(const EngineDeskSize& size) {
  std::vector<std::vector<std::pair<std::string, uint8_t>>> profiles(size.agent_classes);
  for (auto& profile : profiles) {
    for (uint64_t n = 4 + draw_.Below(5); n > 0; --n) {
      profile.emplace_back(SkillName(draw_.Below(kSkills)),
                           static_cast<uint8_t>(20 + 20 * draw_.Below(5)));
    }
  }
  for (uint32_t i = 0; i < size.agents; ++i) {
    agents_.push_back(absl::StrCat("agent-", i));
    const std::string team = absl::StrCat("team-", i % size.agent_classes);
    std::vector<LevelInput> skills;
    for (const auto& [name, level] : profiles[i % size.agent_classes]) {
      skills.push_back({name, level});
    }
    engine::SetAgent agent;
    agent.agent_id = agents_.back();
    agent.team = team;
    agent.skills = skills;
    Run([&] { return core_.SetAgent(agent); });
  }
}

void EngineDesk::Take(const Event& event) {
  ++events_;
  if (event.kind == EventKind::kTicketOffered) {
    ++offers_;
    offered_ = event.ticket_id;
    asked_ = core_.symbols().Text(event.agent);
  } else if (event.kind == EventKind::kStageStarted) {
    ++stages_;
  }
}

uint32_t EngineDesk::PassTime() {
  stages_ = 0;
  now_ms_ += step_ms_;
  const auto sink = [this](const Event& event) { Take(event); };
  WP_CHECK(core_.Advance(now_ms_, sink, nullptr).ok(), "time passes");
  return stages_;
}

bool EngineDesk::Arrive() {
  offers_ = 0;
  const std::string id = absl::StrCat("T", next_ticket_++);
  OpenTicket open;
  open.ticket_id = id;
  open.category = categories_[draw_.Below(categories_.size())];
  Run([&] { return core_.Open(open); });
  return offers_ > 0;
}

bool EngineDesk::FreeSomebody() {
  std::string& place = assigned_[draw_.Below(assigned_.size())];
  std::swap(place, assigned_.back());
  const std::string id = std::move(assigned_.back());
  assigned_.pop_back();
  offers_ = 0;
  Run([&] { return core_.Close(id, CloseHow::kByCommand); });
  return offers_ > 0;
}

bool EngineDesk::Decline() {
  const std::string ticket = offered_;
  const std::string agent = asked_;
  offers_ = 0;
  Run([&] { return core_.Decline(ticket, agent, {}); });
  return offers_ > 0;
}

void EngineDesk::Accept() {
  Run([&] { return core_.Accept(offered_, asked_); });
  assigned_.push_back(offered_);
}

}  // namespace waypost::engine
