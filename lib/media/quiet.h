#pragma once

namespace media {

/// Turns off logging of FFmpeg's libraries in this process; problems are reported as findings.
void silence_libraries();

}  // namespace media
