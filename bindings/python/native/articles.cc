// Knowledge articles to suggest.
#include "waypost/articles.h"

#include <pybind11/stl.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bindings/python/native/articles_view.h"
#include "bindings/python/native/bind.h"
#include "bindings/python/native/status.h"

namespace waypost::python {

namespace py = pybind11;

namespace {

using Facts = std::vector<std::pair<std::string, std::string>>;

constexpr size_t kMostSuggestions = 10;

void Put(ArticlesView& view, std::string id, std::string text, std::vector<std::string> categories,
         std::string language, Facts facts) {
  Article article;
  article.id = std::move(id);
  article.text = std::move(text);
  article.categories = std::move(categories);
  article.language = std::move(language);
  article.facts = std::move(facts);
  const absl::Status status = view.index.Put(article);
  if (!status.ok()) Throw(status);
}

py::list Suggest(ArticlesView& view, const std::string& text, const std::string& category,
                 const std::string& subcategory, const std::string& language, const Facts& facts,
                 size_t count) {
  std::vector<ArticleFact> known;
  for (const auto& [name, value] : facts) known.push_back({name, value});
  ArticleQuery query;
  query.text = text;
  query.category = category;
  query.subcategory = subcategory;
  query.language = language;
  query.facts = known;
  query.count = std::min(count, kMostSuggestions);
  std::vector<ArticleSuggestion> found;
  view.index.Suggest(query, view.scratch, found);
  return DictsOf(found);
}

}  // namespace

py::list DictsOf(absl::Span<const ArticleSuggestion> suggestions) {
  py::list dicts;
  for (const ArticleSuggestion& suggestion : suggestions) {
    py::dict one;
    one["id"] = suggestion.id;
    one["score_milli"] = suggestion.score_milli;
    one["similarity_milli"] = suggestion.similarity_milli;
    dicts.append(one);
  }
  return dicts;
}

void BindArticles(py::module_& module) {
  py::class_<ArticlesView> articles(module, "NativeArticles", py::is_final());
  articles.def("__len__", [](const ArticlesView& view) { return view.index.size(); })
      .def_property_readonly("memory_bytes",
                             [](const ArticlesView& view) { return view.index.memory_bytes(); })
      .def("put", Put, py::arg("id"), py::arg("text"), py::arg("categories"), py::arg("language"),
           py::arg("facts"))
      .def(
          "remove", [](ArticlesView& view, const std::string& id) { return view.index.Remove(id); },
          py::arg("id"))
      .def("suggest", Suggest, py::arg("text"), py::arg("category"), py::arg("subcategory"),
           py::arg("language"), py::arg("facts"), py::arg("count"));
  Seal(articles);
  module.def("create_articles", [] { return std::make_unique<ArticlesView>(); });
}

}  // namespace waypost::python
