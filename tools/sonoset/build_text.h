#pragma once

#include <string>

/// What --version --verbose adds: the libraries' versions, the compiler, and what sonoset-worker says of itself.
std::string build_text();
