#include "serve/contribute/upload_sink.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/error.h"
#include "serve/contribute/tus.h"
#include "serve/http/problem.h"
#include "serve/people/people.h"

namespace serve {
namespace {

constexpr const char* kDiskFailed = "the server's disk is full or failed; try again later";
constexpr const char* kUploadFile = "an upload";

}  // namespace

Response tus_problem(int status, std::string_view detail) { return with_tus(problem(status, detail)); }

Response upload_state(int status, const catalog::Upload& upload, std::int64_t offset) {
  Response response{.status = status};
  response.set("Upload-Offset", std::to_string(offset)).set("Upload-Length", std::to_string(upload.bytes));
  response.set("Upload-Expires", http_time(upload.expires)).set("Cache-Control", "no-store");
  return with_tus(std::move(response));
}

UploadSink::UploadSink(Quarantine& quarantine, Quarantine::Hold hold, catalog::Upload upload, std::int64_t keep_s)
    : quarantine_(quarantine),
      hold_(std::move(hold)),
      upload_(std::move(upload)),
      keep_s_(keep_s),
      file_(quarantine.files().open_to_write(upload_.id, O_APPEND)),
      offset_(base::size_of(file_.get(), kUploadFile)) {}

std::optional<Response> UploadSink::write(std::string_view piece) {
  std::optional<Response> refusal = append(piece);
  // The client may send another request as soon as it has the answer.
  if (refusal) const Quarantine::Hold ended(std::move(hold_));
  return refusal;
}

std::optional<Response> UploadSink::append(std::string_view piece) {
  const auto lock = hold_.use();
  if (!lock) return tus_problem(423, kOthersSend);
  if (static_cast<std::int64_t>(piece.size()) > upload_.bytes - offset_) {
    return tus_problem(413, "the body goes beyond Upload-Length");
  }
  try {
    base::write_all(file_.get(), piece, kUploadFile);
  } catch (const base::Error&) {
    return tus_problem(507, kDiskFailed);
  }
  offset_ += static_cast<std::int64_t>(piece.size());
  return std::nullopt;
}

std::optional<Response> UploadSink::keep() {
  const auto lock = hold_.use();
  if (!lock) return tus_problem(423, kOthersSend);
  if (::fsync(file_.get()) != 0) return tus_problem(507, kDiskFailed);
  upload_.expires = now_s() + keep_s_;
  quarantine_.with([&](store::Database& db) {
    catalog::set_upload_expires(db, upload_.id, upload_.expires);
    return true;
  });
  return std::nullopt;
}

Response UploadSink::finish() {
  if (auto refusal = keep()) return std::move(*refusal);
  // By this thread: the one that moves bytes would wait for the disk if the file was deleted meanwhile.
  file_ = base::Descriptor();
  // The client may send the next piece as soon as it has the answer.
  const Quarantine::Hold ended(std::move(hold_));
  return upload_state(204, upload_, offset_);
}

}  // namespace serve
