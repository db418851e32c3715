# `format` rewrites sources as .clang-format says, `lint` runs clang-tidy over them; each only where the tool is there.
file(GLOB_RECURSE tidy_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/*.cc" "${PROJECT_SOURCE_DIR}/src/*.h"
  "${PROJECT_SOURCE_DIR}/include/*.h" "${PROJECT_SOURCE_DIR}/tests/*.cc" "${PROJECT_SOURCE_DIR}/tests/*.h")
find_program(DRAGOMAN_CLANG_FORMAT NAMES clang-format clang-format-14)
if(DRAGOMAN_CLANG_FORMAT)
  add_custom_target(format COMMAND "${DRAGOMAN_CLANG_FORMAT}" -i ${tidy_sources} VERBATIM)
endif()
find_program(DRAGOMAN_CLANG_TIDY NAMES clang-tidy clang-tidy-14)
if(DRAGOMAN_CLANG_TIDY)
  list(FILTER tidy_sources INCLUDE REGEX "/src/.*\\.cc$")
  add_custom_target(lint COMMAND "${DRAGOMAN_CLANG_TIDY}" --quiet -p "${PROJECT_BINARY_DIR}" ${tidy_sources} VERBATIM)
endif()

# `fuzz`: each fuzz target for DRAGOMAN_FUZZ_SECONDS, with the preset of that name (not from within it: it builds there).
set(DRAGOMAN_FUZZ_SECONDS 600 CACHE STRING "Seconds that the target `fuzz` gives each fuzz target")
if(NOT DRAGOMAN_FUZZ)
  add_custom_target(fuzz COMMAND "${PROJECT_SOURCE_DIR}/scripts/fuzz.sh" "${DRAGOMAN_FUZZ_SECONDS}" USES_TERMINAL VERBATIM)
endif()
