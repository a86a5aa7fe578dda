#include "media/clip_reader.h"

#include <algorithm>
#include <string>

#include "media/clip_decoding.h"
#include "media/completeness.h"
#include "media/container.h"
#include "media/input.h"
#include "media/libav.h"
#include "media/packet_store.h"

namespace media {
namespace {

/// A clip's result while it is made, and who it is about.
class Report {
 public:
  explicit Report(const model::ClipJob& job) : job_(job) { result.clip = job.clip; }

  void find(const std::string& code, const std::string& message) {
    result.findings.push_back({code, "clip", job_.clip, message});
  }
  void add(const DecodingSummary& decoding, const PacketStore& packets);
  void check_claims(int object, const PacketStore& packets);
  void check_count(const PacketStore& packets);

  model::ClipResult result;

 private:
  void add_left_out(const DecodingSummary& decoding);

  const model::ClipJob& job_;
};

void Report::add_left_out(const DecodingSummary& decoding) {
  if (decoding.lost > 0) {
    find("undecodable-pictures", std::to_string(decoding.lost) + " pictures are damaged or cannot be decoded");
  }
  if (decoding.other_size > 0) {
    find("size-changed", std::to_string(decoding.other_size) + " pictures are not of the first one's size, " +
                             std::to_string(result.content.width) + " x " + std::to_string(result.content.height));
  }
  if (decoding.odd_angle) find("rotation-ignored", "the display matrix turns by no multiple of 90 degrees");
}

void Report::add(const DecodingSummary& decoding, const PacketStore& packets) {
  const model::ContentMetadata& content = result.content;
  add_left_out(decoding);
  if (decoding.region_outside) {
    const model::Region& region = *job_.recipe.region;
    find("region-outside", "region " + std::to_string(region.x) + "," + std::to_string(region.y) + " " +
                               std::to_string(region.width) + " x " + std::to_string(region.height) +
                               " does not lie within " + std::to_string(content.width) + " x " +
                               std::to_string(content.height));
  } else if (decoding.taken == 0 && content.pictures == 0) {
    find("no-pictures", "none of " + std::to_string(packets.facts().size()) + " packets gave a picture");
  } else if (decoding.taken == 0 && decoding.in_window) {
    find("no-pictures", "every picture of the window is damaged");
  } else if (decoding.taken == 0) {
    find("window-empty", "the stream has " + std::to_string(content.pictures) + " pictures, and none in the window");
  }
}

/// Every picture was decoded: does each packet that is to be shown give one?
void Report::check_count(const PacketStore& packets) {
  const model::ContentMetadata& content = result.content;
  if (!result.findings.empty() || !content.pictures_counted || content.pictures == packets.shown()) return;
  find("frame-count-differs",
       "of " + std::to_string(packets.shown()) + " packets came " + std::to_string(content.pictures) + " pictures");
}

/// The container's claims against what its packets say.
void Report::check_claims(int object, const PacketStore& packets) {
  const auto read = static_cast<std::int64_t>(packets.facts().size());
  const std::int64_t header = result.header.pictures;
  if (header <= 0 || header == read) return;
  // An edit list takes samples away: then the table of samples itself must agree with the claim.
  Input input(object);
  if (samples_without_edits(input, result.header.stream) == header) return;
  find("frame-count-differs",
       "the container claims " + std::to_string(header) + " pictures and has " + std::to_string(read));
}

void read(int object, std::int64_t packet_bytes_kept, const model::ClipJob& job, sampling::PictureSink& sink,
          Report& report) {
  model::ClipResult& result = report.result;
  Input input(object);
  auto opened = Container::open(input, job.recipe.stream, job.max_pixels);
  if (const auto* refusal = std::get_if<Refusal>(&opened)) return report.find(refusal->code, refusal->message);
  auto& container = std::get<Container>(opened);
  result.header = container.header();
  if (!extension_fits(job.name, result.header.container)) {
    report.find("wrong-extension", "the content is " + result.header.container);
  }
  if (const auto missing = missing_end(input, result.header.container)) return report.find("truncated", *missing);
  PacketStore packets(object, container, job.max_pixels, packet_bytes_kept);
  if (!packets.complete()) {
    return report.find("worker-limit", "more than " + std::to_string(packets.facts().size()) + " packets");
  }
  if (packets.facts().empty()) return report.find("no-pictures", "the video stream has no packets");
  const AVRational time_base = container.stream().time_base;
  if (time_base.num > 0 && time_base.den > 0) result.content.time_base = {time_base.num, time_base.den};
  report.check_claims(object, packets);
  report.add(decode_clip(job, container, packets, sink, result.content), packets);
  if (job.every_picture) report.check_count(packets);
  result.key_packets = packets.key_packets().of_window(packets.facts(), job.recipe.window, result.content.time_base);
  std::ranges::sort(result.findings);
}

}  // namespace

model::ClipResult read_clip(int object, const model::ClipJob& job, sampling::PictureSink& sink,
                            std::int64_t packet_bytes_kept) {
  Report report(job);
  read(object, packet_bytes_kept, job, sink, report);
  return std::move(report.result);
}

}  // namespace media
