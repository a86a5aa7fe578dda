#pragma once

/// Titles of option groups in help, the same for every verb.
inline constexpr const char* kSamplingGroup = "Sampling";
inline constexpr const char* kDownloadGroup = "Download";
inline constexpr const char* kWorkerGroup = "Worker";
inline constexpr const char* kSelectionGroup = "Selection";
inline constexpr const char* kOutputGroup = "Output";
