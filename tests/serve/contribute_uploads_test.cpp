#include "serve/contribute/uploads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/file.h"
#include "serve/contribute/tus.h"
#include "serve/made_request.h"
#include "support/support.h"

namespace serve {
namespace {

using testing::SizeIs;

class UploadsTest : public testing::Test {
 protected:
  UploadsTest() {
    limits.free_bytes = 0;
    start();
  }
  void start() {
    uploads.reset();
    quarantine.reset();
    quarantine.emplace(folder.path());
    uploads.emplace(*quarantine, limits);
    router = Router();
    uploads->add_routes(router);
  }
  Request request(const std::string& method, const std::string& path, std::vector<Header> headers,
                  const std::string& person = "ann") {
    headers.push_back({"Tus-Resumable", "1.0.0"});
    Request made = test::made_request(method, "/api/v1/uploads" + path, std::move(headers));
    made.person = {.name = person, .role = Role::Contributor};
    return made;
  }
  Response answer(Request asked) {
    const Action* action = std::get<const Action*>(router.find(asked));
    return action->answer(asked);
  }
  Response create(std::int64_t bytes, const std::string& person = "ann") {
    return answer(request(
        "POST", "", {{"Upload-Length", std::to_string(bytes)}, {"Upload-Metadata", metadata_of("clip.mp4")}}, person));
  }
  /// "/ID" of a new upload.
  std::string begin(std::int64_t bytes, const std::string& person = "ann") {
    const Response response = create(bytes, person);
    EXPECT_EQ(response.status, 201);
    return std::string(response.header("Location").value_or("")).substr(std::string("/api/v1/uploads").size());
  }
  Action::Opened open(const std::string& upload, std::int64_t offset, std::vector<Header> more = {},
                      const std::string& person = "ann") {
    more.push_back({"Upload-Offset", std::to_string(offset)});
    more.push_back({"Content-Type", std::string(kTusBody)});
    Request asked = request("PATCH", upload, std::move(more), person);
    return std::get<const Action*>(router.find(asked))->open(asked);
  }
  static int status_of(Action::Opened& opened) {
    const auto* refusal = std::get_if<Response>(&opened);
    return refusal == nullptr ? 0 : refusal->status;
  }
  int refusal_of(const std::string& upload, std::int64_t offset, std::vector<Header> more = {},
                 const std::string& person = "ann") {
    Action::Opened opened = open(upload, offset, std::move(more), person);
    return status_of(opened);
  }
  static BodySink& sink(Action::Opened& opened) { return *std::get<std::unique_ptr<BodySink>>(opened); }
  std::string offset_of(const std::string& upload) {
    const Response response = answer(request("HEAD", upload, {}));
    return response.status == 200 ? std::string(response.header("Upload-Offset").value_or(""))
                                  : std::to_string(response.status);
  }
  std::filesystem::path file_of(const std::string& upload) { return folder.path() / "uploads" / upload.substr(1); }

