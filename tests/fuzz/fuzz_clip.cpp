// A media file: the reader gives pictures in order within the recipe's limits, or a finding.
#include <sys/mman.h>

#include "base/error.h"
#include "base/file.h"
#include "media/clip_reader.h"
#include "media/quiet.h"
#include "target.h"

namespace {

class Sink : public sampling::PictureSink {
 public:
  void take(sampling::SampledPicture picture) override {
    fuzz::check(picture.picture > last_);
    fuzz::check(picture.pixels.width > 0 && picture.pixels.height > 0);
    last_ = picture.picture;
  }
  void start_again() override { last_ = -1; }

 private:
  std::int64_t last_ = -1;
};

}  // namespace

FUZZ_TARGET(clip) {
  media::silence_libraries();
  const base::Descriptor file(::memfd_create("clip", MFD_CLOEXEC));
  base::write_all(file.get(), fuzz::text_of(data, size), "memfd");
  model::ClipJob job;
  job.clip = "fuzz";
  job.name = "fuzz.mp4";
  job.max_pixels = 512 * 512;
  if (size % 2 == 1) job.recipe.sampling.kind = model::Sampling::Kind::All;
  Sink sink;
  try {
    media::read_clip(file.get(), job, sink);
  } catch (const base::Error&) {
  }
  return 0;
}
