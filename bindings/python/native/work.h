#ifndef WAYPOST_BINDINGS_PYTHON_NATIVE_WORK_H_
#define WAYPOST_BINDINGS_PYTHON_NATIVE_WORK_H_

#include <pybind11/pybind11.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "bindings/python/native/released.h"

namespace waypost::python {

// How far a piece of work is; shared between the thread that does it and the one that waits.
class Course {
 public:
  // Thrown into work that nobody waits for any more.
  struct Abandoned {};

  // Called by the work now and then.
  void Report(size_t done, size_t total) {
    if (abandoned_.load(std::memory_order_relaxed)) throw Abandoned();
    total_.store(total, std::memory_order_relaxed);
    done_.store(done, std::memory_order_relaxed);
  }

  void Abandon() { abandoned_.store(true, std::memory_order_relaxed); }
  size_t done() const { return done_.load(std::memory_order_relaxed); }
  size_t total() const { return total_.load(std::memory_order_relaxed); }

 private:
  std::atomic<size_t> done_{0};
  std::atomic<size_t> total_{0};
  std::atomic<bool> abandoned_{false};
};

// Calls `progress(done, total)` if it is not None, and runs pending signal handlers. The GIL is
// held. Errors: what either of them raises.
void LookAround(const Course& course, const pybind11::object& progress);

// Does long work on a thread of its own, without the GIL, and returns what it returns. The calling
// thread waits, shows the progress and hears Ctrl-C, which ends the waiting at once: the work stops
// when it next reports, or goes on to its end with nobody to hear of it.
//
// `work` is called with the Course. It must own all it uses and hold nothing of Python's.
// Errors: those of LookAround; exceptions of the work.
template <typename Work>
auto InBackground(const pybind11::object& progress, Work work) {
  using Result = decltype(work(std::declval<Course&>()));
  struct Shared {
    explicit Shared(Work todo) : work(std::move(todo)) {}
    Work work;
    Course course;
    std::mutex mutex;
    std::condition_variable changed;
    bool finished = false;
    std::optional<Result> result;
    std::exception_ptr failure;
  };
  const auto shared = std::make_shared<Shared>(std::move(work));
  std::thread([shared] {
    std::optional<Result> result;
    std::exception_ptr failure;
    try {
      result.emplace(shared->work(shared->course));
    } catch (const Course::Abandoned&) {
      failure = nullptr;
    } catch (...) {
      failure = std::current_exception();
    }
    const std::lock_guard<std::mutex> lock(shared->mutex);
    shared->result = std::move(result);
    shared->failure = failure;
    shared->finished = true;
    shared->changed.notify_all();
  }).detach();
  for (;;) {
    bool finished = false;
    {
      const Released released;
      std::unique_lock<std::mutex> lock(shared->mutex);
      finished = shared->changed.wait_for(lock, std::chrono::milliseconds(50),
                                          [&] { return shared->finished; });
    }
    try {
      LookAround(shared->course, progress);
    } catch (...) {
      shared->course.Abandon();
      throw;
    }
    if (finished) break;
  }
  if (shared->failure) std::rethrow_exception(shared->failure);
  return std::move(*shared->result);
}

}  // namespace waypost::python

#endif  // WAYPOST_BINDINGS_PYTHON_NATIVE_WORK_H_
