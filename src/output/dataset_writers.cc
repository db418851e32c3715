// SPDX-License-Identifier: Apache-2.0
// polecat, icews, gdelt, petrarch: the columns, order and value conventions of the public datasets, so that the scripts
// people have for them work. docs/formats.md describes each column.
#include <algorithm>
#include <cstdio>

#include "base/date.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "dragoman/version.h"
#include "knowledge/ontology.h"
#include "output/cow_numbers.h"
#include "output/writers.h"

namespace dragoman {
namespace {

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  }
  return out;
}

const CountryInfo* country_of(const Ontology* ontology, std::string_view code) {
  return ontology == nullptr || code.size() != 3 ? nullptr : ontology->country(code);
}

// The day an event is dated at: its first, else the day of publication; empty when neither is known.
std::string_view event_day(const EventRecord& record) {
  if (!record.date.start.empty()) return record.date.start;
  return record.story.date ? std::string_view(*record.story.date) : std::string_view();
}

std::string compact(std::string_view iso) {
  std::string out;
  for (const char c : iso) {
    if (c != '-') out += c;
  }
  return out;
}

// Datasets of dyads have one actor on each side: every pair gets a row. Of a reciprocal event (several actors, no
// recipient) each takes both sides in turn. A side that nobody is named on is null.
template <typename Row>
void for_each_dyad(const EventRecord& record, Row row) {
  if (record.recipients.empty() && record.actors.size() > 1) {
    for (std::size_t i = 0; i < record.actors.size(); ++i) {
      for (std::size_t j = 0; j < record.actors.size(); ++j) {
        if (i != j) row(&record.actors[i], &record.actors[j]);
      }
    }
    return;
  }
  const std::size_t actors = std::max<std::size_t>(1, record.actors.size());
  const std::size_t recipients = std::max<std::size_t>(1, record.recipients.size());
  for (std::size_t i = 0; i < actors; ++i) {
    for (std::size_t j = 0; j < recipients; ++j) {
      row(record.actors.empty() ? nullptr : &record.actors[i], record.recipients.empty() ? nullptr : &record.recipients[j]);
    }
  }
}

// A number for the rows of datasets whose ids are numbers: depends on the record's id and the row only, fits a double.
std::string numeric_id(const EventRecord& record, std::size_t row) {
  const std::uint64_t hash = mix_64(fnv1a_64(record.id) + row);
  return std::to_string(hash & ((std::uint64_t{1} << 52) - 1));
}

class PolecatWriter final : public RecordWriter {
 public:
  explicit PolecatWriter(const Ontology* ontology) : ontology_(ontology) {}

  void begin(std::string& out) const override {
    RowWriter row(out, '\t');
    for (const std::string_view column :
         {"Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
          "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
          "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
          "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
          "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
          "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version"}) {
      row.plain(column);
    }
    row.end_row();
  }

  void story(const Story&, std::span<const EventRecord> records, std::string& out) const override {
    RowWriter row(out, '\t');
    for (const EventRecord& r : records) {
      row.plain(r.id);
      value(row, event_day(r));
      row.plain(kEventTypeNames[static_cast<std::size_t>(r.type)]);
      value(row, r.mode);
      row.number(r.score).plain(upper(kQuadNames[static_cast<std::size_t>(quad_of(r.type))]));
      value(row, join(r.contexts, "; "));
      side(row, r.actors);
      side(row, r.recipients);
      place(row, r);
      value(row, r.story.source.value_or(""));
      value(row, r.story.date.value_or(""));
      for (int i = 0; i < 3; ++i) row.plain("None");
      row.plain("English").plain(coder_name());
      row.end_row();
    }
  }

 private:
  static void value(RowWriter& row, std::string_view text) {
    if (text.empty()) {
      row.plain("None");
    } else {
      row.text(text);
    }
  }

  // "None" inside a list keeps the lists of one side parallel.
  template <typename Get>
  static std::string list_of(const std::vector<Entity>& entities, Get get) {
    std::string list;
    for (const Entity& entity : entities) {
      if (!list.empty()) list += "; ";
      std::string item(get(entity));
      std::replace(item.begin(), item.end(), ';', ',');
      list += item.empty() ? std::string("None") : item;
    }
    return list;
  }

