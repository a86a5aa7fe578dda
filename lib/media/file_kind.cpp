#include "media/file_kind.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/text.h"

namespace media {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes;
  std::string_view name;
  std::size_t at = 0;
};

// Files that people send instead of videos and stills, by the bytes at one place.
constexpr std::array kMagics = {
    Magic{"DICM", "DICOM", 128},
    Magic{"ftypheic", "HEIC", 4},
    Magic{"ftypheix", "HEIC", 4},
    Magic{"ftypheim", "HEIC", 4},
    Magic{"ftypheis", "HEIC", 4},
    Magic{"ftypmif1", "HEIF", 4},
    Magic{"ftypavif", "AVIF", 4},
    Magic{"ftypcrx ", "a camera raw picture (CR3)", 4},
    Magic{"\xff\x0a", "JPEG XL"},
    Magic{"\0\0\0\x0cJXL "sv, "JPEG XL"},
    Magic{"\0\0\0\x0cjP  "sv, "JPEG 2000"},
    Magic{"\xff\x4f\xff\x51", "JPEG 2000"},
    Magic{"II*\0\x10\0\0\0CR"sv, "a camera raw picture (CR2)"},
    Magic{"FUJIFILMCCD-RAW", "a camera raw picture (RAF)"},
    Magic{"IIRO", "a camera raw picture (ORF)"},
    Magic{"IIU\0"sv, "a camera raw picture (RW2)"},
    Magic{"II*\0"sv, "TIFF or a camera raw picture"},
    Magic{"MM\0*"sv, "TIFF or a camera raw picture"},
    Magic{"II+\0"sv, "BigTIFF"},
    Magic{"MM\0+"sv, "BigTIFF"},
    Magic{"P4\n", "PBM"},
    Magic{"P5\n", "PGM"},
    Magic{"P6\n", "PPM"},
    Magic{"8BPS", "Photoshop"},
    Magic{"\x76\x2f\x31\x01", "OpenEXR"},
    Magic{"NRRD000", "NRRD"},
    Magic{"ObjectType =", "MetaImage"},
    Magic{"n+1\0"sv, "NIfTI", 344},
    Magic{"\x89HDF\r\n\x1a\n", "HDF5"},
    Magic{"\x93NUMPY", "a NumPy array"},
    Magic{"SQLite format 3\0"sv, "an SQLite database"},
    Magic{"%PDF-", "PDF"},
    Magic{"%!PS", "PostScript"},
    Magic{"PK\x03\x04", "a ZIP archive"},
    Magic{"PK\x05\x06", "a ZIP archive"},
    Magic{"\x1f\x8b", "a gzip archive"},
    Magic{"BZh", "a bzip2 archive"},
    Magic{"\xfd"
          "7zXZ\0"sv,
          "an xz archive"},
    Magic{"\x28\xb5\x2f\xfd", "a Zstandard archive"},
    Magic{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"},
    Magic{"Rar!\x1a\x07", "a RAR archive"},
    Magic{"ustar", "a tar archive", 257},
    Magic{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a Microsoft Office document"},
    Magic{"Salted__", "encrypted (OpenSSL)"},
    Magic{"-----BEGIN PGP MESSAGE", "encrypted (OpenPGP)"},
    Magic{"age-encryption.org/", "encrypted (age)"},
    Magic{"LUKS\xba\xbe", "encrypted (LUKS)"},
    Magic{"WAVE", "sound (WAV)", 8},
    Magic{"fLaC", "sound (FLAC)"},
    Magic{"ID3", "sound (MP3)"},
    Magic{"\x7f"
          "ELF",
          "a program"},
    Magic{"MZ", "a program"},
};

constexpr std::array kPointers = {
    Magic{"version https://git-lfs.github.com/spec/", "a Git LFS pointer: fetch the content with git lfs pull"},
    Magic{"/annex/objects/", "a git-annex pointer: fetch the content with git annex get"},
    Magic{".git/annex/objects/", "a git-annex pointer: fetch the content with git annex get"},
    Magic{"../.git/annex/objects/", "a git-annex pointer: fetch the content with git annex get"},
    Magic{"outs:\n- ", "a DVC file: fetch the content with dvc pull, and name the file itself"},
};

bool has_magic(std::string_view start, const Magic& magic) {
  return start.size() >= magic.at && start.substr(magic.at).starts_with(magic.bytes);
}

/// WebP with more than one picture, by the flags of VP8X.
bool is_animated_webp(std::string_view start) {
  return start.size() > 20 && start.starts_with("RIFF") && start.substr(8).starts_with("WEBPVP8X") &&
         (start[20] & 2) != 0;
}

/// PNG with more than one picture: acTL before the first IDAT.
bool is_animated_png(std::string_view start) {
  return start.starts_with("\x89PNG\r\n\x1a\n") && start.find("acTL") < start.find("IDAT");
}

bool is_web_page(std::string_view text) {
  const std::string lower = base::lower(text);
  return lower.starts_with("<!doctype html") || lower.starts_with("<html") || lower.find("<html") < 512;
}

bool is_text(std::string_view start) {
  const auto is_odd = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f') || byte == 0x7f;
  };
  return std::ranges::none_of(start, is_odd);
}

std::optional<Refusal> refuse_text(std::string_view start) {
  std::string_view text = start;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  for (const Magic& pointer : kPointers) {
    if (text.starts_with(pointer.bytes)) return Refusal{"pointer-file", std::string(pointer.name)};
  }
  if (!is_text(start)) return std::nullopt;
  if (is_web_page(text)) return Refusal{"not-media", "the content is a web page (HTML)"};
  if (text.find("<svg") < 512) return Refusal{"unsupported", "the content is SVG, which is not supported"};
  return Refusal{"not-media", "the content is text"};
}

}  // namespace

std::optional<Refusal> refuse_kind(std::span<const std::uint8_t> bytes) {
  const std::string_view start(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (start.empty()) return Refusal{"empty-file", "the file is empty"};
  if (std::ranges::all_of(start, [](char c) { return c == 0; })) {
    return Refusal{"not-media", "the file starts with zeros; it may be an unfinished download"};
  }
  const auto unread = [](std::string_view name) {
    if (name.starts_with("sound")) return Refusal{"audio-only", "the content is " + std::string(name)};
    return Refusal{"unsupported", "the content is " + std::string(name) + ", which is not supported"};
  };
  if (is_animated_webp(start)) return unread("an animated WebP");
  if (is_animated_png(start)) return unread("an animated PNG (APNG)");
  for (const Magic& magic : kMagics) {
    if (has_magic(start, magic)) return unread(magic.name);
  }
  return refuse_text(start);
}

}  // namespace media
