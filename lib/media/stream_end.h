#pragma once

#include "media/ending.h"

namespace media {

class ByteScan;
class Input;

// Detect streaming containers that end too early.

/// ISO 13818-1, 2.5.3: packs, and packets with a length.
Missing program_stream_end(ByteScan scan);
/// ISO 13818-1, 2.4.3: packets of 188 bytes; 192 with a leading timestamp (BDAV), 204 with trailing check bytes.
Missing transport_stream_end(const Input& input);
/// RFC 3533: pages of segments; the last page of each stream is marked.
Missing ogg_end(ByteScan scan);
/// Adobe Flash Video File Format 10.1, annex E: tags with a type and a size, and the size again.
Missing flv_end(ByteScan scan);
/// Advanced Systems Format 01.20.05, 2: objects with a GUID and a size.
Missing asf_end(ByteScan scan);

}  // namespace media
