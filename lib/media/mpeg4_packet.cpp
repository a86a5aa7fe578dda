#include "media/mpeg4_packet.h"

#include <algorithm>

#include "media/start_code.h"

namespace media {
namespace {

using Bytes = std::span<const std::uint8_t>;

}  // namespace

Mpeg4Scanner::Mpeg4Scanner(int width, int height) {
  // A VOP that is not coded gives no picture. It ends after its header, which has 27 bits (with a gap of less than six
  // seconds, as `see` requires) and stuffing. A coded one has at least a bit per macroblock.
  constexpr std::size_t kHeader = 6;
  const auto macroblocks = [](int pixels) { return static_cast<std::size_t>(std::max(pixels, 0) + 15) / 16; };
  least_bytes_ = std::max(kHeader, macroblocks(width) * macroblocks(height) / 8);
}

void Mpeg4Scanner::see(std::uint8_t code, Bytes unit, Seen& seen) const {
  constexpr std::uint8_t kLastLayer = 0x2f;
  constexpr std::uint8_t kSequence = 0xb0;
  constexpr std::uint8_t kUserData = 0xb2;
  constexpr std::uint8_t kGroup = 0xb3;
  constexpr std::uint8_t kObject = 0xb5;
  constexpr std::uint8_t kPlane = 0xb6;
  constexpr int kIntra = 0;  // vop_coding_type
  constexpr int kPredicted = 1;
  if (code == kPlane) {
    ++seen.pictures;
    const int type = unit.empty() ? -1 : unit[0] >> 6;
    const bool long_gap = !unit.empty() && (unit[0] & 0x3f) == 0x3f;  // modulo_time_base
    seen.intra = type == kIntra;
    seen.odd = seen.odd || unit.size() < least_bytes_ || long_gap || (type != kIntra && type != kPredicted);
  } else if (code <= kLastLayer || code == kSequence || code == kUserData || code == kObject) {
    seen.headers.push_back(code);
    seen.headers.insert(seen.headers.end(), unit.begin(), unit.end());
  } else if (code != kGroup) {
    seen.odd = true;
  }
}

void Mpeg4Scanner::scan(Bytes packet, PacketFacts& facts) {
  Seen seen;
  for (std::size_t at = find_start_code(packet, 0); at + kStartCode < packet.size();) {
    const std::size_t next = find_start_code(packet, at + kStartCode + 1);
    const Bytes unit = packet.subspan(at + kStartCode);
    see(unit[0], unit.first(next - at - kStartCode).subspan(1), seen);
    at = next;
  }
  facts.one_picture = seen.pictures == 1 && !seen.odd;
  facts.random_access_point = facts.one_picture && seen.intra;
  if (first_) headers_ = seen.headers;
  facts.parameter_sets = !seen.headers.empty() && seen.headers != headers_;
  first_ = false;
}

}  // namespace media
