#include "model/finding.h"

#include <algorithm>
#include <cassert>

#include "base/names.h"

namespace model {
namespace {

constexpr auto kSeverityNames =
    base::names<Severity>({{Severity::Note, "note"}, {Severity::Warning, "warning"}, {Severity::Error, "error"}});

// Sorted by code.
constexpr FindingCode kCodes[] = {
    {"address-refused", Severity::Error, Origin::Media, "the address, or one that it redirects to, is private or local",
     "name a public address, or add --allow-private where you trust it"},
    {"alpha-dropped", Severity::Note, Origin::Media, "transparent pixels were made opaque: what they hid is seen",
     "look at the frames; cut with a region what must not be seen"},
    {"audio-only", Severity::Error, Origin::Media, "the file has sound and no picture", "ask the source for the video"},
    {"digest-mismatch", Severity::Error, Origin::Media, "the file is not the one that the manifest names",
     "get the right file, or correct sha256 in the manifest after looking at the clip"},
    {"digest-unnamed", Severity::Note, Origin::Media, "the manifest does not say which digest the file has",
     "add sha256 to the manifest, so that a changed file is noticed"},
    {"duplicate", Severity::Warning, Origin::Links, "the clip shows the same pictures as another",
     "drop one of the two, or give both the same subject; they share a fold"},
    {"duration-differs", Severity::Warning, Origin::Media,
     "the container claims another duration than its pictures have",
     "compare it with the source: it may have been cut off; what is there is used"},
    {"empty-file", Severity::Error, Origin::Media, "the file is empty",
     "get it again, or correct path or url in the manifest"},
    {"end-missing", Severity::Warning, Origin::Media, "the file ends early, but behind its pictures",
     "nothing needs doing for the pictures; fetch the file again to have all of it"},
    {"fetch-failed", Severity::Error, Origin::Media, "the file could not be downloaded",
     "import again later; sonoset check-sources says how the address does"},
    {"fetch-limit", Severity::Error, Origin::Media, "the download is larger or takes longer than is allowed",
     "raise --max-size or --fetch-timeout if the file is to be trusted"},
    {"file-behind", Severity::Warning, Origin::Media, "another file begins behind the first one, and may not be read",
     "split the file where it begins, and give each part a clip of its own"},
    {"frame-count-differs", Severity::Warning, Origin::Media,
     "the container claims another number of pictures than it has",
     "nothing needs doing: what was seen is what is used"},
    {"frozen", Severity::Warning, Origin::Pictures, "all frames of the clip show the same picture",
     "ask the source for the moving clip, or enter it as a still"},
    {"html-page", Severity::Error, Origin::Media, "the address gives a web page in place of a file",
     "open it in a browser, and put the video's own address into the manifest"},
    {"id-taken", Severity::Error, Origin::Manifest, "a clip of another manifest has the same id",
     "choose another id; an import refuses this one"},
    {"interlaced", Severity::Note, Origin::Media, "each picture is made of two fields, recorded one after the other",
     "look at edges that move; deinterlace with ffmpeg -vf bwdif, and name the new file"},
    {"label-conflict", Severity::Warning, Origin::Links, "one file serves clips whose labels contradict each other",
     "look at both: correct a label, or mark as dealt with where region or window tell two people apart"},
    {"label-issue",
     Severity::Note,
     Origin::Model,
     "a model that was trained without the clip takes it for another label",
     "look at the clip: correct the label with sonoset label, or say that it is right with sonoset resolve",
     {},
     "label-doubtful"},
    {"label-tie", Severity::Warning, Origin::Person, "annotators disagree and nobody has decided",
     "decide with: sonoset label"},
    {"licence-unknown",
     Severity::Warning,
     Origin::Manifest,
     "neither the clip nor its source says under which licence it stands",
     "find out, and add licence to the manifest; export leaves the clip out until then",
     {.redistribution = true}},
    {"manifest-problem", Severity::Error, Origin::Manifest,
     "the manifest says something that it must not, or not what it must",
     "correct the line; manifests/README.md has every key"},
    {"near-black", Severity::Warning, Origin::Pictures, "the clip is nearly black",
     "look at it, and cut the part that shows something with a window or a region; or drop it"},
    {"near-duplicate", Severity::Warning, Origin::Links, "several frames in a row look like those of another clip",
     "look at both: if they show the same, drop one or give both the same subject; if not, say so with sonoset "
     "resolve; until then, splits count them as a possible leak"},
    {"no-pictures", Severity::Error, Origin::Media, "the video stream has no picture that can be decoded",
     "look at the file with ffplay; ask the source for another copy"},
    {"not-media", Severity::Error, Origin::Media, "the file is in no format that is read",
     "look at its first bytes: an error page, perhaps; fetch it again"},
    {"object-missing", Severity::Error, Origin::Media,
     "the file was found neither beside the manifest nor in a mirror, and may not be downloaded",
     "put the file where the manifest says, or name a folder that has it with --mirror"},
    {"pixels-not-square", Severity::Note, Origin::Media, "players stretch the pictures; frames are as they are stored",
     "where shapes matter, multiply the width by sample_aspect"},
    {"playlist", Severity::Error, Origin::Media, "the file is a playlist or script that points at other files",
     "name the video itself in the manifest"},
    {"pointer-file", Severity::Error, Origin::Media, "the file stands for another one, which is not here",
     "fetch the content (git lfs pull, git annex get, dvc pull), then import again"},
    {"range-ignored", Severity::Note, Origin::Media,
     "grey pictures are flagged as limited range, which is not followed",
     "look at the frames: if black is grey, convert the file with ffmpeg -vf scale=in_range=tv:out_range=pc"},
    {"region-outside", Severity::Error, Origin::Media, "the region does not lie within the picture",
     "correct region in the manifest: x, y, width and height in displayed pixels"},
    {"rotation-ignored", Severity::Note, Origin::Media, "the container asks for a turn by no multiple of 90 degrees",
     "nothing needs doing: pictures are used as they are stored"},
    {"same-file", Severity::Note, Origin::Links, "the clip is another part of a file that is known already",
     "nothing needs doing if that is meant: the two will share a fold"},
    {"short-file", Severity::Error, Origin::Media, "the file ends before its announced length, each time",
     "import again later, or ask the source"},
    {"size-changed", Severity::Warning, Origin::Media, "pictures of other sizes than the first were left out",
     "cut the clip with a window where the size changes"},
    {"size-differs", Severity::Warning, Origin::Media, "the container claims another size than the pictures have",
     "check the region in the manifest: it is in the pictures' pixels"},
    {"source-changed", Severity::Warning, Origin::Media,
     "the file at the address is no longer the one that was imported",
     "compare both; put sha256 into the manifest to stay with one"},
    {"source-gone", Severity::Error, Origin::Media, "nothing is at the address any more",
     "find the new address, or add --mirror DIR with a copy"},
    {"source-moved", Severity::Warning, Origin::Media, "the address redirects for good",
     "put the new address into the manifest"},
    {"source-refuses", Severity::Error, Origin::Media, "the host does not give the file to everybody",
     "ask the source for access, and add --mirror DIR with the file in it"},
    {"stream-missing", Severity::Error, Origin::Media, "the file has no such video stream",
     "correct stream in the manifest"},
    {"stream-unused", Severity::Warning, Origin::Media, "the file has other video streams, which were not used",
     "name the stream that you want in the manifest, or give each a clip of its own"},
    {"subject-placeholder", Severity::Warning, Origin::Manifest,
     "a subject or case is a word for unknown, such as n/a; its clips count as nobody's",
     "leave the key out where you do not know; where it is somebody's name, choose another"},
    {"subjects-alike", Severity::Warning, Origin::Manifest,
     "subjects or cases whose ids differ only in zeros, separators or a word in front",
     "if they are one, write one id or list them in same_as; else mark as dealt with: sonoset resolve"},
    {"times-missing", Severity::Warning, Origin::Media, "most pictures have no time of their own",
     "check the rate: pictures are counted at the one that the container names"},
    {"times-restart", Severity::Warning, Origin::Media, "times start again: several recordings in one file, perhaps",
     "look at it; give each recording a clip of its own, with window: pictures"},
    {"too-few-frames", Severity::Warning, Origin::Pictures, "the video gives fewer frames than are wanted",
     "widen the window, or sample more with --rate; enter a single picture as a still"},
    {"too-small", Severity::Warning, Origin::Pictures, "the frames are smaller than is wanted",
     "ask the source for a larger copy, or correct region in the manifest"},
    {"truncated", Severity::Error, Origin::Media, "the file ends before its pictures do",
     "fetch the file again; --allow-truncated uses the pictures that are there"},
    {"truncated-used", Severity::Warning, Origin::Media,
     "the file ends before its pictures do; the whole ones were used (--allow-truncated)", "fetch the file again"},
    {"undecodable-pictures", Severity::Warning, Origin::Media, "some pictures could not be decoded, and were left out",
     "look at the clip; fetch it again if the source plays it whole"},
    {"unknown-subject", Severity::Note, Origin::Manifest, "the clip names neither subject nor case",
     "add subject or case to the manifest; until then it may be of any person of its source: a split keeps such clips "
     "of "
     "a source together, and says what may leak (or: sonoset split --unknown join, or leave-out)"},
    {"unsupported", Severity::Error, Origin::Media, "the file is of a format or codec that is not read",
     "unpack it, or convert it (video: H.264 or FFV1; still: PNG), and name the new file"},
    {"window-empty", Severity::Error, Origin::Media, "the window has no picture in it",
     "correct window in the manifest"},
    {"worker-crashed", Severity::Error, Origin::Media, "reading the file crashed the worker; the file may be hostile",
     "do not open it elsewhere; drop it from the manifest or ask the source; tried three times, it is left alone "
     "until: "
     "sonoset import --retry"},
    {"worker-failed", Severity::Error, Origin::Media, "the worker could not read the object or write frames",
     "look at disk space and permissions, then import again"},
    {"worker-limit", Severity::Error, Origin::Media,
     "reading the file took more memory, time, pixels or output than is allowed",
     "cut a shorter window, or raise the limit if the file is to be trusted; tried three times, it is left alone "
     "until: "
     "sonoset import --retry"},
    {"wrong-extension", Severity::Note, Origin::Media, "the file's name says another format than its content",
     "nothing needs doing: the content decides"},
    {"yt-dlp-failed", Severity::Error, Origin::Media, "yt-dlp found no video at the address, or could not bring it",
     "run yt-dlp on the address by hand; a newer yt-dlp may know it"},
    {"yt-dlp-missing", Severity::Error, Origin::Media, "a source asks for yt-dlp, which is not on PATH",
     "install yt-dlp, or add --mirror DIR with the file in it"},
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
  const FindingCode* found = find_finding_code(code);
  assert(found != nullptr);
  return *found;
}

const Finding* first_error(const std::vector<Finding>& findings) {
  const auto found = std::ranges::find_if(
      findings, [](const Finding& finding) { return finding_code(finding.code).severity == Severity::Error; });
  return found == findings.end() ? nullptr : &*found;
}

}  // namespace model
