#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace catalog {

/// A file that is being uploaded, or was and is not part of a contribution yet.
struct Upload {
  std::string id;
  std::string person;
  std::string name;  ///< as the person calls it
  std::int64_t bytes = 0;
  std::int64_t created = 0;  ///< seconds since 1970
  std::int64_t expires = 0;
};

void add_upload(store::Database& db, const Upload& upload);
std::optional<Upload> find_upload(store::Database& db, std::string_view id);
std::vector<Upload> uploads(store::Database& db, std::string_view person);
void set_upload_expires(store::Database& db, std::string_view id, std::int64_t expires);
/// False where there is none.
bool remove_upload(store::Database& db, std::string_view id);
std::vector<Upload> expired_uploads(store::Database& db, std::int64_t now);

/// What is there or was announced: uploads, and files of contributions that are kept.
struct HeldFiles {
  std::int64_t uploads = 0;
  std::int64_t bytes = 0;
};
HeldFiles held_by(store::Database& db, std::string_view person);
HeldFiles held_by_all(store::Database& db);
/// The ids of all that have a file, sorted.
std::vector<std::string> held_ids(store::Database& db);

}  // namespace catalog
