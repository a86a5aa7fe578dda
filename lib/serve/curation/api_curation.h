#pragma once

#include "curate/import/import.h"
#include "serve/curation/write_queue.h"
#include "serve/dataset_pool.h"
#include "serve/http/router.h"
#include "serve/people/people.h"

namespace serve {

/// What curators decide, each with `why`; the name is that of the account:
///   POST /api/v1/clips/{id}/labels   {axis, value, why}
///   POST /api/v1/clips/{id}/region   {x, y, width, height, why}: the frames are made again
///   POST /api/v1/clips/{id}/window   {from, to} in seconds as text or {first, end} in pictures, or neither; why
///   POST /api/v1/labels              {clips: [id], axis, value, why}: all or none
///   POST /api/v1/findings/answers    {answers: [{code, id, answer: accept | dismiss}], why}: all or none
///   POST /api/v1/decisions/undo      {decisions: [id], why}: all or none
///   GET  /api/v1/clips/{id}/decisions
///   GET  /api/v1/clips/{id}/axes: the axes and values that its labels may have
class Curation {
 public:
  struct Options {
    curate::ImportOptions making;  ///< jobs, worker, limits and version: see curate::make_again
  };

  /// All must outlive it.
  Curation(DatasetPool& pool, WriteQueue& queue, People& people, Options options);
  /// The router must not outlive it.
  void add_routes(Router& router);

 private:
  using Change = std::function<nlohmann::ordered_json(curate::Dataset& dataset)>;
  /// Makes a change in the queue, and writes the audit log.
  Response change(const Request& request, std::string_view action, std::string_view object, const Change& change);
  nlohmann::ordered_json made_again(curate::Dataset& dataset, const std::set<std::string>& clips) const;

  Response label(const Request& request);
  Response label_many(const Request& request);
  Response set_region(const Request& request);
  Response set_window(const Request& request);
  Response answer(const Request& request);
  Response undo(const Request& request);
  Response decisions(const Request& request);
  Response axes(const Request& request);

  DatasetPool& pool_;
  WriteQueue& queue_;
  People& people_;
  const Options options_;
};

}  // namespace serve
