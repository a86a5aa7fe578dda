#include "serve.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/channel.h"
#include "base/error.h"
#include "clip_job.h"
#include "model/worker_message.h"
#include "seal.h"
#include "still/encoder.h"
#include "vision/text_reader.h"

namespace worker {
namespace {

constexpr int kChannel = 3;

/// Handles jobs of one kind. The encoder is reused from job to job for its buffers.
struct JobKind {
  std::string_view name;
  std::string (*answer)(const base::Channel::Message& job, still::Encoder& stills, vision::TextReader* reader);
};

constexpr std::array kJobKinds = {JobKind{model::kClipKind, answer_clip_job}};

const JobKind& kind_of(const std::string& text) {
  const std::string name = model::worker_message_kind(text);
  const auto* kind = std::ranges::find(kJobKinds, name, &JobKind::name);
  if (kind != kJobKinds.end()) return *kind;
  std::string known;
  for (const JobKind& each : kJobKinds) known += " " + std::string(each.name);
  throw base::Error(base::Code::Unsupported, "unknown job kind '" + name + "'; known:" + known);
}

}  // namespace

void say_not_ready(const std::string& why) {
  base::Channel channel{base::Descriptor(kChannel)};
  channel.send(model::not_ready_message(why));
}

int serve(const std::vector<std::string>& arguments) {
  still::Encoder stills;
  std::optional<vision::TextReader> reader;
  try {
    if (std::ranges::find(arguments, "--read-text") != arguments.end()) reader.emplace();
    seal_process_or_throw(std::ranges::find(arguments, "--unsealed") != arguments.end());
  } catch (const base::Error& error) {
    say_not_ready(error.what());
    throw;
  }
  base::Channel channel{base::Descriptor(kChannel)};
  channel.send(model::ready_message());
  while (auto message = channel.receive()) {
    if (!channel.send(kind_of(message->text).answer(*message, stills, reader ? &*reader : nullptr))) break;
  }
  return 0;
}

}  // namespace worker
