#include "publish/formats/webdataset.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <exception>
#include <filesystem>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "publish/formats/export_run.h"
#include "publish/formats/frame_rows.h"
#include "publish/formats/shard_order.h"
#include "publish/tar_writer.h"

namespace publish {
namespace {

constexpr FormatTraits kWebDataset{
    .name = "webdataset", .description = "Tar files for WebDataset", .links = false, .shards = true};

// A thread makes a piece of a tar file at a time. The piece ends when its frames have this many bytes, or there are
// this many of them.
constexpr std::int64_t kPieceBytes = std::int64_t{1} << 16;
constexpr std::size_t kPieceSamples = 64;
// The limit for all pieces that are not yet written.
constexpr std::int64_t kAheadBytes = std::int64_t{24} << 20;

/// A frame to export, by indices.
struct SampleAt {
  std::uint32_t clip = 0;
  std::uint32_t frame = 0;
};

/// A piece of a tar file: whole samples, one after the other.
struct Piece {
  struct Sample {
    std::size_t bytes = 0;
    std::string extension;  ///< of the picture
  };
  std::string tar;
  std::vector<Sample> samples;
};

/// The shards of one part of the split: PART-000000.tar and so on.
class Shards {
 public:
  Shards(ExportRun& run, std::string part) : run_(run), part_(std::move(part)), max_bytes_(run.job().shards.bytes) {}

  void add(const Piece& piece) {
    std::string_view rest = piece.tar;
    std::size_t fits = 0;  // of `rest`, for the open shard
    for (const Piece::Sample& sample : piece.samples) {
      if (file_ && bytes_ + static_cast<std::int64_t>(sample.bytes) > max_bytes_) {
        file_->add(rest.substr(0, fits));
        rest.remove_prefix(std::exchange(fits, 0));
        close();
      }
      if (!file_) open();
      extensions_.insert(sample.extension);
      bytes_ += static_cast<std::int64_t>(sample.bytes);
      fits += sample.bytes;
    }
    file_->add(rest);
  }

  void close() {
    if (!file_) return;
    file_->add(tar_end());
    run_.folder().close(*file_);
    file_.reset();
    run_.add_media({path_, {}, {}, part_, std::exchange(extensions_, {})});
  }

 private:
  void open() {
    path_ = fmt::format("{}-{:06}.tar", part_.empty() ? "all" : part_, count_++);
    file_.emplace(run_.folder().open(path_));
    bytes_ = std::ssize(tar_end());
  }

  ExportRun& run_;
  std::string part_;
  std::int64_t max_bytes_;
  int count_ = 0;
  std::int64_t bytes_ = 0;
  std::string path_;
  std::set<std::string> extensions_;  ///< of its pictures
  std::optional<AtomicFolder::Stream> file_;
};

class WebDatasetExport {
 public:
  explicit WebDatasetExport(ExportRun& run) : run_(run), table_(run) {}
  WebDatasetExport(const WebDatasetExport&) = delete;
  WebDatasetExport& operator=(const WebDatasetExport&) = delete;
  // Threads use its members until they are done.
  ~WebDatasetExport() {
    for (const Ahead& piece : ahead_) piece.made.wait();
  }

  void write() {
    const ShardRule& rule = run_.job().shards;
    run_.note("shards", fmt::format(R"({{"bytes": {}, "seed": {}}})", rule.bytes, rule.seed));
    run_.for_each_clip([&](const ClipFacts& facts) {
      clips_.push_back(facts);
      clips_.back().set.key_packets.reset();  // large, and not needed here
      lines_.emplace_back(table_, facts);
    });
    std::map<std::string, std::vector<SampleAt>> parts;
    for (std::uint32_t clip = 0; clip < clips_.size(); ++clip) {
      const std::vector<model::Frame>& frames = clips_[clip].set.frames;
      for (std::uint32_t frame = 0; frame < frames.size(); ++frame) {
        parts[run_.part_of(clips_[clip], frames[frame])].push_back({clip, frame});
      }
    }
    for (const auto& [part, samples] : parts) write_part(part, samples);
  }

 private:
  struct Ahead {
    std::future<Piece> made;
    std::int64_t bytes = 0;  ///< about
  };

