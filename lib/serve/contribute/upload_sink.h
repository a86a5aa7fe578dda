#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/descriptor.h"
#include "catalog/contributions/uploads.h"
#include "serve/contribute/quarantine.h"
#include "serve/http/action.h"

namespace serve {

inline constexpr const char* kOthersSend = "another request sends this file; try again in a moment";

Response tus_problem(int status, std::string_view detail);
/// An answer that says how much of an upload is there.
Response upload_state(int status, const catalog::Upload& upload, std::int64_t offset);

/// Appends a body to an upload's file. What arrived stays, also if the client goes away; it is on the disk for sure
/// once a whole body is.
class UploadSink : public BodySink {
 public:
  /// After `keep_s` seconds without a complete request it expires.
  UploadSink(Quarantine& quarantine, Quarantine::Hold hold, catalog::Upload upload, std::int64_t keep_s);

  std::optional<Response> write(std::string_view piece) override;
  Response finish() override;

 private:
  std::optional<Response> append(std::string_view piece);
  std::optional<Response> keep();

  Quarantine& quarantine_;
  Quarantine::Hold hold_;
  catalog::Upload upload_;
  std::int64_t keep_s_;
  base::Descriptor file_;
  std::int64_t offset_;
};

}  // namespace serve
