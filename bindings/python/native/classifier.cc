// Classifier: what texts are about, a column at a time and on all cores.
#include "waypost/classifier.h"

#include <pybind11/stl.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "bindings/python/native/articles_view.h"
#include "bindings/python/native/bind.h"
#include "bindings/python/native/policy_view.h"
#include "bindings/python/native/table.h"
#include "bindings/python/native/texts.h"
#include "bindings/python/native/work.h"

namespace waypost::python {

namespace py = pybind11;

namespace {

// What callers may know of each text: columns in the order of ClassifyHints.
enum Hint : uint8_t {
  kLanguage,
  kLocale,
  kChannel,
  kProduct,
  kRegion,
  kPlatform,
  kTier,
  kCustomerType,
  kHintCount
};
constexpr std::array<std::string_view, kHintCount> kHintNames = {
    "language", "locale", "channel", "product", "region", "platform", "tier", "customer_type"};

// Errors: ValueError: there is no such hint.
Hint HintOf(const std::string& name) {
  const auto found = std::find(kHintNames.begin(), kHintNames.end(), name);
  if (found == kHintNames.end()) throw py::value_error("there is no hint \"" + name + "\"");
  return static_cast<Hint>(found - kHintNames.begin());
}

struct Texts {
  std::vector<std::string> texts;
  std::array<std::vector<std::string>, kHintCount> hints;  // empty, or one for each text
};

// What is kept of a Classification. Views refer to the policy, a stated language to the texts.
struct Row {
  std::string_view category, subcategory, priority, not_served, language, keyword;
  int32_t confidence_milli = 0;
  int32_t margin_milli = 0;
  int32_t emotion = 0;
  bool needs_review = false;
  bool out_of_scope = false;
};

ClassifyHints HintsOf(const Texts& texts, size_t row) {
  const auto of = [&](Hint hint) -> std::string_view {
    return texts.hints[hint].empty() ? std::string_view() : texts.hints[hint][row];
  };
  ClassifyHints hints;
  hints.language = of(kLanguage);
  hints.locale = of(kLocale);
  hints.channel = of(kChannel);
  hints.product = of(kProduct);
  hints.region = of(kRegion);
  hints.platform = of(kPlatform);
  hints.tier = of(kTier);
  hints.customer_type = of(kCustomerType);
  return hints;
}

Row RowOf(const Classification& found) {
  Row row;
  row.category = found.category;
  row.subcategory = found.subcategory;
  row.priority = found.priority;
  row.not_served = found.not_served;
  row.language = found.language;
  row.confidence_milli = found.confidence_milli;
  row.margin_milli = found.margin_milli;
  row.emotion = found.emotion_level;
  row.needs_review = found.needs_review;
  row.out_of_scope = found.out_of_scope;
  for (const ClassificationEvidence& evidence : found.evidence) {
    if (evidence.decided && evidence.kind == ClassificationEvidence::Kind::kKeyword) {
      row.keyword = evidence.text;
    }
  }
  return row;
}

constexpr size_t kTextsAtOnce = 256;

// Each thread takes the next stretch of rows until none is left.
void ClassifyRows(const Classifier& classifier, const Texts& texts, std::atomic<size_t>& next,
                  const std::atomic<bool>& stop, std::vector<Row>& rows) {
  Classifier::Scratch scratch(classifier);
  Classification found;
  while (!stop.load(std::memory_order_relaxed)) {
    const size_t begin = next.fetch_add(kTextsAtOnce);
    if (begin >= rows.size()) return;
    const size_t end = std::min(begin + kTextsAtOnce, rows.size());
    for (size_t row = begin; row < end; ++row) {
      classifier.Classify(texts.texts[row], HintsOf(texts, row), scratch, found);
      rows[row] = RowOf(found);
    }
  }
}

// Waits for the other threads, whatever happens to this one.
class Crew {
 public:
  Crew(size_t count, std::atomic<bool>& stop, const std::function<void()>& work) : stop_(stop) {
    for (size_t i = 0; i < count; ++i) threads_.emplace_back(work);
  }
  ~Crew() {
    stop_.store(true);
    Join();
  }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  void Join() {
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }

