// Which rules of a policy its scenarios have decided, and each part of its conditions both ways.
#ifndef WAYPOST_COVERAGE_H_
#define WAYPOST_COVERAGE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "waypost/message_language.h"

namespace waypost::testing {

// A place of a policy that scenarios should come to.
struct CoveragePoint {
  enum class Kind : uint8_t {
    kRule,   // a category, priority rule, not_served entry, sla, route or escalation
    kStage,  // of a route
    kStep,   // of an escalation
    kAtom,   // a part of a condition without && || !
  };
  Kind kind = Kind::kRule;
  std::string file;
  uint32_t line = 0;  // 1-based, as is `column`
  uint32_t column = 0;
  std::string what;  // "route \"vip\"", "route \"vip\" stage 2"; of kAtom its text

  // How often a rule was given to a ticket, a stage entered, a step carried out, an atom true. A
  // priority rule is given if it decides: not where the priority was as high already or another
  // rule raises it further. A category counts where words, a model or the default lead to it; one
  // that nothing leads to, where a person states it.
  //
  // An atom, and the condition of an sla, is counted each time that it is looked at: as often for
  // one ticket as what it reads changes, not once for each ticket.
  uint64_t yes = 0;
  uint64_t no = 0;  // how often an atom was false
  // Of a step.
  uint64_t acknowledged = 0;
  uint64_t empty = 0;  // nobody was on duty

  bool covered() const { return yes > 0 && (kind != Kind::kAtom || no > 0); }
};

// Exact: nothing is rounded.
struct CoverageShare {
  uint64_t covered = 0;
  uint64_t total = 0;

  // At least so many thousandths. Of nothing, everything is covered.
  bool Reaches(uint32_t milli) const { return covered * 1000 >= total * milli; }
};

// Of `conditions` each atom counts twice: true and false.
struct CoverageSummary {
  CoverageShare rules, stages, steps, conditions;
};

// Adds points to others; those of one place become one. The result is in the order of files and
// lines, whatever the order of merging.
void MergeCoverage(const std::vector<CoveragePoint>& points, std::vector<CoveragePoint>* into);

CoverageSummary SummariseCoverage(const std::vector<CoveragePoint>& points);

// For people: "rules 41/41, stages 9/9, ...", and a line for each point that is not covered.
std::string CoverageText(const std::vector<CoveragePoint>& points,
                         MessageLanguage language = MessageLanguage::kEnglish);

// For programs: one JSON object with the summary and every point.
std::string CoverageJson(const std::vector<CoveragePoint>& points);

}  // namespace waypost::testing

#endif  // WAYPOST_COVERAGE_H_
