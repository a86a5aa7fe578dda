#include "build_text.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/process.h"
#include "base/program.h"
#include "base/versions.h"
#include "command.h"
#include "fetch/versions.h"
#include "manifest/versions.h"
#include "store/versions.h"

namespace {

// Only the worker is linked with FFmpeg and libseccomp.
std::string worker_text() {
  try {
    const auto worker = base::run_program(base::own_path().parent_path() / "sonoset-worker", {"--version", "--verbose"},
                                          base::ProgramLimits{});
    return worker.out;
  } catch (const base::Error& error) {
    return fmt::format("sonoset-worker: {}\n", error.what());
  }
}

}  // namespace

std::string build_text() {
  return fmt::format(
      "compiler: {} {}\nbuild type: {}\nSQLite: {}\nlibcurl: {}\nOpenSSL: {}\nlibyaml: {}\nRE2: {}\nutf8proc: {}\n"
      "fmt: {}.{}.{}\n{}",
      SONOSET_COMPILER, __VERSION__, SONOSET_BUILD_TYPE, store::sqlite_version(), fetch::libcurl_version(),
      base::openssl_version(), manifest::libyaml_version(), manifest::re2_version(), base::utf8proc_version_text(),
      FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100, worker_text());
}
