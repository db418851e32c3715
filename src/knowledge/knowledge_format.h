// SPDX-License-Identifier: Apache-2.0
// The compiled knowledge as it lies in the file, little-endian. docs/formats/knowledge.md describes it.
#pragma once

#include <array>
#include <cstdint>
#include <type_traits>

namespace dragoman {

inline constexpr std::array<char, 8> kKnowledgeMagic = {'D', 'R', 'G', 'N', 'K', 'N', 'O', 'W'};
inline constexpr std::uint32_t kKnowledgeVersion = 1;
inline constexpr std::uint32_t kNoIndex = 0xffffffff;

enum class KnowledgeSection : std::uint32_t {
  kStrings = 1, kEntities = 2, kCodes = 3, kMembers = 4, kAgents = 5, kNodes = 6, kEdges = 7, kSenses = 8, kFiles = 9,
  kFileData = 10,
};
inline constexpr std::uint32_t kKnowledgeSections = 10;

struct KnowledgeHeader {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t section_count;
  std::uint64_t file_size;
  std::uint64_t checksum;  ///< XXH3-64 of everything after the header
};

struct SectionEntry {
  std::uint32_t id;
  std::uint32_t record_size;  ///< 1 for bytes
  std::uint64_t offset;       ///< from the start of the file, a multiple of 8
  std::uint64_t count;        ///< records
};

struct StringRef {
  std::uint32_t begin;
  std::uint32_t size;
};

struct EntityRecord {
  StringRef name;
  StringRef source;
  std::uint32_t code_begin;
  std::uint32_t member_begin;
  std::uint32_t parent;  ///< entity or kNoIndex
  std::int32_t valid_from;
  std::int32_t valid_to;
  std::uint16_t code_count;
  std::uint16_t member_count;
  std::uint8_t kind;  ///< EntityKind
  std::array<std::uint8_t, 3> reserved;
};

struct CodeRecord {
  std::array<char, 4> country;          ///< zero filled
  std::array<std::uint8_t, 4> sectors;  ///< Sector
  StringRef role;
  std::int32_t from;
  std::int32_t to;
  std::uint8_t sector_count;
  std::uint8_t is_office;
  std::array<std::uint8_t, 2> reserved;
};

/// A member of an alliance: a country code, or an entity.
struct MemberRecord {
  std::array<char, 4> country;
  std::uint32_t entity;  ///< kNoIndex for a country
};

struct AgentRecord {
  StringRef noun;
  std::array<char, 4> country;
  std::array<std::uint8_t, 4> sectors;
  std::uint16_t flags;  ///< AgentFlag
  std::uint8_t sector_count;
  std::uint8_t reserved;
};

enum SenseFlag : std::uint8_t {
  kSenseAmbiguous = 1,  ///< holds only where the story supports it
  kSensePlural = 2,     ///< a plural form of an agent
  kSenseExact = 4,      ///< in exactly this case
  kSenseCapital = 8,    ///< the piece `capital_piece` begins with a capital
  kSenseAgent = 16,     ///< `target` is an agent, else an entity
};

/// One meaning of one name.
struct SenseRecord {
  std::uint32_t target;
  std::uint8_t form;   ///< FormKind
  std::uint8_t flags;  ///< SenseFlag
  std::uint8_t capital_piece;
  std::uint8_t reserved;
  std::uint64_t cased;  ///< chain_cased over the pieces, for kSenseExact
  std::int32_t from;
  std::int32_t to;
};

/// A node of the trie; its senses are sense_begin .. sense_begin + sense_count.
struct NodeRecord {
  std::uint32_t sense_begin;
  std::uint32_t sense_count;
};

/// A cell of the edge table (open addressing, linear probing, a power of two of cells): from a node by a piece.
struct EdgeRecord {
  std::uint64_t key;  ///< edge_key(node, piece); 0 for an empty cell
  std::uint32_t child;
  std::uint32_t reserved;
};

struct FileRecord {
  StringRef path;
  std::uint64_t begin;  ///< in kFileData
  std::uint64_t size;
};

static_assert(std::is_trivially_copyable_v<EntityRecord> && sizeof(EntityRecord) == 44);
static_assert(sizeof(CodeRecord) == 28 && sizeof(SenseRecord) == 24 && sizeof(EdgeRecord) == 16);
static_assert(sizeof(AgentRecord) == 20 && sizeof(FileRecord) == 24 && sizeof(SectionEntry) == 24);

}  // namespace dragoman
