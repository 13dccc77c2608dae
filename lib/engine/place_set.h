#ifndef WAYPOST_LIB_ENGINE_PLACE_SET_H_
#define WAYPOST_LIB_ENGINE_PLACE_SET_H_

#include <cstdint>
#include <vector>

namespace waypost::engine {

// A set of small numbers, such as places of agents, that is walked in no order that means anything.
//
// Cost: O(1) each; four bytes for every number up to the largest that was ever in it.
class PlaceSet {
 public:
  bool Contains(uint32_t place) const { return place < at_.size() && at_[place] != kAbsent; }

  void Add(uint32_t place) {  // must not be in it
    if (place >= at_.size()) at_.resize(place + 1, kAbsent);
    at_[place] = size();
    places_.push_back(place);
  }

  void Remove(uint32_t place) {  // must be in it
    const uint32_t hole = at_[place];
    places_[hole] = places_.back();
    at_[places_[hole]] = hole;
    at_[place] = kAbsent;
    places_.pop_back();
  }

  uint32_t size() const { return static_cast<uint32_t>(places_.size()); }
  std::vector<uint32_t>::const_iterator begin() const { return places_.begin(); }
  std::vector<uint32_t>::const_iterator end() const { return places_.end(); }

 private:
  static constexpr uint32_t kAbsent = 0xffffffff;

  std::vector<uint32_t> places_;
  std::vector<uint32_t> at_;  // by place: where it stands in places_
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_PLACE_SET_H_
