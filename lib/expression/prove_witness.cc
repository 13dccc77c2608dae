#include "lib/expression/prove_witness.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/expression/sample_text.h"

namespace waypost::expression {
namespace {

// Beyond these, more constants only make more combinations.
constexpr size_t kMostNumbers = 12;
constexpr size_t kMostPieces = 6;
constexpr int64_t kLongestPadding = 300;

template <class Set>
std::vector<typename Set::value_type> FirstOf(const Set& set, size_t most) {
  const auto end = std::next(set.begin(), static_cast<int64_t>(std::min(most, set.size())));
  return {set.begin(), end};
}

// Any order, to recognise values.
struct Before {
  bool operator()(const WitnessValue& a, const WitnessValue& b) const {
    return std::tie(a.present, a.number, a.text, a.list) <
           std::tie(b.present, b.number, b.text, b.list);
  }
};

int64_t ClosestToZero(const ValueSet& values) {
  if (values.Contains(0)) return 0;
  int64_t below = ValueSet::kLowest;
  for (const ValueRange& range : values.ranges()) {
    if (range.low > 0) {
      // INT64_MIN has no opposite; anything above zero is nearer.
      const bool have_below = values.ranges()[0].low < 0;
      return have_below && below != ValueSet::kLowest && -below < range.low ? below : range.low;
    }
    below = range.high;
  }
  return below;
}

}  // namespace

WitnessRow::WitnessRow(const Environment& environment, const ProofVocabulary& vocabulary,
                       const Witness& witness)
    : buffer_(environment.row_size()), lists_(witness.size()), list_texts_(witness.size()) {
  for (uint32_t i = 0; i < witness.size(); ++i) {
    const Fact* fact = environment.At(i);
    if (fact == nullptr || !witness[i].present) continue;
    if (fact->type == Type::kString) {
      buffer_.SetString(i, vocabulary.Find(witness[i].text), witness[i].text);
    } else if (fact->type == Type::kStringList) {
      for (const std::string& text : witness[i].list) {
        lists_[i].push_back(vocabulary.Find(text));
        list_texts_[i].push_back(text);
      }
      buffer_.SetList(i, lists_[i], list_texts_[i]);
    } else {
      buffer_.Set(i, witness[i].number);
    }
  }
}

void WitnessValues::Learn(const Condition& condition) {
  for (const Term& term : condition.terms) {
    if (term.op == Op::kConstant && term.type == Type::kString) {
      literals_.insert(condition.strings[static_cast<size_t>(term.value)]);
    } else if (term.op == Op::kConstant) {
      numbers_.insert(term.value);
    }
    LearnText(condition, term);
  }
}

void WitnessValues::LearnText(const Condition& condition, const Term& term) {
  if (term.operand_count != 2) return;
  const Term& left = condition.terms[condition.OperandsOf(term)[0]];
  const Term& right = condition.terms[condition.OperandsOf(term)[1]];
  const auto text = [&](const Term& constant) {
    return condition.strings[static_cast<size_t>(constant.value)];
  };
  const auto is_text = [](const Term& constant) {
    return constant.op == Op::kConstant && constant.type == Type::kString;
  };
  if (term.op == Op::kInList && right.op == Op::kFact && is_text(left)) {
    pieces_[static_cast<uint32_t>(right.value)].elements.insert(text(left));
  }
  if (left.op != Op::kFact || !is_text(right)) return;
  Pieces& pieces = pieces_[static_cast<uint32_t>(left.value)];
  if (term.op == Op::kStartsWith) pieces.prefixes.insert(text(right));
  if (term.op == Op::kEndsWith) pieces.suffixes.insert(text(right));
  if (term.op == Op::kContains) pieces.inner.insert(text(right));
  if (term.op != Op::kMatches) return;
  for (std::string& sample : SampleTexts(text(right))) pieces.samples.insert(std::move(sample));
}

WitnessValue WitnessValues::Plainest(uint32_t fact, const BoxSide& side) const {
  WitnessValue value;
  value.present = !side.values.empty();
  if (!value.present) return value;
  const Type type = environment_.At(fact)->type;
  if (type == Type::kStringList) return value;
  const int64_t number =
      type == Type::kString ? side.values.ranges()[0].low : ClosestToZero(side.values);
  if (type != Type::kString) {
    value.number = number;
  } else if (number != 0) {
    value.text = vocabulary_.TextOf(static_cast<uint32_t>(number));
  } else {
    value.text = OtherText();
  }
  return value;
}

// A text that no condition names: the empty one if it can be.
std::string WitnessValues::OtherText() const {
  std::string text;
  for (int i = 1; vocabulary_.Find(text) != 0; ++i) {
    text = i == 1 ? "other" : "other" + std::to_string(i);
  }
  return text;
}

bool WitnessValues::Holds(uint32_t fact, const BoxSide& side, const WitnessValue& value) const {
  if (!value.present) return side.absent;
  const Fact& declared = *environment_.At(fact);
  if (declared.type == Type::kString) return side.values.Contains(vocabulary_.Find(value.text));
  if (declared.type != Type::kStringList) return side.values.Contains(value.number);
  const auto known = [&declared](const std::string& text) {
    return declared.values.empty() ||
           std::find(declared.values.begin(), declared.values.end(), text) != declared.values.end();
  };
  return !side.values.empty() && std::all_of(value.list.begin(), value.list.end(), known);
}

std::vector<WitnessValue> WitnessValues::Values(uint32_t fact, const BoxSide& side) const {
  std::vector<WitnessValue> values = {Plainest(fact, side)};
  std::set<WitnessValue, Before> seen(values.begin(), values.end());
  const auto add = [&](WitnessValue value) {
    if (values.size() >= kMostValues || !Holds(fact, side, value)) return;
    if (seen.insert(value).second) values.push_back(std::move(value));
  };
  const Type type = environment_.At(fact)->type;
  if (type == Type::kString) {
    for (std::string& text : Texts(fact)) add({true, 0, std::move(text), {}});
  } else if (type == Type::kStringList) {
    for (std::vector<std::string>& list : Lists(fact)) add({true, 0, {}, std::move(list)});
  } else {
    for (const int64_t number : Numbers(side)) add({true, number, {}, {}});
  }
  if (side.absent && values[0].present) values.emplace_back();
  return values;
}

// What other facts may be, with which this one may be compared.
std::vector<std::string> WitnessValues::DeclaredTexts() const {
  std::set<std::string> texts;
  for (uint32_t i = 0; i < environment_.row_size(); ++i) {
    const Fact* fact = environment_.At(i);
    if (fact == nullptr || fact->type != Type::kString) continue;
    texts.insert(fact->values.begin(), fact->values.end());
  }
  return FirstOf(texts, 2 * kMostPieces);
}

// Prefixes, inner parts and suffixes put together, literals and what sorts after them, and texts
// of the lengths that conditions name.
std::vector<std::string> WitnessValues::Texts(uint32_t fact) const {
  std::vector<std::string> texts = environment_.At(fact)->values;
  if (!texts.empty()) return texts;
  const auto found = pieces_.find(fact);
  const Pieces pieces = found == pieces_.end() ? Pieces() : found->second;
  std::vector<std::string> fronts = FirstOf(pieces.prefixes, kMostPieces);
  std::vector<std::string> middles = FirstOf(pieces.samples, kMostPieces);
  for (const std::string& inner : FirstOf(pieces.inner, kMostPieces)) middles.push_back(inner);
  std::string all;
  for (const std::string& middle : middles) all += (all.empty() ? "" : " ") + middle;
  std::vector<std::string> backs = FirstOf(pieces.suffixes, kMostPieces);
  fronts.emplace_back();
  backs.emplace_back();
  middles.push_back(std::move(all));
  middles.emplace_back();
  for (const std::string& front : fronts) {
    for (const std::string& middle : middles) {
      for (const std::string& back : backs) texts.push_back(absl::StrCat(front, middle, back));
    }
  }
  const std::vector<std::string> literals = FirstOf(literals_, kMostNumbers);
  for (const std::string& literal : literals) {
    texts.push_back(literal);
    texts.push_back(literal + "a");
  }
  for (const std::string& text : DeclaredTexts()) texts.push_back(text);
  texts.push_back(OtherText());
  for (const int64_t number : FirstOf(numbers_, kMostNumbers)) {
    if (number < 1 || number > kLongestPadding) continue;
    for (int64_t size = number - 1; size <= number + 1; ++size) {
      for (const std::string& front : fronts) {
        const auto padding = size - static_cast<int64_t>(front.size() + backs[0].size());
        if (padding < 0) continue;
        texts.push_back(front + std::string(static_cast<size_t>(padding), 'x') + backs[0]);
      }
    }
  }
  return texts;
}

std::vector<int64_t> WitnessValues::Numbers(const BoxSide& side) const {
  std::vector<int64_t> constants = FirstOf(numbers_, kMostNumbers);
  for (const ValueRange& range : side.values.ranges()) {
    if (constants.size() >= kMostNumbers + 4) break;
    constants.push_back(range.low);
    constants.push_back(range.high);
  }
  std::vector<int64_t> numbers = {0, 1, -1};
  const auto add = [&numbers](int64_t number) {
    for (const int64_t step : {0, 1, -1}) {
      int64_t near = 0;
      if (!__builtin_add_overflow(number, step, &near)) numbers.push_back(near);
    }
  };
  for (const int64_t number : constants) add(number);
  // What a sum, a product or a rest of two constants can be about.
  for (const int64_t a : constants) {
    for (const int64_t b : constants) {
      int64_t result = 0;
      if (!__builtin_add_overflow(a, b, &result)) add(result);
      if (!__builtin_sub_overflow(a, b, &result)) add(result);
      if (!__builtin_mul_overflow(a, b, &result)) add(result);
      if (b > 1) add(a / b);
    }
  }
  return numbers;
}

std::vector<std::vector<std::string>> WitnessValues::Lists(uint32_t fact) const {
  std::vector<std::string> elements;
  const auto found = pieces_.find(fact);
  if (found != pieces_.end()) elements = FirstOf(found->second.elements, 2 * kMostPieces);
  const std::vector<std::string>& declared = environment_.At(fact)->values;
  std::vector<std::string> more = declared;
  if (declared.empty()) {
    more = FirstOf(literals_, 2 * kMostPieces);
    for (const std::string& text : DeclaredTexts()) more.push_back(text);
  }
  for (const std::string& text : more) {
    if (std::find(elements.begin(), elements.end(), text) == elements.end()) {
      elements.push_back(text);
    }
  }
  std::vector<std::vector<std::string>> lists = {{}};
  // Every list of the first few, and the whole.
  const size_t few = std::min<size_t>(elements.size(), 7);
  for (uint32_t chosen = 1; chosen < uint32_t{1} << few; ++chosen) {
    std::vector<std::string> list;
    for (size_t i = 0; i < few; ++i) {
      if ((chosen >> i & 1) != 0) list.push_back(elements[i]);
    }
    lists.push_back(std::move(list));
  }
  for (const std::string& element : elements) lists.push_back({element});
  lists.push_back(std::move(elements));
  return lists;
}

}  // namespace waypost::expression
