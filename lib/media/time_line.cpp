#include "media/time_line.h"

#include <algorithm>
#include <deque>

#include "media/libav.h"

namespace media {
namespace {

std::int64_t ticks_of(AVRational seconds, AVRational time_base) {
  if (time_base.num <= 0 || time_base.den <= 0) return 1;
  return std::max<std::int64_t>(av_rescale_q(1, seconds, time_base), 1);
}

AVRational period_of(const AVStream& stream) {
  for (const AVRational rate : {stream.avg_frame_rate, stream.r_frame_rate}) {
    if (rate.num > 0 && rate.den > 0) return av_inv_q(rate);
  }
  return {1, 25};
}

std::int64_t count_shared(const std::vector<PacketFacts>& packets) {
  std::vector<std::int64_t> times;
  for (const PacketFacts& packet : packets) {
    if (packet.pts != kNoTime) times.push_back(packet.pts);
  }
  const auto known = static_cast<std::int64_t>(times.size());
  std::ranges::sort(times);
  const auto distinct = static_cast<std::int64_t>(std::unique(times.begin(), times.end()) - times.begin());
  return distinct < known - distinct ? known - distinct : 0;
}

std::optional<std::size_t> find_restart(const std::vector<PacketFacts>& packets) {
  std::deque<std::int64_t> last;
  for (std::size_t i = 0; i < packets.size(); ++i) {
    const std::int64_t pts = packets[i].pts;
    if (pts == kNoTime) continue;
    if (last.size() > kMaxReordered) {
      if (std::ranges::all_of(last, [pts](std::int64_t before) { return pts < before; })) return i;
      last.pop_front();
    }
    last.push_back(pts);
  }
  return std::nullopt;
}

std::int64_t microseconds(std::int64_t ticks, AVRational time_base) {
  const bool known = ticks != kNoTime && time_base.num > 0 && time_base.den > 0;
  return known ? av_rescale_q(ticks, time_base, AVRational{1, AV_TIME_BASE}) : 0;
}

}  // namespace

TimeLine time_line_of(const std::vector<PacketFacts>& packets, const AVStream& stream) {
  TimeLine line{.period = ticks_of(period_of(stream), stream.time_base),
                .half_second = ticks_of({1, 2}, stream.time_base),
                .without_own_time = count_shared(packets),
                .restart = find_restart(packets)};
  std::int64_t first = kNoTime;
  std::int64_t last = kNoTime;
  for (const PacketFacts& packet : packets) {
    if (packet.pts == kNoTime) continue;
    first = first == kNoTime ? packet.pts : std::min(first, packet.pts);
    last = std::max(last, packet.pts);
  }
  line.start_us = microseconds(first, stream.time_base);
  line.end_us =
      microseconds(last, stream.time_base) + (last == kNoTime ? 0 : microseconds(line.period, stream.time_base));
  return line;
}

}  // namespace media
