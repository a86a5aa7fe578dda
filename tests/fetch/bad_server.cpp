#include "fetch/bad_server.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "base/digest.h"
#include "support/support.h"

namespace test {

BadServer::BadServer() : folder_(temporary_folder()) {
  // Do not use a proxy for the local server.
  ::setenv("no_proxy", "*", 1);
  const std::string script = source_dir() / "tests" / "support" / "bad_server.py";
  const std::string log = folder_.path() / "log";
  int in[2];
  int out[2];
  if (::pipe(in) != 0 || ::pipe(out) != 0) throw std::runtime_error("no pipe");
  pid_ = ::fork();
  if (pid_ == 0) {
    ::dup2(in[0], 0);
    ::dup2(out[1], 1);
    for (const int end : {in[0], in[1], out[0], out[1]}) ::close(end);
    ::execl(SONOSET_PYTHON, SONOSET_PYTHON, script.c_str(), "", log.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(in[0]);
  ::close(out[1]);
  input_ = base::Descriptor(in[1]);
  const base::Descriptor output(out[0]);
  char c = 0;
  while (::read(output.get(), &c, 1) == 1 && c != '\n') port_ += c;
  if (port_.empty()) throw std::runtime_error("the server does not start");
}

BadServer::~BadServer() {
  input_.reset();
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

std::string BadServer::url(const std::string& path) const { return "http://127.0.0.1:" + port_ + "/" + path; }

std::vector<BadServer::Request> BadServer::requests() const {
  std::vector<Request> all;
  std::istringstream lines(base::read_text(folder_.path() / "log"));
  for (std::string line; std::getline(lines, line);) {
    const auto value = nlohmann::json::parse(line);
    all.push_back({value["method"], value["path"], value["range"].is_null() ? "" : value["range"], value["conditional"],
                   value["sent"]});
  }
  return all;
}

std::int64_t BadServer::sent() const {
  std::int64_t bytes = 0;
  for (const Request& request : requests()) bytes += request.sent;
  return bytes;
}

std::string bin_file(std::int64_t size, int version) {
  const auto block = base::sha256(std::to_string(size) + ".bin " + std::to_string(version)).bytes;
  std::string text;
  while (static_cast<std::int64_t>(text.size()) < size) text.append(block.begin(), block.end());
  text.resize(static_cast<std::size_t>(size));
  return text;
}

}  // namespace test
