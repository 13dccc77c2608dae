#include "bindings/c/waypost.h"

#include <cstdlib>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "bindings/c/methods.h"
#include "bindings/c/registry.h"

namespace waypost::c {
namespace {

static_assert(WP_INVALID_ARGUMENT == static_cast<int>(absl::StatusCode::kInvalidArgument));
static_assert(WP_NOT_FOUND == static_cast<int>(absl::StatusCode::kNotFound));
static_assert(WP_RESOURCE_EXHAUSTED == static_cast<int>(absl::StatusCode::kResourceExhausted));
static_assert(WP_FAILED_PRECONDITION == static_cast<int>(absl::StatusCode::kFailedPrecondition));
static_assert(WP_BUSY == static_cast<int>(absl::StatusCode::kAborted));
static_assert(WP_OUT_OF_RANGE == static_cast<int>(absl::StatusCode::kOutOfRange));
static_assert(WP_INTERNAL == static_cast<int>(absl::StatusCode::kInternal));
static_assert(WP_UNAVAILABLE == static_cast<int>(absl::StatusCode::kUnavailable));

// Never destroyed: a thread may still call while the process ends.
Registry& Engines() {
  static Registry* const kEngines = new Registry;
  return *kEngines;
}

// False: there is no memory for the answer.
bool Answer(std::string_view bytes, wp_bytes* answer) {
  answer->data = static_cast<uint8_t*>(std::malloc(bytes.empty() ? 1 : bytes.size()));
  if (answer->data == nullptr) return false;
  if (!bytes.empty()) std::memcpy(answer->data, bytes.data(), bytes.size());
  answer->size = bytes.size();
  return true;
}

// Runs a call: no exception leaves the library, and every failure has its answer.
template <typename Do>
wp_result Guarded(wp_bytes* answer, const Do& call) {
  if (answer == nullptr) return WP_INVALID_ARGUMENT;
  *answer = {};
  try {
    std::string bytes;
    absl::Status status = call(&bytes);
    if (!status.ok() && bytes.empty()) bytes = ErrorBytes(status);
    return Answer(bytes, answer) ? static_cast<wp_result>(status.code()) : WP_RESOURCE_EXHAUSTED;
  } catch (const std::bad_alloc&) {
    return WP_RESOURCE_EXHAUSTED;
  } catch (const std::exception& bug) {
    Answer(ErrorBytes(absl::InternalError(bug.what())), answer);
    return WP_INTERNAL;
  }
}

absl::Status CheckRequest(const void* request, size_t size) {
  if (request != nullptr || size == 0) return absl::OkStatus();
  return absl::InvalidArgumentError("the request is a null pointer, and its size is not 0");
}

std::string_view View(const void* bytes, size_t size) {
  return {static_cast<const char*>(bytes), size};
}

absl::Status CallEngine(wp_engine number, const char* method, std::string_view request,
                        std::string* bytes) {
  if (method == nullptr) return absl::InvalidArgumentError("the method is a null pointer");
  const std::shared_ptr<OpenEngine> open = Engines().Find(number);
  const Turn turn(open);
  if (open != nullptr && turn.engine() == nullptr) {
    return absl::AbortedError(absl::StrCat(
        "engine ", number, " is in use by another thread: one call at a time, or one engine each"));
  }
  return Call(turn.engine(), turn.articles(), method, request, bytes);
}

}  // namespace
}  // namespace waypost::c

extern "C" {

uint32_t wp_abi_version(void) { return WP_ABI_VERSION; }

const char* wp_version(void) { return WAYPOST_VERSION; }

wp_result wp_open(const void* request, size_t size, wp_engine* engine, wp_bytes* answer) {
  return waypost::c::Guarded(answer, [&](std::string* bytes) {
    if (engine == nullptr) return absl::InvalidArgumentError("`engine` is a null pointer");
    *engine = 0;
    if (absl::Status status = waypost::c::CheckRequest(request, size); !status.ok()) return status;
    std::unique_ptr<waypost::Engine> opened;
    absl::Status status = waypost::c::Open(waypost::c::View(request, size), &opened, bytes);
    if (status.ok()) *engine = waypost::c::Engines().Add(std::move(opened));
    return status;
  });
}

wp_result wp_call(wp_engine engine, const char* method, const void* request, size_t size,
                  wp_bytes* answer) {
  return waypost::c::Guarded(answer, [&](std::string* bytes) {
    if (absl::Status status = waypost::c::CheckRequest(request, size); !status.ok()) return status;
    return waypost::c::CallEngine(engine, method, waypost::c::View(request, size), bytes);
  });
}

void wp_free(wp_bytes* bytes) {
  if (bytes == nullptr) return;
  std::free(bytes->data);
  *bytes = {};
}

wp_result wp_close(wp_engine engine) {
  const std::shared_ptr<waypost::c::OpenEngine> open = waypost::c::Engines().Find(engine);
  if (open == nullptr) return WP_NOT_FOUND;
  const waypost::c::Turn turn(open);
  if (turn.engine() == nullptr) return WP_BUSY;
  waypost::c::Engines().Remove(engine);
  return WP_OK;
}

}  // extern "C"
