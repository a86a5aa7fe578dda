#include "clip_command.h"

#include <filesystem>
#include <optional>

#include "base/error.h"
#include "base/file.h"
#include "base/printable.h"
#include "clip_job.h"
#include "model/id.h"
#include "say.h"
#include "seal.h"
#include "still/encoder.h"
#include "vision/text_reader.h"

namespace worker {

int clip(const std::vector<std::string>& words) {
  std::vector<std::string> arguments = words;
  const bool unsealed = std::erase(arguments, "--unsealed") > 0;
  if (arguments.empty() || arguments.size() > 2) {
    throw base::Error(base::Code::InvalidInput, "usage: sonoset-worker clip [--unsealed] FILE [RECIPE]");
  }
  const std::filesystem::path path = arguments[0];
  const base::Descriptor object = base::open_to_read(path);
  model::ClipJob job;
  job.clip = model::suggest_id(path.stem().string());
  job.name = path.filename();
  if (arguments.size() > 1) job.recipe = model::Recipe::parse(arguments[1]);
  still::Encoder stills;
  std::optional<vision::TextReader> reader;
  if (job.recipe.text > 0) reader.emplace();
  seal_process_or_throw(unsealed);
  const auto result = work_on_clip(job, object.get(), -1, stills, reader ? &*reader : nullptr);
  say(stdout, base::printable_json(model::to_json(result)));
  return result.frames.empty() ? 1 : 0;
}

}  // namespace worker