  // An unknown clip counts as a person of its own here: only the order depends on it.
  static std::string person_of(const ClipFacts& facts) {
    return facts.unit.subject.empty() ? "clip\n" + facts.unit.clip : "subject\n" + facts.unit.subject;
  }

  void write_part(const std::string& part, const std::vector<SampleAt>& samples) {
    ShardOrder order(run_.job().shards.seed);
    for (const SampleAt& sample : samples) {
      const ClipFacts& facts = clips_[sample.clip];
      order.add(person_of(facts), frame_stem(facts, facts.set.frames[sample.frame]));
    }
    Shards shards(run_, part);
    std::vector<SampleAt> next;
    std::int64_t bytes = 0;
    for (const std::size_t number : order.order()) {
      next.push_back(samples[number]);
      bytes += clips_[next.back().clip].set.frames[next.back().frame].file_bytes;
      if (bytes < kPieceBytes && next.size() < kPieceSamples) continue;
      prepare(std::exchange(next, {}), std::exchange(bytes, 0), shards);
    }
    if (!next.empty()) prepare(next, bytes, shards);
    while (!ahead_.empty()) write_first(shards);
    shards.close();
  }

  void write_first(Shards& shards) {
    Ahead first = std::move(ahead_.front());
    ahead_.pop_front();
    ahead_bytes_ -= first.bytes;
    shards.add(first.made.get());
  }

  // Another thread reads the frames and writes their rows.
  void prepare(const std::vector<SampleAt>& samples, std::int64_t bytes, Shards& shards) {
    while (!ahead_.empty() && ahead_bytes_ + bytes > kAheadBytes) write_first(shards);
    std::vector<ExportRun::FrameReader> readers;
    for (const SampleAt& at : samples) {
      const ClipFacts& facts = clips_[at.clip];
      readers.push_back(run_.reader(facts, facts.set.frames[at.frame], frame_stem(facts, facts.set.frames[at.frame])));
    }
    auto task = std::make_shared<std::packaged_task<Piece()>>(
        [this, samples, readers = std::move(readers)] { return piece_of(samples, readers); });
    ahead_.push_back({task->get_future(), bytes});
    ahead_bytes_ += bytes;
    run_.queue().add([task] { (*task)(); });
  }

  Piece piece_of(const std::vector<SampleAt>& samples, const std::vector<ExportRun::FrameReader>& readers) const {
    constexpr std::size_t kRowBytes = 4096;
    Piece piece;
    std::size_t bytes = 0;
    for (const SampleAt& at : samples) {
      bytes += static_cast<std::size_t>(clips_[at.clip].set.frames[at.frame].file_bytes) + kRowBytes;
    }
    piece.tar.reserve(bytes);
    TarWriter tar([&piece](std::string_view text) { piece.tar += text; });
    for (std::size_t i = 0; i < samples.size(); ++i) {
      const std::size_t before = piece.tar.size();
      std::string extension = add_sample(tar, samples[i], readers[i]());
      piece.samples.push_back({piece.tar.size() - before, std::move(extension)});
    }
    return piece;
  }

  // Returns the picture's extension.
  std::string add_sample(TarWriter& tar, const SampleAt& at, const ExportRun::FrameBytes& read) const {
    const ClipFacts& facts = clips_[at.clip];
    const model::Frame& frame = facts.set.frames[at.frame];
    const std::string key = frame_stem(facts, frame);
    tar.add(read.placed.path, read.bytes);
    tar.add(key + ".json", lines_[at.clip].line(facts, frame, read.placed));
    if (const auto found = run_.classes().index(facts.unit.value)) tar.add(key + ".cls", std::to_string(*found));
    return std::filesystem::path(read.placed.path).extension();
  }

  ExportRun& run_;
  FrameTable table_;
  std::vector<ClipFacts> clips_;
  std::vector<FrameTable::ClipLines> lines_;  ///< of clips_
  std::deque<Ahead> ahead_;                   ///< pieces that are made while others are written
  std::int64_t ahead_bytes_ = 0;
};

}  // namespace

const FormatTraits& WebDatasetFormat::traits() const { return kWebDataset; }

void WebDatasetFormat::write(ExportRun& run) const { WebDatasetExport(run).write(); }

}  // namespace publish
