#include "curate/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/folder.h"

namespace curate {
namespace fs = std::filesystem;
using base::Code;
using base::Error;
using base::FileKind;

namespace {

struct Part {
  std::string_view name;
  FileKind kind;
};

constexpr std::array kDatasetParts = {
    Part{"catalog.sqlite", FileKind::File},
    Part{"catalog.sqlite-wal", FileKind::File},
    Part{"catalog.sqlite-shm", FileKind::File},
    Part{"catalog.sqlite-journal", FileKind::File},
    Part{"catalog.rebuilt.sqlite", FileKind::File},
    Part{"catalog.rebuilt.sqlite-wal", FileKind::File},
    Part{"catalog.rebuilt.sqlite-shm", FileKind::File},
    Part{"catalog.rebuilt.sqlite-journal", FileKind::File},
    Part{"decisions.jsonl", FileKind::File},
    Part{"manifests", FileKind::Folder},
    Part{"objects", FileKind::Folder},
    Part{"frames", FileKind::Folder},
    Part{"downloads", FileKind::Folder},
    Part{"work", FileKind::Folder},
    Part{"work/lock", FileKind::File},
    Part{"baseline", FileKind::Folder},
    Part{"evaluations.jsonl", FileKind::File},
};

void check_part(const base::Folder& folder, const Part& part) {
  const FileKind kind = folder.kind_of(part.name);
  if (kind == FileKind::Missing || kind == part.kind) return;
  const std::string path = (folder.path() / part.name).string();
  const std::string_view wanted = part.kind == FileKind::File ? "file" : "folder";
  if (kind == FileKind::Link) {
    throw Error(Code::InvalidInput,
                fmt::format("'{}' is a symbolic link; links inside a dataset are not followed; replace it with the "
                            "{} it points to, or remove it",
                            path, wanted));
  }
  throw Error(Code::InvalidInput, fmt::format("'{}' is not a {}; move it out of the dataset", path, wanted));
}

}  // namespace

void check_layout(const fs::path& path) {
  const base::Folder folder(path);
  for (const Part& part : kDatasetParts) {
    if (part.name == "work/lock" && folder.kind_of("work") != FileKind::Folder) continue;
    check_part(folder, part);
  }
  // These are read by path.
  if (folder.kind_of("manifests") != FileKind::Folder) return;
  for (const std::string& name : folder.names("manifests")) {
    check_part(folder, {(fs::path("manifests") / name).string(), FileKind::File});
  }
}

void check_not_kept(const fs::path& folder, const fs::path& out) {
  if (out.empty())
    throw Error(Code::InvalidInput, "the place to write to has an empty name; name a new file or folder");
  std::error_code error;
  const fs::path place = fs::weakly_canonical(out, error);
  const fs::path inside = place.lexically_relative(fs::weakly_canonical(folder, error));
  if (inside.empty()) return;
  const std::string first = inside.begin()->string();
  if (std::ranges::none_of(kDatasetParts, [&](const Part& part) { return part.name == first; })) return;
  throw Error(Code::InvalidInput,
              fmt::format("'{}' is among the dataset's own files; choose another place", out.string()));
}

}  // namespace curate
