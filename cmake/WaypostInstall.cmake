# The installed package: libwaypost.a, libwaypost_proto.a, the public headers, the
# generated headers beside the .proto files they come from, and two descriptions
# of the whole: a CMake package and waypost.pc.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(waypost_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/waypost)

install(TARGETS waypost waypost_proto EXPORT waypostTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT waypostTargets NAMESPACE waypost:: DESTINATION ${waypost_package_dir})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.h")
install(DIRECTORY ${PROJECT_BINARY_DIR}/proto/waypost DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.pb.h")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/proto/waypost DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.proto")
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Generated code works with the minor version of Protobuf that generated it, and no other.
string(REGEX MATCH "^[0-9]+\\.[0-9]+" WAYPOST_PROTOBUF_SERIES "${Protobuf_VERSION}")
configure_package_config_file(
  ${PROJECT_SOURCE_DIR}/cmake/waypostConfig.cmake.in
  ${PROJECT_BINARY_DIR}/waypostConfig.cmake
  INSTALL_DESTINATION ${waypost_package_dir}
  NO_SET_AND_CHECK_MACRO)
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file(
  ${PROJECT_BINARY_DIR}/waypostConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/waypostConfig.cmake
  ${PROJECT_BINARY_DIR}/waypostConfigVersion.cmake
  DESTINATION ${waypost_package_dir})

# waypost.pc names the same dependencies as the exported target, by their pkg-config names.
function(waypost_pkg_config_names out)
  set(names)
  foreach(target IN LISTS ARGN)
    if(target MATCHES "^absl::(.+)$")
      list(APPEND names absl_${CMAKE_MATCH_1})
    elseif(target STREQUAL "PkgConfig::RE2")
      list(APPEND names re2)
    elseif(target STREQUAL "PkgConfig::UTF8PROC")
      list(APPEND names libutf8proc)
    elseif(target STREQUAL "ZLIB::ZLIB")
      list(APPEND names zlib)
    elseif(NOT target MATCHES "^(protobuf::libprotobuf|Threads::Threads)$")
      message(FATAL_ERROR "waypost.pc: no pkg-config name is known for ${target}")
    endif()
  endforeach()
  list(SORT names)
  list(JOIN names ", " joined)
  set(${out} "${joined}" PARENT_SCOPE)
endfunction()

get_property(external GLOBAL PROPERTY WAYPOST_EXTERNAL_DEPENDS)
list(REMOVE_DUPLICATES external)
waypost_pkg_config_names(WAYPOST_PC_REQUIRES ${external})
string(REGEX REPLACE "^([0-9]+)\\.([0-9]+)$" "\\2" protobuf_minor "${WAYPOST_PROTOBUF_SERIES}")
math(EXPR protobuf_minor "${protobuf_minor} + 1")
string(REGEX REPLACE "\\.[0-9]+$" ".${protobuf_minor}" WAYPOST_PROTOBUF_NEXT "${WAYPOST_PROTOBUF_SERIES}")
# The package may be moved as a whole: its prefix is found from where waypost.pc lies.
file(RELATIVE_PATH WAYPOST_PC_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" WAYPOST_PC_PREFIX "${WAYPOST_PC_PREFIX}")
configure_file(${PROJECT_SOURCE_DIR}/cmake/waypost.pc.in ${PROJECT_BINARY_DIR}/waypost.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/waypost.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
