# waypost_part(<name> SOURCES ... [DEPENDS ...])
#   One folder of lib/. Parts are static libraries of their own so that a test
#   links, and an edit rebuilds, no more than the part it concerns; lib/ merges
#   their objects into the one library that is installed. Where a preset asks for a unity build,
#   several sources of a part compile as one, which takes a third of the time: names in unnamed
#   namespaces are unique in a folder, and in a test in one program.
# waypost_test(<name> SOURCES ... DEPENDS ...)
#   One GoogleTest executable, found by ctest case by case, or as one test if WAYPOST_WHOLE_TESTS:
#   under sanitizers four thousand starts of a program take longer than what they test.
# waypost_benchmark(<name> SOURCES ... DEPENDS ...)
# waypost_fuzzer(<name> SOURCES ... DEPENDS ...)
#   `<name>_fuzzer` for libFuzzer where that is asked for, and everywhere a test
#   fuzz.<name> that replays tests/fuzz/corpus/<name> with the same entry point.

set(WAYPOST_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough)
if(WAYPOST_WERROR)
  list(APPEND WAYPOST_WARNINGS -Werror)
endif()
# In a unity build g++ takes sources for headers, and inlines so much that it believes members of
# empty optionals to be read.
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND WAYPOST_WARNINGS -Wno-subobject-linkage -Wno-maybe-uninitialized)
endif()

# With position-independent code g++ inlines no function that a shared object might replace, unless
# it is told that none will; clang assumes so.
set(WAYPOST_OPTIMIZATION $<$<CONFIG:Release>:-fno-semantic-interposition>)

function(waypost_options target)
  target_compile_features(${target} PUBLIC cxx_std_17)
  target_compile_options(${target} PRIVATE ${WAYPOST_WARNINGS} ${WAYPOST_OPTIMIZATION})
  set_target_properties(${target} PROPERTIES
    CXX_EXTENSIONS OFF
    POSITION_INDEPENDENT_CODE ON
    CXX_VISIBILITY_PRESET default)
endfunction()

function(waypost_part name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_library(waypost_${name} STATIC ${ARG_SOURCES})
  waypost_options(waypost_${name})
  target_include_directories(waypost_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>)
  target_link_libraries(waypost_${name} PUBLIC ${ARG_DEPENDS})
  set_property(GLOBAL APPEND PROPERTY WAYPOST_PARTS waypost_${name})
  set(external ${ARG_DEPENDS})
  list(FILTER external EXCLUDE REGEX "^waypost(_|::)")
  set_property(GLOBAL APPEND PROPERTY WAYPOST_EXTERNAL_DEPENDS ${external})
endfunction()

function(waypost_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  waypost_options(${name})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${name} PRIVATE WAYPOST_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE ${ARG_DEPENDS} GTest::gmock GTest::gtest_main)
  if(WAYPOST_WHOLE_TESTS)
    add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
    set_tests_properties(${name} PROPERTIES TIMEOUT 1800)
    return()
  endif()
  include(GoogleTest)
  gtest_discover_tests(${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} DISCOVERY_TIMEOUT 60
    NO_PRETTY_VALUES PROPERTIES TIMEOUT 900)
endfunction()

function(waypost_benchmark name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  waypost_options(${name})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${name} PRIVATE WAYPOST_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE ${ARG_DEPENDS} benchmark::benchmark benchmark::benchmark_main)
endfunction()

if(WAYPOST_BUILD_FUZZERS)
  add_custom_target(waypost_fuzzers)
endif()

function(waypost_fuzzer name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  set(replay ${name}_fuzzer_replay)
  add_executable(${replay} ${ARG_SOURCES} ${PROJECT_SOURCE_DIR}/tests/fuzz/replay_main.cc)
  waypost_options(${replay})
  target_include_directories(${replay} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${replay} PRIVATE ${ARG_DEPENDS})
  add_test(NAME fuzz.${name} COMMAND ${replay} ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${name})
  if(NOT WAYPOST_BUILD_FUZZERS)
    return()
  endif()
  add_executable(${name}_fuzzer ${ARG_SOURCES})
  waypost_options(${name}_fuzzer)
  target_include_directories(${name}_fuzzer PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name}_fuzzer PRIVATE ${ARG_DEPENDS})
  target_link_options(${name}_fuzzer PRIVATE -fsanitize=fuzzer)
  set_target_properties(${name}_fuzzer PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
  add_dependencies(waypost_fuzzers ${name}_fuzzer)
endfunction()
