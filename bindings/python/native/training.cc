// Training models and judging them.
#include "waypost/training.h"

#include <pybind11/stl.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bindings/python/native/bind.h"
#include "bindings/python/native/policy_view.h"
#include "bindings/python/native/status.h"
#include "bindings/python/native/table.h"
#include "bindings/python/native/texts.h"
#include "bindings/python/native/work.h"
#include "lib/report/evaluation_text.h"
#include "lib/text/ngram_model.h"
#include "lib/train/cross_validation.h"
#include "lib/train/evaluation.h"
#include "lib/train/ngram_trainer.h"
#include "waypost/classifier.h"

namespace waypost::python {

namespace py = pybind11;

namespace {

// A model, as the file that a policy names and ready to use.
struct ModelView {
  std::shared_ptr<const std::string> bytes;
  std::shared_ptr<const TextModel> model;
};

struct EvaluationView {
  train::Evaluation evaluation;
  std::vector<std::string> labels;
};

using Examples = std::vector<train::Example>;

std::shared_ptr<Examples> ExamplesOf(const py::tuple& texts, const py::tuple& labels,
                                     const std::optional<PolicyView>& keywords) {
  std::vector<std::string> all = CopyTexts(texts, "texts");
  std::vector<std::string> names = CopyTexts(labels, "labels");
  if (all.size() != names.size()) {
    throw py::value_error(std::to_string(names.size()) + " labels for " +
                          std::to_string(all.size()) + " texts");
  }
  auto examples = std::make_shared<Examples>();
  for (size_t i = 0; i < all.size(); ++i) {
    train::Example& example = examples->emplace_back();
    example.place = "row " + std::to_string(i + 1);
    example.text = std::move(all[i]);
    example.label = std::move(names[i]);
  }
  if (keywords) {
    const Classifier classifier(keywords->policy);
    Classifier::Scratch scratch(classifier);
    for (train::Example& example : *examples) {
      classifier.FindKeywords(example.text, scratch, example.ids);
    }
  }
  return examples;
}

ModelView Open(std::string bytes) {
  ModelView view;
  view.model = std::make_shared<const TextModel>(Take(TextModel::Open(bytes)));
  view.bytes = std::make_shared<const std::string>(std::move(bytes));
  return view;
}

// The training ends where its course is abandoned, by the exception.
std::function<bool(size_t, size_t)> ReportTo(Course& course) {
  return [&course](size_t done, size_t total) {
    course.Report(done, total);
    return true;
  };
}

std::pair<ModelView, std::vector<std::string>> Train(
    const py::tuple& texts, const py::tuple& labels, const std::optional<PolicyView>& keywords,
    size_t model_bytes, uint32_t out_of_scope_milli,
    const std::vector<std::pair<std::string, uint32_t>>& class_weights, const std::string& origin,
    const py::object& progress) {
  train::TrainerOptions options;
  options.model_bytes = model_bytes;
  options.out_of_scope_milli = out_of_scope_milli;
  options.class_weights = class_weights;
  options.origin = origin;
  auto trained = Take(InBackground(
      progress, [examples = ExamplesOf(texts, labels, keywords), options](Course& course) mutable {
        options.progress = ReportTo(course);
        return train::TrainNgramModel(*examples, options);
      }));
  std::vector<std::string> notes;
  for (Words& note : trained.notes) notes.push_back(std::move(note.english));
  return {Open(std::move(trained.bytes)), std::move(notes)};
}

EvaluationView Judged(train::Evaluation evaluation) {
  EvaluationView view;
  for (const train::ClassResult& each : evaluation.classes) view.labels.push_back(each.label);
  view.evaluation = std::move(evaluation);
  return view;
}

EvaluationView Evaluate(const ModelView& view, const py::tuple& texts, const py::tuple& labels,
                        const std::optional<PolicyView>& keywords, const py::object& progress) {
  return Judged(
      Take(InBackground(progress,
                        [examples = ExamplesOf(texts, labels, keywords),
                         bytes = view.bytes](Course&) -> absl::StatusOr<train::Evaluation> {
                          const auto model = text::NgramModel::Open(*bytes);
                          if (!model.ok()) return model.status();
                          return train::Evaluate(*model, *examples);
                        })));
}

EvaluationView CrossValidate(const py::tuple& texts, const py::tuple& labels,
                             const std::optional<PolicyView>& keywords, uint32_t folds,
                             const py::object& progress) {
  return Judged(Take(InBackground(
      progress, [examples = ExamplesOf(texts, labels, keywords), folds](Course& course) {
        train::TrainerOptions options;
        options.progress = ReportTo(course);
        return train::CrossValidate(*examples, options, folds);
      })));
}

py::object ClassTable(const EvaluationView& view) {
  Table table;
  table.columns.emplace_back("label", ColumnKind::kText);
  for (const char* name : {"examples", "answered", "right"}) {
    table.columns.emplace_back(name, ColumnKind::kNumber);
  }
  table.columns.emplace_back("precision", ColumnKind::kReal);
  table.columns.emplace_back("recall", ColumnKind::kReal);
  for (const train::ClassResult& each : view.evaluation.classes) {
    table.columns[0].AddText(each.label);
    table.columns[1].Add(each.examples);
    table.columns[2].Add(each.answered);
    table.columns[3].Add(each.right);
    table.columns[4].AddReal(each.PrecisionMilli() / 1000.0);
    table.columns[5].AddReal(each.RecallMilli() / 1000.0);
  }
  return WrapTable(std::move(table).Finish());
}

py::object ConfusionTable(const EvaluationView& view) {
  Table table;
  table.columns.emplace_back("truth", ColumnKind::kText);
  table.columns.emplace_back("answer", ColumnKind::kText);
  table.columns.emplace_back("count", ColumnKind::kNumber);
  for (const train::Confusion& each : view.evaluation.confusions) {
    table.columns[0].AddText(view.labels[each.truth]);
    table.columns[1].AddText(view.labels[each.answer]);
    table.columns[2].Add(each.count);
  }
  return WrapTable(std::move(table).Finish());
}

py::object ThresholdTable(const EvaluationView& view) {
  Table table;
  table.columns.emplace_back("confidence_milli", ColumnKind::kNumber);
  table.columns.emplace_back("automatic", ColumnKind::kNumber);
  table.columns.emplace_back("automatic_right", ColumnKind::kNumber);
  table.columns.emplace_back("share_automatic", ColumnKind::kReal);
  table.columns.emplace_back("share_right", ColumnKind::kReal);
  const double all = std::max(view.evaluation.examples, 1u);
  for (const train::ThresholdResult& each : view.evaluation.thresholds) {
    table.columns[0].Add(each.confidence_milli);
    table.columns[1].Add(each.automatic);
    table.columns[2].Add(each.automatic_right);
    table.columns[3].AddReal(each.automatic / all);
    table.columns[4].AddReal(each.automatic == 0
                                 ? std::numeric_limits<double>::quiet_NaN()
                                 : static_cast<double>(each.automatic_right) / each.automatic);
  }
  return WrapTable(std::move(table).Finish());
}

py::dict Figures(const EvaluationView& view) {
  const train::Evaluation& found = view.evaluation;
  py::dict figures;
  figures["examples"] = found.examples;
  figures["right"] = found.right;
  figures["right_in_three"] = found.right_in_three;
  figures["right_in_scope"] = found.right_in_scope;
  figures["out_of_scope"] = found.out_of_scope;
  figures["out_of_scope_found"] = found.out_of_scope_found;
  figures["in_scope_lost"] = found.in_scope_lost;
  figures["auroc_milli"] = found.auroc_milli;
  figures["expected_error_milli"] = found.expected_error_milli;
  return figures;
}

py::list AnswerText(const ModelView& view, const std::string& text, size_t top) {
  const TextModelAnswer found = view.model->Classify(text, std::min<size_t>(top, 1'000));
  py::list choices;
  for (const TextModelAnswer::Choice& choice : found.top) {
    choices.append(py::make_tuple(choice.label, choice.probability_milli));
  }
  return choices;
}

}  // namespace

void BindTraining(py::module_& module) {
  py::class_<ModelView> model(module, "NativeModel", py::is_final());
  model.def_property_readonly("bytes", [](const ModelView& view) { return py::bytes(*view.bytes); })
      .def_property_readonly("labels", [](const ModelView& view) { return view.model->labels(); })
      .def_property_readonly("hash", [](const ModelView& view) { return view.model->hash(); })
      .def("answer", AnswerText, py::arg("text"), py::arg("top"));
  Seal(model);
  py::class_<EvaluationView> evaluation(module, "NativeEvaluation", py::is_final());
  evaluation
      .def(
          "text",
          [](const EvaluationView& view, size_t confusions) {
            return report::RenderEvaluation(view.evaluation, confusions);
          },
          py::arg("confusions"))
      .def(
          "threshold_for",
          [](const EvaluationView& view, uint32_t right_milli) {
            return view.evaluation.ThresholdFor(right_milli);
          },
          py::arg("right_milli"))
      .def_property_readonly("labels", [](const EvaluationView& view) { return view.labels; })
      .def("figures", Figures)
      .def("classes", ClassTable)
      .def("confusions", ConfusionTable)
      .def("thresholds", ThresholdTable);
  Seal(evaluation);
  module.def(
      "open_model", [](const py::bytes& bytes) { return Open(bytes); }, py::arg("bytes"));
  module.def("train_model", Train, py::arg("texts"), py::arg("labels"), py::arg("keywords"),
             py::arg("model_bytes"), py::arg("out_of_scope_milli"), py::arg("class_weights"),
             py::arg("origin"), py::arg("progress"));
  module.def("evaluate_model", Evaluate, py::arg("model"), py::arg("texts"), py::arg("labels"),
             py::arg("keywords"), py::arg("progress"));
  module.def("cross_validate", CrossValidate, py::arg("texts"), py::arg("labels"),
             py::arg("keywords"), py::arg("folds"), py::arg("progress"));
}

}  // namespace waypost::python
