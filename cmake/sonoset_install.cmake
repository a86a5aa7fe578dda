# cmake --install, and cpack -G DEB: the packages `sonoset`, `sonoset-serve` and `sonoset-baseline`.
#
# The programs find each other beside themselves, so all of them go to bin/.
include(GNUInstallDirs)
find_program(SONOSET_GZIP gzip REQUIRED)
set(SONOSET_MAINTAINER "sonoset maintainers <maintainers@sonoset.example>" CACHE STRING "Maintainer of the packages")
set(SONOSET_HOMEPAGE "" CACHE STRING "Homepage of the packages; empty: none")

set(docs ${CMAKE_INSTALL_DATAROOTDIR}/doc/sonoset)
set(pages ${CMAKE_BINARY_DIR}/share)

# sonoset_generated_pages(PROGRAM COMPONENT [page...]): man pages and completions, which the program makes of its options,
# and pages that are written by hand.
function(sonoset_generated_pages program component)
  set(folder ${pages}/${program})
  set(stamp ${folder}/stamp)
  set(underscored _${program})
  set(copy "")
  if(ARGN)
    set(copy COMMAND ${CMAKE_COMMAND} -E copy ${ARGN} ${folder}/man)
  endif()
  add_custom_command(
    OUTPUT ${stamp}
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${folder}
    COMMAND ${program} --generate man ${folder}/man
    ${copy}
    COMMAND ${program} --generate completion bash > ${folder}/${program}
    COMMAND ${program} --generate completion zsh > ${folder}/${underscored}
    COMMAND ${program} --generate completion fish > ${folder}/${program}.fish
    COMMAND ${SONOSET_GZIP} -9nr ${folder}/man
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    DEPENDS ${program} ${ARGN}
    COMMENT "Generating man pages and completions of ${program}"
    VERBATIM)
  add_custom_target(${program}-pages ALL DEPENDS ${stamp})
  install(DIRECTORY ${folder}/man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT ${component}
          FILES_MATCHING PATTERN "*.1.gz")
  install(FILES ${folder}/${program} DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/bash-completion/completions
          COMPONENT ${component})
  install(FILES ${folder}/${underscored} DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/zsh/vendor-completions
          COMPONENT ${component})
  install(FILES ${folder}/${program}.fish DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/fish/vendor_completions.d
          COMPONENT ${component})
endfunction()

# What Debian asks of each package's folder of documents: copyright, and changelog.gz in its own format.
function(sonoset_debian_documents package component)
  configure_file(${CMAKE_SOURCE_DIR}/packaging/changelog.in ${pages}/${package}-debian/changelog @ONLY)
  execute_process(COMMAND ${SONOSET_GZIP} -9nf ${pages}/${package}-debian/changelog COMMAND_ERROR_IS_FATAL ANY)
  install(FILES ${CMAKE_SOURCE_DIR}/packaging/copyright ${pages}/${package}-debian/changelog.gz
          DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/${package} COMPONENT ${component})
endfunction()

install(TARGETS sonoset sonoset-worker RUNTIME COMPONENT sonoset)
sonoset_generated_pages(sonoset sonoset ${CMAKE_SOURCE_DIR}/packaging/sonoset-worker.1)
sonoset_debian_documents(sonoset sonoset)
install(FILES README.md CHANGELOG.md DESTINATION ${docs} COMPONENT sonoset)
# Debian has the licence's text elsewhere, and copyright says where.
install(FILES LICENSE DESTINATION ${docs} COMPONENT licence)
install(DIRECTORY schema manifests DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/sonoset COMPONENT sonoset
        FILES_MATCHING PATTERN "*.json" PATTERN "*.yaml" PATTERN "*.md" PATTERN "*.sql")
if(SONOSET_SERVE)
  # Its man page and completion are those of the verb, in the package sonoset.
  install(TARGETS sonoset-serve RUNTIME COMPONENT serve)
  sonoset_debian_documents(sonoset-serve serve)
  # systemd and Debian read these from /usr/lib, whatever the library folder is.
  install(FILES packaging/serve/sonoset-serve@.service DESTINATION lib/systemd/system COMPONENT serve)
  install(FILES packaging/serve/sysusers.conf DESTINATION lib/sysusers.d RENAME sonoset-serve.conf COMPONENT serve)
  install(FILES packaging/serve/nginx.conf DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/sonoset-serve/examples
          COMPONENT serve)
  install(FILES tools/sonoset-serve/README.md DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/sonoset-serve COMPONENT serve)
endif()
if(SONOSET_BASELINE)
  install(TARGETS sonoset-baseline RUNTIME COMPONENT baseline)
  sonoset_generated_pages(sonoset-baseline baseline)
  sonoset_debian_documents(sonoset-baseline baseline)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL sonoset)
if(SONOSET_SERVE)
  list(APPEND CPACK_COMPONENTS_ALL serve)
endif()
if(SONOSET_BASELINE)
  list(APPEND CPACK_COMPONENTS_ALL baseline)
endif()
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${SONOSET_MAINTAINER}")
if(SONOSET_HOMEPAGE)
  set(CPACK_DEBIAN_PACKAGE_HOMEPAGE "${SONOSET_HOMEPAGE}")
endif()
set(CPACK_DEBIAN_SONOSET_PACKAGE_NAME sonoset)
# libcurl and libarchive are loaded when they are needed, so the linker does not name them.
set(CPACK_DEBIAN_SONOSET_PACKAGE_DEPENDS "libcurl4, libarchive13")
set(CPACK_DEBIAN_SONOSET_PACKAGE_RECOMMENDS "libtesseract5, tesseract-ocr-eng")
set(CPACK_DEBIAN_SONOSET_PACKAGE_SUGGESTS "sonoset-baseline, sonoset-serve, yt-dlp")
set(CPACK_DEBIAN_SONOSET_DESCRIPTION "curates ultrasound video datasets
sonoset imports clips from files, mirrors and the web, samples and crops
frames, and keeps where everything came from and what it shows in a SQLite
catalog. It divides clips into folds with each person on one side, and exports
frames with a manifest for training.")
set(CPACK_DEBIAN_SERVE_PACKAGE_NAME sonoset-serve)
set(CPACK_DEBIAN_SERVE_PACKAGE_DEPENDS "sonoset (= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_SERVE_PACKAGE_SUGGESTS "nginx")
set(scripts ${CMAKE_SOURCE_DIR}/packaging/serve)
set(CPACK_DEBIAN_SERVE_PACKAGE_CONTROL_EXTRA ${scripts}/postinst ${scripts}/prerm ${scripts}/postrm)
set(CPACK_DEBIAN_SERVE_DESCRIPTION "shows datasets of sonoset in a browser
A web service for one dataset, on the machine that has it. 'sonoset serve'
starts it and prints the address to open.")
set(CPACK_DEBIAN_BASELINE_PACKAGE_NAME sonoset-baseline)
set(CPACK_DEBIAN_BASELINE_PACKAGE_DEPENDS "sonoset (= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_BASELINE_DESCRIPTION "trains and audits classifiers on datasets of sonoset
The baseline trains a classifier on a split of a dataset, judges it by
cross-validation, and tells whether its numbers may be believed. It predicts
the class of clips from outside, and finds labels that look wrong. It needs
LibTorch.")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "${SONOSET_MAINTAINER}")
include(CPack)
