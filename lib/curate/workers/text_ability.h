#pragma once

#include <filesystem>
#include <mutex>

namespace curate {

/// Whether workers can read text in pictures here: Tesseract is not installed everywhere. Found out by starting one,
/// the first time somebody asks. Any thread may ask.
class TextAbility {
 public:
  explicit TextAbility(std::filesystem::path worker) : worker_(std::move(worker)) {}
  bool is_there();
  /// For a recipe: the version of the reader, or 0.
  int version();

 private:
  const std::filesystem::path worker_;
  std::once_flag asked_;
  bool is_there_ = false;
};

}  // namespace curate
