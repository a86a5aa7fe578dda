#include "media/packet_store.h"

#include <algorithm>
#include <new>

#include "base/error.h"
#include "media/input.h"
#include "media/libav.h"

namespace media {
namespace {

constexpr std::size_t kMaxPackets = std::size_t{1} << 22;

std::span<const std::uint8_t> bytes_of(const AVPacket& packet) {
  return {packet.data, static_cast<std::size_t>(std::max(packet.size, 0))};
}

UniquePacket new_packet() {
  UniquePacket packet(av_packet_alloc());
  if (!packet) throw std::bad_alloc();
  return packet;
}

}  // namespace

PacketStore::PacketStore(int descriptor, Container& container, std::int64_t max_pixels, std::int64_t max_bytes_kept)
    : descriptor_(descriptor),
      max_pixels_(max_pixels),
      stream_(container.stream().index),
      codec_(container.stream().codecpar->codec_id),
      key_packets_(*container.stream().codecpar),
      packet_(new_packet()) {
  const AVCodecParameters& parameters = *container.stream().codecpar;
  layout_ = h264_layout({parameters.extradata, static_cast<std::size_t>(parameters.extradata_size)});
  if (codec_ == AV_CODEC_ID_MPEG4) mpeg4_.emplace(parameters.width, parameters.height);
  std::int64_t bytes = 0;
  while (container.read(*packet_)) {
    if (facts_.size() == kMaxPackets) {
      complete_ = false;
      break;
    }
    facts_.push_back(look_into(*packet_));
    key_packets_.see(*packet_);
    bytes += packet_->size;
    if (all_kept_ && bytes > max_bytes_kept) {
      all_kept_ = false;
      kept_.clear();
    }
    if (!all_kept_) continue;
    kept_.push_back(new_packet());
    av_packet_move_ref(kept_.back().get(), packet_.get());
  }
}

PacketFacts PacketStore::look_into(const AVPacket& packet) {
  PacketFacts facts;
  facts.pts = packet.pts == AV_NOPTS_VALUE ? kNoTime : packet.pts;
  facts.discard = (packet.flags & AV_PKT_FLAG_DISCARD) != 0;
  facts.corrupt = (packet.flags & AV_PKT_FLAG_CORRUPT) != 0 || packet.size <= 0;
  if (codec_ == AV_CODEC_ID_H264) scan_h264(bytes_of(packet), layout_, facts);
  if (codec_ == AV_CODEC_ID_MJPEG) scan_jpeg(bytes_of(packet), facts);
  if (mpeg4_) mpeg4_->scan(bytes_of(packet), facts);
  if (packet.side_data_elems > 0 && av_packet_get_side_data(&packet, AV_PKT_DATA_NEW_EXTRADATA, nullptr) != nullptr) {
    facts.parameter_sets = true;
  }
  return facts;
}

std::int64_t PacketStore::shown() const { return std::ranges::count(facts_, false, &PacketFacts::discard); }

void PacketStore::drop_cut_packet(bool container_has_sizes) {
  if (facts_.empty() || (container_has_sizes && !facts_.back().corrupt)) return;
  facts_.pop_back();
  if (!kept_.empty()) kept_.pop_back();
}

void PacketStore::rewind() {
  at_ = 0;
  if (all_kept_) return;
  again_.reset();
  again_input_ = std::make_unique<Input>(descriptor_);
  auto opened = Container::open(*again_input_, stream_, max_pixels_);
  if (const auto* refusal = std::get_if<Refusal>(&opened)) {
    throw base::Error(base::Code::Io, "the file changed while being read: " + refusal->message);
  }
  again_ = std::move(std::get<Container>(opened));
}

const AVPacket* PacketStore::next() {
  if (at_ >= facts_.size()) return nullptr;
  if (all_kept_) return kept_[at_++].get();
  if (!again_ || !again_->read(*packet_)) return nullptr;
  ++at_;
  return packet_.get();
}

}  // namespace media
