# cmake -D BUILD=... -D WORK=... -D CC=... -D CXX=... -D GENERATOR=... [-D LINTIAN=...]
#       [-D PYTHON=...] -P deb.cmake
#
# Makes the Debian package of the build tree, has lintian look for errors, unpacks it where nothing
# else is, and uses what is in it: the command, the library for C, the one for C++ by find_package
# and, with PYTHON, the package.
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
get_filename_component(bin ${CMAKE_COMMAND} DIRECTORY)
execute_process(COMMAND ${bin}/cpack -G DEB -B ${WORK}/out WORKING_DIRECTORY ${BUILD}
  OUTPUT_QUIET ERROR_VARIABLE log RESULT_VARIABLE result)
file(GLOB packages ${WORK}/out/*.deb)
list(LENGTH packages count)
if(NOT result EQUAL 0 OR NOT count EQUAL 1)
  message(FATAL_ERROR "cpack made ${count} packages:\n${log}")
endif()

if(LINTIAN)
  execute_process(COMMAND ${LINTIAN} --allow-root --fail-on error ${packages}
    RESULT_VARIABLE result OUTPUT_VARIABLE found)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "lintian found errors:\n${found}")
  endif()
endif()

execute_process(COMMAND dpkg-deb -x ${packages} ${WORK}/unpacked COMMAND_ERROR_IS_FATAL ANY)
set(usr ${WORK}/unpacked/usr)
execute_process(COMMAND ${usr}/bin/waypost explain WP2101 OUTPUT_VARIABLE said COMMAND_ERROR_IS_FATAL ANY)
if(NOT said MATCHES "WP2101")
  message(FATAL_ERROR "the command of the package does not answer: ${said}")
endif()
file(GLOB library ${usr}/lib/libwaypost_c.so.1 ${usr}/lib/*/libwaypost_c.so.1)
if(NOT library)
  message(FATAL_ERROR "the package has no libwaypost_c.so.1")
endif()
get_filename_component(folder ${library} DIRECTORY)
file(WRITE ${WORK}/host.c "#include <waypost.h>
int main(void) { wp_bytes none = {0, 0}; wp_free(&none); return wp_abi_version() == WP_ABI_VERSION ? 0 : 1; }
")
execute_process(COMMAND ${CC} ${WORK}/host.c -o ${WORK}/host -I ${usr}/include -L ${folder} -lwaypost_c
  -Wl,-rpath,${folder} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${WORK}/host COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} -D CONSUMER=${CMAKE_CURRENT_LIST_DIR}/consumer_find_package
  -D WORK=${WORK}/find_package -D GENERATOR=${GENERATOR} -D CXX=${CXX} -D TARGET=all -D RUN=host
  -D DEFINES=CMAKE_PREFIX_PATH=${usr} -P ${CMAKE_CURRENT_LIST_DIR}/run_consumer.cmake
  COMMAND_ERROR_IS_FATAL ANY)
file(STRINGS ${WORK}/find_package/CMakeCache.txt found REGEX "^waypost_DIR:")
if(NOT found MATCHES "${usr}")
  message(FATAL_ERROR "find_package found another Waypost: ${found}")
endif()
if(PYTHON)
  set(program "import waypost as wp
assert wp.__file__.startswith('${usr}'), wp.__file__
policy = wp.Policy.parse('name: \"d\" queues { id: \"a\" } routes { id: \"r\" stage { queue: \"a\" } }')
events = wp.Engine(policy, now=0).apply({'open_ticket': {'ticket_id': 'T'}}, at=5)
assert events[1]['kind'] == 'ticket_queued'
from waypost.v1 import command_pb2")
  execute_process(COMMAND ${CMAKE_COMMAND} -E env PYTHONPATH=${usr}/lib/python3/dist-packages
    PYTHONDONTWRITEBYTECODE=1 ${PYTHON} -c "${program}" COMMAND_ERROR_IS_FATAL ANY)
endif()
file(REMOVE_RECURSE ${WORK}/unpacked)
