// A registry of weights gives complete entries, or problems.
#include "manifest/weights_registry.h"
#include "target.h"

FUZZ_TARGET(weights_registry) {
  const auto parsed = manifest::parse_weights_registry(fuzz::text_of(data, size), "fuzz.yaml");
  fuzz::check(parsed.registry.has_value() == parsed.problems.empty());
  if (!parsed.registry) return 0;
  for (const manifest::WeightsEntry& entry : parsed.registry->entries) {
    fuzz::check(!entry.name.empty() && !entry.url.empty() && entry.bytes > 0);
    fuzz::check(parsed.registry->find(entry.name) != nullptr);
  }
  return 0;
}
