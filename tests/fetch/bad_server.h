#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"

namespace test {

/// Runs tests/support/bad_server.py until destruction.
class BadServer {
 public:
  BadServer();
  ~BadServer();
  BadServer(const BadServer&) = delete;
  BadServer& operator=(const BadServer&) = delete;

  /// "http://127.0.0.1:PORT/" and `path`.
  std::string url(const std::string& path) const;
  struct Request {
    std::string method;
    std::string path;
    std::string range;
    bool conditional = false;
    std::int64_t sent = 0;
  };
  /// The requests so far.
  std::vector<Request> requests() const;
  std::int64_t sent() const;

 private:
  base::PrivateFolder folder_;
  base::Descriptor input_;
  pid_t pid_ = -1;
  std::string port_;
};

/// The contents of the server's `N.bin`.
std::string bin_file(std::int64_t size, int version = 0);

}  // namespace test
