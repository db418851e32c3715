// SPDX-License-Identifier: Apache-2.0
// Questions to the ledger. Each value of a filter is bound to a parameter; the text of a query is put together from the
// constant pieces of this file only.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "ledger/sqlite_store.h"
#include "ledger/sqlite_where.h"

namespace dragoman {
namespace {

/// Conditions on the entity that `alias` names.
void add_party(Where& where, std::string& sql, std::string_view alias, const PartyFilter& party) {
  const auto compare = [&](std::string_view column, std::string_view value) {
    sql.append(" AND ").append(alias).append(".").append(column).append(" = ?");
    where.value(value);
  };
  if (!party.country.empty()) compare("country", party.country);
  if (!party.folded_name.empty()) compare("folded_name", party.folded_name);
  for (const std::string& sector : party.sectors) {
    sql.append(" AND ").append(alias).append(".entity IN (SELECT entity FROM entity_sectors WHERE sector = ?)");
    where.value(sector);
  }
}

void add_role(Where& where, const PartyFilter& party, std::string_view roles) {
  std::string sql = "r.record IN (SELECT e.record FROM entities e WHERE e.role IN (";
  sql.append(roles).append(")");
  add_party(where, sql, "e", party);
  where.add(sql + ")");
  where.selective = true;
}

/// Two countries and nothing else said of them: looked up.
void add_country_dyad(Where& where, const RecordFilter& filter) {
  const DyadFilter& dyad = *filter.dyad;
  const auto one = [&](const std::string& first, const std::string& second) {
    std::string sql = "SELECT record FROM record_dyads WHERE first = ? AND second = ?";
    where.value(first);
    where.value(second);
    if (dyad.directed) sql += " AND directed = 1";
    if (!filter.since.empty()) {
      sql += " AND date_end >= ?";
      where.value(filter.since);
    }
    if (!filter.until.empty()) {
      sql += " AND date_start <= ?";
      where.value(filter.until);
    }
    return sql;
  };
  std::string sql = "r.record IN (" + one(dyad.first.country, dyad.second.country);
  if (!dyad.directed) sql += " UNION " + one(dyad.second.country, dyad.first.country);
  where.add(sql + ")");
  where.selective = true;
}

bool is_country(const PartyFilter& party) { return !party.country.empty() && party.sectors.empty() && party.folded_name.empty(); }

void add_dyad(Where& where, const DyadFilter& dyad) {
  const auto pair = [&](const PartyFilter& first, const PartyFilter& second, std::string_view first_role, std::string_view second_role) {
    std::string sql = "SELECT a.record FROM entities a JOIN entities b ON b.record = a.record AND b.entity <> a.entity WHERE a.role = ";
    sql.append(first_role).append(" AND b.role = ").append(second_role);
    add_party(where, sql, "a", first);
    add_party(where, sql, "b", second);
    return sql;
  };
  std::string sql = "r.record IN (" + pair(dyad.first, dyad.second, "'actor'", "'recipient'");
  if (!dyad.directed) {
    sql += " UNION " + pair(dyad.second, dyad.first, "'actor'", "'recipient'");
    sql += " UNION " + pair(dyad.first, dyad.second, "'actor'", "'actor'");
  }
  where.add(sql + ")");
  where.selective = true;
}

/// `before` ? AND ..., for each of the values joined by commas.
template <typename Values, typename Name>
void add_list(Where& where, std::string before, const Values& values, std::string_view after, Name name) {
  if (values.empty()) return;
  for (std::size_t i = 0; i < values.size(); ++i) {
    before += i == 0 ? "?" : ", ?";
    where.value(name(values[i]));
  }
  where.add(before.append(after));
}

}  // namespace

namespace {

/// The same condition on r2 and c2.
std::string about_another(std::string_view sql) {
  std::string out;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    const bool begins = i == 0 || sql[i - 1] == ' ' || sql[i - 1] == '(';
    out += sql[i];
    if (begins && (sql[i] == 'r' || sql[i] == 'c') && i + 1 < sql.size() && sql[i + 1] == '.') out += '2';
  }
  return out;
}

/// No earlier record of the same event passes as well.
void add_first_of_event(Where& where, bool everything) {
  std::string sql =
      "NOT EXISTS (SELECT 1 FROM event_members m1 CROSS JOIN event_members m2 ON m2.event = m1.event AND m2.record < m1.record ";
  if (!everything) sql += "CROSS JOIN records r2 ON r2.record = m2.record CROSS JOIN codings c2 ON c2.coding = r2.coding ";
  sql += "WHERE m1.record = r.record";
  if (!everything) {
    sql += " AND " + about_another(where.sql);
    const std::vector<SqlValue> again = where.values;
    where.values.insert(where.values.end(), again.begin(), again.end());
  }
  where.add(sql + ")");
}

Where where_of_records(const RecordFilter& filter) {
  Where where;
  for (const PartyFilter& party : filter.parties) add_role(where, party, "'actor', 'recipient'");
  if (filter.dyad && is_country(filter.dyad->first) && is_country(filter.dyad->second)) add_country_dyad(where, filter);
  else if (filter.dyad) add_dyad(where, *filter.dyad);
  if (filter.speaker) add_role(where, *filter.speaker, "'speaker'");
  const auto itself = [](const std::string& text) { return std::string_view(text); };
  add_list(where, "r.type IN (", filter.types, ")", [](EventType type) { return kEventTypeNames[static_cast<std::size_t>(type)]; });
  add_list(where, "r.quad IN (", filter.quads, ")", [](Quad quad) { return kQuadNames[static_cast<std::size_t>(quad)]; });
  add_list(where, "r.mode IN (", filter.modes, ")", itself);
  add_list(where, "r.record IN (SELECT record FROM record_contexts WHERE context IN (", filter.contexts, "))", itself);
  add_list(where, "r.modality IN (", filter.modalities, ")", [](Modality modality) { return kModalityNames[static_cast<std::size_t>(modality)]; });
  where.selective = where.selective || !filter.types.empty() || !filter.modes.empty() || !filter.contexts.empty();
  if (!filter.place.empty()) {
    const PartyFilter country = parse_party(filter.place);
    if (!country.country.empty() && country.sectors.empty()) {
      where.add("r.place_country = ?");
      where.value(country.country);
    } else {
      where.add("(r.place_folded = ? OR r.admin1_folded = ?)");
      where.value(fold(trim(filter.place)));
      where.value(fold(trim(filter.place)));
    }
    where.selective = true;
  }
  if (filter.near) {
    std::string sql = "r.record IN (";
    bool first = true;
    for (const DegreeBox& box : boxes_around(*filter.near)) {
      if (!first) sql += " UNION ";
      first = false;
      sql += "SELECT record FROM record_places WHERE north >= ? AND south <= ? AND east >= ? AND west <= ?";
      for (const double value : {box.south, box.north, box.west, box.east}) where.values.emplace_back(value);
    }
    where.add(sql + ") AND distance_km(r.lat, r.lon, ?, ?) <= ?");
    for (const double value : {filter.near->lat, filter.near->lon, filter.near->km}) where.values.emplace_back(value);
    where.selective = true;
  }
  if (filter.polygon) {
    DegreeBox box{90, -90, 180, -180};
    std::string corners;
    for (const auto& [lat, lon] : filter.polygon->corners) {
      box.south = std::min(box.south, lat), box.north = std::max(box.north, lat);
      box.west = std::min(box.west, lon), box.east = std::max(box.east, lon);
      corners += std::to_string(lat) + "," + std::to_string(lon) + " ";
    }
    where.add("r.record IN (SELECT record FROM record_places WHERE north >= ? AND south <= ? AND east >= ? AND west <= ?) AND in_polygon(r.lat, r.lon, ?)");
    for (const double value : {box.south - 0.01, box.north + 0.01, box.west - 0.01, box.east + 0.01}) where.values.emplace_back(value);
    where.value(corners);
    where.selective = true;
  }
  if (!filter.since.empty()) {
    where.add("r.date_end >= ?");
    where.value(filter.since);
    where.selective = true;
  }
  if (!filter.until.empty()) {
    where.add("r.date_start <= ?");
    where.value(filter.until);
    where.selective = true;
  }
  if (!filter.source.empty()) {
    where.add("c.source = ? COLLATE NOCASE");
    where.value(filter.source);
  }
  if (filter.min_confidence) {
    where.add("r.confidence >= ?");
    where.values.emplace_back(*filter.min_confidence);
  }
  if (filter.without_background) where.add("r.historical = 0");
  if (!filter.text.empty()) {
    const std::string query = full_text_query(filter.text);
    if (query.empty()) {
      where.add("0");
    } else {
      where.add("r.sentence IN (SELECT rowid FROM sentence_words WHERE sentence_words MATCH ?)");
      where.value(query);
    }
    where.selective = true;
  }
  return where;
}

}  // namespace

