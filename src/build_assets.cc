// SPDX-License-Identifier: Apache-2.0
// build_assets OUT.cc FOLDER FILE: writes the files under FOLDER and FILE (as /api/v1/<name>) into a C++ table, compressed
// where that helps.
#define XXH_INLINE_ALL
#include <xxhash.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
    {".css", "text/css; charset=utf-8"},      {".geojson", "application/geo+json"}, {".html", "text/html; charset=utf-8"}, {".ico", "image/x-icon"},
    {".jpg", "image/jpeg"},                   {".js", "text/javascript; charset=utf-8"}, {".json", "application/json"},  {".map", "application/json"},
    {".md", "text/plain; charset=utf-8"},     {".mjs", "text/javascript; charset=utf-8"}, {".png", "image/png"},         {".svg", "image/svg+xml"},
    {".txt", "text/plain; charset=utf-8"},    {".webmanifest", "application/manifest+json"}, {".webp", "image/webp"},    {".woff2", "font/woff2"},
};

std::string_view type_of(const std::string& extension) {
  for (const auto& [name, type] : kTypes) {
    if (extension == name) return type;
  }
  return "application/octet-stream";
}

std::string gzip(const std::string& bytes) {
  z_stream z{};
  deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&z, bytes.size()) + 32, '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

void append_literal(std::string& out, std::string_view bytes) {
  constexpr std::size_t kLine = 4096;
  for (std::size_t begin = 0; begin < bytes.size(); begin += kLine) {
    out += "    \"";
    for (const char c : bytes.substr(begin, kLine)) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\' || c == '?' || byte < 0x20 || byte >= 0x7f) {
        char escape[8];
        std::snprintf(escape, sizeof escape, "\\%03o", byte);
        out += escape;
      } else {
        out += c;
      }
    }
    out += "\"\n";
  }
  if (bytes.empty()) out += "    \"\"\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: build_assets OUT.cc FOLDER FILE\n");
    return 2;
  }
  std::vector<std::pair<std::string, fs::path>> files;
  if (fs::is_directory(argv[2])) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(argv[2])) {
      if (entry.is_regular_file()) files.emplace_back("/" + fs::relative(entry.path(), argv[2]).generic_string(), entry.path());
    }
  }
  files.emplace_back("/api/v1/" + fs::path(argv[3]).filename().string(), argv[3]);
  std::sort(files.begin(), files.end());
  std::string out =
      "// Made by build_assets.\n#include <array>\n\n#include \"serve/assets.h\"\n\nnamespace dragoman {\nnamespace {\n\nusing std::string_view;\n"
      "constexpr std::array<Asset, " + std::to_string(files.size()) + "> kAssets = {{\n";
  for (const auto& [path, file] : files) {
    std::ifstream in(file, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in) {
      std::fprintf(stderr, "build_assets: cannot read %s\n", file.c_str());
      return 1;
    }
    char etag[24];
    std::snprintf(etag, sizeof etag, "\\\"%016llx\\\"", static_cast<unsigned long long>(XXH3_64bits(bytes.data(), bytes.size())));
    std::string small = gzip(bytes);
    const bool gzipped = small.size() < bytes.size() * 9 / 10;
    if (gzipped) bytes = std::move(small);
    out += "{\"" + path + "\", \"" + std::string(type_of(file.extension().string())) + "\", \"" + etag + "\", string_view(\n";
    append_literal(out, bytes);
    out += "    , " + std::to_string(bytes.size()) + "), " + (gzipped ? "true" : "false") + "},\n";
  }
  out += "}};\n\n}  // namespace\n\nstd::span<const Asset> assets() { return kAssets; }\n\n}  // namespace dragoman\n";
  std::ofstream(argv[1], std::ios::binary) << out;
  return 0;
}
