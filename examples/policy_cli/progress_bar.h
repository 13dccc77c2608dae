#ifndef WAYPOST_EXAMPLES_POLICY_CLI_PROGRESS_BAR_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_PROGRESS_BAR_H_

#include <cstddef>
#include <ostream>
#include <string>

namespace waypost::cli {

// A bar on the terminal, taken away when it is done.
class ProgressBar {
 public:
  ProgressBar(bool shown, std::ostream& err) : shown_(shown), err_(err) {}
  ~ProgressBar() {
    if (drawn_) err_ << "\r" << std::string(kWidth + 9, ' ') << "\r" << std::flush;
  }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void operator()(size_t done, size_t total) {
    if (!shown_ || total == 0) return;
    const size_t filled = done * kWidth / total;
    err_ << "\r[" << std::string(filled, '#') << std::string(kWidth - filled, ' ') << "] "
         << done * 100 / total << " %" << std::flush;
    drawn_ = true;
  }

 private:
  static constexpr size_t kWidth = 50;
  bool shown_;
  bool drawn_ = false;
  std::ostream& err_;
};

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_PROGRESS_BAR_H_
