#pragma once

#include <archive.h>
#include <archive_entry.h>

namespace publish {

/// The functions of libarchive that are used. The first call of `libarchive()` loads the library: loading takes 14 ms,
/// and only one export needs it.
struct LibArchive {
  decltype(&archive_write_new) write_new;
  decltype(&archive_write_free) write_free;
  decltype(&archive_write_set_format_ustar) write_set_format_ustar;
  decltype(&archive_write_set_bytes_per_block) write_set_bytes_per_block;
  decltype(&archive_write_open) write_open;
  decltype(&archive_write_header) write_header;
  decltype(&archive_write_data) write_data;
  decltype(&archive_write_finish_entry) write_finish_entry;
  decltype(&::archive_error_string) error_string;
  decltype(&archive_entry_new) entry_new;
  decltype(&archive_entry_free) entry_free;
  decltype(&archive_entry_clear) entry_clear;
  decltype(&archive_entry_set_pathname) entry_set_pathname;
  decltype(&archive_entry_set_filetype) entry_set_filetype;
  decltype(&archive_entry_set_perm) entry_set_perm;
  decltype(&archive_entry_set_size) entry_set_size;
  decltype(&archive_entry_set_mtime) entry_set_mtime;
};

/// Throws Unsupported if libarchive is not installed. Thread-safe.
const LibArchive& libarchive();

}  // namespace publish
