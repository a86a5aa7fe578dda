// A mapping of a sheet's columns gives problems with their lines, or a mapping with all patterns compiled.
#include "manifest/mapping.h"
#include "target.h"

FUZZ_TARGET(mapping) {
  const manifest::ParsedMapping parsed = manifest::parse_mapping(fuzz::text_of(data, size), "fuzz.yaml");
  fuzz::check(parsed.mapping.has_value() == parsed.problems.empty());
  return 0;
}
