#include "vision/text_reader.h"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>

#include "base/error.h"
#include "base/text.h"
#include "model/read_text.h"
#include "vision/tesseract.h"

namespace vision {
namespace {

// Tesseract reads letters of this height best (its documentation: capitals of 30 to 40 pixels).
constexpr int kLetterHeight = 34;
constexpr int kPadding = 12;
constexpr int kBlurSide = 9;
constexpr double kBlurSigma = 1.8;  // px of an enlarged letter
constexpr int kMargin = 2;
// Less is noise, or what the reader makes of lines and dots.
constexpr int kLeastConfidence = 25;
constexpr int kMinContrast = 24;
constexpr int kMaxWidth = 4096;

cv::Mat grey_area(const model::Picture& luma, const model::Region& area) {
  const int left = std::max(0, area.x - kMargin);
  const int top = std::max(0, area.y - kMargin);
  const int right = std::min(luma.width, area.x + area.width + kMargin);
  const int bottom = std::min(luma.height, area.y + area.height + kMargin);
  cv::Mat grey(std::max(0, bottom - top), std::max(0, right - left), CV_8UC1);
  for (int y = 0; y < grey.rows; ++y) std::copy_n(luma.row(top + y) + left, grey.cols, grey.ptr(y));
  return grey;
}

int median(const cv::Mat& grey) {
  std::array<int, 256> counts{};
  for (int y = 0; y < grey.rows; ++y) {
    for (int x = 0; x < grey.cols; ++x) ++counts[grey.at<std::uint8_t>(y, x)];
  }
  int level = 0;
  for (int below = counts[0]; below * 2 < static_cast<int>(grey.total()); below += counts[++level]) {
  }
  return level;
}

/// The text in black on white, stretched to full contrast; an empty matrix if the area has too little contrast.
cv::Mat dark_on_light(const cv::Mat& grey) {
  const int ground = median(grey);
  double least = 0;
  double most = 0;
  cv::minMaxLoc(grey, &least, &most);
  const bool light_text = most - ground >= ground - least;
  const int span = static_cast<int>(light_text ? most - ground : ground - least);
  if (span < kMinContrast) return {};
  cv::Mat made(grey.rows, grey.cols, CV_8UC1);
  for (int y = 0; y < grey.rows; ++y) {
    for (int x = 0; x < grey.cols; ++x) {
      const int level = grey.at<std::uint8_t>(y, x);
      const int ink = std::clamp(light_text ? level - ground : ground - level, 0, span);
      made.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>(255 - ink * 255 / span);
    }
  }
  return made;
}

/// Rows from `top` up to `bottom` with ink.
struct Line {
  int top;
  int bottom;
};

std::vector<Line> lines_of(const cv::Mat& page) {
  std::vector<Line> lines;
  bool inside = false;
  for (int y = 0; y <= page.rows; ++y) {
    const bool ink = y < page.rows && std::any_of(page.ptr(y), page.ptr(y) + page.cols, [](auto p) { return p < 128; });
    if (ink && !inside) lines.push_back({y, y});
    if (ink) lines.back().bottom = y + 1;
    inside = ink;
  }
  int highest = 0;
  for (const Line& line : lines) highest = std::max(highest, line.bottom - line.top);
  // Dots and accents belong to the letters below or above.
  std::vector<Line> whole;
  for (const Line& line : lines) {
    const bool near = !whole.empty() && line.top - whole.back().bottom <= highest / 3;
    const bool part = (line.bottom - line.top) * 2 < highest ||
                      (!whole.empty() && (whole.back().bottom - whole.back().top) * 2 < highest);
    if (near && part) {
      whole.back().bottom = line.bottom;
    } else {
      whole.push_back(line);
    }
  }
  return whole;
}

cv::Mat enlarged(const cv::Mat& page, const Line& line) {
  const int top = std::max(0, line.top - kMargin);
  const int bottom = std::min(page.rows, line.bottom + kMargin);
  const int height = std::max(1, line.bottom - line.top);
  const int rows = std::max(1, (bottom - top) * kLetterHeight / height);
  const int columns = std::clamp(page.cols * kLetterHeight / height, 1, kMaxWidth);
  cv::Mat large;
  cv::resize(page.rowRange(top, bottom), large, {columns, rows}, 0, 0, cv::INTER_CUBIC);
  cv::Mat padded;
  cv::copyMakeBorder(large, padded, kPadding, kPadding, kPadding, kPadding, cv::BORDER_CONSTANT, 255);
  // Rounds off the steps of letters made of blocks, which otherwise are read as other letters.
  cv::GaussianBlur(padded, padded, {kBlurSide, kBlurSide}, kBlurSigma);
  return padded;
}

std::string trimmed_text(const char* text) {
  return model::storable_text(base::trimmed(text == nullptr ? "" : text, " \n"));
}

}  // namespace

struct TextReader::Engine {
  const Tesseract& library = tesseract();
  TessBaseAPI* api = library.create();
  Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine() { library.destroy(api); }

  std::string line(const cv::Mat& page) {
    library.set_image(api, page.data, page.cols, page.rows, 1, static_cast<int>(page.step));
    library.set_resolution(api, 300);
    char* text = library.text(api);
    std::string read = library.confidence(api) < kLeastConfidence ? std::string() : trimmed_text(text);
    library.delete_text(text);
    library.clear(api);
    return read;
  }
};

TextReader::TextReader() : engine_(std::make_unique<Engine>()) {
  // Names and numbers are in no dictionary.
  std::array<char, 17> system_words{"load_system_dawg"};
  std::array<char, 15> frequent_words{"load_freq_dawg"};
  std::array<char, 2> no{"0"};
  std::array<char*, 2> names = {system_words.data(), frequent_words.data()};
  std::array<char*, 2> values = {no.data(), no.data()};
  if (engine_->library.init(engine_->api, nullptr, "eng", tesseract::OEM_LSTM_ONLY, nullptr, 0, names.data(),
                            values.data(), names.size(), 0) != 0) {
    throw base::Error(base::Code::Unsupported,
                      "cannot read text: Tesseract has no English model; install tesseract-ocr-eng, or do not use "
                      "--read-text");
  }
  engine_->library.set_page_mode(engine_->api, tesseract::PSM_SINGLE_LINE);
}

TextReader::~TextReader() = default;

std::vector<std::string> TextReader::read(const model::Picture& luma, const model::Region& area) {
  std::vector<std::string> texts;
  if (luma.channels != 1) throw base::Error(base::Code::InvalidInput, "text is read in grey pictures");
  const cv::Mat grey = grey_area(luma, area);
  if (grey.empty()) return texts;
  const cv::Mat page = dark_on_light(grey);
  if (page.empty()) return texts;
  for (const Line& line : lines_of(page)) {
    if (line.bottom - line.top < 5) continue;
    std::string text = engine_->line(enlarged(page, line));
    if (!text.empty()) texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace vision
