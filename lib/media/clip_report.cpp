#include "media/clip_report.h"

#include <algorithm>

#include "base/text.h"
#include "media/clip_decoding.h"
#include "media/container.h"
#include "media/input.h"
#include "media/packet_store.h"
#include "media/time_line.h"

namespace media {
namespace {

std::string seconds(std::int64_t microseconds) { return base::Rational(microseconds, 1'000'000).decimal(2) + " s"; }

/// "4:3", as FFmpeg writes it.
std::string ratio(const base::Rational& value) {
  return std::to_string(value.num()) + ":" + std::to_string(value.den());
}

}  // namespace

void ClipReport::add_streams(const Container& container) {
  const std::vector<int> unused = container.other_video_streams();
  if (job_.recipe.stream || unused.empty()) return;
  std::string others;
  for (const int stream : unused) others += (others.empty() ? "" : ", ") + std::to_string(stream);
  find("stream-unused", "video stream " + std::to_string(result.header.stream) +
                            " is used; the file also has video stream" + (unused.size() == 1 ? " " : "s ") + others);
}

bool ClipReport::add_ending(const Missing& missing) {
  if (!missing) return true;
  const bool still = result.header.container.ends_with("_pipe");
  if (missing->after_pictures) {
    find("end-missing", missing->words);
  } else if (job_.recipe.allow_truncated && !still) {
    find("truncated-used", missing->words);
  } else {
    find("truncated", missing->words);
    return false;
  }
  return true;
}

void ClipReport::check_duration(std::int64_t claimed_us, const TimeLine& line) {
  if (line.restart || line.without_own_time > 0) return;
  // Some containers measure from 0, others from the first picture.
  const auto off_by = [&](std::int64_t seen_us) { return std::max(claimed_us - seen_us, seen_us - claimed_us); };
  constexpr std::int64_t kHalfSecondUs = 500'000;
  const std::int64_t tolerated = std::max(kHalfSecondUs, claimed_us / 20);
  const std::int64_t lasts = line.end_us - line.start_us;
  if (std::min(off_by(line.end_us), off_by(lasts)) <= tolerated) return;
  find("duration-differs",
       "duration is " + seconds(claimed_us) + " in the container, but " + seconds(lasts) + " in the pictures");
}

void ClipReport::check_claims(int object, const Container& container, const PacketStore& packets,
                              const TimeLine& line) {
  if (const auto claimed = container.claimed_duration_us()) check_duration(*claimed, line);
  const auto read = static_cast<std::int64_t>(packets.facts().size());
  const std::int64_t header = result.header.pictures;
  if (header <= 0 || header == read) return;
  // With an edit list, which hides samples, the claim is compared with the sample table.
  Input input(object);
  if (samples_without_edits(input, result.header.stream) == header) return;
  find("frame-count-differs",
       "the container claims " + base::counted(header, "picture") + ", but has " + std::to_string(read));
}

bool ClipReport::check_timestamps(const PacketStore& packets) {
  const base::Rational& time_base = result.content.time_base;
  const auto odd = std::ranges::find_if(packets.facts(), [&](const PacketFacts& packet) {
    return packet.pts != kNoTime && !model::is_possible_time(packet.pts, time_base);
  });
  if (odd == packets.facts().end()) return true;
  find("times-invalid", "packet " + std::to_string(odd - packets.facts().begin()) + " has the timestamp " +
                            std::to_string(odd->pts) + ", in units of " + time_base.text() + " s");
  return false;
}

void ClipReport::add_times(const TimeLine& line, const DecodingSummary& decoding, const PacketStore& packets) {
  const auto all = std::to_string(packets.facts().size());
  if (line.without_own_time > 0) {
    find("times-missing", std::to_string(line.without_own_time) + " of " + all +
                              " pictures have no timestamp; their times follow from the frame rate");
  } else if (decoding.restarts.count > 0) {
    const std::string more =
        decoding.restarts.count > 1 ? ", and " + base::counted(decoding.restarts.count - 1, "more time") : "";
    find("times-restart", "timestamps restart at picture " + std::to_string(decoding.restarts.first) + more);
  } else if (line.restart) {
    find("times-restart", "timestamps restart after " + std::to_string(*line.restart) + " of " + all + " pictures");
  }
}

void ClipReport::add_left_out(const DecodingSummary& decoding) {
  if (decoding.lost > 0) {
    find("undecodable-pictures", base::counted(decoding.lost, "picture") + " damaged or not decodable");
  }
  if (decoding.other_size > 0) {
    find("size-changed", base::counted(decoding.other_size, "picture") + " not of the size of the first one, " +
                             std::to_string(result.content.width) + " x " + std::to_string(result.content.height));
  }
  if (decoding.odd_angle)
    find("rotation-ignored", "the rotation in the display matrix is not a multiple of 90 degrees");
}

void ClipReport::add_shape(const DecodingSummary& decoding) {
  const model::ContentMetadata& content = result.content;
  if (content.interlaced) find("interlaced", "interlaced (field order " + content.field_order + ")");
  if (content.sample_aspect != base::Rational(1)) {
    find("pixels-not-square", "sample aspect ratio " + ratio(content.sample_aspect));
  }
  if (decoding.alpha_hides)
    find("alpha-dropped", "pictures have transparent pixels or an alpha layer: hidden content is visible");
  if (decoding.range_ignored) find("range-ignored", "grey pictures are flagged as limited range (16 to 235)");
}

void ClipReport::add_pictures(const DecodingSummary& decoding, const PacketStore& packets) {
  const model::ContentMetadata& content = result.content;
  add_left_out(decoding);
  add_shape(decoding);
  if (decoding.region_outside) {
    const model::Region& region = *job_.recipe.region;
    find("region-outside", "region " + std::to_string(region.x) + "," + std::to_string(region.y) + " " +
                               std::to_string(region.width) + " x " + std::to_string(region.height) +
                               " is not inside " + std::to_string(content.width) + " x " +
                               std::to_string(content.height));
  } else if (decoding.taken == 0 && content.pictures == 0) {
    find("no-pictures", "no picture in " + base::counted(packets.facts().size(), "packet"));
  } else if (decoding.taken == 0 && decoding.in_window) {
    find("no-pictures", "all pictures of the window are damaged");
  } else if (decoding.taken == 0) {
    find("window-empty",
         "the stream has " + base::counted(content.pictures, "picture") + ", none of them in the window");
  }
}

void ClipReport::check_count(const PacketStore& packets) {
  const model::ContentMetadata& content = result.content;
  const bool explained = std::ranges::any_of(result.findings, [](const model::Finding& finding) {
    return model::finding_code(finding.code).severity != model::Severity::Note;
  });
  if (explained || !content.pictures_counted || content.pictures == packets.shown()) return;
  find("frame-count-differs",
       base::counted(packets.shown(), "packet") + " gave " + base::counted(content.pictures, "picture"));
}

}  // namespace media
