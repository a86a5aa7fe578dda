#include "store/database.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "store/files.h"

namespace {

using base::Code;
using store::Database;
using test::error_of;
using testing::HasSubstr;
namespace fs = std::filesystem;

constexpr auto kRead = Database::Access::Read;
constexpr auto kWrite = Database::Access::Write;

TEST(Database, KeepsCommittedRows) {
  const test::SmallDatabase small;
  {
    Database database = small.open();
    store::Transaction transaction(database);
    database.run("INSERT INTO t VALUES (?, ?)", 2, "two");
    transaction.commit();
  }
  Database again = small.open(kRead);
  EXPECT_EQ(test::rows_of_t(again), 2);
}

TEST(Database, RollsBackUncommittedRows) {
  const test::SmallDatabase small;
  Database database = small.open();
  {
    const store::Transaction transaction(database);
    database.run("INSERT INTO t VALUES (?, ?)", 2, "two");
  }
  EXPECT_EQ(test::rows_of_t(database), 1);
}

// A failed inner transaction must not leave half of its work in the outer one.
TEST(Database, InnerRollbackRollsBackTheOuterTransaction) {
  const test::SmallDatabase small;
  Database database = small.open();
  store::Transaction outer(database);
  database.run("INSERT INTO t VALUES (?, ?)", 2, "two");
  { const store::Transaction inner(database); }
  EXPECT_EQ(error_of([&] { outer.commit(); }).first, Code::Io);
  EXPECT_EQ(test::rows_of_t(database), 1);
}

TEST(Database, InnerTransactionCommitsWithTheOuter) {
  const test::SmallDatabase small;
  Database database = small.open();
  {
    store::Transaction outer(database);
    store::Transaction inner(database);
    database.run("INSERT INTO t VALUES (?, ?)", 2, "two");
    inner.commit();
  }
  EXPECT_EQ(test::rows_of_t(database), 1) << "the outer one was not committed";
}

TEST(Database, SurvivesAKillInATransaction) {
  const test::SmallDatabase small;
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t pid = ::fork();
  if (pid == 0) {
    Database database = small.open();
    database.run("INSERT INTO t VALUES (?, ?)", 2, "committed");
    const store::Transaction transaction(database);
    // More than the page cache holds, so that some pages are written to the log.
    database.run(
        "INSERT INTO t WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 30000)"
        " SELECT i, hex(zeroblob(2000)) FROM c");
    const char go = 'x';
    if (::write(ready[1], &go, 1) == 1) ::pause();
    ::_exit(1);
  }
  char go = 0;
  ASSERT_EQ(::read(ready[0], &go, 1), 1);
  ::kill(pid, SIGKILL);
  int status = 0;
  ::waitpid(pid, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  Database database = small.open();
  EXPECT_EQ(test::rows_of_t(database), 2) << "only committed rows remain";
  auto check = database.query("PRAGMA integrity_check");
  ASSERT_TRUE(check.step());
  EXPECT_EQ(check.text(0), "ok");
}

TEST(Database, TellsASecondWriterToWait) {
  const test::SmallDatabase small;
  Database first = small.open();
  Database second = small.open();
  const store::Transaction transaction(first);
  const auto [code, words] = error_of([&] { second.run("INSERT INTO t VALUES (2, 'two')"); });
  EXPECT_EQ(code, Code::Denied);
  EXPECT_THAT(words, HasSubstr("being written by another process"));
}

// Readers see the committed state while another process writes.
TEST(Database, ReadersDoNotWaitForWriters) {
  const test::SmallDatabase small;
  Database writer = small.open();
  Database reader = small.open(kRead);
  const store::Transaction transaction(writer);
  writer.run("INSERT INTO t VALUES (2, 'two')");
  EXPECT_EQ(test::rows_of_t(reader), 1);
}

TEST(Database, ReadAccessDoesNotWrite) {
  const test::SmallDatabase small;
  Database database = small.open(kRead);
  EXPECT_EQ(error_of([&] { database.run("DELETE FROM t"); }).first, Code::Denied);
}

TEST(Database, CreateRejectsAnExistingFile) {
  const test::SmallDatabase small;
  EXPECT_EQ(error_of([&] { Database::create(small.file, [](Database&) {}); }).first, Code::InvalidInput);
}

// A killed create leaves an empty file; creating again must work.
TEST(Database, CreateReplacesAnEmptyFile) {
  const base::PrivateFolder folder = test::temporary_folder();
  const fs::path file = folder.path() / "c";
  base::write_atomically(file, "");
  EXPECT_EQ(error_of([&] { Database::open(file, kWrite); }).first, Code::Corrupt);
  Database::create(file, [](Database& database) { database.run_script("CREATE TABLE t (n INTEGER) STRICT"); });
  Database database = Database::open(file, kWrite);
  EXPECT_EQ(test::rows_of_t(database), 0);
}

TEST(Database, FailedCreateLeavesNoFile) {
  const base::PrivateFolder folder = test::temporary_folder();
  const fs::path file = folder.path() / "c";
  EXPECT_THROW(Database::create(file, [](Database& database) { database.run_script("CREATE TABLE t (n) STRICT"); }),
               base::Error);
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(Database, OpenReportsAMissingFile) {
  const base::PrivateFolder folder = test::temporary_folder();
  EXPECT_EQ(error_of([&] { Database::open(folder.path() / "none", kRead); }).first, Code::NotFound);
  EXPECT_EQ(error_of([&] { Database::open(folder.path(), kRead); }).first, Code::Corrupt);
}

// Databases of other programs must not be changed.
TEST(Database, OpenRejectsForeignFiles) {
  const test::SmallDatabase small;
  {
    Database database = small.open();
    database.run_script("PRAGMA application_id = 1");
  }
  const auto [code, words] = error_of([&] { small.open(); });
  EXPECT_EQ(code, Code::Corrupt);
  EXPECT_THAT(words, HasSubstr("not a sonoset catalog"));

  const fs::path text = small.folder.path() / "text";
  base::write_atomically(text, std::string(5000, 'x'));
  EXPECT_EQ(error_of([&] { Database::open(text, kWrite); }).first, Code::Corrupt);
}

TEST(Database, ReportsADamagedPageAsCorrupt) {
  const test::SmallDatabase small;
  {
    Database database = small.open();
    database.run(
        "INSERT INTO t WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 1000)"
        " SELECT i, hex(zeroblob(200)) FROM c");
  }
  std::string bytes = base::read_text(small.file);
  for (std::size_t i = 4096; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 131);
  base::write_atomically(small.file, bytes);
  const auto [code, words] = error_of([&] {
    Database database = small.open(kRead);
    database.run("SELECT n, s FROM t ORDER BY s");
  });
  EXPECT_EQ(code, Code::Corrupt);
  EXPECT_THAT(words, HasSubstr("damaged"));
}

// Inner pages that all point to the same one below make a table of a few kilobytes have 400^7 leaves to read.
TEST(Database, GivesUpOnPagesThatAreReadWithoutEnd) {
  const test::SmallDatabase small;
  std::size_t root = 0;
  {
    Database database = small.open();
    database.run(
        "INSERT INTO t WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 1000)"
        " SELECT i, hex(zeroblob(200)) FROM c");
    auto row = database.query("SELECT rootpage FROM sqlite_schema WHERE name = 't'");
    ASSERT_TRUE(row.step());
    root = static_cast<std::size_t>(row.integer(0));
  }
  std::string bytes = base::read_text(small.file);
  constexpr std::size_t kPage = 4096;
  constexpr std::size_t kCells = 400;
  const auto put = [&bytes](std::size_t at, std::size_t value, int size) {
    for (int i = 0; i < size; ++i) bytes[at + i] = static_cast<char>(value >> (8 * (size - 1 - i)));
  };
  for (std::size_t page = root; page < root + 7; ++page) {
    const std::size_t start = (page - 1) * kPage;  // an inner page of a table: https://sqlite.org/fileformat.html, 1.6
    const std::size_t cell = kPage - 5;
    put(start, 5, 1);
    put(start + 1, 0, 2);
    put(start + 3, kCells, 2);
    put(start + 5, cell, 2);
    put(start + 7, 0, 1);
    put(start + 8, page + 1, 4);
    for (std::size_t i = 0; i < kCells; ++i) put(start + 12 + 2 * i, cell, 2);
    put(start + cell, page + 1, 4);
    put(start + cell + 4, 1, 1);
  }
  base::write_atomically(small.file, bytes);
  Database database = small.open(kRead);
  const auto [code, words] = error_of([&] { database.run("SELECT n, s FROM t WHERE s = 'absent'"); });
  EXPECT_EQ(code, Code::Corrupt);
  EXPECT_THAT(words, HasSubstr("takes too long to read"));
  // Each row of a statement counts, not only the rows between two of ours.
  const auto [each, said] = error_of([&] {
    auto row = database.query("SELECT n FROM t WHERE n % 16 = 0");
    while (row.step()) {
    }
  });
  EXPECT_EQ(each, Code::Corrupt);
  EXPECT_THAT(said, HasSubstr("takes too long to read"));
}

// SQLite cannot open a log on a read-only medium. The reader drops root's privileges, which ignore permissions.
TEST(Database, ReadsInAReadOnlyFolder) {
  const test::SmallDatabase small;
  fs::permissions(small.folder.path(),
                  fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
  fs::permissions(small.file, fs::perms::owner_read | fs::perms::others_read);
  const pid_t pid = ::fork();
  if (pid == 0) {
    if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(2);
    try {
      Database database = small.open(kRead);
      ::_exit(test::rows_of_t(database) == 1 ? 0 : 3);
    } catch (const base::Error& error) {
      std::fprintf(stderr, "%s\n", error.what());
      ::_exit(1);
    }
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  fs::permissions(small.folder.path(), fs::perms::owner_all);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 2) GTEST_SKIP() << "cannot change the user here";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

// Paths with special characters of URIs.
TEST(Database, OpensAnyFileName) {
  const base::PrivateFolder folder = test::temporary_folder();
  for (const char* const name : {"a?mode=memory", "b#c", "d%20e", "file:x", "ü ñ"}) {
    const fs::path file = folder.path() / name;
    Database::create(file, [](Database& database) { database.run_script("CREATE TABLE t (n INTEGER) STRICT"); });
    EXPECT_TRUE(fs::exists(file)) << name;
    Database database = Database::open(file, kRead);
    EXPECT_EQ(test::rows_of_t(database), 0) << name;
  }
}

// SQLite would remove the file that a crafted journal names.
TEST(Database, RefusesARollbackJournalBesideIt) {
  const test::SmallDatabase small;
  const fs::path journal = small.file.string() + "-journal";
  for (const bool link : {false, true}) {
    link ? fs::create_symlink("absent", journal) : base::write_atomically(journal, "x");
    for (const auto access : {kRead, kWrite}) {
      const auto [code, words] = error_of([&] { small.open(access); });
      EXPECT_EQ(code, Code::Corrupt);
      EXPECT_THAT(words, HasSubstr(journal.string()));
    }
    fs::remove(journal);
  }
  EXPECT_NO_THROW(small.open());
}

}  // namespace
