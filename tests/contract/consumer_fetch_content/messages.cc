// Generated messages, used from a project that took Waypost as a subdirectory.
#include <iostream>

#include "waypost/v1/diagnostics.pb.h"

int main() {
  waypost::v1::Diagnostic diagnostic;
  diagnostic.set_code("WP2101");
  std::cout << diagnostic.code() << "\n";
  return diagnostic.ByteSizeLong() == 0;
}
