#pragma once

#include <string>

namespace curate {

/// Who decides, and why: stands in every decision.
struct Author {
  std::string who;
  std::string why;
};

}  // namespace curate
