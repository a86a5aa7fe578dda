#include "publish/formats/webdataset.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <exception>
#include <filesystem>
#include <functional>
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

constexpr std::size_t kBatch = 16;  // samples that a thread reads at a time
constexpr std::size_t kAhead = 6;   // batches

/// A frame to export, by indices.
struct SampleAt {
  std::uint32_t clip = 0;
  std::uint32_t frame = 0;
};

/// Names and contents of its members, the picture first.
using Sample = std::vector<std::pair<std::string, std::string>>;

/// The shards of one part of the split: PART-000000.tar and so on.
class Shards {
 public:
  Shards(ExportRun& run, std::string part) : run_(run), part_(std::move(part)), max_bytes_(run.job().shards.bytes) {}

  void add(const Sample& sample) {
    std::int64_t bytes = 0;
    for (const auto& [name, content] : sample) bytes += tar_member_bytes(std::ssize(content));
    if (tar_ && bytes_ + bytes > max_bytes_) close();
    if (!tar_) open();
    for (const auto& [name, content] : sample) tar_->add(name, content);
    extensions_.insert(std::filesystem::path(sample.front().first).extension());
    bytes_ += bytes;
  }

  void close() {
    if (!tar_) return;
    tar_->finish();
    tar_.reset();
    run_.folder().close(*file_);
    run_.add_media({path_, {}, {}, part_, std::exchange(extensions_, {})});
  }

 private:
  void open() {
    path_ = fmt::format("{}-{:06}.tar", part_.empty() ? "all" : part_, count_++);
    file_.emplace(run_.folder().open(path_));
    tar_.emplace([this](std::string_view bytes) { file_->add(bytes); });
    bytes_ = 2 * tar_member_bytes(0);  // the end of a tar file
  }

  ExportRun& run_;
  std::string part_;
  std::int64_t max_bytes_;
  int count_ = 0;
  std::int64_t bytes_ = 0;
  std::string path_;
  std::set<std::string> extensions_;  ///< of its pictures
  std::optional<AtomicFolder::Stream> file_;
  std::optional<TarWriter> tar_;
};

class WebDatasetExport {
 public:
  explicit WebDatasetExport(ExportRun& run) : run_(run), table_(run) {}
  WebDatasetExport(const WebDatasetExport&) = delete;
  WebDatasetExport& operator=(const WebDatasetExport&) = delete;
  // Threads use its members until they are done.
  ~WebDatasetExport() {
    for (const std::future<std::vector<Sample>>& batch : ahead_) batch.wait();
  }

  void write() {
    const ShardRule& rule = run_.job().shards;
    run_.note("shards", fmt::format(R"({{"bytes": {}, "seed": {}}})", rule.bytes, rule.seed));
    run_.for_each_clip([&](const ClipFacts& facts) {
      clips_.push_back(facts);
      clips_.back().set.key_packets.reset();  // large, and not needed here
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
    const std::vector<std::size_t> numbers = order.order();
    for (std::size_t from = 0; from < numbers.size(); from += kBatch) {
      if (ahead_.size() == kAhead) write_first(shards);
      std::vector<SampleAt> batch;
      for (std::size_t i = from; i < std::min(from + kBatch, numbers.size()); ++i) batch.push_back(samples[numbers[i]]);
      prepare(batch);
    }
    while (!ahead_.empty()) write_first(shards);
    shards.close();
  }

  void write_first(Shards& shards) {
    std::future<std::vector<Sample>> batch = std::move(ahead_.front());
    ahead_.pop_front();
    for (const Sample& sample : batch.get()) shards.add(sample);
  }

  // Another thread reads the frames and writes their rows.
  void prepare(const std::vector<SampleAt>& batch) {
    std::vector<std::function<Sample()>> tasks;
    for (const SampleAt& at : batch) {
      const ClipFacts& facts = clips_[at.clip];
      const model::Frame& frame = facts.set.frames[at.frame];
      tasks.emplace_back([this, &facts, &frame, read = run_.reader(facts, frame, frame_stem(facts, frame))] {
        return sample_of(facts, frame, read());
      });
    }
    auto promise = std::make_shared<std::promise<std::vector<Sample>>>();
    ahead_.push_back(promise->get_future());
    run_.queue().add([promise, tasks = std::move(tasks)] {
      try {
        std::vector<Sample> made;
        for (const std::function<Sample()>& task : tasks) made.push_back(task());
        promise->set_value(std::move(made));
      } catch (...) {
        promise->set_exception(std::current_exception());
      }
    });
  }

  Sample sample_of(const ClipFacts& facts, const model::Frame& frame, ExportRun::FrameBytes read) const {
    const std::string key = frame_stem(facts, frame);
    Sample sample;
    sample.emplace_back(key + ".json", table_.json_line(table_.row(facts, frame, read.placed)));
    sample.emplace(sample.begin(), read.placed.path, std::move(read.bytes));
    if (const auto found = run_.classes().index(facts.unit.value)) {
      sample.emplace_back(key + ".cls", std::to_string(*found));
    }
    return sample;
  }

  ExportRun& run_;
  FrameTable table_;
  std::vector<ClipFacts> clips_;
  std::deque<std::future<std::vector<Sample>>> ahead_;  ///< those that are read while others are written
};

}  // namespace

const FormatTraits& WebDatasetFormat::traits() const { return kWebDataset; }

void WebDatasetFormat::write(ExportRun& run) const { WebDatasetExport(run).write(); }

}  // namespace publish
