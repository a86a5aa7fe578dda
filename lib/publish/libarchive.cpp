#include "publish/libarchive.h"

#include <dlfcn.h>

#include <string>

#include "base/error.h"

namespace publish {
namespace {

template <typename Function>
void find_in(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  if (function == nullptr) {
    throw base::Error(base::Code::Unsupported, std::string("libarchive has no ") + name + "; install a newer version");
  }
}

LibArchive load_libarchive() {
  void* library = ::dlopen("libarchive.so.13", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    throw base::Error(base::Code::Unsupported,
                      "cannot write tar files: libarchive is not installed; install libarchive13");
  }
  LibArchive archive{};
  find_in(library, "archive_write_new", archive.write_new);
  find_in(library, "archive_write_free", archive.write_free);
  find_in(library, "archive_write_set_format_ustar", archive.write_set_format_ustar);
  find_in(library, "archive_write_set_bytes_per_block", archive.write_set_bytes_per_block);
  find_in(library, "archive_write_open", archive.write_open);
  find_in(library, "archive_write_header", archive.write_header);
  find_in(library, "archive_write_data", archive.write_data);
  find_in(library, "archive_write_finish_entry", archive.write_finish_entry);
  find_in(library, "archive_error_string", archive.error_string);
  find_in(library, "archive_entry_new", archive.entry_new);
  find_in(library, "archive_entry_free", archive.entry_free);
  find_in(library, "archive_entry_clear", archive.entry_clear);
  find_in(library, "archive_entry_set_pathname", archive.entry_set_pathname);
  find_in(library, "archive_entry_set_filetype", archive.entry_set_filetype);
  find_in(library, "archive_entry_set_perm", archive.entry_set_perm);
  find_in(library, "archive_entry_set_size", archive.entry_set_size);
  find_in(library, "archive_entry_set_mtime", archive.entry_set_mtime);
  return archive;
}

}  // namespace

const LibArchive& libarchive() {
  static const LibArchive kLibArchive = load_libarchive();
  return kLibArchive;
}

}  // namespace publish
