#include "serve/http/reply.h"

#include <microhttpd.h>

#include <memory>

namespace serve {
namespace {

constexpr std::size_t kStreamBlock = 4096;

using Stream = std::shared_ptr<EventStream>;
using Reply = std::unique_ptr<MHD_Response, decltype(&MHD_destroy_response)>;

ssize_t read_events(void* context, std::uint64_t, char* to, std::size_t size) {
  const std::optional<std::size_t> count = (*static_cast<Stream*>(context))->read(to, size);
  return count ? static_cast<ssize_t>(*count) : MHD_CONTENT_READER_END_OF_STREAM;
}

void end_events(void* context) {
  const std::unique_ptr<Stream> stream(static_cast<Stream*>(context));
  (*stream)->disconnect();
}

MHD_Response* make(std::string& text, MHD_Connection*) {
  return MHD_create_response_from_buffer(text.size(), text.data(), MHD_RESPMEM_MUST_COPY);
}

MHD_Response* make(FileRange& range, MHD_Connection*) {
  MHD_Response* made = MHD_create_response_from_fd_at_offset64(static_cast<std::uint64_t>(range.size), range.file.get(),
                                                               static_cast<std::uint64_t>(range.offset));
  if (made != nullptr) range.file.release();
  return made;
}

MHD_Response* make(Stream& stream, MHD_Connection* connection) {
  stream->connect([connection] { MHD_suspend_connection(connection); },
                  [connection] { MHD_resume_connection(connection); });
  auto context = std::make_unique<Stream>(stream);
  MHD_Response* made =
      MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, kStreamBlock, read_events, context.get(), end_events);
  if (made != nullptr) static_cast<void>(context.release());  // end_events has it now
  return made;
}

}  // namespace

bool reply(MHD_Connection* connection, Response response) {
  const Reply made(std::visit([&](auto& body) { return make(body, connection); }, response.body), MHD_destroy_response);
  if (made == nullptr) return false;
  for (const Header& header : response.headers) {
    if (MHD_add_response_header(made.get(), header.name.c_str(), header.value.c_str()) != MHD_YES) return false;
  }
  return MHD_queue_response(connection, static_cast<unsigned>(response.status), made.get()) == MHD_YES;
}

}  // namespace serve
