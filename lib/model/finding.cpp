#include "model/finding.h"

#include <algorithm>

#include "base/names.h"

namespace model {
namespace {

constexpr auto kSeverityNames =
    base::names<Severity>({{Severity::Note, "note"}, {Severity::Warning, "warning"}, {Severity::Error, "error"}});

// Sorted by code.
constexpr FindingCode kCodes[] = {
    {"address-refused", Severity::Error, Origin::Media,
     "the URL, or a redirect from it, points to a private or local address",
     "use a public URL, or add --allow-private if you trust it"},
    {"alpha-dropped", Severity::Note, Origin::Media, "transparent pixels were made opaque: hidden content is visible",
     "check the frames; use region to crop out anything that must not be visible"},
    {"audio-only", Severity::Error, Origin::Media, "the file has sound but no picture", "ask the source for the video"},
    {"comment-contradicts", Severity::Warning, Origin::Manifest, "a comment says something else than a label",
     "look at the clip: correct the label, or run sonoset resolve if the comment means something else"},
    {"creation-time", Severity::Note, Origin::Media, "the file's metadata say when it was written",
     "no action needed if that day says nothing about a person; exports leave metadata of files out"},
    {"decision-invalid", Severity::Error, Origin::Decision, "a line of decisions.jsonl cannot be applied",
     "correct or delete the line; the next command that changes the dataset reads it again"},
    {"digest-mismatch", Severity::Error, Origin::Media, "checksum mismatch: not the file that the manifest names",
     "get the right file, or check the new one and correct sha256 in the manifest"},
    {"digest-unnamed", Severity::Note, Origin::Media, "the manifest gives no sha256 for the file",
     "add sha256 to the manifest, so that a changed file is noticed"},
    {"duplicate", Severity::Warning, Origin::Links, "the clip shows the same pictures as another clip",
     "remove one of the two, or give both the same subject; they share a fold"},
    {"duration-differs", Severity::Warning, Origin::Media,
     "the duration in the container differs from that of the pictures",
     "compare with the source: the file may be cut off; the pictures found are used"},
    {"empty-file", Severity::Error, Origin::Media, "the file is empty",
     "get it again, or correct path or url in the manifest"},
    {"end-missing", Severity::Warning, Origin::Media, "the file is cut off after its last picture",
     "no action needed for the pictures; get the file again if you want all of it"},
    {"fetch-failed", Severity::Error, Origin::Media, "the file could not be downloaded",
     "import again later; sonoset check-sources tests the URL"},
    {"fetch-limit", Severity::Error, Origin::Media, "the download, or all of a run, exceed the size or time limit",
     "raise --max-size or --fetch-timeout (for all of a run: --max-total-size, --total-timeout) if you trust the "
     "manifest"},
    {"file-behind", Severity::Warning, Origin::Media,
     "the file has a second file appended, whose content may have been ignored",
     "split it where the second file begins, and add a clip for each part"},
    {"file-too-large", Severity::Error, Origin::Media, "the file is larger than --max-size allows",
     "raise --max-size if you trust the file"},
    {"frame-count-differs", Severity::Warning, Origin::Media,
     "the number of pictures in the container differs from the number found",
     "no action needed: the pictures found are used"},
    {"frozen", Severity::Warning, Origin::Pictures, "all frames of the clip show the same picture",
     "ask the source for the original video, or replace it with a still image"},
    {"html-page", Severity::Error, Origin::Media, "the URL returns a web page instead of a file",
     "open it in a browser, and put the URL of the video itself in the manifest"},
    {"id-taken", Severity::Error, Origin::Manifest, "a clip of another manifest has the same id",
     "choose another id; the clip cannot be imported with this one"},
    {"identifying-file-name",
     Severity::Warning,
     Origin::Manifest,
     "the name of the file may identify a person or place",
     "rename the file and correct the manifest, or run sonoset resolve if the name says nothing about a person",
     {.redistribution = true}},
    {"identifying-metadata",
     Severity::Warning,
     Origin::Media,
     "the file's metadata may identify a person or place",
     "see them with sonoset show; write the file again without (ffmpeg -map_metadata -1 -c copy), or run sonoset "
     "resolve if they say nothing about a person",
     {.redistribution = true}},
    {"identifying-text",
     Severity::Warning,
     Origin::Pictures,
     "text in the pictures may identify a person or place",
     "see the text with sonoset show; crop it out with region, or run sonoset resolve if it says nothing about a "
     "person",
     {.redistribution = true}},
    {"interlaced", Severity::Note, Origin::Media, "the video is interlaced",
     "check moving edges; to deinterlace, run ffmpeg -vf bwdif and name the new file in the manifest"},
    {"label-conflict", Severity::Warning, Origin::Links, "clips of the same file have contradictory labels",
     "look at both: correct a label, or run sonoset resolve if region or window show different people"},
    {"label-issue",
     Severity::Note,
     Origin::Model,
     "a model trained without the clip predicts another label",
     "look at the clip: correct the label with sonoset label, or confirm it with sonoset resolve",
     {},
     "label-doubtful"},
    {"label-tie", Severity::Warning, Origin::Person, "annotators disagree and nobody has decided",
     "record a decision with sonoset label"},
    {"licence-unknown",
     Severity::Warning,
     Origin::Manifest,
     "neither the clip nor its source has a licence",
     "find out which one applies, and add licence to the manifest; by default, exports leave the clip out until then",
     {.redistribution = true}},
    {"manifest-problem", Severity::Error, Origin::Manifest, "the manifest is not valid",
     "correct the line; manifests/README.md lists every key"},
    {"metadata-unread", Severity::Warning, Origin::Media, "some of the file's metadata were not read",
     "look at them with ffprobe -show_format -show_streams before you pass the file on"},
    {"near-black", Severity::Warning, Origin::Pictures, "the clip is almost entirely black",
     "look at it; select the useful part with window or region, or remove the clip"},
    {"near-duplicate", Severity::Warning, Origin::Links, "several consecutive frames look like those of another clip",
     "look at both: if they show the same, remove one or give both the same subject; if not, run sonoset resolve; "
     "until then, splits count them as a possible leak"},
    {"no-pictures", Severity::Error, Origin::Media, "no picture of the video stream can be decoded",
     "try the file with ffplay; ask the source for another copy"},
    {"not-media", Severity::Error, Origin::Media, "the file is not in a supported format",
     "look at its first bytes: it may be an error page; get it again"},
    {"object-missing", Severity::Error, Origin::Media,
     "the file is neither next to the manifest nor in a mirror, and cannot be downloaded",
     "put the file where the manifest says, or name a folder that has it with --mirror"},
    {"pixels-not-square", Severity::Note, Origin::Media,
     "pixels are not square: players stretch the pictures, frames stay as stored",
     "where shapes matter, multiply the width by sample_aspect"},
    {"playlist", Severity::Error, Origin::Media, "the file is a playlist or script that points to other files",
     "name the video itself in the manifest"},
    {"pointer-file", Severity::Error, Origin::Media, "the file is a pointer to content that is not here",
     "fetch the content (git lfs pull, git annex get, dvc pull), then import again"},
    {"range-ignored", Severity::Note, Origin::Media, "grey pictures are flagged as limited range; the flag was ignored",
     "check the frames: if black looks grey, convert the file with ffmpeg -vf scale=in_range=tv:out_range=pc"},
    {"region-doubtful", Severity::Warning, Origin::Pictures,
     "the region in the manifest does not agree with the sector found in the pictures",
     "look at the clip: correct region in the manifest, or run sonoset resolve if it is right"},
    {"region-outside", Severity::Error, Origin::Media, "the region is not inside the picture",
     "correct region in the manifest: x, y, width and height in displayed pixels; if a person accepted it, undo that "
     "with sonoset resolve sector-differs CLIP --undo"},
    {"rotation-ignored", Severity::Note, Origin::Media,
     "the container asks for a rotation that is not a multiple of 90 degrees",
     "no action needed: the pictures are used as stored"},
    {"same-file", Severity::Note, Origin::Links, "another clip uses the same file",
     "no action needed if intended: the two share a fold"},
    {"sector-differs", Severity::Warning, Origin::Links,
     "the sector found differs from that of other clips with the same screen",
     "look at both with sonoset overview; to crop the clip to the sector of the others, run sonoset resolve with "
     "--accept (many at once: --from FILE), or without it if the clip's own sector is right"},
    {"sector-not-found", Severity::Note, Origin::Pictures, "no edges of a sector were found; the whole picture is used",
     "look at the clip: set region in the manifest if the picture shows anything besides ultrasound"},
    {"several-sectors", Severity::Note, Origin::Pictures, "the pictures show several sectors; one is used",
     "look at the clip: to use another one, set region in the manifest"},
    {"short-file", Severity::Error, Origin::Media, "the download ended before the length that the server announced",
     "import again later, or ask the source"},
    {"size-changed", Severity::Warning, Origin::Media,
     "the picture size changes; pictures that differ from the first were left out",
     "end the clip with window where the size changes"},
    {"size-differs", Severity::Warning, Origin::Media, "the size in the container differs from that of the pictures",
     "check region in the manifest: it is in pixels of the pictures"},
    {"source-changed", Severity::Warning, Origin::Media, "the file at the URL is not the one that was imported",
     "compare the two; add sha256 to the manifest to pin one of them"},
    {"source-gone", Severity::Error, Origin::Media, "the file is no longer at the URL",
     "find the new URL, or pass a folder that has a copy with --mirror DIR"},
    {"source-moved", Severity::Warning, Origin::Media, "the URL redirects permanently",
     "put the new URL in the manifest"},
    {"source-refuses", Severity::Error, Origin::Media, "the host denies access to the file",
     "ask the source for access, and pass a folder that has it with --mirror DIR"},
    {"stream-missing", Severity::Error, Origin::Media, "the file does not have this video stream",
     "correct stream in the manifest"},
    {"stream-unused", Severity::Warning, Origin::Media, "the file has other video streams, which were not used",
     "set stream in the manifest, or add a clip for each"},
    {"subject-placeholder", Severity::Warning, Origin::Manifest,
     "the subject or case is a placeholder such as n/a; it is treated as unknown",
     "remove the key if you do not know it; if it is a real name, choose another one"},
    {"subjects-alike", Severity::Warning, Origin::Manifest,
     "ids of subjects or cases differ only in zeros, separators or a leading word",
     "if they are the same, use one id or list them in same_as; if not, run sonoset resolve"},
    {"text-unread", Severity::Warning, Origin::Pictures, "some areas that look like text were not read",
     "look at the clip for names, dates and ids before you pass it on"},
    {"times-invalid", Severity::Error, Origin::Media, "a timestamp is out of range",
     "write the file again with new timestamps, such as with ffmpeg -fflags +igndts+genpts, or ask the source for "
     "another"},
    {"times-missing", Severity::Warning, Origin::Media, "most pictures have no timestamp",
     "check the frame rate: times follow from the rate in the container"},
    {"times-restart", Severity::Warning, Origin::Media, "timestamps restart: the file may hold several recordings",
     "look at it; add a clip for each recording, with a window in pictures"},
    {"too-few-frames", Severity::Warning, Origin::Pictures, "the video gives fewer frames than required",
     "widen the window, or sample more with --rate; if it is a single picture, replace it with a still image"},
    {"too-small", Severity::Warning, Origin::Pictures, "the frames are smaller than required",
     "ask the source for a larger copy, or correct region in the manifest"},
    {"truncated", Severity::Error, Origin::Media, "the file is cut off before its last picture",
     "get the file again, or use the complete pictures with --allow-truncated"},
    {"truncated-used", Severity::Warning, Origin::Media,
     "the file is cut off; its complete pictures were used (--allow-truncated)", "get the file again"},
    {"undecodable-pictures", Severity::Warning, Origin::Media, "some pictures could not be decoded and were left out",
     "look at the clip; get the file again if it plays completely at the source"},
    {"unknown-subject", Severity::Note, Origin::Manifest, "the clip names neither subject nor case",
     "add subject or case to the manifest; until then splits keep such clips of a source together and report "
     "possible leaks (or use: sonoset split --unknown join, or leave-out)"},
    {"unsupported", Severity::Error, Origin::Media, "the file has an unsupported format or codec",
     "unpack it, or convert it (video: H.264 or FFV1; still: PNG), and name the new file in the manifest"},
    {"window-empty", Severity::Error, Origin::Media, "the window contains no picture",
     "correct window in the manifest"},
    {"worker-crashed", Severity::Error, Origin::Media, "reading the file crashed the worker; the file may be malicious",
     "do not open it elsewhere; remove it from the manifest or ask the source; imports read it three times at most, "
     "unless you use --retry"},
    {"worker-failed", Severity::Error, Origin::Media, "the worker could not read the file or write frames",
     "check disk space and permissions, then import again"},
    {"worker-limit", Severity::Error, Origin::Media,
     "reading the file exceeded the limit for memory, time, pixels or output",
     "use a shorter window, or raise the limit if you trust the file; imports read it three times at most, unless you "
     "use --retry"},
    {"wrong-extension", Severity::Note, Origin::Media, "the file extension does not match the content",
     "no action needed: the format is detected from the content"},
    {"yt-dlp-failed", Severity::Error, Origin::Media, "yt-dlp found no video at the URL, or could not download it",
     "run yt-dlp on the URL by hand; a newer yt-dlp may help"},
    {"yt-dlp-missing", Severity::Error, Origin::Media, "a source needs yt-dlp, which is not on PATH",
     "install yt-dlp, or pass a folder that has it with --mirror DIR"},
    {"yt-dlp-not-allowed", Severity::Error, Origin::Media, "a source needs yt-dlp, which is run only if you allow it",
     "add --allow-yt-dlp if you trust the manifest, or pass a folder that has the file with --mirror DIR"},
};

}  // namespace

std::string_view to_string(Severity severity) { return base::name_of(kSeverityNames, severity); }

std::optional<Severity> severity_from(std::string_view text) { return base::value_of(kSeverityNames, text); }

std::span<const FindingCode> finding_codes() { return kCodes; }

const FindingCode* find_finding_code(std::string_view code) {
  const auto& codes = finding_codes();
  const auto found = std::ranges::lower_bound(codes, code, {}, &FindingCode::code);
  if (found != codes.end() && found->code == code) return &*found;
  const auto former =
      std::ranges::find_if(codes, [&](const FindingCode& one) { return !code.empty() && one.former == code; });
  return former == codes.end() ? nullptr : &*former;
}

const FindingCode& finding_code(std::string_view code) {
  static constexpr FindingCode kUnknown = {"unknown", Severity::Error, Origin::Manifest,
                                           "a finding that this version of sonoset does not know",
                                           "use the version that made the dataset, or run sonoset rebuild"};
  const FindingCode* found = find_finding_code(code);
  return found == nullptr ? kUnknown : *found;
}

const Finding* first_error(const std::vector<Finding>& findings) {
  const auto found = std::ranges::find_if(
      findings, [](const Finding& finding) { return finding_code(finding.code).severity == Severity::Error; });
  return found == findings.end() ? nullptr : &*found;
}

}  // namespace model
