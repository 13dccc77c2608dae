#ifndef WAYPOST_BINDINGS_C_TRAINING_METHODS_H_
#define WAYPOST_BINDINGS_C_TRAINING_METHODS_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace waypost::c {

// The methods train_model and answer_model of waypost.h.
absl::Status TrainFromRequest(std::string_view request, std::string* bytes);
absl::Status AnswerModel(std::string_view request, std::string* bytes);

}  // namespace waypost::c

#endif  // WAYPOST_BINDINGS_C_TRAINING_METHODS_H_
