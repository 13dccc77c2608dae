#ifndef WAYPOST_BINDINGS_C_METHODS_H_
#define WAYPOST_BINDINGS_C_METHODS_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "waypost/articles.h"
#include "waypost/engine.h"

namespace waypost::c {

// Opens what an OpenRequest asks for. `answer` gets a CompiledPolicy, or a CallError.
absl::Status Open(std::string_view request, std::unique_ptr<Engine>* engine, std::string* answer);

// Calls a method by its name (waypost.h lists them). `engine`, and with it `articles`, may be null
// where none is needed; `answer` gets the answer, or a CallError.
//
// Errors: those of the method; NotFound: there is no such method; InvalidArgument: the request is
//         no message of the method's type.
absl::Status Call(Engine* engine, ArticleIndex* articles, std::string_view method,
                  std::string_view request, std::string* answer);

// A CallError with this message.
std::string ErrorBytes(const absl::Status& status);

}  // namespace waypost::c

#endif  // WAYPOST_BINDINGS_C_METHODS_H_
