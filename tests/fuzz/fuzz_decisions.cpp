// A line of decisions.jsonl is rejected or round-trips.
#include "base/error.h"
#include "curate/label/decisions.h"
#include "target.h"

FUZZ_TARGET(decisions) {
  try {
    const std::string line = curate::to_line(curate::parse_decision(fuzz::text_of(data, size)));
    fuzz::check(curate::to_line(curate::parse_decision(line)) == line);
  } catch (const base::Error&) {
  }
  return 0;
}
