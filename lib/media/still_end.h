#pragma once

#include "media/ending.h"

namespace media {

class ByteScan;

// How stills, and what is made like them, end too early. A scan that is taken by reference stands behind the end of a
// file that is whole.

/// PNG (ISO 15948), 5.3: length, type, data, check sum; the last is IEND.
Missing png_end(ByteScan& scan);
/// JPEG (ITU-T T.81), annex B: after the first scan an end marker must come.
Missing jpeg_end(ByteScan scan);
/// GIF89a, 17 to 27: blocks; a file that ends between two of them may lack nothing but the trailer.
Missing gif_end(ByteScan& scan);
/// BITMAPFILEHEADER: bfSize.
Missing bmp_end(ByteScan scan);

}  // namespace media
