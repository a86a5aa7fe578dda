#pragma once

#include <string>

namespace worker {

/// Restricts this process, for good, to computing and to reading and writing its open descriptors and those received
/// over its channel: it cannot open, create, rename or remove files, create sockets, start programs or processes, or
/// make memory executable. Opening or looking up a file fails with EACCES, since libraries try optional files; any
/// other call ends the process with SIGSYS. Returns why this is not possible, else an empty text: built without
/// libseccomp, or with a sanitizer or coverage (they write files at exit), or the kernel lacks it. See seccomp(2).
std::string seal_process();

/// Seals this process. If that is not possible, throws Unsupported unless `unsealed` allows to go on without.
void seal_process_or_throw(bool unsealed);

}  // namespace worker
