// SPDX-License-Identifier: Apache-2.0
#include "syntax/model_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <bit>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <system_error>

namespace dragoman {
namespace {

static_assert(std::endian::native == std::endian::little, "model files are little-endian and mapped as they are");

struct Header {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t section_count;
  std::uint64_t file_size;
  std::uint64_t table_hash;
};
static_assert(sizeof(Header) == 32);

struct Entry {
  std::array<char, 24> name;
  std::uint64_t offset;
  std::uint64_t size;
  std::uint64_t hash;
};
static_assert(sizeof(Entry) == 48);

constexpr std::size_t kAlign = 64;
constexpr std::uint32_t kMaxSections = 256;
constexpr std::uint32_t kMaxDim = 4096;

std::size_t round_up(std::size_t n) { return (n + kAlign - 1) / kAlign * kAlign; }

Error make_error(ErrorCode code, const std::string& file, std::string message) {
  return Error{code, std::move(message), file, 0};
}

}  // namespace

std::string build_model(std::span<const ModelSection> sections) {
  std::vector<Entry> entries(sections.size());
  std::size_t offset = round_up(sizeof(Header) + entries.size() * sizeof(Entry));
  for (std::size_t i = 0; i < sections.size(); ++i) {
    Entry& e = entries[i];
    e.name.fill('\0');
    std::memcpy(e.name.data(), sections[i].name.data(), std::min(sections[i].name.size(), e.name.size()));
    e.offset = offset;
    e.size = sections[i].bytes.size();
    e.hash = XXH3_64bits(sections[i].bytes.data(), sections[i].bytes.size());
    offset = round_up(offset + sections[i].bytes.size());
  }
  Header header{kModelMagic, kModelVersion, static_cast<std::uint32_t>(sections.size()), offset,
                XXH3_64bits(entries.data(), entries.size() * sizeof(Entry))};
  std::string out(offset, '\0');
  std::memcpy(out.data(), &header, sizeof header);
  std::memcpy(out.data() + sizeof header, entries.data(), entries.size() * sizeof(Entry));
  for (std::size_t i = 0; i < sections.size(); ++i) {
    std::memcpy(out.data() + entries[i].offset, sections[i].bytes.data(), sections[i].bytes.size());
  }
  return out;
}

std::string pack_quant(std::uint32_t rows, std::uint32_t cols, std::span<const float> values) {
  std::string out(8 + std::size_t{rows} * 4 + std::size_t{rows} * cols, '\0');
  std::memcpy(out.data(), &rows, 4);
  std::memcpy(out.data() + 4, &cols, 4);
  for (std::size_t r = 0; r < rows; ++r) {
    const std::span<const float> row = values.subspan(r * cols, cols);
    float top = 0;
    for (const float v : row) top = std::max(top, std::fabs(v));
    const float scale = top / 127.0F;
    std::memcpy(out.data() + 8 + r * 4, &scale, 4);
    char* to = out.data() + 8 + std::size_t{rows} * 4 + r * cols;
    for (std::size_t c = 0; c < cols; ++c) {
      to[c] = static_cast<char>(scale > 0 ? static_cast<int>(std::lrintf(row[c] / scale)) : 0);
    }
  }
  return out;
}

ModelFile::~ModelFile() {
  if (map_ != nullptr) ::munmap(map_, map_size_);
}

Result<ModelFile> ModelFile::open(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    const bool missing = errno == ENOENT || errno == ENOTDIR;
    return make_error(missing ? ErrorCode::kNotFound : ErrorCode::kIo, path,
                      missing ? "no model file here; give its path or install the models"
                              : "cannot open the model file: " + std::generic_category().message(errno));
  }
  struct stat info {};
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
    ::close(fd);
    return make_error(ErrorCode::kIo, path, "not a regular file, so not a model");
  }
  const auto size = static_cast<std::size_t>(info.st_size);
  if (size < sizeof(Header)) {
    ::close(fd);
    return make_error(ErrorCode::kCorrupt, path, "too short to be a model file; copy it again");
  }
  void* map = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
  const int map_error = errno;
  ::close(fd);
  if (map == MAP_FAILED) {
    return make_error(ErrorCode::kIo, path, "cannot map the model file: " + std::generic_category().message(map_error));
  }
  Result<ModelFile> file = parse({static_cast<const std::byte*>(map), size}, path);
  if (!file) {
    ::munmap(map, size);
    return file;
  }
  file->map_ = map;
  file->map_size_ = size;
  return file;
}

