// serve-predict answers each request; a hostile one gets an error and does not end the program.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "base/folder.h"
#include "base/process.h"
#include "model/clip_job.h"
#include "support/support.h"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

constexpr std::chrono::seconds kTime{60};

void run(const std::vector<std::string>& words) {
  const test::Run done = test::run(test::bin_dir() / "sonoset", words);
  ASSERT_EQ(done.exit_code, 0) << done.err;
}

/// A dataset with a small model.
void make_model(const fs::path& folder) {
  const std::string data = folder / "data";
  run({"phantom", folder / "phantoms", "--subjects", "8", "--clips", "16", "--seconds", "1", "--size", "160x120"});
  run({"init", data});
  run({"-C", data, "import", folder / "phantoms" / "manifest.yaml", "--unsealed"});
  run({"-C", data, "split", "main", "--folds", "2"});
  run({"-C", data, "baseline", "train", "--split", "main", "--network", "small", "--repeats", "1"});
}

/// A frame of the dataset as a worker would have written it, and the worker's answer.
struct Request {
  model::ClipResult result;
  base::Descriptor file;

  explicit Request(const fs::path& picture) : file(base::open_to_read(picture)) {
    result.clip = "one";
    model::Frame frame;
    const std::string bytes = base::read_text(picture);
    const auto number = [&](std::size_t at) {  // of the PNG's header
      return static_cast<unsigned char>(bytes[at]) << 8 | static_cast<unsigned char>(bytes[at + 1]);
    };
    frame.width = number(18);
    frame.height = number(22);
    frame.channels = bytes[25] == 0 ? 1 : 3;
    frame.file_bytes = static_cast<std::int64_t>(bytes.size());
    result.frames = {frame};
    result.content.width = frame.width;
    result.content.height = frame.height;
    result.content.pictures = 1;
  }
};

json ask(base::ChildProcess& process, const std::string& text, const std::vector<int>& descriptors) {
  EXPECT_TRUE(process.channel().send(text, descriptors));
  const auto answer = process.channel().receive(kTime);
  return answer ? json::parse(answer->text) : json{{"state", "ended"}};
}

TEST(ServePredict, SurvivesHostileRequests) {
  const auto folder = test::temporary_folder();
  ASSERT_NO_FATAL_FAILURE(make_model(folder.path()));
  fs::path picture;
  for (const auto& entry : fs::recursive_directory_iterator(folder.path() / "data" / "frames")) {
    if (entry.path().extension() == ".png" && (picture.empty() || entry.path() < picture)) picture = entry.path();
  }
  auto process =
      base::ChildProcess::start(test::bin_dir() / "sonoset-baseline", {"-C", folder.path() / "data", "serve-predict"});
  const auto hello = process.channel().receive(kTime);
  ASSERT_TRUE(hello);
  EXPECT_EQ(json::parse(hello->text)["models"], 2);

  const Request good(picture);
  const std::string text = model::to_json(good.result);
  const int file = good.file.get();
  const json answer = ask(process, text, {file});
  EXPECT_EQ(answer["clip"], "one");
  EXPECT_EQ(answer["state"], "answered") << answer;
  EXPECT_TRUE(answer["probabilities"].contains(answer["predicted"].get<std::string>()));
  EXPECT_EQ(answer["frames"].size(), 1U);

  const auto failed = [&](const std::string& request, const std::vector<int>& descriptors) {
    const json said = ask(process, request, descriptors);
    EXPECT_EQ(said["state"], "failed") << said;
    return said.value("why", "");
  };
  int pipe_ends[2];
  ASSERT_EQ(::pipe(pipe_ends), 0);
  const base::Descriptor reading(pipe_ends[0]);
  const base::Descriptor writing(pipe_ends[1]);
  const base::Descriptor directory(::open("/", O_RDONLY | O_CLOEXEC));
  const base::Descriptor endless(::open("/dev/zero", O_RDONLY | O_CLOEXEC));
  EXPECT_THAT(failed(text, {}), HasSubstr("one descriptor"));
  EXPECT_THAT(failed(text, {file, file, file}), HasSubstr("one descriptor"));
  EXPECT_NE(failed(text, {file, file}), "") << "heat maps need a file to write to";
  const base::Descriptor heat = base::Folder(folder.path()).create_file("heat", 0600);
  const json with_heat = ask(process, text, {file, heat.get()});
  ASSERT_EQ(with_heat["heat"].size(), 1U) << with_heat;
  EXPECT_EQ(with_heat["heat"][0], base::size_of(heat.get(), "heat"));
  EXPECT_TRUE(base::read_text(folder.path() / "heat").starts_with("\x89PNG"));
  for (const int other : {reading.get(), directory.get(), endless.get()}) EXPECT_NE(failed(text, {other}), "");
  EXPECT_NE(failed("", {file}), "");
  EXPECT_NE(failed("{\"clip\": 7}", {file}), "");
  EXPECT_NE(failed(std::string(100'000, '['), {file}), "");
  Request bad(picture);
  bad.result.frames[0].width += 1;  // differs from the file
  EXPECT_THAT(failed(model::to_json(bad.result), {file}), HasSubstr("size"));
  bad.result.frames[0] = good.result.frames[0];
  bad.result.frames[0].file_bytes += 1;
  EXPECT_THAT(failed(model::to_json(bad.result), {file}), HasSubstr("longer"));
  bad.result.frames.clear();
  EXPECT_THAT(failed(model::to_json(bad.result), {file}), HasSubstr("no frames"));
  bad.result.frames = good.result.frames;
  bad.result.findings = {{"truncated", "clip", "one", "ends at 0:01"}};
  EXPECT_EQ(failed(model::to_json(bad.result), {file}), "ends at 0:01");
  bad.result.findings[0].message = std::string(100'000, 'x');
  EXPECT_EQ(failed(model::to_json(bad.result), {file}), std::string(500, 'x'));
  bad.result.findings.clear();
  bad.result.clip = std::string(201, 'x');
  EXPECT_THAT(failed(model::to_json(bad.result), {file}), HasSubstr("200 bytes"));
  bad.result.clip = "one";
  bad.result.frames[0].height = 30'000;
  bad.result.frames[0].width = 30'000;
  EXPECT_THAT(failed(model::to_json(bad.result), {file}), HasSubstr("larger than a picture can be"));
  bad.result.frames[0] = good.result.frames[0];
  const fs::path other = folder.path() / "other";
  base::write_atomically(other, "\xff\xd8\xff" + std::string(100, ' '));  // a JPEG's head
  bad.result.frames[0].file_bytes = 103;
  EXPECT_THAT(failed(model::to_json(bad.result), {base::open_to_read(other).get()}), HasSubstr("not a PNG"));

  EXPECT_EQ(ask(process, text, {file}), answer) << "the same as before the hostile requests";
}

}  // namespace
