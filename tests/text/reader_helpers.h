// SPDX-License-Identifier: Apache-2.0
// Reading from memory, compressing, temporary directories.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "text/story_reader.h"

namespace dragoman {

struct ReadAll {
  std::vector<Story> stories;
  std::vector<Error> errors;
};

inline ReadAll drain(StoryReader& reader) {
  ReadAll all;
  for (int guard = 0; guard < 1000000; ++guard) {
    Story story;
    Error error;
    switch (reader.next(story, error)) {
      case ReadOutcome::kStory: all.stories.push_back(story); break;
      case ReadOutcome::kBad: all.errors.push_back(error); break;
      case ReadOutcome::kEnd: return all;
    }
  }
  ADD_FAILURE() << "the reader does not end";
  return all;
}

/// The same through next_raw and complete_story, as pipelines read.
inline ReadAll drain_raw(StoryReader& reader) {
  ReadAll all;
  for (;;) {
    RawStory raw;
    Error error;
    switch (reader.next_raw(raw, error)) {
      case ReadOutcome::kStory: break;
      case ReadOutcome::kBad: all.errors.push_back(error); continue;
      case ReadOutcome::kEnd: return all;
    }
    switch (complete_story(raw, error)) {
      case ReadOutcome::kStory: all.stories.push_back(raw.story); break;
      case ReadOutcome::kBad: all.errors.push_back(error); break;
      case ReadOutcome::kEnd: break;
    }
  }
}

inline void expect_same(const ReadAll& a, const ReadAll& b) {
  ASSERT_EQ(a.stories.size(), b.stories.size());
  ASSERT_EQ(a.errors.size(), b.errors.size());
  for (std::size_t i = 0; i < a.stories.size(); ++i) {
    const Story& x = a.stories[i];
    const Story& y = b.stories[i];
    EXPECT_EQ(x.id, y.id);
    EXPECT_EQ(x.text, y.text);
    EXPECT_EQ(x.title, y.title);
    EXPECT_EQ(x.source, y.source);
    EXPECT_EQ(x.url, y.url);
    EXPECT_EQ(x.lang, y.lang);
    EXPECT_EQ(x.path, y.path);
    EXPECT_EQ(x.date, y.date);
    EXPECT_EQ(x.line, y.line);
  }
  for (std::size_t i = 0; i < a.errors.size(); ++i) EXPECT_EQ(a.errors[i].to_string(), b.errors[i].to_string());
}

inline ReadAll read_bytes(std::string bytes, ReaderOptions options = {}, std::string name = "test") {
  const ReadAll raw = drain_raw(*read_stories(string_source(bytes), name, options));
  const ReadAll all = drain(*read_stories(string_source(std::move(bytes)), std::move(name), options));
  expect_same(all, raw);
  return all;
}

inline ReadAll read_paths(std::vector<std::string> paths, ReaderOptions options = {}) {
  return drain(*open_stories(std::move(paths), options));
}

inline std::string gzip(const std::string& bytes) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

inline std::string zstd(const std::string& bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

/// A directory that goes away with the object.
class TempDir {
 public:
  TempDir() {
    std::string pattern = (std::filesystem::temp_directory_path() / "dragoman-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (path_ / name).string(); }
  std::string write(const std::string& name, const std::string& bytes) const {
    const std::string full = path(name);
    std::filesystem::create_directories(std::filesystem::path(full).parent_path());
    std::ofstream(full, std::ios::binary) << bytes;
    return full;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace dragoman