Result<ModelFile> ModelFile::parse(std::span<const std::byte> bytes, const std::string& name) {
  Header header{};
  if (bytes.size() < sizeof header) {
    return make_error(ErrorCode::kCorrupt, name, "too short to be a model file; copy it again");
  }
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kModelMagic) return make_error(ErrorCode::kCorrupt, name, "not a Dragoman model file");
  if (header.version != kModelVersion) {
    return make_error(ErrorCode::kVersion, name,
                      "model format " + std::to_string(header.version) + ", but this program reads format " +
                          std::to_string(kModelVersion) + "; use the model that came with it");
  }
  if (header.file_size != bytes.size()) {
    return make_error(ErrorCode::kCorrupt, name,
                      "truncated or padded: " + std::to_string(bytes.size()) + " bytes instead of " +
                          std::to_string(header.file_size) + "; copy it again");
  }
  if (header.section_count > kMaxSections || sizeof(Header) + header.section_count * sizeof(Entry) > bytes.size()) {
    return make_error(ErrorCode::kCorrupt, name, "the section table does not fit the file");
  }
  ModelFile file;
  file.name_ = name;
  file.id_ = header.table_hash;
  const std::byte* table = bytes.data() + sizeof(Header);
  if (XXH3_64bits(table, header.section_count * sizeof(Entry)) != header.table_hash) {
    return make_error(ErrorCode::kCorrupt, name, "the checksum of the section table is wrong; copy the file again");
  }
  for (std::uint32_t i = 0; i < header.section_count; ++i) {
    Entry entry{};
    std::memcpy(&entry, table + i * sizeof(Entry), sizeof entry);
    const char* label = reinterpret_cast<const char*>(table + i * sizeof(Entry));
    const std::string_view section(label, ::strnlen(label, entry.name.size()));
    if (entry.offset % kAlign != 0 || entry.offset > bytes.size() || entry.size > bytes.size() - entry.offset) {
      return file.corrupt(section, "lies outside the file");
    }
    const auto content = bytes.subspan(entry.offset, entry.size);
    if (XXH3_64bits(content.data(), content.size()) != entry.hash) {
      return file.corrupt(section, "has a wrong checksum; copy the file again");
    }
    file.sections_.emplace_back(section, content);
  }
  return file;
}

Error ModelFile::corrupt(std::string_view section, std::string_view what) const {
  return make_error(ErrorCode::kCorrupt, name_, "section '" + std::string(section) + "' " + std::string(what));
}

bool ModelFile::has(std::string_view section) const {
  for (const auto& [name, content] : sections_) {
    if (name == section) return true;
  }
  return false;
}

Result<std::span<const std::byte>> ModelFile::bytes(std::string_view section) const {
  for (const auto& [name, content] : sections_) {
    if (name == section) return content;
  }
  return corrupt(section, "is missing");
}

Result<std::string_view> ModelFile::text(std::string_view section) const {
  auto content = bytes(section);
  if (!content) return std::move(content).error();
  return std::string_view(reinterpret_cast<const char*>(content->data()), content->size());
}

Result<std::span<const float>> ModelFile::floats(std::string_view section, std::size_t count) const {
  auto content = bytes(section);
  if (!content) return std::move(content).error();
  if (content->size() != count * sizeof(float)) return corrupt(section, "has a wrong size");
  const std::span<const float> values(reinterpret_cast<const float*>(content->data()), count);
  for (const float v : values) {
    if (!std::isfinite(v)) return corrupt(section, "holds a number that is not finite");
  }
  return values;
}

Result<QuantView> ModelFile::quant_rows(std::string_view section, std::uint32_t cols) const {
  auto content = bytes(section);
  if (!content) return std::move(content).error();
  QuantView view;
  if (content->size() < 8) return corrupt(section, "has a wrong size");
  std::memcpy(&view.rows, content->data(), 4);
  std::memcpy(&view.cols, content->data() + 4, 4);
  if (view.cols != cols || content->size() != 8 + std::uint64_t{view.rows} * 4 + std::uint64_t{view.rows} * view.cols) {
    return corrupt(section, "has a wrong size");
  }
  view.scale = {reinterpret_cast<const float*>(content->data() + 8), view.rows};
  view.value = {reinterpret_cast<const std::int8_t*>(content->data() + 8 + std::size_t{view.rows} * 4),
                std::size_t{view.rows} * view.cols};
  for (const float v : view.scale) {
    if (!std::isfinite(v)) return corrupt(section, "holds a number that is not finite");
  }
  return view;
}

Result<QuantView> ModelFile::quant(std::string_view section, std::uint32_t rows, std::uint32_t cols) const {
  auto view = quant_rows(section, cols);
  if (view && view->rows != rows) return corrupt(section, "has a wrong size");
  return view;
}

Result<std::span<const HashSlot>> ModelFile::table(std::string_view section, std::uint32_t rows) const {
  auto content = bytes(section);
  if (!content) return std::move(content).error();
  const std::size_t count = content->size() / sizeof(HashSlot);
  if (content->size() % sizeof(HashSlot) != 0 || (count != 0 && !std::has_single_bit(count))) {
    return corrupt(section, "has a wrong size");
  }
  const std::span<const HashSlot> slots(reinterpret_cast<const HashSlot*>(content->data()), count);
  std::size_t empty = 0;
  for (const HashSlot& slot : slots) {
    if (slot.row == kNoRow)
      ++empty;
    else if (slot.row >= rows)
      return corrupt(section, "points outside its table");
  }
  if (count != 0 && empty == 0) return corrupt(section, "has no empty slot");
  return slots;
}

Result<NetConfig> ModelFile::config() const {
  auto content = bytes("config");
  if (!content) return std::move(content).error();
  if (content->size() != sizeof(NetConfig)) return corrupt("config", "has a wrong size");
  std::array<std::uint32_t, kNetConfigWords> words{};
  std::memcpy(words.data(), content->data(), sizeof words);
  for (const std::uint32_t w : words) {
    if (w == 0 || w > kMaxDim) return corrupt("config", "holds a size out of range");
  }
  const auto config = std::bit_cast<NetConfig>(words);
  const bool fits = config.hidden % 16 == 0 && config.arc_dim % 16 == 0 && config.label_dim % 16 == 0 &&
                    config.input_dim() % 4 == 0 && config.tag_layer <= config.layers &&
                    config.name_layer <= config.layers && config.layers <= 16 && config.distance_buckets == 32;
  if (!fits) return corrupt("config", "describes a network this program cannot run");
  return config;
}

}  // namespace dragoman
