#include "media/stream_traits.h"

#include "media/libav.h"

namespace media {

StreamTraits traits_of(const AVStream& stream) {
  StreamTraits traits;
  const AVCodecParameters& parameters = *stream.codecpar;
  const bool progressive = parameters.field_order == AV_FIELD_PROGRESSIVE || parameters.field_order == AV_FIELD_UNKNOWN;
  if (parameters.codec_id == AV_CODEC_ID_MJPEG && progressive) traits.kind = StreamTraits::Kind::Intra;
  const bool reordered = parameters.codec_id == AV_CODEC_ID_H264 || parameters.codec_id == AV_CODEC_ID_MPEG4;
  if (reordered && progressive) traits.kind = StreamTraits::Kind::Reordered;
  traits.reorder_depth = parameters.video_delay;
  if (stream.time_base.num > 0 && stream.time_base.den > 0)
    traits.time_base = {stream.time_base.num, stream.time_base.den};
  return traits;
}

}  // namespace media
