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
      return {Code::Denied, "is being written by another process; wait for it to finish"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {Code::Denied, "is read-only; check the permissions of the file and its folder"};
    case SQLITE_CANTOPEN:
      return {Code::Denied,
              "cannot be opened; check the permissions of the file and its folder; if the disk is full, free some disk "
              "space"};
    case SQLITE_NOTADB:
      return {Code::Corrupt, "is not an SQLite database; restore it with 'sonoset rebuild'"};
    case SQLITE_CORRUPT:
    case SQLITE_ERROR:  // our SQL matches our schema, so the schema is not ours
      return {Code::Corrupt, "is damaged; restore it with 'sonoset rebuild'"};
    case SQLITE_INTERRUPT:
      return {Code::Corrupt,
              "takes too long to read for its size, and may be damaged; restore it with 'sonoset rebuild'"};
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return {Code::InvalidInput, "rejected a row (constraint or type error)"};
    case SQLITE_TOOBIG:
      return {Code::InvalidInput, "cannot store text of this size"};
    case SQLITE_FULL:
      return {Code::Io, "cannot grow: the disk is full; free some disk space and run the same command again"};
    case SQLITE_IOERR:
      return {Code::Io,
              "cannot be read or written; if the disk is full, free some disk space, else check the disk; then run "
              "the same command again"};
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