  base::PrivateFolder folder = test::temporary_folder();
  UploadLimits limits;
  std::optional<Quarantine> quarantine;
  std::optional<Uploads> uploads;
  Router router;
};

TEST_F(UploadsTest, GoesOnWhereItWasCutAlsoAfterARestart) {
  const std::string upload = begin(10);
  {
    Action::Opened opened = open(upload, 0);
    EXPECT_FALSE(sink(opened).write("0123"));
  }  // the client went away
  EXPECT_EQ(offset_of(upload), "4");
  start();
  EXPECT_EQ(offset_of(upload), "4");
  Action::Opened opened = open(upload, 4);
  EXPECT_FALSE(sink(opened).write("456789"));
  const Response done = sink(opened).finish();
  EXPECT_EQ(done.status, 204);
  EXPECT_EQ(done.header("Upload-Offset"), "10");
  EXPECT_EQ(base::read_text(file_of(upload)), "0123456789");
  struct stat status {};
  ASSERT_EQ(::stat(file_of(upload).c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(UploadsTest, RefusesLies) {
  const std::string upload = begin(10);
  EXPECT_EQ(refusal_of(upload, 1), 409);
  EXPECT_EQ(refusal_of(upload, 0, {{"Content-Length", "11"}}), 413);
  EXPECT_EQ(refusal_of("/x", 0), 404);
  EXPECT_EQ(refusal_of(upload, 0, {}, "ben"), 404);
  {
    Action::Opened opened = open(upload, 0);
    EXPECT_FALSE(sink(opened).write("01234567"));
    const auto refusal = sink(opened).write("890");
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->status, 413);
  }
  EXPECT_EQ(offset_of(upload), "8") << "what fitted stays";
}

TEST_F(UploadsTest, OneRequestSendsAtATime) {
  const std::string upload = begin(10);
  Action::Opened opened = open(upload, 0);
  EXPECT_EQ(refusal_of(upload, 0), 423);
  EXPECT_EQ(answer(request("DELETE", upload, {})).status, 423);
  EXPECT_FALSE(sink(opened).write("01"));
  EXPECT_EQ(sink(opened).finish().status, 204);
  EXPECT_EQ(refusal_of(upload, 2), 0) << "as soon as there is an answer";
  EXPECT_EQ(answer(request("DELETE", upload, {})).status, 204);
  EXPECT_EQ(offset_of(upload), "404");
  EXPECT_FALSE(std::filesystem::exists(file_of(upload)));
}

TEST_F(UploadsTest, AClientThatIsSilentLosesTheFileToTheNext) {
  const std::string id = begin(10).substr(1);
  Quarantine::Hold old(*quarantine, id);
  {
    const auto lock = old.use();
    EXPECT_TRUE(lock);
    EXPECT_FALSE(Quarantine::Hold(*quarantine, id, std::chrono::milliseconds(0))) << "it writes";
  }
  EXPECT_FALSE(Quarantine::Hold(*quarantine, id, std::chrono::hours(1)));
  Quarantine::Hold next(*quarantine, id, std::chrono::milliseconds(0));
  EXPECT_TRUE(next);
  EXPECT_FALSE(old.use());
  EXPECT_TRUE(next.use());
}

TEST_F(UploadsTest, HasLimits) {
  limits.file_bytes = 100;
  limits.person_bytes = 150;
  limits.all_bytes = 200;
  limits.person_uploads = 3;
  start();
  EXPECT_EQ(create(101).status, 413);
  begin(100);
  EXPECT_EQ(create(51).status, 413);
  EXPECT_EQ(create(1, "ben").status, 201);
  EXPECT_EQ(create(100, "ben").status, 507) << "all people's together";
  begin(10);
  begin(10);
  EXPECT_EQ(create(10).status, 429);
  EXPECT_THAT(quarantine->files().names(), SizeIs(4)) << "refused ones leave no file";
}

TEST_F(UploadsTest, LeavesRoomOnTheDisk) {
  limits.free_bytes = std::int64_t{1} << 60;
  start();
  EXPECT_EQ(create(10).status, 507);
}

TEST_F(UploadsTest, BeginsOnlySoManyAtOnce) {
  limits.new_at_once = 2;
  limits.new_per_second = 0.001;
  start();
  begin(1);
  begin(1);
  const Response refused = create(1);
  EXPECT_EQ(refused.status, 429);
  EXPECT_TRUE(refused.header("Retry-After"));
  EXPECT_EQ(create(1, "ben").status, 201);
}

TEST_F(UploadsTest, OldOnesAreRemoved) {
  limits.keep_s = 0;
  start();
  const std::string upload = begin(10);
  uploads->sweep();
  EXPECT_EQ(offset_of(upload), "404");
  EXPECT_THAT(quarantine->files().names(), SizeIs(0));
}

TEST_F(UploadsTest, FilesWithoutRowsAreRemovedAtTheStart) {
  const std::string upload = begin(10);
  quarantine->files().create_file("left-by-a-kill", 0600);
  start();
  EXPECT_THAT(quarantine->files().names(), testing::ElementsAre(upload.substr(1)));
}

}  // namespace
}  // namespace serve
