#include "serve/contribute/uploads.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "catalog/contributions/uploads.h"
#include "serve/contribute/tus.h"
#include "serve/contribute/upload_sink.h"
#include "serve/http/json_text.h"
#include "serve/http/problem.h"
#include "serve/people/people.h"
#include "serve/people/people_json.h"

namespace serve {
namespace {

using catalog::Upload;
using store::Database;

constexpr const char* kNoUpload = "no such upload; it may have expired";
constexpr const char* kUploadPath = "/api/v1/uploads/";
constexpr std::chrono::seconds kIdle{3};  // after which a new request goes on where another one stopped
constexpr std::int64_t kMegabyte = 1'000'000;

std::optional<Upload> upload_of(Quarantine& quarantine, const Request& request) {
  auto found = quarantine.with([&](Database& db) { return catalog::find_upload(db, request.parameters[0]); });
  return found && found->person == request.person.name ? found : std::nullopt;
}

std::int64_t bytes_of_upload(Quarantine& quarantine, const std::string& id) {
  return quarantine.files().status_of(id).size;
}

/// Takes size and name of a new upload.
std::optional<Response> read_head(const Request& request, const UploadLimits& limits, Upload& upload) {
  if (auto refusal = check_tus(request)) return refusal;
  if (!request.body.empty()) return tus_problem(400, "send the file with PATCH, after this request");
  if (request.header("Upload-Defer-Length")) return tus_problem(400, "Upload-Defer-Length is not supported");
  const auto bytes = number_header(request, "Upload-Length");
  if (!bytes || *bytes < 1) return tus_problem(400, "Upload-Length must be a number above 0");
  if (*bytes > limits.file_bytes) {
    return tus_problem(413, fmt::format("the file is larger than {} MB; cut it first", limits.file_bytes / kMegabyte));
  }
  const auto name = file_name_of(request.header("Upload-Metadata").value_or(""));
  if (!name || name->empty() || count_headers(request.headers, "Upload-Metadata") > 1) {
    return tus_problem(
        400, fmt::format("Upload-Metadata must have 'filename' with at most {} bytes in Base64", kMaxFileNameBytes));
  }
  upload.bytes = *bytes;
  upload.name = *name;
  return std::nullopt;
}

/// Why an upload of so many bytes cannot begin.
std::optional<Response> beyond_limits(Database& db, const UploadLimits& limits, const Upload& upload,
                                      std::int64_t free) {
  const catalog::HeldFiles own = catalog::held_by(db, upload.person);
  if (own.uploads >= limits.person_uploads) {
    return tus_problem(
        429, fmt::format("you have {} uploads that are not contributed; contribute or delete some first", own.uploads));
  }
  if (own.bytes + upload.bytes > limits.person_bytes) {
    return tus_problem(413, fmt::format("your files would have more than {} MB; wait until some were decided on",
                                        limits.person_bytes / kMegabyte));
  }
  const std::int64_t all = catalog::held_by_all(db).bytes;
  if (all + upload.bytes > limits.all_bytes || free - upload.bytes < limits.free_bytes) {
    return tus_problem(507, "the server has no room for this file now; try again later");
  }
  return std::nullopt;
}

}  // namespace

Uploads::Uploads(Quarantine& quarantine, const UploadLimits& limits)
    : quarantine_(quarantine), limits_(limits), new_(limits.new_per_second, limits.new_at_once) {}

Response Uploads::options(const Request&) const {
  Response response{.status = 204};
  response.set("Allow", "GET, HEAD, POST, OPTIONS").set("Tus-Version", kTusVersion);
  response.set("Tus-Extension", kTusExtensions).set("Tus-Max-Size", std::to_string(limits_.file_bytes));
  return with_tus(std::move(response));
}

Response Uploads::list(const Request& request) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const Upload& one : quarantine_.with([&](Database& db) { return catalog::uploads(db, request.person.name); })) {
    rows.push_back({{"id", one.id},
                    {"name", one.name},
                    {"bytes", one.bytes},
                    {"offset", bytes_of_upload(quarantine_, one.id)},
                    {"expires", time_text(one.expires)}});
  }
  return private_json(200, {{"uploads", std::move(rows)}});
}

