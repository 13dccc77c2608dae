#ifndef WAYPOST_LIB_REPORT_CLASSIFICATION_CHANGE_H_
#define WAYPOST_LIB_REPORT_CLASSIFICATION_CHANGE_H_

#include <cstddef>
#include <string>

#include "absl/container/btree_map.h"
#include "lib/base/words.h"
#include "waypost/v1/event.pb.h"

namespace waypost::report {

// What the rules of one policy made of the tickets of a run: each ticket's first classification.
// What a person stated is counted and not compared.
//
// Threads: none.
// Cost:    O(log tickets) an event; memory about 400 bytes a ticket.
class FirstClassifications {
 public:
  struct Entry {
    Words place;  // "refund/form"; "" if there is no category; "not served: hardware"
    Words rule;   // what decided: "\"退款\" (desk.textproto:14)"
    std::string priority;
    bool by_person = false;
    bool needs_review = false;
  };

  void operator()(const v1::Event& event);

  // By ticket id.
  const absl::btree_map<std::string, Entry>& entries() const { return entries_; }

 private:
  absl::btree_map<std::string, Entry> entries_;
};

// What another policy makes of the same tickets: shares decided without review, gains and losses of
// each category, and which rules move tickets from where to where, with a ticket as an example.
//
// Shape: lines end in "\n"; the most tickets first, equal counts by name; at most `most_moves`
// moves
//        are shown, and the number of others is said.
std::string RenderClassificationChange(const FirstClassifications& before,
                                       const FirstClassifications& after,
                                       MessageLanguage language = MessageLanguage::kEnglish,
                                       size_t most_moves = 40);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_CLASSIFICATION_CHANGE_H_
