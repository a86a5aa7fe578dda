#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace serve {

/// 256 random bits as 43 characters of base64url (RFC 4648, section 5).
std::string random_secret();
/// Whether text has the form of `random_secret`.
bool is_secret(std::string_view text);

/// Compares without telling by its time where they differ.
bool same_secret(std::string_view a, std::string_view b);

/// What the pages of a session send in X-Sonoset-CSRF: follows from the session's secret, and does not tell it.
std::string csrf_token(std::string_view session_secret);

/// A hash that nobody outside of this process can predict (SipHash-2-4).
std::uint64_t keyed_hash(std::string_view text);

}  // namespace serve
