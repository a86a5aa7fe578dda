// A job for a worker is rejected or round-trips.
#include "base/error.h"
#include "model/clip_job.h"
#include "model/worker_message.h"
#include "target.h"

FUZZ_TARGET(job) {
  try {
    const std::string asked(fuzz::text_of(data, size));
    const std::string kind = model::worker_message_kind(asked);
    const std::string text = model::to_json(model::parse_clip_job(asked));
    fuzz::check(kind == model::kClipKind);
    fuzz::check(model::to_json(model::parse_clip_job(text)) == text);
  } catch (const base::Error&) {
  }
  return 0;
}
