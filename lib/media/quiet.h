#pragma once

namespace media {

/// FFmpeg's libraries log nothing from here on, in the whole process: what matters of it comes as findings.
void silence_libraries();

}  // namespace media
