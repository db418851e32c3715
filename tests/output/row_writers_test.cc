// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>

#include "output/record_writer.h"
#include "sample_records.h"

namespace dragoman {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// An ordinary CSV reader (RFC 4180), and an ordinary TSV reader (split at tabs and line ends).
Rows read_csv(const std::string& text) {
  Rows rows;
  std::vector<std::string> row(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
        row.back() += '"';
        ++i;
      } else if (c == '"') {
        quoted = false;
      } else {
        row.back() += c;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      row.emplace_back();
    } else if (c == '\n') {
      rows.push_back(row);
      row.assign(1, "");
    } else {
      row.back() += c;
    }
  }
  EXPECT_FALSE(quoted);
  return rows;
}

Rows read_tsv(const std::string& text) {
  Rows rows;
  std::vector<std::string> row(1);
  for (const char c : text) {
    if (c == '\t') {
      row.emplace_back();
    } else if (c == '\n') {
      rows.push_back(row);
      row.assign(1, "");
    } else {
      row.back() += c;
    }
  }
  return rows;
}

std::string write(OutputFormat format, const std::vector<EventRecord>& records) {
  const auto writer = make_record_writer(format);
  std::string out;
  writer->begin(out);
  writer->story(sample_story(), records, out);
  writer->end(out);
  return out;
}

std::map<std::string, std::string> by_column(const Rows& rows, std::size_t row) {
  std::map<std::string, std::string> fields;
  for (std::size_t i = 0; i < rows[0].size(); ++i) fields[rows[0][i]] = rows.at(row).at(i);
  return fields;
}

TEST(CsvWriter, ReadsBackHostileText) {
  EventRecord record = sample_record();
  record.sentence.text = "He said, \"seize it\";\nthen left \xFF.";
  record.story.title = "=HYPERLINK(\"http://x\")";
  const Rows rows = read_csv(write(OutputFormat::kCsv, {record, sample_record()}));
  ASSERT_EQ(rows.size(), 3U);
  for (const auto& row : rows) EXPECT_EQ(row.size(), rows[0].size());
  auto fields = by_column(rows, 1);
  EXPECT_EQ(fields["sentence"], "He said, \"seize it\";\nthen left \uFFFD.");
  EXPECT_EQ(fields["title"], "'=HYPERLINK(\"http://x\")");
  EXPECT_EQ(fields["score"], "-9");
  EXPECT_EQ(fields["actor_codes"], "AZEMIL");
  EXPECT_EQ(fields["contexts"], "military;territory");
  EXPECT_EQ(fields["killed_min"], "3");
  EXPECT_EQ(fields["killed_max"], "");
  EXPECT_EQ(fields["place_name"], "Nagorno-Karabakh");
  EXPECT_EQ(fields["stances"], "claims");
}

TEST(TsvWriter, KeepsOneLineARow) {
  EventRecord record = sample_record();
  record.sentence.text = "a\tb\r\nc \"d\" @e";
  record.story.title = "@SUM(1)";
  const Rows rows = read_tsv(write(OutputFormat::kTsv, {record}));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].size(), rows[1].size());
  auto fields = by_column(rows, 1);
  EXPECT_EQ(fields["sentence"], "a b c \"d\" @e");
  EXPECT_EQ(fields["title"], "'@SUM(1)");
}

TEST(PolecatWriter, HasTheColumnsOfTheDataset) {
  EventRecord meeting = sample_record();
  meeting.type = EventType::kConsult;
  meeting.mode.clear();
  meeting.place.reset();
  meeting.actors = {sample_entity("Baku", 0, "Azerbaijan", "AZE", {"GOV"}),
                    sample_entity("he", 5, "UN", "UNO", {})};
  const Rows rows = read_tsv(write(OutputFormat::kPolecat, {sample_record(), meeting}));
  ASSERT_EQ(rows.size(), 3U);
  for (const auto& row : rows) ASSERT_EQ(row.size(), 40U);
  auto fields = by_column(rows, 1);
  EXPECT_EQ(fields["Event Date"], "2020-09-30");
  EXPECT_EQ(fields["Event Type"], "ASSAULT");
  EXPECT_EQ(fields["Quad Code"], "MATERIAL CONFLICT");
  EXPECT_EQ(fields["Contexts"], "military; territory");
  EXPECT_EQ(fields["Actor COW"], "373");
  EXPECT_EQ(fields["Recipient Name"], "None");
  EXPECT_EQ(fields["Raw Placename"], "Karabakh");
  fields = by_column(rows, 2);
  EXPECT_EQ(fields["Event Mode"], "None");
  EXPECT_EQ(fields["Actor Country"], "AZE; UNO");
  EXPECT_EQ(fields["Actor COW"], "373; None");
  EXPECT_EQ(fields["Placename"], "None");
}

