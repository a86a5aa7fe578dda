#pragma once

#include <string>
#include <string_view>

namespace curate {

/// What is the same for all spellings of one address: RFC 3986, sections 6.2.2 and 6.2.3 (case of scheme and host,
/// default port, percent-encoding, dot segments, empty path). The query stays as it is but for its percent-encoding.
/// Beyond the RFC: the fragment goes, bytes that a URL cannot hold are percent-encoded, and http counts as https, since
/// nobody serves two videos that way; a link too many costs a little balance, one too few leaks. Text that does not
/// start with "scheme://" comes back without spaces around it.
std::string normalised_url(std::string_view url);

}  // namespace curate
