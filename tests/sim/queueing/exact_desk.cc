#include "tests/sim/queueing/exact_desk.h"

#include <algorithm>

#include "lib/base/check.h"
#include "tests/sim/queueing/erlang.h"
#include "tests/sim/queueing/skill_graph.h"

namespace waypost::queueing {
namespace {

double LoadOf(const DeskModel& model) {
  double load = 0;
  for (const CustomerKind& kind : model.customers) load += kind.load;
  return load;
}

std::vector<KindFigures> ByPriority(const DeskModel& model, int servers) {
  std::vector<double> loads;
  for (const CustomerKind& kind : model.customers) loads.push_back(kind.load);
  const double waits = ErlangC(servers, LoadOf(model));
  std::vector<KindFigures> figures;
  for (const double wait : PriorityWaits(servers, loads)) figures.push_back({waits, -1, wait});
  return figures;
}

std::vector<KindFigures> InOneLine(const DeskModel& model, int servers) {
  const double load = LoadOf(model);
  KindFigures figures;
  if (model.handling == Handling::kFixed) {
    WP_CHECK(servers == 1, "fixed handling times have a formula for one agent");
    figures = {load, -1, SingleServerWait(load, 0)};
  } else {
    const LineFigures line =
        FiguresOf(Line{servers, load, model.customers[0].patience, model.places});
    figures = {line.waits, line.abandons, line.mean_wait};
  }
  return std::vector<KindFigures>(model.customers.size(), figures);
}

std::vector<KindFigures> BySkill(const DeskModel& model) {
  SkillGraph graph;
  for (const CustomerKind& kind : model.customers) graph.arrivals.push_back(kind.load);
  for (const AgentGroup& group : model.agents) {
    SkillGraph::Server server{group.speed, 0};
    for (const int kind : group.serves) server.types |= uint32_t{1} << kind;
    for (int i = 0; i < group.count; ++i) graph.servers.push_back(server);
  }
  WP_CHECK(IsStable(graph), "the agents of a model keep up with its customers");
  std::vector<KindFigures> figures;
  for (const TypeFigures& type : FiguresOf(graph)) {
    figures.push_back({type.waits, -1, type.mean_wait});
  }
  return figures;
}

}  // namespace

std::vector<KindFigures> ExactFiguresOf(const DeskModel& model) {
  if (model.idle_since == IdleSince::kEndOfWork) return BySkill(model);
  int servers = 0;
  for (const AgentGroup& group : model.agents) {
    WP_CHECK(group.serves.size() == model.customers.size() && group.speed == 1,
             "without a formula for agents who differ");
    servers += group.count;
  }
  return model.order == "PRIORITY" ? ByPriority(model, servers) : InOneLine(model, servers);
}

}  // namespace waypost::queueing
