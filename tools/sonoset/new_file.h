#pragma once

#include <filesystem>

/// Throws InvalidInput if `out` is a folder, is one of the dataset's own files, or exists and `force` is not set.
void check_new_file(const std::filesystem::path& dataset, const std::filesystem::path& out, bool force);
