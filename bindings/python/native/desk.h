#ifndef WAYPOST_BINDINGS_PYTHON_NATIVE_DESK_H_
#define WAYPOST_BINDINGS_PYTHON_NATIVE_DESK_H_

#include <atomic>
#include <memory>
#include <utility>

#include "bindings/python/native/status.h"
#include "waypost/engine.h"

namespace waypost::python {

// An engine as Python holds it. Calls give up the GIL, so that another thread, or a handler of
// signals, may come while one is in it: that one gets an error.
class Desk {
 public:
  explicit Desk(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}

  // The right to use the engine, while it lives.
  //
  // Errors: BusyError. The GIL is held.
  class Turn {
   public:
    explicit Turn(Desk& desk) : desk_(desk) {
      if (desk.busy_.exchange(true)) {
        Throw(absl::AbortedError(
            "the engine is in use by another call: one at a time, or one engine each"));
      }
    }
    ~Turn() { desk_.busy_.store(false); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    Engine& engine() { return *desk_.engine_; }

   private:
    Desk& desk_;
  };

 private:
  std::unique_ptr<Engine> engine_;
  std::atomic<bool> busy_{false};
};

}  // namespace waypost::python

#endif  // WAYPOST_BINDINGS_PYTHON_NATIVE_DESK_H_
