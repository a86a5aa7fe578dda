#include <fcntl.h>

#include <cstdio>
#include <filesystem>

#include "base/error.h"
#include "base/file.h"
#include "commands.h"
#include "frame_writer.h"
#include "media/still.h"
#include "model/id.h"
#include "model/job.h"

namespace worker {

int clip(const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments.size() > 3) {
    throw base::Error(base::Code::InvalidInput, "usage: sonoset-worker clip FILE [FOLDER [RECIPE]]");
  }
  const std::filesystem::path path = arguments[0];
  const base::Descriptor object = base::open_to_read(path);
  base::Descriptor folder;
  if (arguments.size() > 1 && !arguments[1].empty()) {
    folder = base::Descriptor(::open(arguments[1].c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder) base::throw_errno("cannot open", arguments[1]);
  }
  model::ClipJob job;
  job.clip = model::suggest_id(path.stem().string());
  job.name = path.filename();
  if (arguments.size() > 2) job.recipe = model::Recipe::parse(arguments[2]);
  media::StillEncoder stills;
  const auto result = work_on(job, object.get(), folder.get(), stills);
  std::puts(model::to_json(result).c_str());
  return result.frames.empty() ? 1 : 0;
}

}  // namespace worker
