#ifndef WAYPOST_BINDINGS_PYTHON_NATIVE_ARTICLES_VIEW_H_
#define WAYPOST_BINDINGS_PYTHON_NATIVE_ARTICLES_VIEW_H_

#include <pybind11/pybind11.h>

#include "absl/types/span.h"
#include "waypost/articles.h"

namespace waypost::python {

// Articles as Python holds them. Every use keeps the GIL, so that one excludes another.
struct ArticlesView {
  ArticleIndex index;
  ArticleIndex::Scratch scratch;
};

// Each as a dict of id, score_milli and similarity_milli.
pybind11::list DictsOf(absl::Span<const ArticleSuggestion> suggestions);

}  // namespace waypost::python

#endif  // WAYPOST_BINDINGS_PYTHON_NATIVE_ARTICLES_VIEW_H_