Where where_of(const RecordFilter& filter) {
  Where where = where_of_records(filter);
  if (filter.one_per_event) add_first_of_event(where, where.values.empty() && !filter.without_background);
  return where;
}

namespace {

/// Whether the first records of a filter on words alone are sooner found by going through all records in order than by putting all that have the
/// words in order: about limit * records / matches steps against as many as there are matches. Counting the matches costs little.
bool in_order_is_faster(Database& database, const RecordFilter& filter) {
  if (filter.text.empty() || filter.limit < 0) return false;
  RecordFilter rest = filter;
  rest.text.clear();
  if (where_of(rest).selective) return false;
  auto counted = database.prepare("SELECT (SELECT count(*) FROM sentence_words WHERE sentence_words MATCH ?1), (SELECT max(record) FROM records)");
  if (!counted) return false;
  counted->bind_copy(1, full_text_query(filter.text));
  const auto more = counted->step();
  if (!more || !*more) return false;  // the query itself will say why
  const auto matches = static_cast<double>(counted->integer(0)), records = static_cast<double>(counted->integer(1));
  return matches * matches > static_cast<double>(filter.limit) * records;
}

/// `columns` of the records under a filter, which may name r and c, in the order of stories. Keys first, so that the sort carries no
/// JSON and what lies behind the limit is not read.
Result<Statement> select(Database& database, std::string_view columns, const RecordFilter& filter, std::string_view around_begin = {},
                         std::string_view around_end = {}) {
  Where where = where_of(filter);
  if (where.selective && in_order_is_faster(database, filter)) where.selective = false;
  const bool ordered = around_begin.empty() || filter.limit >= 0;
  std::string sql(around_begin);
  if (ordered) sql.append("SELECT ").append(columns).append(" FROM (SELECT r.record AS k");
  else sql.append("SELECT ").append(columns);
  // The planner knows no sizes before ANALYZE; which table is the smaller start is known here.
  sql += where.selective ? " FROM records r CROSS JOIN codings c ON c.coding = r.coding WHERE " : " FROM codings c CROSS JOIN records r ON r.coding = c.coding WHERE ";
  sql += where.sql;
  if (ordered) {
    sql += " ORDER BY c.story, r.position LIMIT ?) p CROSS JOIN records r ON r.record = p.k CROSS JOIN codings c ON c.coding = r.coding";
    where.values.emplace_back(filter.limit);
  }
  sql += around_end;
  auto statement = database.prepare(sql);
  if (!statement) return statement;
  for (std::size_t i = 0; i < where.values.size(); ++i) statement->bind_copy(static_cast<int>(i) + 1, where.values[i]);
  return statement;
}

constexpr std::array<std::string_view, 8> kCountNames = {"day", "week", "month", "type", "dyad", "place", "source", "party"};

}  // namespace

