// A catalog is checked when this user first opens it, and before writing after something else changed it.
#include "curate/known_catalogs.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "curate/dataset.h"
#include "support/support.h"

namespace {

namespace fs = std::filesystem;
using curate::Knowledge;

class KnownCatalogsTest : public testing::Test {
 protected:
  KnownCatalogsTest() {
    ::setenv("XDG_STATE_HOME", state().c_str(), 1);
    curate::Dataset::create(data());
  }
  ~KnownCatalogsTest() override { ::unsetenv("XDG_STATE_HOME"); }

  fs::path state() const { return place_.path() / "state"; }
  fs::path data() const { return place_.path() / "da ta"; }

 private:
  const base::PrivateFolder place_ = test::temporary_folder();
};

TEST_F(KnownCatalogsTest, KnowsWhatItRemembers) {
  EXPECT_EQ(curate::knowledge_of_catalog(data()), Knowledge::Unknown);
  curate::remember_catalog(data());
  EXPECT_EQ(curate::knowledge_of_catalog(data()), Knowledge::Unchanged);
  fs::last_write_time(data() / "catalog.sqlite", fs::file_time_type::clock::now() - std::chrono::hours(1));
  EXPECT_EQ(curate::knowledge_of_catalog(data()), Knowledge::Changed);
  // Another file in its place.
  fs::copy_file(data() / "catalog.sqlite", data() / "copy");
  fs::rename(data() / "copy", data() / "catalog.sqlite");
  EXPECT_EQ(curate::knowledge_of_catalog(data()), Knowledge::Unknown);
}

TEST_F(KnownCatalogsTest, IsWrittenByOpening) {
  { const curate::Dataset dataset(data(), catalog::Catalog::Access::Read); }
  EXPECT_EQ(curate::knowledge_of_catalog(data()), Knowledge::Unchanged);
  { const curate::Dataset dataset(data(), catalog::Catalog::Access::Write); }
  EXPECT_EQ(curate::knowledge_of_catalog(data()), Knowledge::Unchanged);
}

TEST_F(KnownCatalogsTest, WorksWithoutAFolder) {
  ::setenv("XDG_STATE_HOME", "/proc/none", 1);
  curate::remember_catalog(data());
  EXPECT_EQ(curate::knowledge_of_catalog(data()), Knowledge::Unknown);
  { const curate::Dataset dataset(data(), catalog::Catalog::Access::Write); }
}

}  // namespace
