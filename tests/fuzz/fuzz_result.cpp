// The answer of a compromised worker is rejected or round-trips.
#include "base/error.h"
#include "model/clip_job.h"
#include "target.h"

FUZZ_TARGET(result) {
  try {
    const std::string text = model::to_json(model::parse_clip_result(fuzz::text_of(data, size)));
    fuzz::check(model::to_json(model::parse_clip_result(text)) == text);
  } catch (const base::Error&) {
  }
  return 0;
}
