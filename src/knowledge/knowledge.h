// SPDX-License-Identifier: Apache-2.0
// The compiled knowledge: entities, agents and their names, looked up over the tokens of a document.
//
// Constant once loaded; safe in any number of threads. What a search changes is in the caller's NameScratch.
//   auto knowledge = Knowledge::load("knowledge.bin");
//   NameScratch scratch;
//   (*knowledge)->find_names(document, {0, 10}, scratch);
//   for (const NameMatch& m : scratch.matches) ... m.tokens, (*knowledge)->senses(m)
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "dragoman/result.h"
#include "knowledge/folding.h"
#include "knowledge/knowledge_format.h"
#include "knowledge/knowledge_text.h"
#include "knowledge/ontology.h"
#include "syntax/document.h"

namespace dragoman {

constexpr std::uint64_t edge_key(std::uint32_t node, std::uint64_t piece) {
  return mix_64(piece ^ (static_cast<std::uint64_t>(node) * 0x9e3779b97f4a7c15ULL)) | 1;
}

/// Country and up to four sectors, most specific first.
struct ActorCode {
  CountryCode country;
  std::array<Sector, 4> sectors{};
  std::uint8_t sector_count = 0;

  [[nodiscard]] std::span<const Sector> sector_list() const { return {sectors.data(), sector_count}; }
  [[nodiscard]] bool has(Sector s) const;
  /// Appends unless it is there or the list is full.
  void add(Sector s);
  /// Equal for equal codes.
  [[nodiscard]] std::uint64_t to_key() const {
    std::uint64_t key = sector_count;
    for (const char c : country.letters) key = key * 256 + static_cast<unsigned char>(c);
    for (const Sector s : sector_list()) key = key * 32 + static_cast<std::uint64_t>(s);
    return key;
  }
  /// "AZEMIL"; "---MIL" without a country.
  [[nodiscard]] std::string to_string() const;
};

/// A name in the text. Its senses are those whose case the text shows.
struct NameMatch {
  TokenRange tokens;
  std::uint32_t sense_begin = 0;  ///< in NameScratch::senses
  std::uint32_t sense_count = 0;
  bool part_of_token = false;  ///< begins or ends at a hyphen within a token ("US" in "US-backed")
};

/// Working memory of one thread.
struct NameScratch {
  std::vector<NamePiece> pieces;
  std::vector<NameMatch> matches;
  std::vector<const SenseRecord*> senses;
};

class Knowledge {
 public:
  /// Maps the file. Errors: kNotFound, kIo, kFormat, kVersion, kCorrupt, each naming the file.
  static Result<std::unique_ptr<const Knowledge>> load(const std::string& path);
  /// Of bytes as compile_knowledge makes them; `name` is used in messages.
  static Result<std::unique_ptr<const Knowledge>> from_bytes(std::vector<char> bytes, const std::string& name);
  ~Knowledge();
  Knowledge(const Knowledge&) = delete;
  Knowledge& operator=(const Knowledge&) = delete;

  [[nodiscard]] const Ontology& ontology() const { return ontology_; }

  [[nodiscard]] std::span<const EntityRecord> entities() const { return entities_; }
  [[nodiscard]] std::span<const AgentRecord> agents() const { return agents_; }
  [[nodiscard]] std::span<const SenseRecord> all_senses() const { return senses_; }
  [[nodiscard]] std::string_view text(StringRef ref) const { return strings_.substr(ref.begin, ref.size); }
  [[nodiscard]] std::string_view name_of(std::uint32_t entity) const { return text(entities_[entity].name); }
  [[nodiscard]] EntityKind kind_of(std::uint32_t entity) const {
    return static_cast<EntityKind>(entities_[entity].kind);
  }
  [[nodiscard]] std::span<const CodeRecord> codes_of(std::uint32_t entity) const {
    return codes_.subspan(entities_[entity].code_begin, entities_[entity].code_count);
  }
  [[nodiscard]] std::span<const MemberRecord> members_of(std::uint32_t entity) const {
    return members_.subspan(entities_[entity].member_begin, entities_[entity].member_count);
  }

  /// What an entity codes to on a day, by office, dated code or plain code. An entity without any gives nothing; a
  /// person out of office gives the country of the last office (or the next one) and ELI. `role` is the office, or empty.
  struct Reading {
    ActorCode code;
    std::string_view role;
    bool in_office = false;
    bool former = false;
  };
  [[nodiscard]] std::optional<Reading> code_on(std::uint32_t entity, std::optional<Date> date) const;

  /// The entity that stands for a state ("AZE") or for the UN, the EU; kNoIndex when there is none.
  [[nodiscard]] std::uint32_t state_entity(std::string_view country) const;

  /// Longest names from left to right, none overlapping, into scratch.matches and scratch.senses (cleared first).
  void find_names(const Document& document, TokenRange range, NameScratch& scratch) const;
  /// The same over words that a blank separates; the ranges count words.
  void find_names(std::string_view text, NameScratch& scratch) const;
  [[nodiscard]] std::span<const SenseRecord* const> senses(const NameScratch& scratch, const NameMatch& match) const {
    return std::span<const SenseRecord* const>(scratch.senses).subspan(match.sense_begin, match.sense_count);
  }

  /// Files packed as they are ("frames/war.frames"), in the order of their paths.
  struct PackedFile {
    std::string_view path;
    std::string_view content;
  };
  [[nodiscard]] std::vector<PackedFile> files(std::string_view folder) const;
  [[nodiscard]] std::uint64_t size_bytes() const { return bytes_.size(); }
  /// Changes whenever the knowledge changes.
  [[nodiscard]] std::uint64_t fingerprint() const { return fingerprint_; }

 private:
  Knowledge() = default;
  Status open(std::string_view bytes, const std::string& name);
  void find_in_pieces(NameScratch& scratch) const;
  // The end of the longest name that begins at a piece, 0 for none. `match` null: only the length.
  std::size_t longest_at(std::size_t begin, NameScratch& scratch, NameMatch* match) const;
  [[nodiscard]] std::uint32_t child_of(std::uint32_t node, std::uint64_t piece) const;

  std::vector<char> owned_;
  void* mapping_ = nullptr;
  std::size_t mapping_size_ = 0;
  std::string_view bytes_;
  std::uint64_t fingerprint_ = 0;
  std::string_view strings_, file_data_;
  std::span<const EntityRecord> entities_;
  std::span<const CodeRecord> codes_;
  std::span<const MemberRecord> members_;
  std::span<const AgentRecord> agents_;
  std::span<const NodeRecord> nodes_;
  std::span<const EdgeRecord> edges_;
  std::span<const SenseRecord> senses_;
  std::span<const FileRecord> files_;
  std::vector<std::pair<CountryCode, std::uint32_t>> states_;  // sorted by code
  Ontology ontology_;
};

}  // namespace dragoman
