#pragma once

namespace worker {

/// From here on this process can compute, read and write the descriptors it has and those its channel brings, and
/// nothing else: no file is opened, made, named or removed, no socket made, no program or process started, no memory
/// made executable. To open or look for a file fails with EACCES, since libraries ask for some that they can do
/// without; everything else ends the process with SIGSYS. Returns false where it could not be done: built without
/// libseccomp or for a sanitizer or coverage, which write files at the end, or a kernel without it. Not undone by
/// anything. See seccomp(2).
bool seal_process();

}  // namespace worker