TEST(IcewsWriter, WritesDyads) {
  EventRecord two = sample_record();
  two.recipients = {sample_entity("a", 1, "Armenia", "ARM", {"CVL"}), sample_entity("b", 3, "", "", {"UNK"})};
  const Rows rows = read_tsv(write(OutputFormat::kIcews, {two}));
  ASSERT_EQ(rows.size(), 3U);
  for (const auto& row : rows) ASSERT_EQ(row.size(), 20U);
  auto fields = by_column(rows, 1);
  EXPECT_EQ(fields["CAMEO Code"], "192");
  EXPECT_EQ(fields["Source Sectors"], "Military");
  EXPECT_EQ(fields["Target Name"], "Armenia");
  EXPECT_EQ(fields["Sentence Number"], "8");
  EXPECT_EQ(fields["Intensity"], "-9.5");
  EXPECT_EQ(by_column(rows, 2)["Target Name"], "b");
  EXPECT_NE(fields["Event ID"], by_column(rows, 2)["Event ID"]);
  EXPECT_EQ(fields["Event ID"].find_first_not_of("0123456789"), std::string::npos);
}

TEST(GdeltWriter, HasSixtyOneColumns) {
  const Rows rows = read_tsv(write(OutputFormat::kGdelt, {sample_record()}));
  ASSERT_EQ(rows.size(), 1U);
  ASSERT_EQ(rows[0].size(), 61U);
  const auto& row = rows[0];
  EXPECT_EQ(row[1], "20200930");
  EXPECT_EQ(row[2], "202009");
  EXPECT_EQ(row[3], "2020");
  EXPECT_EQ(row[4], "2020.8219");
  EXPECT_EQ(row[5], "AZEMIL");
  EXPECT_EQ(row[6], "AZERBAIJAN");
  EXPECT_EQ(row[7], "AZE");
  EXPECT_EQ(row[12], "MIL");
  EXPECT_EQ(row[15], "");
  EXPECT_EQ(row[25], "0");
  EXPECT_EQ(row[26], "192");
  EXPECT_EQ(row[27], "192");
  EXPECT_EQ(row[28], "19");
  EXPECT_EQ(row[29], "4");
  EXPECT_EQ(row[30], "-9.5");
  EXPECT_EQ(row[51], "4");
  EXPECT_EQ(row[52], "Nagorno-Karabakh");
  EXPECT_EQ(row[56], "39.8");
  EXPECT_EQ(row[57], "46.7");
  EXPECT_EQ(row[59], "20200930000000");
}

TEST(PetrarchWriter, WritesReciprocalEventsBothWays) {
  EventRecord meeting = sample_record();
  meeting.cameo = "040";
  meeting.actors = {sample_entity("Baku", 0, "Azerbaijan", "AZE", {"GOV"}), sample_entity("", -1, "", "", {"REB"})};
  const Rows rows = read_tsv(write(OutputFormat::kPetrarch, {sample_record(), meeting}));
  ASSERT_EQ(rows.size(), 3U);
  for (const auto& row : rows) ASSERT_EQ(row.size(), 10U);
  EXPECT_EQ(rows[0][0], "20200930");
  EXPECT_EQ(rows[0][1], "AZEMIL");
  EXPECT_EQ(rows[0][2], "---");
  EXPECT_EQ(rows[0][4], "military,1;territory,1");
  EXPECT_EQ(rows[0][5], "story-1_8");
  EXPECT_EQ(rows[0][9], "seized");
  EXPECT_EQ(rows[1][1], "AZEGOV");
  EXPECT_EQ(rows[1][2], "---REB");
  EXPECT_EQ(rows[2][1], "---REB");
  EXPECT_EQ(rows[2][8], "Baku");
}

