#include "model/media_format.h"

#include <algorithm>
#include <string>

namespace model {
namespace {

constexpr MediaFormat kFormats[] = {{"mov,mp4,m4a,3gp,3g2,mj2", " mov mp4 m4v 3gp 3g2 mj2 qt f4v "},
                                    {"avi", " avi divx "},
                                    {"mpeg", " mpg mpeg vob m2p "},
                                    {"mpegts", " ts mts m2ts m2t "},
                                    {"mpegvideo", " mpg mpeg m1v m2v "},
                                    {"matroska,webm", " mkv webm "},
                                    {"gif", " gif "},
                                    {"asf", " wmv asf "},
                                    {"flv", " flv "},
                                    {"ogg", " ogv ogg "},
                                    {"jpeg_pipe", " jpg jpeg jpe jfif "},
                                    {"png_pipe", " png "},
                                    {"bmp_pipe", " bmp dib "},
                                    {"webp_pipe", " webp "}};

struct Unread {
  std::string_view extensions;
  std::string_view name;
};

constexpr Unread kUnread[] = {{" tif tiff btf ", "TIFF"},
                              {" heic heif hif ", "HEIC"},
                              {" avif ", "AVIF"},
                              {" jxl ", "JPEG XL"},
                              {" jp2 j2k jpx ", "JPEG 2000"},
                              {" apng ", "APNG"},
                              {" pgm ppm pbm pnm pam ", "PGM, PPM or PBM"},
                              {" dcm dicom ima ", "DICOM"},
                              {" nii mha mhd nrrd ", "medical volume"},
                              {" h5 hdf5 npy npz mat ", "array"},
                              {" dng cr2 cr3 nef arw raf orf rw2 ", "camera raw"},
                              {" svg psd exr tga ", "other picture format"},
                              {" rm rmvb swf mxf ", "other video format"},
                              {" zip tar gz tgz bz2 xz 7z rar ", "archive"},
                              {" pdf ", "PDF"}};

bool has(std::string_view extensions, std::string_view extension) {
  return !extension.empty() && extensions.find(" " + std::string(extension) + " ") != std::string_view::npos;
}

}  // namespace

std::span<const MediaFormat> media_formats() { return kFormats; }

bool is_media_extension(std::string_view extension) {
  return std::ranges::any_of(kFormats, [&](const MediaFormat& format) { return has(format.extensions, extension); });
}

std::string_view unread_format(std::string_view extension) {
  for (const Unread& unread : kUnread) {
    if (has(unread.extensions, extension)) return unread.name;
  }
  return {};
}

}  // namespace model
