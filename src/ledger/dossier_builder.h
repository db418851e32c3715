// SPDX-License-Identifier: Apache-2.0
// The parts of build_dossier. Internal to src/ledger.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/dossier.h"

namespace dragoman {

struct DossierRecord {
  std::int64_t key = 0, story = 0;
  std::string verdict;
  EventRecord record;
  bool core = false;
  bool sure = false, news = false;  ///< Attested::sure, Attested::is_news
  std::int64_t event = 0;           ///< of the ledger
};

/// Records that speak of one event, the one that tells it best first.
struct DossierGroup {
  DossierEvent event;
  std::vector<const DossierRecord*> members;
};

/// Who is who in a dossier.
class DossierSides {
 public:
  explicit DossierSides(const DossierDefinition& definition);
  /// The party or mediator as the definition writes it, else country, name or words; empty when nothing is known.
  [[nodiscard]] std::string side_of(const Entity& entity) const;
  [[nodiscard]] bool is_party(const Entity& entity) const { return matches(parties_, entity) != nullptr; }
  [[nodiscard]] bool is_mediator(const Entity& entity) const { return matches(mediators_, entity) != nullptr; }
  [[nodiscard]] bool is_party_side(const std::string& side) const;
  [[nodiscard]] bool is_mediator_side(const std::string& side) const;
  [[nodiscard]] bool is_place(const RecordPlace& place) const;
  /// In the country of a side?
  [[nodiscard]] bool is_home(const RecordPlace& place) const;
  /// Number of different parties among actors and recipients.
  [[nodiscard]] std::size_t parties_in(const EventRecord& record) const;
  [[nodiscard]] std::size_t parties() const { return parties_.size(); }

 private:
  struct Side {
    PartyFilter filter;
    std::string written;
  };
  static const Side* matches(const std::vector<Side>& sides, const Entity& entity);
  std::vector<Side> parties_, mediators_;
  std::vector<std::string> folded_places_;
};

bool matches_party(const PartyFilter& filter, const Entity& entity);
Citation citation_of(const DossierRecord& record);
/// Words of a sentence that carry its matter, folded and cut to their beginnings; sorted.
std::vector<std::uint64_t> matter_of(const std::string& sentence);
std::size_t shared_matter(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

void add_contacts(const std::vector<DossierGroup>& groups, const DossierSides& sides, Dossier& dossier);
void add_claims(const std::vector<DossierGroup>& groups, const DossierSides& sides, Dossier& dossier);
void add_asks(const std::vector<DossierGroup>& groups, const DossierSides& sides, Dossier& dossier);
void add_toll(const std::vector<DossierGroup>& groups, const DossierSides& sides, Dossier& dossier);

}  // namespace dragoman
