// SPDX-License-Identifier: Apache-2.0
#include "knowledge/gazetteer.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cerrno>
#include <cmath>
#include <cstring>

#include "knowledge/gazetteer_format.h"
#include "knowledge/place_fold.h"

namespace dragoman {
namespace {

Error corrupt(const std::string& path, const char* what) {
  return Error{ErrorCode::kCorrupt, std::string("not a usable gazetteer: ") + what + "; build it again", path, 0};
}

}  // namespace

Result<std::unique_ptr<const Gazetteer>> Gazetteer::load(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    const ErrorCode code = errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
    return Error{code, std::string("cannot open gazetteer: ") + std::strerror(errno), path, 0};
  }
  struct stat info {};
  if (::fstat(fd, &info) != 0 || info.st_size < static_cast<off_t>(sizeof(GazetteerHeader))) {
    ::close(fd);
    return corrupt(path, "too short");
  }
  const auto size = static_cast<std::size_t>(info.st_size);
  void* map = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
  ::close(fd);
  if (map == MAP_FAILED) {
    return Error{ErrorCode::kIo, std::string("cannot map gazetteer: ") + std::strerror(errno), path, 0};
  }
  std::unique_ptr<Gazetteer> result(new Gazetteer());
  result->map_ = map;
  result->map_size_ = size;

  const char* bytes = static_cast<const char*>(map);
  GazetteerHeader header;
  std::memcpy(&header, bytes, sizeof(header));
  if (header.magic != kGazetteerMagic) return corrupt(path, "wrong file type");
  if (header.version != kGazetteerVersion) {
    return Error{ErrorCode::kVersion,
                 "gazetteer has format version " + std::to_string(header.version) + ", this program reads version " +
                     std::to_string(kGazetteerVersion) + "; build it again",
                 path, 0};
  }
  if (header.file_size != size) return corrupt(path, "wrong length");
  const std::uint64_t limit = size;
  if (header.entry_count > limit || header.slot_count > limit || header.name_count > limit ||
      header.string_size > limit || header.slot_count == 0 || header.key_count >= header.slot_count) {
    return corrupt(path, "impossible counts");
  }
  const std::uint64_t entries_at = sizeof(GazetteerHeader);
  const std::uint64_t slots_at = align_16(entries_at + header.entry_count * sizeof(PlaceEntry));
  const std::uint64_t names_at = align_16(slots_at + header.slot_count * sizeof(PlaceSlot));
  const std::uint64_t strings_at = align_16(names_at + header.name_count * sizeof(PlaceName));
  if (strings_at + header.string_size != size) return corrupt(path, "sections do not fill it");
  if (XXH3_64bits(bytes + sizeof(header), size - sizeof(header)) != header.checksum) {
    return corrupt(path, "checksum differs");
  }
  result->entries_ = {reinterpret_cast<const PlaceEntry*>(bytes + entries_at), header.entry_count};
  result->slots_ = {reinterpret_cast<const PlaceSlot*>(bytes + slots_at), header.slot_count};
  result->names_ = {reinterpret_cast<const PlaceName*>(bytes + names_at), header.name_count};
  result->strings_ = {bytes + strings_at, header.string_size};
  result->key_count_ = header.key_count;
  return std::unique_ptr<const Gazetteer>(std::move(result));
}

Gazetteer::~Gazetteer() {
  if (map_ != nullptr) ::munmap(const_cast<void*>(map_), map_size_);
}

std::span<const PlaceName> Gazetteer::lookup(std::string_view name) const {
  std::string folded;
  return lookup(name, folded);
}

std::span<const PlaceName> Gazetteer::lookup(std::string_view name, std::string& folded) const {
  folded.clear();
  fold_place_name(name, folded);
  const PlaceSlot* slot = find(place_key_hash(folded));
  if (slot == nullptr) return {};
  return meanings(*slot);
}

double distance_km(double lat1, double lon1, double lat2, double lon2) {
  constexpr double kRadians = 3.14159265358979323846 / 180;
  const double a = std::sin((lat2 - lat1) * kRadians / 2);
  const double b = std::sin((lon2 - lon1) * kRadians / 2);
  const double h = a * a + std::cos(lat1 * kRadians) * std::cos(lat2 * kRadians) * b * b;
  return 2 * 6371.0 * std::asin(std::sqrt(h < 1 ? h : 1));
}

}  // namespace dragoman
