# Sanitizers apply to every target of this project, never to the one that includes it.
if(WAYPOST_SANITIZE)
  set(flags -fsanitize=${WAYPOST_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_compile_options(${flags})
  add_link_options(${flags})
endif()

# A program in C that links the library of C++ brings the sanitizers' runtime for it.
function(waypost_link_sanitizers target)
  if(WAYPOST_SANITIZE)
    set_target_properties(${target} PROPERTIES LINKER_LANGUAGE CXX)
  endif()
endfunction()

if(WAYPOST_BUILD_FUZZERS)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "WAYPOST_BUILD_FUZZERS needs clang: libFuzzer is part of it")
  endif()
  # Coverage feedback in the library; only the fuzz targets themselves link libFuzzer.
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
