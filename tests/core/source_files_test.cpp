#include "refrain/core/error.h"
#include "refrain/core/source_files.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace refrain {
namespace {

class SourceFilesTest : public testing::Test {
protected:
  SourceFilesTest() {
    std::string name = (std::filesystem::temp_directory_path() / "refrain-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
      ADD_FAILURE() << "cannot make " << name;
    }
    folder_ = name;
  }
  ~SourceFilesTest() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  // A file that was last changed long ago.
  std::string write(const std::string& name, const std::string& bytes) {
    std::string path = folder_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    std::filesystem::last_write_time(path, hour_ago_);
    return path;
  }

  std::optional<std::uint64_t> add(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const auto address = files_.add(descriptor, path);
    ::close(descriptor);
    return address;
  }

  std::string read(std::uint64_t address, std::size_t size) {
    std::string bytes(size, '\0');
    bytes.resize(files_.read(address, bytes.data(), size));
    return bytes;
  }

  std::filesystem::path folder_;
  std::filesystem::file_time_type hour_ago_ =
      std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
  SourceFiles files_;
};

TEST_F(SourceFilesTest, GiveBackBytesOfAllFilesOneAfterTheOther) {
  EXPECT_TRUE(files_.empty());
  EXPECT_EQ(add(write("a", "first")), 0U);
  EXPECT_EQ(add(write("b", "second")), 5U);
  EXPECT_EQ(read(0, 5), "first");
  EXPECT_EQ(read(6, 3), "eco");
  EXPECT_EQ(read(3, 4), "stse");
  EXPECT_EQ(read(8, 100), "ond");
  EXPECT_EQ(read(11, 1), "");
  EXPECT_EQ(files_.end_of(4), 5U);
  EXPECT_EQ(files_.end_of(5), 11U);
  files_.check();
}

TEST_F(SourceFilesTest, StayReadableUnderAnotherNameAndUnderNone) {
  const std::string path = write("a", "first");
  ASSERT_TRUE(add(path));
  std::filesystem::rename(path, folder_ / "b");
  write("a", "other");
  files_.check();
  EXPECT_EQ(read(0, 5), "first");
  std::filesystem::remove(folder_ / "b");
  files_.check();
  EXPECT_EQ(read(0, 5), "first");
}

TEST_F(SourceFilesTest, TellOfEveryKindOfChange) {
  struct Change {
    const char* name;
    std::ios::openmode mode;
    std::string bytes;
  };
  for (const Change& change :
       {Change{"the same size", std::ios::in | std::ios::out, "FIRST"},
        Change{"longer", std::ios::app, "more"}, Change{"shorter", std::ios::trunc, "f"},
        Change{"empty", std::ios::trunc, ""}}) {
    SourceFiles files;
    const std::string path = write("a", "first");
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    ASSERT_TRUE(files.add(descriptor, path));
    ::close(descriptor);
    files.check();
    std::ofstream(path, change.mode | std::ios::binary) << change.bytes;
    try {
      files.check();
      ADD_FAILURE() << change.name;
    } catch (const IoError& e) {
      EXPECT_EQ(e.path(), path);
      EXPECT_NE(std::string(e.what()).find("changed"), std::string::npos);
    }
  }
}

TEST_F(SourceFilesTest, ReadingBehindTheEndOfAFileThatHasShrunkIsAnError) {
  const std::string path = write("a", "first");
  ASSERT_TRUE(add(path));
  std::filesystem::resize_file(path, 2);
  char bytes[5];
  EXPECT_THROW((void)files_.read(0, bytes, 5), IoError);
}

TEST_F(SourceFilesTest, MapTheirBytesWithReadableOnesBehind) {
  const std::string page(SourceFiles::kMapPadding, 'p');
  const std::string many(5 * SourceFiles::kMapPadding + 17, 'm');
  for (const std::string& bytes : {std::string("first"), page, many}) {
    const auto address = add(write(std::to_string(bytes.size()), bytes));
    ASSERT_TRUE(address);
    const char* mapped = files_.map(*address);
    ASSERT_NE(mapped, nullptr);
    EXPECT_EQ(files_.map(*address), mapped);
    const std::string read(mapped, bytes.size() + SourceFiles::kMapPadding);
    EXPECT_EQ(read, bytes + std::string(SourceFiles::kMapPadding, '\0'));
    files_.forget(mapped, mapped + bytes.size());
    files_.forget(mapped + 1, mapped + bytes.size() + SourceFiles::kMapPadding);
    files_.forget(bytes.data(), bytes.data() + bytes.size()); // not theirs
    EXPECT_EQ(std::string(mapped, bytes.size()), bytes);
  }
  EXPECT_EQ(read(5, 5), "ppppp");
  files_.check();
}

TEST_F(SourceFilesTest, GiveZerosForMappedBytesThatAreGoneAndThenTell) {
  const std::string many(8 * SourceFiles::kMapPadding, 'm');
  const std::string path = write("a", many);
  ASSERT_TRUE(add(path));
  const char* mapped = files_.map(0);
  ASSERT_NE(mapped, nullptr);
  files_.check();
  std::filesystem::resize_file(path, SourceFiles::kMapPadding);
  const std::string seen(mapped, many.size());
  EXPECT_EQ(seen, many.substr(0, SourceFiles::kMapPadding) +
                      std::string(7 * SourceFiles::kMapPadding, '\0'));
  EXPECT_THROW(files_.check(), IoError);
  // Also when all looks as it was, as after an error of the disk.
  std::ofstream(path, std::ios::binary) << many;
  std::filesystem::last_write_time(path, hour_ago_);
  EXPECT_THROW(files_.check(), IoError);
}

TEST_F(SourceFilesTest, MayGrowWhileTheyAreMappedIfWhatWasThereStays) {
  const std::string path = write("a", std::string(100'000, 'm'));
  ASSERT_TRUE(add(path));
  ASSERT_NE(files_.map(0), nullptr);
  std::ofstream(path, std::ios::app | std::ios::binary) << "more";
  files_.check();
  std::ofstream(path, std::ios::trunc | std::ios::binary) << std::string(200'000, 'n');
  EXPECT_THROW(files_.check(), IoError);
}

using SourceFilesDeathTest = SourceFilesTest;

TEST_F(SourceFilesDeathTest, LeaveOtherBusErrorsToWhoHadThem) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  const std::string path = write("a", std::string(3 * SourceFiles::kMapPadding, 'm'));
  ASSERT_TRUE(add(path));
  ASSERT_NE(files_.map(0), nullptr);
  // A sanitizer has a handler of its own, which exits.
  const auto ended_badly = [](int status) {
    return !WIFEXITED(status) || WEXITSTATUS(status) != 0;
  };
  EXPECT_EXIT(::raise(SIGBUS), ended_badly, "");
}

TEST_F(SourceFilesTest, AreNeitherPipesNorFoldersNorFilesThatWereChangedJustNow) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  EXPECT_FALSE(files_.add(ends[0], "pipe"));
  ::close(ends[0]);
  ::close(ends[1]);
  EXPECT_FALSE(add(folder_));
  EXPECT_FALSE(files_.add(-1, "none"));
  const std::string path = write("a", "first");
  // As from a clock that is ahead, too.
  std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() +
                                             std::chrono::hours(1));
  EXPECT_FALSE(add(path));
}

TEST_F(SourceFilesTest, AreNotTakenWithoutEnd) {
  const std::string path = write("a", "first");
  for (std::size_t i = 0; i < SourceFiles::kMostFiles; ++i) {
    ASSERT_TRUE(add(path));
  }
  EXPECT_FALSE(add(path));
}

} // namespace
} // namespace refrain
