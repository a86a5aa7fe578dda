#include "store/versions.h"

#include <SQLiteCpp/Database.h>

namespace store {

std::string sqlite_version() { return SQLite::getLibVersion(); }

}  // namespace store
