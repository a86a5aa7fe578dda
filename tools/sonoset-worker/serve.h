#pragma once

#include <string>
#include <vector>

namespace worker {

/// Sends why this worker cannot start, as its first message.
void say_not_ready(const std::string& why);

/// `serve [--unsealed] [--read-text]`: loads what reads text if asked, seals the process, says that it is ready, and
/// answers jobs from the channel on descriptor 3 until it closes. Without --unsealed it refuses to work without a seal.
int serve(const std::vector<std::string>& arguments);

}  // namespace worker
