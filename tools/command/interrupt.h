#pragma once

#include <functional>

/// From here on the first Ctrl-C (or SIGTERM, or SIGHUP unless it is ignored) asks the run to end soon, and the second
/// ends the program as it always does. Whether the first has come.
std::function<bool()> stop_at_interrupt();