TEST(TableWriter, MarksTheTrigger) {
  const std::string plain = write(OutputFormat::kTable, {sample_record()});
  EXPECT_NE(plain.find("ASSAULT territory"), std::string::npos);
  EXPECT_NE(plain.find("Azerbaijan (AZEMIL) → —"), std::string::npos);
  EXPECT_NE(plain.find("[seized]"), std::string::npos);
  EXPECT_NE(plain.find("killed at least 3"), std::string::npos);
  EXPECT_EQ(plain.find('\x1b'), std::string::npos);
  WriterOptions options;
  options.colour = true;
  std::string coloured;
  make_record_writer(OutputFormat::kTable, options)->story(sample_story(), std::vector{sample_record()}, coloured);
  EXPECT_NE(coloured.find("\x1b[1;4mseized\x1b[0m"), std::string::npos);
}

TEST(TableWriter, LetsNothingHostileThrough) {
  EventRecord record = sample_record();
  const std::string hostile = "x\x1b]0;owned\x07\x1b[2J\xC2\x9B" "31m\u202Ey\r\nz\x7F";
  record.sentence.text = hostile;
  record.story.title = hostile;
  record.story.source = hostile;
  record.actors[0].name = hostile;
  record.actors[0].code = hostile;
  record.place->name = hostile;
  record.place->country = hostile;
  record.attribution[0].cue = hostile;
  record.attribution[0].speaker.name = hostile;
  std::string out = write(OutputFormat::kTable, {record});
  for (const std::string_view bad : {"\x1b", "\x07", "\xC2\x9B", "\u202E", "\r", "\x7F"}) {
    EXPECT_EQ(out.find(bad), std::string::npos);
  }
}

TEST(TableWriter, KeepsToTheWidth) {
  EventRecord record = sample_record();
  record.sentence.text.clear();
  for (int i = 0; i < 60; ++i) record.sentence.text += "слово ";
  WriterOptions options;
  options.width = 80;
  std::string out;
  make_record_writer(OutputFormat::kTable, options)->story(sample_story(), std::vector{record}, out);
  for (const auto& line : read_tsv(out)) {
    std::size_t columns = 0;
    for (const char c : line[0]) columns += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
    EXPECT_LE(columns, 80U) << line[0];
  }
}

TEST(Formats, AreDocumented) {
  std::ifstream file(std::string(DRAGOMAN_SOURCE_DIR) + "/docs/formats.md");
  const std::string page((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  ASSERT_FALSE(page.empty());
  for (const OutputFormat format : {OutputFormat::kIcews, OutputFormat::kPolecat, OutputFormat::kCsv}) {
    const Rows rows = read_tsv(write(format, {}));
    for (const std::string& column : rows.at(0)) {
      if (format == OutputFormat::kCsv) {
        std::string name;
        for (const char c : column + ",") {
          if (c != ',') {
            name += c;
            continue;
          }
          const bool magnitude = name.ends_with("_min") || name.ends_with("_max");
          EXPECT_TRUE(magnitude || page.find("`" + name + "`") != std::string::npos) << name;
          name.clear();
        }
      } else {
        const bool recipient = column.find("Recipient") != std::string::npos;
        EXPECT_TRUE(recipient || page.find(column) != std::string::npos) << column;
      }
    }
  }
  for (const std::string_view name : {"jsonl", "json", "table", "csv", "tsv", "polecat", "icews", "gdelt", "petrarch", "geojson"}) {
    EXPECT_NE(page.find("`" + std::string(name) + "`"), std::string::npos) << name;
  }
}

TEST(Formats, NamesRoundTrip) {
  for (const std::string_view name : {"jsonl", "json", "table", "csv", "tsv", "polecat", "icews", "gdelt", "petrarch", "geojson"}) {
    ASSERT_TRUE(parse_output_format(name)) << name;
    EXPECT_EQ(output_format_name(*parse_output_format(name)), name);
    EXPECT_NE(output_format_names().find(name), std::string_view::npos);
  }
  EXPECT_FALSE(parse_output_format("xml"));
}

}  // namespace
}  // namespace dragoman
