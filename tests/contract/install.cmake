# cmake -D BUILD=... -D SOURCE=... -D PREFIX=... -P install.cmake
#
# Installs into a prefix of its own. A package is used on other machines: no installed
# description may name the tree it was built in.
file(REMOVE_RECURSE ${PREFIX})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${PREFIX}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

file(GLOB_RECURSE descriptions ${PREFIX}/*.cmake ${PREFIX}/*.pc)
list(LENGTH descriptions count)
if(count LESS 4)
  message(FATAL_ERROR "only ${count} package descriptions were installed")
endif()
foreach(description IN LISTS descriptions)
  file(READ ${description} text)
  foreach(tree IN ITEMS ${BUILD} ${SOURCE})
    string(FIND "${text}" "${tree}" place)
    if(NOT place EQUAL -1)
      message(FATAL_ERROR "${description} names ${tree}")
    endif()
  endforeach()
endforeach()

file(GLOB parts ${PREFIX}/*/libwaypost_*.a ${PREFIX}/*/*/libwaypost_*.a)
list(FILTER parts EXCLUDE REGEX "libwaypost_proto\\.a$")
if(parts)
  message(FATAL_ERROR "parts are merged into libwaypost.a and not installed: ${parts}")
endif()
