// A lock file: refused, or written back identically.
#include "base/error.h"
#include "manifest/lock.h"
#include "target.h"

FUZZ_TARGET(lock) {
  const std::string_view text = fuzz::text_of(data, size);
  try {
    fuzz::check(manifest::write_lock(manifest::parse_lock(text, "fuzz.lock")) == text);
  } catch (const base::Error&) {
  }
  return 0;
}
