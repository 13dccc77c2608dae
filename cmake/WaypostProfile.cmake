# A build that follows a profile of its own work: built with WAYPOST_PROFILE=record, run on input like
# yours, built again in the same folder with WAYPOST_PROFILE=use. What was not run then is compiled as
# ever. docs/performance.md has the commands and what it brings.
set(WAYPOST_PROFILE "" CACHE STRING "Empty, record or use: a build guided by a profile (g++)")
set_property(CACHE WAYPOST_PROFILE PROPERTY STRINGS "" record use)
if(WAYPOST_PROFILE)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    message(FATAL_ERROR "WAYPOST_PROFILE needs g++: profiles of other compilers have other tools")
  endif()
  set(profiles ${PROJECT_BINARY_DIR}/profile)
  if(WAYPOST_PROFILE STREQUAL "record")
    add_compile_options(-fprofile-generate=${profiles})
    add_link_options(-fprofile-generate=${profiles})
  elseif(WAYPOST_PROFILE STREQUAL "use")
    if(NOT IS_DIRECTORY ${profiles})
      message(FATAL_ERROR "there is no profile in ${profiles}: build here with WAYPOST_PROFILE=record first, "
        "and run what is to be fast")
    endif()
    add_compile_options(-fprofile-use=${profiles} -fprofile-partial-training
      -Wno-missing-profile -Wno-coverage-mismatch)
  else()
    message(FATAL_ERROR "WAYPOST_PROFILE is \"${WAYPOST_PROFILE}\"; it may be empty, record or use")
  endif()
endif()
