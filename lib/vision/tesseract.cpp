#include "vision/tesseract.h"

#include <dlfcn.h>

#include <cstdlib>
#include <string>

#include "base/error.h"

namespace vision {
namespace {

template <typename Function>
void find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  if (function == nullptr) {
    throw base::Error(base::Code::Unsupported, std::string("Tesseract has no ") + name + "; install a newer version");
  }
}

Tesseract load() {
  // OpenMP reads this when it is loaded. One thread: there are several workers, and a thread's stack takes memory.
  ::setenv("OMP_THREAD_LIMIT", "1", 1);
  // Never unloaded: its static objects may outlive ours.
  void* library = ::dlopen("libtesseract.so.5", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    throw base::Error(
        base::Code::Unsupported,
        "cannot read text: Tesseract is not installed; install libtesseract5 and tesseract-ocr-eng, or do "
        "not use --read-text");
  }
  Tesseract functions{};
  find(library, "TessBaseAPICreate", functions.create);
  find(library, "TessBaseAPIDelete", functions.destroy);
  find(library, "TessBaseAPIInit4", functions.init);
  find(library, "TessBaseAPISetPageSegMode", functions.set_page_mode);
  find(library, "TessBaseAPISetImage", functions.set_image);
  find(library, "TessBaseAPISetSourceResolution", functions.set_resolution);
  find(library, "TessBaseAPIGetUTF8Text", functions.text);
  find(library, "TessBaseAPIMeanTextConf", functions.confidence);
  find(library, "TessBaseAPIClear", functions.clear);
  find(library, "TessDeleteText", functions.delete_text);
  return functions;
}

}  // namespace

const Tesseract& tesseract() {
  static const Tesseract kTesseract = load();
  return kTesseract;
}

}  // namespace vision
