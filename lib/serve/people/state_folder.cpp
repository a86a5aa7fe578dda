#include "serve/people/state_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/error.h"
#include "base/file.h"
#include "base/folder.h"
#include "catalog/people/people_file.h"
#include "curate/user_folders.h"
#include "model/id.h"

namespace serve {
namespace fs = std::filesystem;
using base::Code;
using base::Error;

namespace {

constexpr const char* kPeople = "people.db";
constexpr unsigned kOthers = 0077;

void check_private(const base::Descriptor& opened, const fs::path& path, const char* mode) {
  struct stat status {};
  if (::fstat(opened.get(), &status) != 0) base::throw_errno("cannot examine", path.string());
  if (status.st_uid != ::geteuid()) {
    throw Error(Code::Denied, fmt::format("'{}' belongs to another user (id {}); accounts are read from your own "
                                          "folders only",
                                          path.string(), status.st_uid));
  }
  if ((status.st_mode & kOthers) != 0) {
    throw Error(Code::Denied, fmt::format("other users can open '{}', which holds accounts; run 'chmod {} {}'",
                                          path.string(), mode, path.string()));
  }
}

base::Descriptor open_folder_itself(const fs::path& folder) {
  base::Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened) base::throw_errno("cannot open the folder", folder.string());
  return opened;
}

void make_state_folder(const fs::path& folder) {
  const fs::path whole = fs::absolute(folder).lexically_normal();
  const fs::path place = whole.has_filename() ? whole : whole.parent_path();
  fs::create_directories(place.parent_path());
  base::Folder(place.parent_path()).make_folder(place.filename(), 0700);
}

}  // namespace

fs::path default_state_folder(const fs::path& dataset) {
  const auto state = curate::state_folder();
  if (!state) {
    throw Error(Code::InvalidInput,
                "cannot find a folder for accounts; set HOME or XDG_STATE_HOME, or use --state DIR");
  }
  const fs::path whole = fs::weakly_canonical(dataset);
  const fs::path place = whole.has_filename() ? whole : whole.parent_path();
  constexpr std::size_t kDigits = 16;
  return *state / "serve" /
         fmt::format("{}-{}", model::suggest_id(place.filename().string()),
                     base::sha256(place.string()).hex().substr(0, kDigits));
}

PeopleFiles open_state_folder(const fs::path& folder) {
  make_state_folder(folder);
  check_private(open_folder_itself(folder), folder, "700");
  const base::Folder files(folder);
  const fs::path path = folder / kPeople;
  // SQLite gives its log the mode of the file.
  if (files.kind_of(kPeople) == base::FileKind::Missing) files.create_file(kPeople, 0600);
  check_private(files.open_to_read(kPeople), path, "600");
  using Access = store::Database::Access;
  store::Database write =
      files.status_of(kPeople).size == 0 ? catalog::create_people(path) : catalog::open_people(path, Access::Write);
  return {std::move(write), catalog::open_people(path, Access::Read)};
}

}  // namespace serve
