#include "base/channel.h"
#include "commands.h"
#include "frame_writer.h"
#include "media/still.h"
#include "model/job.h"

namespace worker {

int serve(const std::vector<std::string>& /*arguments*/) {
  constexpr int kChannel = 3;
  base::Channel channel{base::Descriptor(kChannel)};
  media::StillEncoder stills;
  while (auto message = channel.receive()) {
    if (message->descriptors.size() != 2) return 2;
    const model::ClipJob job = model::parse_job(message->text);
    const auto result = work_on(job, message->descriptors[0].get(), message->descriptors[1].get(), stills);
    if (!channel.send(model::to_json(result))) break;
  }
  return 0;
}

}  // namespace worker
