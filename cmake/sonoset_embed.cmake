# sonoset_embed(TARGET NAMESPACE::NAME FILES file...)
#
# Compiles text files into TARGET. Generates, in the binary folder, the header "NAMESPACE/NAME.h" (on the include path
# of TARGET alone) with
#   struct EmbeddedFile { std::string_view name, text; };  // the file's name without its folder, and its bytes
#   std::span<const EmbeddedFile> NAME();                  // in the order of FILES
# in namespace NAMESPACE. Relative paths are relative to the calling CMakeLists.txt. Changed files are embedded again by
# the next build. Call it once per namespace, as it defines EmbeddedFile; files must not contain `)sonoset"`.
#
#   sonoset_embed(catalog catalog::migrations FILES ${CMAKE_SOURCE_DIR}/schema/migrations/0001_start.sql)
function(sonoset_embed target qualified)
  cmake_parse_arguments(ARG "" "" "FILES" ${ARGN})
  if(NOT qualified MATCHES "^([a-z_]+)::([a-z_]+)$")
    message(FATAL_ERROR "sonoset_embed: '${qualified}' is not namespace::name")
  endif()
  set(namespace ${CMAKE_MATCH_1})
  set(name ${CMAKE_MATCH_2})
  list(LENGTH ARG_FILES count)

  set(entries "")
  foreach(file IN LISTS ARG_FILES)
    get_filename_component(path ${file} ABSOLUTE)
    get_filename_component(file_name ${path} NAME)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    file(READ ${path} text)
    string(APPEND entries "    {\"${file_name}\", R\"sonoset(${text})sonoset\"},\n")
  endforeach()

  set(folder ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  sonoset_write_if_changed(${folder}/${namespace}/${name}.h
    "#pragma once\n\n#include <span>\n#include <string_view>\n\nnamespace ${namespace} {\n\n"
    "struct EmbeddedFile {\n  std::string_view name;\n  std::string_view text;\n};\n\n"
    "std::span<const EmbeddedFile> ${name}();\n\n}  // namespace ${namespace}\n")
  sonoset_write_if_changed(${folder}/${namespace}/${name}.cpp
    "#include \"${namespace}/${name}.h\"\n\n#include <array>\n\nnamespace ${namespace} {\nnamespace {\n\n"
    "constexpr std::array<EmbeddedFile, ${count}> kFiles{{\n${entries}}};\n\n}  // namespace\n\n"
    "std::span<const EmbeddedFile> ${name}() { return kFiles; }\n\n}  // namespace ${namespace}\n")
  # Files may be longer than the 65,536 bytes that every compiler must accept in a literal.
  set_source_files_properties(${folder}/${namespace}/${name}.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON
    COMPILE_OPTIONS -Wno-overlength-strings)
  target_sources(${target} PRIVATE ${folder}/${namespace}/${name}.cpp)
  target_include_directories(${target} PRIVATE ${folder})
endfunction()

# Writes the concatenated arguments to a file, unless it has this content, so that nothing is rebuilt.
function(sonoset_write_if_changed path)
  set(content "")
  math(EXPR last "${ARGC} - 1")
  foreach(i RANGE 1 ${last})
    string(APPEND content "${ARGV${i}}")
  endforeach()
  if(EXISTS ${path})
    file(READ ${path} present)
    if(present STREQUAL content)
      return()
    endif()
  endif()
  file(WRITE ${path} "${content}")
endfunction()
