# libdragoman: one shared library out of all layers up to coding, of which only the interface in include/dragoman is
# visible; and what `cmake --install` lays down: program, library, headers, data files, package files for CMake and
# pkg-config, licence.
include(CMakePackageConfigHelpers)

add_library(libdragoman SHARED src/coding/coder.cc src/base/version.cc)
target_compile_definitions(libdragoman PRIVATE "DRAGOMAN_VERSION=\"${DRAGOMAN_VERSION}\"")
set_target_properties(libdragoman PROPERTIES
  OUTPUT_NAME dragoman VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}
  EXPORT_NAME dragoman LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}"
  LINK_DEPENDS "${PROJECT_SOURCE_DIR}/cmake/libdragoman.map")
target_include_directories(libdragoman PUBLIC
  "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>" "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>"
  PRIVATE "${PROJECT_SOURCE_DIR}/src")
target_compile_features(libdragoman PUBLIC cxx_std_20)
target_link_libraries(libdragoman PRIVATE "$<BUILD_INTERFACE:dragoman_coding>" "$<BUILD_INTERFACE:dragoman_options>")
target_link_options(libdragoman PRIVATE "-Wl,--version-script=${PROJECT_SOURCE_DIR}/cmake/libdragoman.map")
add_library(dragoman::dragoman ALIAS libdragoman)

configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/dragoman-config.cmake.in" "${PROJECT_BINARY_DIR}/package/dragoman-config.cmake"
  INSTALL_DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/dragoman" PATH_VARS CMAKE_INSTALL_DATADIR)
# Before 1.0 the minor version changes with the interface.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/package/dragoman-config-version.cmake" COMPATIBILITY SameMinorVersion)

# The directories of the .pc file follow the prefix, which `cmake --install --prefix` may still change.
set(DRAGOMAN_PC_LIBDIR "\${prefix}/${CMAKE_INSTALL_LIBDIR}")
configure_file("${PROJECT_SOURCE_DIR}/cmake/dragoman.pc.in" "${PROJECT_BINARY_DIR}/package/dragoman.pc" @ONLY)

install(TARGETS dragoman RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(TARGETS libdragoman EXPORT dragoman-targets LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(EXPORT dragoman-targets NAMESPACE dragoman:: DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/dragoman")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/dragoman" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(FILES "${PROJECT_BINARY_DIR}/english.model" "${PROJECT_BINARY_DIR}/relations.model" "${PROJECT_BINARY_DIR}/knowledge.bin"
  "${PROJECT_BINARY_DIR}/gazetteer.bin"
  DESTINATION "${CMAKE_INSTALL_DATADIR}/dragoman")
install(FILES "${PROJECT_BINARY_DIR}/package/dragoman-config.cmake" "${PROJECT_BINARY_DIR}/package/dragoman-config-version.cmake"
  DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/dragoman")
install(FILES "${PROJECT_BINARY_DIR}/package/dragoman.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
install(FILES LICENSE NOTICE DESTINATION "${CMAKE_INSTALL_DOCDIR}")
