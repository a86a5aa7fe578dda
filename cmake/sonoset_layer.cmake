# sonoset_layer(NAME SOURCES file... [LAYERS layer...] [LIBRARIES target...])
#
# Defines the static library of a layer. LAYERS are the layers it may include (table in lib/README.md, checked by
# tests/layers.py); LIBRARIES are third-party targets that no other layer sees.
function(sonoset_layer name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LAYERS;LIBRARIES" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/lib)
  target_link_libraries(${name} PUBLIC ${ARG_LAYERS} PRIVATE sonoset_warnings ${ARG_LIBRARIES})
endfunction()

# sonoset_test(LAYER SOURCES file... [LIBRARIES target...] [NEEDS target...])
#
# Defines the GoogleTest executable of a layer; each of its tests is a ctest test. NEEDS are executables the tests run.
function(sonoset_test layer)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES;NEEDS" ${ARGN})
  add_executable(${layer}_test ${ARG_SOURCES})
  target_include_directories(${layer}_test PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(${layer}_test PRIVATE sonoset_warnings test_support ${ARG_LIBRARIES} GTest::gtest_main
                                              GTest::gmock)
  if(ARG_NEEDS)
    add_dependencies(${layer}_test ${ARG_NEEDS})
  endif()
  gtest_discover_tests(${layer}_test TEST_PREFIX "${layer}." DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300)
endfunction()