Response Uploads::create(const Request& request) {
  Upload upload;
  if (auto refusal = read_head(request, limits_, upload)) return std::move(*refusal);
  const int wait = new_.take(request.person.name, RateLimit::Clock::now());
  if (wait > 0) return with_tus(too_many(wait, "too many new uploads; try again in a moment"));
  upload.id = random_id();
  upload.person = request.person.name;
  upload.created = now_s();
  upload.expires = upload.created + limits_.keep_s;
  const std::int64_t free = quarantine_.free_bytes();
  quarantine_.files().create_file(upload.id, 0600);
  auto refusal = quarantine_.with([&](Database& db) {
    auto refused = beyond_limits(db, limits_, upload, free);
    if (!refused) catalog::add_upload(db, upload);
    return refused;
  });
  if (refusal) {
    quarantine_.files().remove_file(upload.id);
    return std::move(*refusal);
  }
  Response response = upload_state(201, upload, 0);
  response.set("Location", kUploadPath + upload.id);
  return response;
}

Response Uploads::head(const Request& request) {
  if (auto refusal = check_tus(request)) return std::move(*refusal);
  const auto upload = upload_of(quarantine_, request);
  if (!upload) return tus_problem(404, kNoUpload);
  Response response = upload_state(200, *upload, bytes_of_upload(quarantine_, upload->id));
  response.set("Upload-Metadata", metadata_of(upload->name));
  return response;
}

Action::Opened Uploads::open(const Request& request) {
  if (auto refusal = check_tus(request)) return std::move(*refusal);
  if (request.header("Content-Type") != kTusBody) {
    return tus_problem(415, "send 'Content-Type: application/offset+octet-stream'");
  }
  const auto offset = number_header(request, "Upload-Offset");
  if (!offset) return tus_problem(400, "Upload-Offset must be a number");
  const auto upload = upload_of(quarantine_, request);
  if (!upload) return tus_problem(404, kNoUpload);
  Quarantine::Hold hold(quarantine_, upload->id, kIdle);
  if (!hold) return tus_problem(423, kOthersSend);
  const std::int64_t there = bytes_of_upload(quarantine_, upload->id);
  if (*offset != there) return tus_problem(409, fmt::format("Upload-Offset must be {}", there));
  if (request.content_length().value_or(0) > static_cast<std::uint64_t>(upload->bytes - there)) {
    return tus_problem(413, "the body goes beyond Upload-Length");
  }
  return std::make_unique<UploadSink>(quarantine_, std::move(hold), *upload, limits_.keep_s);
}

Response Uploads::remove(const Request& request) {
  if (auto refusal = check_tus(request)) return std::move(*refusal);
  const auto upload = upload_of(quarantine_, request);
  if (!upload) return tus_problem(404, kNoUpload);
  const Quarantine::Hold hold(quarantine_, upload->id, kIdle);
  if (!hold) return tus_problem(423, kOthersSend);
  // It may have become part of a contribution meanwhile.
  if (!quarantine_.with([&](Database& db) { return catalog::remove_upload(db, upload->id); })) {
    return tus_problem(404, kNoUpload);
  }
  quarantine_.files().remove_file(upload->id);
  return with_tus({.status = 204});
}

void Uploads::sweep() {
  const auto expired = quarantine_.with([](Database& db) { return catalog::expired_uploads(db, now_s()); });
  for (const Upload& upload : expired) {
    const Quarantine::Hold hold(quarantine_, upload.id, kIdle);
    if (!hold) continue;
    if (!quarantine_.with([&](Database& db) { return catalog::remove_upload(db, upload.id); })) continue;
    quarantine_.files().remove_file(upload.id);
  }
}

// All that uses the database of contributions is slow: it waits for the disk, to which uploads are written.
void Uploads::add_routes(Router& router) {
  const auto add = [&](const char* method, const char* path, Role least, auto answer) {
    router.add(
        method, path,
        {.answer = [answer](const Request& request) { return answer(request); }, .lane = Lane::Slow, .least = least});
  };
  const char* one = "/api/v1/uploads/{id}";
  for (const char* path : {"/api/v1/uploads", one}) {
    add("OPTIONS", path, Role::Visitor, [this](const Request& request) { return options(request); });
  }
  add("GET", "/api/v1/uploads", Role::Contributor, [this](const Request& request) { return list(request); });
  add("POST", "/api/v1/uploads", Role::Contributor, [this](const Request& request) { return create(request); });
  add("GET", one, Role::Contributor, [this](const Request& request) { return head(request); });
  add("DELETE", one, Role::Contributor, [this](const Request& request) { return remove(request); });
  router.add("PATCH", one,
             {.answer = nullptr,
              .open = [this](const Request& request) { return open(request); },
              .lane = Lane::Slow,
              .least = Role::Contributor});
}

}  // namespace serve
