#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/descriptor.h"
#include "model/clip_job.h"

namespace serve {

enum class ScreenState { Uploading, Queued, Reading, Predicting, Done, Failed };
/// "queued", "reading" …
std::string_view to_string(ScreenState state);
inline bool is_final(ScreenState state) { return state == ScreenState::Done || state == ScreenState::Failed; }

/// A file that somebody wants to have looked at, and what was found. Its key cannot be guessed: who has it may see it.
/// Before the state is final only the thread that works on it touches it; then nothing changes but heat.
struct Screening {
  std::string key;
  std::string name;  ///< as the person called the file: text to show, never a path
  std::string model;
  base::Descriptor upload;
  model::ClipResult clip;  ///< with frames cropped to the sector, and all findings
  base::Descriptor frames;
  std::string prediction;  ///< what serve-predict answered; empty where the file could not be read
  std::string why;         ///< the reason where it failed

  std::mutex heat_mutex;
  base::Descriptor heat;
  std::vector<std::int64_t> heat_bytes;  ///< of each frame's; empty: none
};

/// The recipe by which files are read: as `baseline predict --region auto` does.
model::Recipe screen_recipe();

/// What was found, as JSON: see tools/sonoset-serve/README.md.
std::string screening_json(const Screening& screening);
/// Its state only.
std::string state_json(const std::string& key, ScreenState state, std::size_t ahead);

/// A frame as JPEG, encoded again: what the worker wrote comes from a file that may control it. Throws NotFound,
/// Corrupt.
std::string screened_frame(const Screening& screening, std::size_t number);

}  // namespace serve
