#include "serve/contribute/quarantined_media.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "catalog/contributions/contributions.h"
#include "serve/http/conditional.h"
#include "serve/http/problem.h"
#include "serve/http/range.h"
#include "serve/media/preview.h"

namespace serve {
namespace {

using catalog::ContributedFile;

constexpr curate::WorkerLimits kQuarantinedLimits{.time = std::chrono::seconds(120), .output_mb = 256};
constexpr FileCache::Limits kQuarantinedCache{.bytes = std::int64_t{512} << 20, .files = 1000, .makers = 1};

/// What was checked and is still there.
std::optional<ShownClip> quarantined_clip(Quarantine& quarantine, const Request& request) {
  const auto file =
      quarantine.with([&](store::Database& db) { return catalog::find_contributed_file(db, request.parameters[1]); });
  if (!file || file->contribution != request.parameters[0] || !file->object || !file->kept) return std::nullopt;
  ShownClip clip;
  clip.set.clip = file->id;
  clip.set.object = *file->object;
  clip.set.content.grey = nlohmann::json::parse(file->facts).value("grey", false);
  return clip;
}

}  // namespace

QuarantinedMedia::QuarantinedMedia(Quarantine& quarantine, const std::filesystem::path& worker)
    : quarantine_(quarantine), worker_{worker, kQuarantinedLimits}, cache_(std::nullopt, kQuarantinedCache) {}

Response QuarantinedMedia::preview(const Request& request, bool video) {
  const auto clip = quarantined_clip(quarantine_, request);
  if (!clip) return problem(404, "no such file, or it is not in quarantine");
  const std::string name = preview_name(*clip);
  const std::string etag = etag_of(name + (video ? ".mp4" : ".json"));
  if (auto unchanged = check_conditions(request, etag)) return std::move(*unchanged);
  const std::optional<Gate::Pass> pass = gate_.enter();
  if (!pass) {
    Response busy = problem(503, "other previews are being made; try again");
    busy.set("Retry-After", "2");
    return busy;
  }
  try {
    base::Descriptor file = cache_.get(name, [&](int to) {
      make_preview(*clip, quarantine_.files().open_to_read(clip->set.clip).get(), to, worker_, stop_);
    });
    Preview found = read_preview(file.get());
    Response response = video ? file_response("video/mp4", std::move(file)) : json_response(std::move(found.json));
    response.set("ETag", etag).set("Cache-Control", "private, no-cache");
    if (!video) return response;
    std::get<FileRange>(response.body).size = found.video_bytes;
    return in_range(request, std::move(response));
  } catch (const base::Error& error) {
    if (error.code() != base::Code::Unsupported) throw;
    return problem(422, std::string("the preview of this file cannot be made: ") + error.what());
  }
}

void QuarantinedMedia::add_routes(Router& router) {
  for (const bool video : {false, true}) {
    router.add("GET", std::string("/api/v1/contributions/{id}/files/{file}/preview") + (video ? ".mp4" : ""),
               {.answer = [this, video](const Request& request) { return preview(request, video); },
                .lane = Lane::Slow,
                .least = Role::Curator});
  }
}

}  // namespace serve
