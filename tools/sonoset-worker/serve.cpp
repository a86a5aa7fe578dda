#include "base/channel.h"
#include "commands.h"
#include "frame_writer.h"
#include "limits.h"
#include "model/job.h"
#include "still/encoder.h"

namespace worker {

// A message is a job with one or two descriptors: the object, and the file that frames go to; without it, none is kept.
int serve(const std::vector<std::string>& /*arguments*/) {
  constexpr int kChannel = 3;
  base::Channel channel{base::Descriptor(kChannel)};
  still::Encoder stills;
  seal_process();
  while (auto message = channel.receive()) {
    const auto& descriptors = message->descriptors;
    if (descriptors.empty() || descriptors.size() > 2) return 2;
    const model::ClipJob job = model::parse_job(message->text);
    const int output = descriptors.size() == 2 ? descriptors[1].get() : -1;
    if (!channel.send(model::to_json(work_on(job, descriptors[0].get(), output, stills)))) break;
  }
  return 0;
}

}  // namespace worker