  void side(RowWriter& row, const std::vector<Entity>& entities) const {
    value(row, list_of(entities, [](const Entity& e) { return e.name; }));
    value(row, list_of(entities, [](const Entity& e) { return e.country; }));
    value(row, list_of(entities, [](const Entity& e) { return cow_number(e.country); }));
    value(row, list_of(entities, [](const Entity& e) { return e.sectors.empty() ? std::string() : e.sectors.front(); }));
    std::string sectors;
    for (const Entity& entity : entities) {
      for (const std::string& sector : entity.sectors) {
        if (!sectors.empty()) sectors += "; ";
        sectors += sector;
      }
    }
    value(row, sectors);
    row.plain("None");
    value(row, list_of(entities, [](const Entity& e) { return e.span.quoted() ? e.span.text : std::string(); }));
    row.plain("None");
  }

  void place(RowWriter& row, const EventRecord& r) const {
    if (!r.place) {
      for (int i = 0; i < 10; ++i) row.plain("None");
      return;
    }
    const RecordPlace& p = *r.place;
    const CountryInfo* country = country_of(ontology_, p.country);
    const bool whole_country = country != nullptr && country->name == p.name;
    const bool province = !p.admin1.empty() && p.admin1 == p.name;
    value(row, p.name);
    value(row, whole_country || province ? std::string_view() : std::string_view(p.name));
    row.plain("None");
    value(row, p.admin1);
    value(row, p.country);
    value(row, p.lat ? short_number(*p.lat) : "");
    value(row, p.lon ? short_number(*p.lon) : "");
    value(row, p.geonameid ? std::to_string(*p.geonameid) : "");
    value(row, p.span.quoted() ? std::string_view(p.span.text) : std::string_view());
    row.plain(whole_country ? "PCLI" : province ? "ADM1" : "None");
  }

  const Ontology* ontology_;
};

class IcewsWriter final : public RecordWriter {
 public:
  explicit IcewsWriter(const Ontology* ontology) : ontology_(ontology) {}

  void begin(std::string& out) const override {
    RowWriter row(out, '\t');
    for (const std::string_view column :
         {"Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
          "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
          "City", "District", "Province", "Country", "Latitude", "Longitude"}) {
      row.plain(column);
    }
    row.end_row();
  }

  void story(const Story&, std::span<const EventRecord> records, std::string& out) const override {
    RowWriter row(out, '\t');
    for (const EventRecord& r : records) {
      std::size_t number = 0;
      const CameoInfo* cameo = ontology_ == nullptr ? nullptr : ontology_->cameo(r.cameo);
      for_each_dyad(r, [&](const Entity* source, const Entity* target) {
        row.plain(numeric_id(r, number++)).plain(event_day(r));
        side(row, source);
        row.text(cameo == nullptr ? std::string_view() : std::string_view(cameo->name)).plain(r.cameo).number(r.goldstein);
        side(row, target);
        row.text(r.story.id).integer(r.sentence_index + 1).text(r.story.source.value_or(""));
        if (r.place) {
          const RecordPlace& p = *r.place;
          const std::string country = country_name(p.country);
          const bool city = p.name != country && p.name != p.admin1;
          row.text(city ? std::string_view(p.name) : std::string_view()).empty().text(p.admin1).text(country);
          row.plain(p.lat ? short_number(*p.lat) : "").plain(p.lon ? short_number(*p.lon) : "");
        } else {
          row.empties(6);
        }
        row.end_row();
      });
    }
  }

 private:
  // ICEWS writes some countries by another name than we do.
  [[nodiscard]] std::string country_name(std::string_view code) const {
    static constexpr std::pair<std::string_view, std::string_view> kOwnNames[] = {
        {"CIV", "Cote d'Ivoire"}, {"COD", "Democratic Republic of Congo"}, {"COG", "Republic of Congo"},
        {"CPV", "Cape Verde"},    {"CZE", "Czech Republic"},               {"MKD", "Macedonia"},
        {"PSE", "Occupied Palestinian Territory"}, {"RUS", "Russian Federation"}, {"SWZ", "Swaziland"},
        {"STP", "Sao Tome and Principe"}, {"TUR", "Turkey"}, {"VAT", "Vatican"}};
    for (const auto& [iso, name] : kOwnNames) {
      if (iso == code) return std::string(name);
    }
    const CountryInfo* country = country_of(ontology_, code);
    return country == nullptr ? std::string() : country->name;
  }

