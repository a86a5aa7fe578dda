#include "media/clip_reader.h"

#include <algorithm>
#include <string>

#include "media/clip_decoding.h"
#include "media/clip_report.h"
#include "media/completeness.h"
#include "media/container.h"
#include "media/dictionary.h"
#include "media/file_behind.h"
#include "media/input.h"
#include "media/libav.h"
#include "media/packet_store.h"
#include "media/time_line.h"

namespace media {
namespace {

void read(int object, std::int64_t packet_bytes_kept, const model::ClipJob& job, sampling::PictureSink& sink,
          sampling::RegionFinder* finder, ClipReport& report) {
  model::ClipResult& result = report.result;
  Input input(object);
  auto opened = Container::open(input, job.recipe.stream, job.max_pixels);
  if (const auto* refusal = std::get_if<Refusal>(&opened)) return report.find(refusal->code, refusal->message);
  auto& container = std::get<Container>(opened);
  result.header = container.header();
  result.tags = tags_of(container);
  if (!extension_fits(job.name, result.header.container)) {
    report.find("wrong-extension", "the content is " + result.header.container);
  }
  report.add_streams(container);
  const Missing missing = missing_end(input, result.header.container);
  if (!report.add_ending(missing)) return;
  if (const auto start = file_behind(input, result.header.container)) {
    report.find("file-behind", "another file starts at byte " + std::to_string(*start));
  }
  const bool cut = missing && !missing->after_pictures;
  PacketStore packets(object, container, job.max_pixels, packet_bytes_kept);
  if (!packets.complete()) {
    return report.find("worker-limit", "more than " + std::to_string(packets.facts().size()) + " packets");
  }
  if (cut) packets.drop_cut_packet(says_packet_sizes(result.header.container));
  if (packets.facts().empty()) return report.find("no-pictures", "the video stream has no packets");
  const AVRational time_base = container.stream().time_base;
  if (time_base.num > 0 && time_base.den > 0) result.content.time_base = {time_base.num, time_base.den};
  if (!report.check_timestamps(packets)) return;
  const TimeLine line = time_line_of(packets.facts(), container.stream());
  if (!cut) report.check_claims(object, container, packets, line);
  const DecodingSummary decoding = decode_clip(job, container, packets, line, sink, finder, result.content);
  add_tags(decoding.picture_tags, *result.tags);
  report.add_times(line, decoding, packets);
  report.add_pictures(decoding, packets);
  if (job.every_picture) report.check_count(packets);
  result.key_packets = packets.key_packets().of_window(packets.facts(), job.recipe.window, result.content.time_base);
  std::ranges::sort(result.findings);
}

}  // namespace

model::ClipResult read_clip(int object, const model::ClipJob& job, sampling::PictureSink& sink,
                            sampling::RegionFinder* finder, std::int64_t packet_bytes_kept) {
  ClipReport report(job);
  read(object, packet_bytes_kept, job, sink, finder, report);
  return std::move(report.result);
}

}  // namespace media
