# sonoset_warnings: an interface target with the flags that every target of ours is built with.
find_program(SONOSET_CCACHE ccache)
if(SONOSET_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${SONOSET_CCACHE})
endif()

add_library(sonoset_warnings INTERFACE)
target_compile_options(sonoset_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
                                                  -Wnon-virtual-dtor -Woverloaded-virtual)
# What is installed does not name the folder it was built in: assertions do, through __FILE__.
target_compile_options(sonoset_warnings INTERFACE -fmacro-prefix-map=${CMAKE_SOURCE_DIR}/=)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 sees overlaps in std::string that are not there (gcc.gnu.org/PR105329).
  target_compile_options(sonoset_warnings INTERFACE -Wno-restrict)
  if(CMAKE_UNITY_BUILD)
    # It takes a source that another one includes for a header, and warns of private types in it.
    target_compile_options(sonoset_warnings INTERFACE -Wno-subobject-linkage)
  endif()
endif()
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # It takes a name that two sources of a compilation have for themselves for one that shadows the other; GCC does not.
  target_compile_options(sonoset_warnings INTERFACE -Wno-shadow)
endif()
if(SONOSET_WERROR)
  target_compile_options(sonoset_warnings INTERFACE -Werror)
endif()
if(SONOSET_SANITIZE OR SONOSET_COVERAGE)
  target_compile_definitions(sonoset_warnings INTERFACE SONOSET_INSTRUMENTED)
endif()
if(SONOSET_SANITIZE)
  target_compile_options(sonoset_warnings INTERFACE -fsanitize=${SONOSET_SANITIZE} -fno-omit-frame-pointer
                                                    -fno-sanitize-recover=all)
  target_link_options(sonoset_warnings INTERFACE -fsanitize=${SONOSET_SANITIZE})
endif()
if(SONOSET_COVERAGE)
  target_compile_options(sonoset_warnings INTERFACE --coverage -fprofile-update=atomic)
  target_link_options(sonoset_warnings INTERFACE --coverage)
endif()
