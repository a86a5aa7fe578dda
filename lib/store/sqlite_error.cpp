#include "store/sqlite_error.h"

#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "base/error.h"

namespace store {
namespace {

using base::Code;
using base::Error;

struct Meaning {
  Code code;
  const char* words;
};

Meaning meaning_of(int result) {
  switch (result) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Code::Denied, "is being written by another process; wait until it is done"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {Code::Denied, "cannot be written; look at its permissions and its folder's"};
    case SQLITE_CANTOPEN:
      return {Code::Denied,
              "cannot be opened; look at its permissions and its folder's, and make room if the disk is full"};
    case SQLITE_NOTADB:
      return {Code::Corrupt, "is not a SQLite database; make it again with 'sonoset rebuild'"};
    case SQLITE_CORRUPT:
    case SQLITE_ERROR:  // Our SQL is right for our schema, so the schema is not ours.
      return {Code::Corrupt, "is damaged; make it again with 'sonoset rebuild'"};
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return {Code::InvalidInput, "does not take this row"};
    case SQLITE_TOOBIG:
      return {Code::InvalidInput, "does not take texts of this size"};
    case SQLITE_FULL:
      return {Code::Io, "cannot grow: the disk is full; make room and run the same command again"};
    case SQLITE_IOERR:
      return {Code::Io,
              "cannot be read or written: if the disk is full make room, else look at the disk, and run the "
              "same command again"};
    default:
      return {Code::Io, "cannot be used"};
  }
}

}  // namespace

void throw_as_ours(const SQLite::Exception& error, const std::string& file) {
  const Meaning meaning = meaning_of(error.getErrorCode() & 0xFF);
  throw Error(meaning.code, fmt::format("catalog '{}' {} (SQLite: {})", file, meaning.words, error.what()));
}

}  // namespace store