 private:
  std::atomic<bool>& stop_;
  std::vector<std::thread> threads_;
};

SharedTable TableOf(const std::vector<Row>& rows) {
  Table table;
  for (const char* name :
       {"category", "subcategory", "priority", "not_served", "language", "keyword"}) {
    table.columns.emplace_back(name, ColumnKind::kText);
  }
  table.columns.emplace_back("confidence_milli", ColumnKind::kNumber);
  table.columns.emplace_back("margin_milli", ColumnKind::kNumber);
  table.columns.emplace_back("emotion", ColumnKind::kNumber);
  table.columns.emplace_back("needs_review", ColumnKind::kFlag);
  table.columns.emplace_back("out_of_scope", ColumnKind::kFlag);
  for (const Row& row : rows) {
    size_t column = 0;
    for (const std::string_view text :
         {row.category, row.subcategory, row.priority, row.not_served, row.language, row.keyword}) {
      table.columns[column++].AddText(text);
    }
    for (const int32_t number : {row.confidence_milli, row.margin_milli, row.emotion}) {
      table.columns[column++].Add(number);
    }
    table.columns[column++].AddFlag(row.needs_review);
    table.columns[column++].AddFlag(row.out_of_scope);
  }
  return std::move(table).Finish();
}

SharedTable ClassifyAll(const Policy& policy, const Texts& texts, size_t threads, Course& course) {
  const Classifier classifier(policy);
  std::vector<Row> rows(texts.texts.size());
  std::atomic<size_t> next{0};
  std::atomic<bool> stop{false};
  {
    std::atomic<size_t> left{threads};
    Crew crew(threads, stop, [&] {
      ClassifyRows(classifier, texts, next, stop, rows);
      left.fetch_sub(1);
    });
    while (left.load() > 0) {
      course.Report(std::min(next.load(), rows.size()), rows.size());
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    crew.Join();
  }
  return TableOf(rows);
}

py::object Classify(const PolicyView& view, const py::tuple& texts, const py::dict& hints,
                    size_t threads, const py::object& progress) {
  const auto all = std::make_shared<Texts>();
  all->texts = CopyTexts(texts, "texts");
  for (const auto& [name, column] : hints) {
    const auto wanted = name.cast<std::string>();
    auto& copies = all->hints[HintOf(wanted)];
    copies = CopyTexts(column.cast<py::tuple>(), wanted.c_str());
    if (copies.size() != all->texts.size()) {
      throw py::value_error(wanted + ": " + std::to_string(copies.size()) + " values for " +
                            std::to_string(all->texts.size()) + " texts");
    }
  }
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  threads = std::min({threads, size_t{256}, all->texts.size() / kTextsAtOnce + 1});
  return WrapTable(InBackground(progress, [policy = view.policy, all, threads](Course& course) {
    return ClassifyAll(policy, *all, threads, course);
  }));
}

// The texts of one row of hints, by their places in ClassifyHints.
Texts OneRow(const py::dict& hints) {
  Texts row;
  for (const auto& [name, value] : hints) {
    row.hints[HintOf(name.cast<std::string>())].push_back(value.cast<std::string>());
  }
  return row;
}

py::dict ClassifyOne(const PolicyView& view, const std::string& text, const py::dict& hints,
                     ArticlesView* articles) {
  const Classifier classifier(view.policy);
  const Texts row = OneRow(hints);
  ClassifyHints known = HintsOf(row, 0);
  if (articles != nullptr) known.articles = &articles->index;
  const Classification found = classifier.Classify(text, known);
  py::dict answer;
  answer["category"] = found.category;
  answer["subcategory"] = found.subcategory;
  answer["priority"] = found.priority;
  answer["not_served"] = found.not_served;
  answer["language"] = found.language;
  answer["emotion"] = found.emotion_level;
  answer["confidence_milli"] = found.confidence_milli;
  answer["margin_milli"] = found.margin_milli;
  answer["needs_review"] = found.needs_review;
  answer["out_of_scope"] = found.out_of_scope;
  answer["unread_bytes"] = found.unread_bytes;
  py::list pieces;
  for (const ClassificationEvidence& evidence : found.evidence) {
    py::dict piece;
    piece["category"] = evidence.category;
    piece["keyword"] = evidence.text;
    piece["begin"] = evidence.begin;
    piece["end"] = evidence.end;
    piece["weight"] = evidence.weight;
    piece["decided"] = evidence.decided;
    pieces.append(piece);
  }
  answer["evidence"] = pieces;
  answer["suggestions"] = DictsOf(found.suggestions);
  return answer;
}

}  // namespace

void BindClassifier(py::module_& module) {
  module.def("classify_column", Classify, py::arg("policy"), py::arg("texts"), py::arg("hints"),
             py::arg("threads"), py::arg("progress"));
  module.def("classify_text", ClassifyOne, py::arg("policy"), py::arg("text"), py::arg("hints"),
             py::arg("articles"));
}

}  // namespace waypost::python
