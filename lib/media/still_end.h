#pragma once

#include "media/ending.h"

namespace media {

class ByteScan;

// Detect stills (and GIF) that end too early. A scan passed by reference is moved to the end of a complete file.

/// PNG (ISO 15948), 5.3: chunks of length, type, data and checksum; the last is IEND.
Missing png_end(ByteScan& scan);
/// JPEG (ITU-T T.81), annex B: an end marker must follow the first scan.
Missing jpeg_end(ByteScan scan);
/// GIF89a, 17 to 27: blocks; a file that ends between two blocks may lack only the trailer.
Missing gif_end(ByteScan& scan);
/// BITMAPFILEHEADER: bfSize.
Missing bmp_end(ByteScan scan);

}  // namespace media
