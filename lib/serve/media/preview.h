#pragma once

#include <cstdint>
#include <string>

#include "curate/dataset.h"
#include "serve/media/shown_clip.h"
#include "serve/media/worker_job.h"

namespace serve {

/// A clip as a video that browsers play: H.264 in MP4, the clip's window at its own frame rate, upright, uncropped,
/// with square pixels. It is one file: the video, JSON about it, and the length of the JSON in 16 hexadecimal digits.
struct Preview {
  std::int64_t video_bytes = 0;
  std::string json;
};

/// The recipe by which a worker makes the clip's preview.
model::Recipe preview_recipe(const ShownClip& clip);
/// Names it: a digest of the object and the recipe.
std::string preview_name(const ShownClip& clip);

/// Writes the preview's file to an empty one that is open to read and write. Throws Unsupported with the worker's
/// reason if it cannot make the video; what run_worker_job throws.
void make_preview(const ShownClip& clip, int object, int to, const WorkerRule& rule, const StopTime& stop);

/// Throws Corrupt for another file.
Preview read_preview(int file);

}  // namespace serve
