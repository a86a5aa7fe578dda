#pragma once

#include <string>

namespace curate {

/// Who makes a decision, and why; part of every decision.
struct Author {
  std::string who;
  std::string why;
};

}  // namespace curate