std::optional<CountBy> parse_count_by(std::string_view name) {
  for (std::size_t i = 0; i < kCountNames.size(); ++i) {
    if (kCountNames[i] == name) return static_cast<CountBy>(i);
  }
  return std::nullopt;
}

Status SqliteStore::query(const RecordFilter& filter, bool with_empty_stories, const std::function<bool(const StoredRecord&)>& consume) {
  auto statement = with_empty_stories && filter.empty()
                       ? database_.prepare("SELECT c.story, r.json, 1 FROM codings c LEFT JOIN records r ON r.coding = c.coding "
                                           "WHERE c.live = 1 ORDER BY c.story, r.position")
                       : filter.one_per_event ? select(database_, "c.story, r.json, " + std::string(kReports), filter)
                                                : select(database_, "c.story, r.json, 1", filter);
  if (!statement) return statement.error();
  for (;;) {
    const auto more = statement->step();
    if (!more) return more.error();
    if (!*more || !consume({statement->integer(0), statement->text(1), statement->integer(2)})) return {};
  }
}

Result<std::vector<CountRow>> SqliteStore::count(const RecordFilter& filter, CountBy by) {
  std::vector<CountRow> rows;
  if (filter.limit < 0) {
    const auto asked = ask_index(filter, [&](const RecordIndex& index, RecordIndex::Only only) { rows = index.count(filter, by, only); });
    if (!asked) return asked.error();
    if (*asked) return rows;
  }
  std::string_view key;
  switch (by) {
    case CountBy::kDay: key = "coalesce(r.date_start, 'unknown')"; break;
    case CountBy::kWeek: key = "coalesce(date(r.date_start, '-6 days', 'weekday 1'), 'unknown')"; break;
    case CountBy::kMonth: key = "coalesce(substr(r.date_start, 1, 7), 'unknown')"; break;
    case CountBy::kType: key = "r.type"; break;
    case CountBy::kPlace: key = "coalesce(r.place || ' (' || r.place_country || ')', r.place, '(none)')"; break;
    case CountBy::kSource: key = "coalesce((SELECT source FROM codings WHERE coding = r.coding), '(none)')"; break;
    case CountBy::kDyad:
    case CountBy::kParty: break;
  }
  std::string after = ") ";
  if (by == CountBy::kDyad) {
    after +=
        "SELECT k, count(*), total(score) FROM ("
        "SELECT DISTINCT r.record, r.score, a.country || '>' || b.country AS k FROM chosen JOIN records r ON r.record = chosen.record "
        "JOIN entities a ON a.record = r.record AND a.role = 'actor' JOIN entities b ON b.record = r.record AND b.role = 'recipient' "
        "WHERE a.country IS NOT NULL AND b.country IS NOT NULL "
        "UNION ALL "
        "SELECT DISTINCT r.record, r.score, a.country || ',' || b.country AS k FROM chosen JOIN records r ON r.record = chosen.record "
        "JOIN entities a ON a.record = r.record AND a.role = 'actor' JOIN entities b ON b.record = r.record AND b.role = 'actor' "
        "WHERE a.country < b.country AND NOT EXISTS (SELECT 1 FROM entities x WHERE x.record = r.record AND x.role = 'recipient')"
        ") GROUP BY k ORDER BY k";
  } else if (by == CountBy::kParty) {
    after +=
        "SELECT k, count(*), total(score) FROM (SELECT DISTINCT r.record, r.score, e.country AS k FROM chosen JOIN records r ON r.record = chosen.record "
        "JOIN entities e ON e.record = r.record WHERE e.role <> 'speaker' AND e.country IS NOT NULL) GROUP BY k ORDER BY k";
  } else {
    after.append("SELECT ").append(key).append(" AS k, count(*), total(r.score) FROM chosen JOIN records r ON r.record = chosen.record GROUP BY k ORDER BY k");
  }
  auto statement = select(database_, "r.record AS record", filter, "WITH chosen AS MATERIALIZED (", after);
  if (!statement) return statement.error();
  for (;;) {
    const auto more = statement->step();
    if (!more) return more.error();
    if (!*more) return rows;
    rows.push_back({std::string(statement->text(0)), statement->integer(1), statement->real(2)});
  }
}

Result<Story> SqliteStore::story(std::int64_t key) {
  auto statement = database_.prepare("SELECT id, text, source, title, url, lang, path, date FROM stories WHERE story = ?1");
  if (!statement) return statement.error();
  statement->bind(1, key);
  const auto found = statement->step();
  if (!found) return found.error();
  if (!*found) return Error{ErrorCode::kNotFound, "no such story in the ledger", database_.path(), 0};
  Story story;
  story.id = statement->text(0);
  story.text = statement->text(1);
  story.source = statement->optional_text(2);
  story.title = statement->optional_text(3);
  story.url = statement->optional_text(4);
  story.lang = statement->optional_text(5);
  story.path = statement->optional_text(6);
  if (!statement->is_null(7)) story.date = parse_iso_date(statement->text(7));
  return story;
}

}  // namespace dragoman
