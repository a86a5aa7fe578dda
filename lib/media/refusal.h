#pragma once

#include <string>

namespace media {

/// What is wrong with a file, as a finding's code and message: an outcome to expect of any file.
struct Refusal {
  std::string code;
  std::string message;
};

}  // namespace media
