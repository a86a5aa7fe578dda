// A lock is rejected or written again byte for byte.
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
