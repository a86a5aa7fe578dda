#pragma once

namespace worker {

/// Restricts this process, for good, to computing and to reading and writing its open descriptors and those received
/// over its channel: it cannot open, create, rename or remove files, create sockets, start programs or processes, or
/// make memory executable. Opening or looking up a file fails with EACCES, since libraries try optional files; any
/// other call ends the process with SIGSYS. Returns false if this is not possible: built without libseccomp, or with a
/// sanitizer or coverage (they write files at exit), or the kernel lacks it. See seccomp(2).
bool seal_process();

}  // namespace worker
