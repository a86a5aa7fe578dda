#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "serve/http/request.h"
#include "serve/http/response.h"

/// Heads of tus 1.0, by which uploads go on after they were cut (https://tus.io/protocols/resumable-upload): its core,
/// creation, expiration and termination.
namespace serve {

inline constexpr std::string_view kTusVersion = "1.0.0";
inline constexpr std::string_view kTusExtensions = "creation,expiration,termination";
inline constexpr std::string_view kTusBody = "application/offset+octet-stream";
inline constexpr std::size_t kMaxFileNameBytes = 255;

/// The file's name ("filename", or "name") in a value of Upload-Metadata, made printable; empty if there is none.
/// Nothing for a value that is not as the protocol says, and for a name that is too long.
std::optional<std::string> file_name_of(std::string_view metadata);
/// A value of Upload-Metadata with this name.
std::string metadata_of(std::string_view name);

/// Adds what all answers have.
Response with_tus(Response response);
/// 412 for a request of another version.
std::optional<Response> check_tus(const Request& request);
/// A number in a header that is there once; nothing for other values.
std::optional<std::int64_t> number_header(const Request& request, std::string_view name);
/// "Fri, 27 Nov 2026 17:00:00 GMT" of seconds since 1970.
std::string http_time(std::int64_t seconds);

}  // namespace serve
