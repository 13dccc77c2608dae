// A host in small: what every way of taking Waypost must be able to build and run.
#include <iostream>

#include "waypost/v1/diagnostics.pb.h"

int main() {
  waypost::v1::Diagnostic diagnostic;
  diagnostic.set_code("WP2101");
  std::cout << diagnostic.code() << "\n";
  return diagnostic.ByteSizeLong() == 0;
}
