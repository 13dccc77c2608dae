# `cpack -G DEB` in the build tree: one Debian package of all that is installed. Its dependencies are
# found by dpkg-shlibdeps in what the binaries link; what headers and Python need is named here.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME waypost)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "The Waypost authors <waypost@lists.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "engine for customer-support desks, with its command and headers")
set(CPACK_PACKAGE_DESCRIPTION
"Waypost classifies tickets, routes them to agents by skill and language, keeps
SLA clocks on business calendars and runs escalation chains. One policy says
what should happen; one deterministic engine makes it happen, in production, in
a test and in a replay of last month.
.
This package has the library for C++, its interface for C and other languages,
the package for Python and the waypost command.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/compress_manuals.cmake)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS
  "libprotobuf-dev, libabsl-dev, libre2-dev, libutf8proc-dev, zlib1g-dev, pkgconf, tzdata")
if(WAYPOST_PYTHON_READY)
  set(CPACK_DEBIAN_PACKAGE_SUGGESTS "python3-numpy, python3-pandas, python3-matplotlib, python3-protobuf")
  # The module is of one version of Python.
  execute_process(COMMAND ${WAYPOST_PYTHON} -c
    "import sys; a, b = sys.version_info[:2]; print(f'python3 (>= {a}.{b}), python3 (<< {a}.{b + 1}~)')"
    OUTPUT_VARIABLE CPACK_DEBIAN_PACKAGE_DEPENDS OUTPUT_STRIP_TRAILING_WHITESPACE)
endif()

# For programs that link libwaypost_c, and for the loader's cache.
file(CONFIGURE OUTPUT debian/shlibs @ONLY CONTENT "libwaypost_c 1 waypost (>= @PROJECT_VERSION@)\n")
file(CONFIGURE OUTPUT debian/triggers @ONLY CONTENT "activate-noawait ldconfig\n")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${CMAKE_CURRENT_BINARY_DIR}/debian/shlibs ${CMAKE_CURRENT_BINARY_DIR}/debian/triggers)

# What Debian's policy asks of every package: where it comes from, and what changed.
set(documents ${CMAKE_CURRENT_BINARY_DIR}/debian)
file(CONFIGURE OUTPUT debian/copyright @ONLY CONTENT
"Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: waypost

Files: *
Copyright: 2026 The Waypost authors
License: Apache-2.0
 On Debian systems the text of the licence is in /usr/share/common-licenses/Apache-2.0.
")
file(CONFIGURE OUTPUT debian/changelog @ONLY CONTENT
"waypost (@PROJECT_VERSION@-1) unstable; urgency=medium

  * The changes are in /usr/share/doc/waypost/CHANGELOG.md.

 -- The Waypost authors <waypost@lists.invalid>  Fri, 01 Jan 2027 00:00:00 +0000
")
find_program(GZIP gzip)
if(GZIP)
  execute_process(COMMAND ${GZIP} -9nkf ${documents}/changelog)
  install(FILES ${documents}/copyright ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
  install(FILES ${documents}/changelog.gz DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME changelog.Debian.gz)
endif()
include(CPack)
