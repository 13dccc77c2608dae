#ifndef WAYPOST_BINDINGS_C_REGISTRY_H_
#define WAYPOST_BINDINGS_C_REGISTRY_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "waypost/articles.h"
#include "waypost/engine.h"

namespace waypost::c {

// An engine behind a number, and what is suggested beside it.
struct OpenEngine {
  explicit OpenEngine(std::unique_ptr<Engine> opened) : engine(std::move(opened)) {}

  std::unique_ptr<Engine> engine;
  ArticleIndex articles;
  std::atomic<bool> busy{false};
};

// The right to use an engine until it is destroyed. Empty: somebody else has it.
class Turn {
 public:
  explicit Turn(std::shared_ptr<OpenEngine> open) : open_(std::move(open)) {
    if (open_ != nullptr && open_->busy.exchange(true, std::memory_order_acquire)) open_ = nullptr;
  }
  ~Turn() {
    if (open_ != nullptr) open_->busy.store(false, std::memory_order_release);
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  ArticleIndex* articles() const { return open_ == nullptr ? nullptr : &open_->articles; }
  Engine* engine() const { return open_ == nullptr ? nullptr : open_->engine.get(); }

 private:
  std::shared_ptr<OpenEngine> open_;
};

// The engines that are open, by numbers that are never given out again.
//
// Threads: any; a lock is held while an engine is looked up, never while it works.
class Registry {
 public:
  uint64_t Add(std::unique_ptr<Engine> engine) {
    auto open = std::make_shared<OpenEngine>(std::move(engine));
    const std::lock_guard<std::mutex> lock(mutex_);
    engines_.emplace(++last_, std::move(open));
    return last_;
  }

  // Null: there is none of this number.
  std::shared_ptr<OpenEngine> Find(uint64_t number) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = engines_.find(number);
    return found == engines_.end() ? nullptr : found->second;
  }

  // The caller has its turn, so nobody else is in it.
  void Remove(uint64_t number) {
    const std::lock_guard<std::mutex> lock(mutex_);
    engines_.erase(number);
  }

 private:
  std::mutex mutex_;
  std::unordered_map<uint64_t, std::shared_ptr<OpenEngine>> engines_;
  uint64_t last_ = 0;
};

}  // namespace waypost::c

#endif  // WAYPOST_BINDINGS_C_REGISTRY_H_
