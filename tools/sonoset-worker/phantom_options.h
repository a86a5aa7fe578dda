#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace worker {

/// Options of `phantom`. The defaults take a few seconds.
struct PhantomOptions {
  std::filesystem::path out;
  std::string kind = "dataset";
  int subjects = 12;
  int clips = 24;
  std::int64_t milliseconds = 2000;  ///< length of a clip
  int width = 320;
  int height = 240;
  bool size_given = false;  ///< screens have sizes of their own unless it is
  std::uint64_t seed = 1;
};

}  // namespace worker