  static std::string sector_name(std::string_view code) {
    static constexpr std::pair<std::string_view, std::string_view> kNames[] = {
        {"GOV", "Government"},   {"MIL", "Military"},       {"COP", "Police"},      {"SPY", "Intelligence"},
        {"JUD", "Judicial"},     {"LEG", "Legislative / Parliamentary"}, {"PTY", "Parties"}, {"OPP", "Opposition"},
        {"REB", "Rebel"},        {"PRM", "Paramilitary"},   {"UAF", "Unidentified Forces"}, {"CVL", "General Population / Civilian / Social"},
        {"REF", "Refugees / Displaced"}, {"REL", "Religious"}, {"EDU", "Education"}, {"MED", "Medical / Health"},
        {"JRN", "Media"},        {"BUS", "Business"},       {"LAB", "Labor"},       {"AGR", "Agricultural"},
        {"CRM", "Criminals / Gangs"}, {"ELI", "Elite"},     {"SOC", "Social"},      {"PRE", "Dissident / Separatists"},
        {"UNK", "Unidentified"}};
    for (const auto& [known, name] : kNames) {
      if (known == code) return std::string(name);
    }
    return std::string(code);
  }

  void side(RowWriter& row, const Entity* entity) const {
    if (entity == nullptr) {
      row.empties(3);
      return;
    }
    row.text(entity->name.empty() && entity->span.quoted() ? entity->span.text : entity->name);
    std::string sectors;
    for (const std::string& sector : entity->sectors) {
      if (!sectors.empty()) sectors += ',';
      sectors += sector_name(sector);
    }
    row.text(sectors).text(country_name(entity->country));
  }

  const Ontology* ontology_;
};

// The 61 columns of the GDELT 2.0 event table, without a header as GDELT ships it.
class GdeltWriter final : public RecordWriter {
 public:
  explicit GdeltWriter(const Ontology* ontology) : ontology_(ontology) {}

  void story(const Story&, std::span<const EventRecord> records, std::string& out) const override {
    RowWriter row(out, '\t');
    for (const EventRecord& r : records) {
      std::size_t number = 0;
      for_each_dyad(r, [&](const Entity* actor1, const Entity* actor2) {
        row.plain(numeric_id(r, number++));
        day(row, event_day(r));
        actor(row, actor1);
        actor(row, actor2);
        row.plain(r.sentence_index == 0 ? "1" : "0");
        row.plain(r.cameo).plain(std::string_view(r.cameo).substr(0, 3)).plain(std::string_view(r.cameo).substr(0, 2));
        row.integer(static_cast<int>(quad_of(r.type)) + 1).number(r.goldstein);
        row.plain("1").plain("1").plain("1").plain("0");
        no_place(row);
        no_place(row);
        place(row, r.place);
        row.plain(r.story.date ? compact(*r.story.date) + "000000" : "").text(r.story.url.value_or(""));
        row.end_row();
      });
    }
  }

 private:
  static void day(RowWriter& row, std::string_view iso) {
    const auto date = parse_iso_date(iso);
    if (!date) {
      row.empties(4);
      return;
    }
    const YearMonthDay ymd = to_ymd(*date);
    char fraction[32];
    // As the codebook defines it: (month * 30 + day) / 365 of the year, cut to four digits.
    std::snprintf(fraction, sizeof fraction, "%.4f", ymd.year + std::min(0.9999, (ymd.month * 30 + ymd.day) / 365.0));
    const std::string digits = compact(iso);
    row.plain(digits).plain(std::string_view(digits).substr(0, 6)).plain(std::string_view(digits).substr(0, 4)).plain(fraction);
  }

