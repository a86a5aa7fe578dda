#pragma once

#include <string>

namespace media {

/// Why a file cannot be used: the code and message of a finding.
struct Refusal {
  std::string code;
  std::string message;
};

}  // namespace media
