// A mapping of columns: gives problems with lines, or a mapping whose patterns all compile.
#include "manifest/mapping.h"
#include "target.h"

FUZZ_TARGET(mapping) {
  const manifest::ParsedMapping parsed = manifest::parse_mapping(fuzz::text_of(data, size), "fuzz.yaml");
  fuzz::check(parsed.mapping.has_value() == parsed.problems.empty());
  return 0;
}
