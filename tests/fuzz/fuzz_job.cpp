// What a worker is asked: refused, or the same after it was written and read again.
#include "base/error.h"
#include "model/job.h"
#include "target.h"

FUZZ_TARGET(job) {
  try {
    const std::string text = model::to_json(model::parse_job(fuzz::text_of(data, size)));
    fuzz::check(model::to_json(model::parse_job(text)) == text);
  } catch (const base::Error&) {
  }
  return 0;
}
