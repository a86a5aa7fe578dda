#pragma once

#include "baseline/audit/folded_table.h"

namespace baseline {

/// Of pictures [frames, 1, 112, 112] as bytes (see pictures_of).
inline constexpr int kAuditSide = 112;

/// How bright, how varied, how sharp: mean and deviation, a histogram of 16 grey levels, and the sharpness and
/// brightness that the import measured. Nothing of where anything is.
Table statistics_table(const Samples& samples, const at::Tensor& pictures);

/// The upper edge and the sides above the chest wall's depth (8% of the side; the sides to a fifth of the height), the
/// upper corners (across and down together less than a quarter), and the tips of the lower ones (an eighth), as means
/// over 4 × 4 pixels: names and marks of devices, and the black beside a sector. Not the lower edge and the rest of the
/// sides: where a picture is cut to its sector, they show lung.
Table border_table(const at::Tensor& pictures);

/// Features that need no training, for who has no weights: grey levels, slopes across and down, and the Laplacian, at
/// two scales, each as mean and deviation of the nine parts of a 3 × 3 grid: 144 numbers.
Table plain_table(const at::Tensor& pictures);

}  // namespace baseline
