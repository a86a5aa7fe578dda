// A line of decisions.jsonl: refused, or the same after it was written and read again.
#include "base/error.h"
#include "curate/decisions.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const std::string line = curate::to_line(curate::parse_decision(fuzz::text_of(data, size)));
    fuzz::check(curate::to_line(curate::parse_decision(line)) == line);
  } catch (const base::Error&) {
  }
  return 0;
}
