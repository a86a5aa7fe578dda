// An untrusted manifest gives problems with their lines, or round-trips.
#include "manifest/parse.h"
#include "manifest/write.h"
#include "target.h"

FUZZ_TARGET(manifest) {
  const manifest::Parsed parsed = manifest::parse_text(fuzz::text_of(data, size), "fuzz.yaml", {});
  fuzz::check(parsed.manifest.has_value() == parsed.problems.empty());
  if (!parsed.manifest) return 0;
  const std::string text = manifest::write(*parsed.manifest);
  const manifest::Parsed again = manifest::parse_text(text, "again.yaml", {});
  if (again.manifest) fuzz::check(manifest::write(*again.manifest) == text);
  return 0;
}
