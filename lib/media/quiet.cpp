#include "media/quiet.h"

extern "C" {
#include <libavutil/log.h>
}

namespace media {

void silence_libraries() { av_log_set_level(AV_LOG_QUIET); }

}  // namespace media