  // Code, name, country, known group, ethnic group, religions 1 and 2, types 1 to 3.
  void actor(RowWriter& row, const Entity* entity) const {
    if (entity == nullptr) {
      row.empties(10);
      return;
    }
    const bool country = country_of(ontology_, entity->country) != nullptr ||
                         (ontology_ == nullptr && entity->country.size() == 3 && !is_group(entity->country));
    row.text(entity->code);
    row.text(upper(entity->name.empty() && entity->span.quoted() ? entity->span.text : entity->name));
    row.plain(country ? entity->country : "");
    row.plain(country ? "" : entity->country).empties(3);
    for (std::size_t i = 0; i < 3; ++i) row.plain(i < entity->sectors.size() ? entity->sectors[i] : "");
  }

  static bool is_group(std::string_view code) {
    for (const std::string_view group : {"UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "ISM"}) {
      if (code == group) return true;
    }
    return false;
  }

  // Type 0: no match.
  static void no_place(RowWriter& row) { row.plain("0").empties(7); }

  // Type, full name, country, ADM1, ADM2, latitude, longitude, feature id.
  void place(RowWriter& row, const std::optional<RecordPlace>& place) const {
    if (!place) {
      no_place(row);
      return;
    }
    const CountryInfo* country = country_of(ontology_, place->country);
    const bool american = place->country == "USA";
    const bool whole = country != nullptr && country->name == place->name;
    const bool state = !place->admin1.empty() && place->admin1 == place->name;
    // 1 country, 2 US state, 3 US city, 4 city elsewhere, 5 province elsewhere
    row.plain(whole ? "1" : state ? (american ? "2" : "5") : (american ? "3" : "4"));
    std::string full = place->name;
    if (!whole && !state && !place->admin1.empty()) full += ", " + place->admin1;
    if (!whole && country != nullptr) full += ", " + country->name;
    const std::string fips = country == nullptr ? std::string() : country->fips;
    row.text(full).plain(fips).plain(fips).empty();
    row.plain(place->lat ? short_number(*place->lat) : "").plain(place->lon ? short_number(*place->lon) : "");
    row.plain(place->geonameid ? std::to_string(*place->geonameid) : fips);
  }

  const Ontology* ontology_;
};

// What PETRARCH2 writes with actor and event text switched on: date, source, target, event, issues, ids, publisher, text of the source,
// of the target, of the event. No header.
class PetrarchWriter final : public RecordWriter {
 public:
  void story(const Story&, std::span<const EventRecord> records, std::string& out) const override {
    RowWriter row(out, '\t');
    for (const EventRecord& r : records) {
      std::string issues;
      for (const std::string& context : r.contexts) {
        if (!issues.empty()) issues += ';';
        issues += context + ",1";
      }
      for_each_dyad(r, [&](const Entity* source, const Entity* target) {
        row.plain(compact(event_day(r))).plain(code(source)).plain(code(target)).plain(r.cameo).text(issues);
        row.text(r.story.id + "_" + std::to_string(r.sentence_index + 1)).text(r.story.source.value_or(""));
        row.plain(source == nullptr ? "---" : text(source->span)).plain(target == nullptr ? "---" : text(target->span));
        row.plain(text(r.trigger));
        row.end_row();
      });
    }
  }

 private:
  // "---" stands for what is not known: the whole actor, or its country ("---MIL").
  static std::string code(const Entity* entity) {
    if (entity == nullptr || (entity->country.empty() && entity->sectors.empty())) return "---";
    return (entity->country.empty() ? std::string("---") : entity->country) + join(entity->sectors, "");
  }
  static std::string text(const TextSpan& span) {
    std::string out;
    if (!span.quoted()) return "---";
    RowWriter(out, '\t').text(span.text);
    return out;
  }
};

}  // namespace

std::unique_ptr<RecordWriter> make_polecat_writer(const WriterOptions& options) {
  return std::make_unique<PolecatWriter>(options.ontology);
}
std::unique_ptr<RecordWriter> make_icews_writer(const WriterOptions& options) {
  return std::make_unique<IcewsWriter>(options.ontology);
}
std::unique_ptr<RecordWriter> make_gdelt_writer(const WriterOptions& options) {
  return std::make_unique<GdeltWriter>(options.ontology);
}
std::unique_ptr<RecordWriter> make_petrarch_writer() { return std::make_unique<PetrarchWriter>(); }

}  // namespace dragoman
