#include "new_file.h"

#include <fmt/format.h>

#include "base/error.h"
#include "curate/layout.h"

namespace fs = std::filesystem;

void check_new_file(const fs::path& dataset, const fs::path& out, bool force) {
  curate::check_not_kept(dataset, out);
  if (fs::is_directory(out)) {
    throw base::Error(base::Code::InvalidInput, fmt::format("'{}' is a folder; name a new file", out.string()));
  }
  if (!force && fs::exists(fs::symlink_status(out))) {
    throw base::Error(base::Code::InvalidInput,
                      fmt::format("'{}' already exists; name a new file, or replace it with --force", out.string()));
  }
}
