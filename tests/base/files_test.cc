// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/file_walk.h"
#include "base/mapped_file.h"

namespace dragoman {
namespace {

class Files : public testing::Test {
 protected:
  Files() {
    std::string pattern = (std::filesystem::temp_directory_path() / "dragoman-XXXXXX").string();
    dir_ = mkdtemp(pattern.data());
  }
  ~Files() override {
    std::error_code ignored;
    std::filesystem::remove_all(dir_, ignored);
  }
  std::string write(const std::string& name, const std::string& bytes) {
    const auto full = dir_ / name;
    std::filesystem::create_directories(full.parent_path());
    std::ofstream(full, std::ios::binary) << bytes;
    return full.string();
  }
  std::vector<std::string> walk(std::vector<std::string> paths, std::size_t* errors = nullptr) {
    FileWalk files(std::move(paths));
    std::vector<std::string> found;
    std::string path;
    Error error;
    for (;;) {
      switch (files.next(path, error)) {
        case FileWalk::Step::kFile:
          found.push_back(path.starts_with(dir_.string()) ? path.substr(dir_.string().size() + 1) : path);
          break;
        case FileWalk::Step::kError:
          if (errors != nullptr) ++*errors;
          break;
        case FileWalk::Step::kEnd: return found;
      }
    }
  }
  std::filesystem::path dir_;
};

TEST_F(Files, WalkInNameOrder) {
  write("d/b", "");
  write("d/a/z", "");
  write("d/a/.git/x", "");
  write("d/B", "");
  write("e", "");
  EXPECT_EQ(walk({"-", (dir_ / "e").string(), (dir_ / "d").string()}), (std::vector<std::string>{"-", "e", "d/B", "d/a/z", "d/b"}));
}

TEST_F(Files, WalkEndsOnLoops) {
  write("d/a", "");
  write("d/sub/b", "");
  std::filesystem::create_directory_symlink(dir_ / "d", dir_ / "d/sub/up");
  // Links between siblings must not multiply the files either.
  for (int i = 0; i < 20; ++i) {
    write("d/n" + std::to_string(i) + "/f", "");
    for (int k = 0; k < 20; ++k) {
      if (k != i) std::filesystem::create_directory_symlink("../n" + std::to_string(k), dir_ / ("d/n" + std::to_string(i) + "/l" + std::to_string(k)));
    }
  }
  EXPECT_EQ(walk({(dir_ / "d").string()}).size(), 22U);
  // A directory named twice is read twice.
  EXPECT_EQ(walk({(dir_ / "d/sub").string(), (dir_ / "d/sub").string()}).size(), 2U + 21U);
}

TEST_F(Files, WalkReportsWhatIsMissing) {
  std::filesystem::create_symlink(dir_ / "self", dir_ / "self");
  std::size_t errors = 0;
  EXPECT_TRUE(walk({(dir_ / "missing").string(), (dir_ / "self").string()}, &errors).empty());
  EXPECT_EQ(errors, 2U);
}

TEST_F(Files, MapAndRead) {
  const std::string path = write("f", "some bytes");
  auto mapped = MappedFile::open(path);
  ASSERT_TRUE(mapped.ok());
  MappedFile moved = std::move(mapped).value();
  EXPECT_EQ(moved.bytes(), "some bytes");
  auto empty = MappedFile::open(write("empty", ""));
  ASSERT_TRUE(empty.ok());
  EXPECT_TRUE(empty->bytes().empty());
  EXPECT_EQ(MappedFile::open(dir_.string()).error().code, ErrorCode::kIo);
  EXPECT_EQ(MappedFile::open((dir_ / "no").string()).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(*read_whole_file(path), "some bytes");
  EXPECT_EQ(read_whole_file(path, 4).error().code, ErrorCode::kLimit);
  EXPECT_EQ(read_whole_file((dir_ / "no").string()).error().file, (dir_ / "no").string());
}

}  // namespace
}  // namespace dragoman
