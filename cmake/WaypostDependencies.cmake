# Everything here is a distribution package; nothing is downloaded.
#
# Imported targets are global: a project that takes Waypost by add_subdirectory
# or FetchContent links waypost::waypost from a directory above this one.
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)

find_package(Threads REQUIRED)
find_package(absl REQUIRED CONFIG)

# Protobuf >= 22 ships a CMake package that knows its own Abseil needs; Debian's
# 3.21 ships none, and CMake's module finds it.
find_package(Protobuf CONFIG QUIET)
if(NOT Protobuf_FOUND)
  find_package(Protobuf 3.21 REQUIRED MODULE)
endif()

find_package(PkgConfig REQUIRED)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET GLOBAL re2)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET GLOBAL libutf8proc)
find_package(ZLIB REQUIRED)

if(WAYPOST_BUILD_TESTS)
  find_package(GTest REQUIRED)
endif()
if(WAYPOST_BUILD_BENCHMARKS)
  find_package(benchmark REQUIRED)
endif()
