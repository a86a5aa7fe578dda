#pragma once

#include <tesseract/capi.h>

namespace vision {

/// The functions of Tesseract that are used. The first call of `tesseract()` loads the library, which takes 60 ms with
/// all that it needs: most workers read no text.
struct Tesseract {
  decltype(&TessBaseAPICreate) create;
  decltype(&TessBaseAPIDelete) destroy;
  decltype(&TessBaseAPIInit4) init;
  decltype(&TessBaseAPISetPageSegMode) set_page_mode;
  decltype(&TessBaseAPISetImage) set_image;
  decltype(&TessBaseAPISetSourceResolution) set_resolution;
  decltype(&TessBaseAPIGetUTF8Text) text;
  decltype(&TessBaseAPIMeanTextConf) confidence;
  decltype(&TessBaseAPIClear) clear;
  decltype(&TessDeleteText) delete_text;
};

/// Throws Unsupported, with the name of the package, if the library is not installed.
const Tesseract& tesseract();

}  // namespace vision
