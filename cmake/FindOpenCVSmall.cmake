# opencv_small: OpenCV's modules core and imgproc. OpenCV's own CMake files ask for all of its modules to be installed.
find_path(OpenCVSmall_INCLUDE_DIR opencv2/imgproc.hpp PATH_SUFFIXES opencv4)
find_library(OpenCVSmall_CORE opencv_core)
find_library(OpenCVSmall_IMGPROC opencv_imgproc)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OpenCVSmall REQUIRED_VARS OpenCVSmall_INCLUDE_DIR OpenCVSmall_CORE
                                                            OpenCVSmall_IMGPROC)
if(OpenCVSmall_FOUND AND NOT TARGET opencv_small)
  add_library(opencv_small INTERFACE)
  target_include_directories(opencv_small SYSTEM INTERFACE ${OpenCVSmall_INCLUDE_DIR})
  target_link_libraries(opencv_small INTERFACE ${OpenCVSmall_IMGPROC} ${OpenCVSmall_CORE})
endif()
mark_as_advanced(OpenCVSmall_INCLUDE_DIR OpenCVSmall_CORE OpenCVSmall_IMGPROC)
