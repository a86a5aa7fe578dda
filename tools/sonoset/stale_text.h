#pragma once

#include <filesystem>
#include <string>

/// "split 'main' is stale: WHY; run 'sonoset -C lungs split main' to update it". `dataset` is the value of -C.
std::string stale_text(const std::filesystem::path& dataset, const std::string& split, const std::string& why);
