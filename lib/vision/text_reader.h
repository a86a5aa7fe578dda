#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/picture.h"
#include "model/region.h"

namespace vision {

/// Reads text with Tesseract and its English model, which is of Latin letters and digits. Needs to open files only when
/// it is made, so a process may be sealed afterwards.
class TextReader {
 public:
  /// Throws Unsupported, with the names of packages, if Tesseract or its model is not installed.
  TextReader();
  ~TextReader();

  /// The lines of text in an area of a grey picture, from top to bottom; none without text. Each has at most
  /// model::kMaxTextBytes.
  std::vector<std::string> read(const model::Picture& luma, const model::Region& area);

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace vision
