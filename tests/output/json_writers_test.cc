// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <simdjson.h>

#include "base/json_writer.h"
#include "dragoman/version.h"
#include "output/record_writer.h"
#include "sample_records.h"

namespace dragoman {
namespace {

std::string write(OutputFormat format, const std::vector<EventRecord>& records) {
  const auto writer = make_record_writer(format);
  std::string out;
  writer->begin(out);
  writer->story(sample_story(), records, out);
  writer->end(out);
  return out;
}

TEST(JsonlWriter, WritesTheKeysOfTheContractInOrder) {
  const std::string expected =
      R"({"id": "9f2c", "story": {"id": "story-1", "source": "TASS", "date": "2020-09-30", "title": null, "url": null, )"
      R"("path": "a.txt"}, "sentence": {"index": 7, "start": 0, "end": 65, )"
      R"("text": "Baku claimed that Karabakh heights had been seized by its forces."}, )"
      R"("type": "ASSAULT", "mode": "territory", "quad": "material conflict", "cameo": "192", "score": -9.0, )"
      R"("goldstein": -9.5, "contexts": ["military", "territory"], )"
      R"("trigger": {"text": "seized", "start": 44, "end": 50}, )"
      R"("actors": [{"text": "its forces", "start": 54, "end": 64, "name": "Azerbaijan", "country": "AZE", )"
      R"("sectors": ["MIL"], "code": "AZEMIL"}], "recipients": [], )"
      R"("date": {"start": "2020-09-30", "end": "2020-09-30", "precision": "day", "text": null}, )"
      R"("place": {"text": "Karabakh", "start": 18, "end": 26, "name": "Nagorno-Karabakh", "country": "AZE", )"
      R"("admin1": null, "lat": 39.8, "lon": 46.7, "geonameid": null}, )"
      R"("attribution": [{"speaker": {"text": "Baku", "start": 0, "end": 4, "name": "Azerbaijan", "country": "AZE", )"
      R"("sectors": ["GOV"], "code": "AZEGOV"}, "cue": "claimed", "stance": "claims"}], )"
      R"("modality": "actual", "historical": false, "magnitude": {"killed": {"min": 3, "max": null}}, )"
      R"("confidence": 0.87, "coder": ")" +
      std::string(coder_name()) + "\"}\n";
  EXPECT_EQ(write(OutputFormat::kJsonl, {sample_record()}), expected);
}

TEST(JsonlWriter, AbsentIsNullOrAnEmptyList) {
  EventRecord bare;
  bare.id = "x";
  bare.actors.emplace_back();
  simdjson::dom::parser parser;
  const std::string out = write(OutputFormat::kJsonl, {bare});
  const simdjson::dom::element record = parser.parse(out);
  for (const std::string_view key : {"/mode", "/cameo", "/trigger/text", "/trigger/start", "/place", "/date/start",
                                     "/date/text", "/actors/0/text", "/actors/0/country", "/actors/0/name"}) {
    EXPECT_TRUE(record.at_pointer(key).is_null()) << key;
  }
  EXPECT_EQ(simdjson::dom::array(record["recipients"]).size(), 0U);
  EXPECT_EQ(simdjson::dom::object(record["magnitude"]).size(), 0U);
  EXPECT_EQ(std::string_view(record.at_pointer("/date/precision")), "unknown");
}

TEST(JsonWriters, JsonAndGeojsonAreDocuments) {
  simdjson::dom::parser parser;
  const std::string json = write(OutputFormat::kJson, {sample_record(), sample_record()});
  simdjson::dom::element stories;
  ASSERT_EQ(parser.parse(json).get(stories), simdjson::SUCCESS);
  EXPECT_EQ(std::string_view(stories.at_pointer("/0/text")), sample_story().text);
  EXPECT_EQ(simdjson::dom::array(stories.at_pointer("/0/events")).size(), 2U);

  EventRecord nowhere = sample_record();
  nowhere.place.reset();
  const std::string geojson = write(OutputFormat::kGeojson, {sample_record(), nowhere});
  simdjson::dom::element collection;
  ASSERT_EQ(parser.parse(geojson).get(collection), simdjson::SUCCESS);
  EXPECT_EQ(double(collection.at_pointer("/features/0/geometry/coordinates/0")), 46.7);
  EXPECT_TRUE(collection.at_pointer("/features/1/geometry").is_null());
  EXPECT_EQ(std::string_view(collection.at_pointer("/features/1/properties/type")), "ASSAULT");
}

TEST(JsonWriters, JsonTakesSourceAndDateFromTheRecords) {
  // The coder reads them in the dateline of a story that comes without.
  Story bare = sample_story();
  bare.source.reset();
  bare.date.reset();
  std::string out;
  make_record_writer(OutputFormat::kJson)->story(bare, std::vector{sample_record()}, out);
  simdjson::dom::parser parser;
  simdjson::dom::element story;
  ASSERT_EQ(parser.parse(out).get(story), simdjson::SUCCESS);
  EXPECT_EQ(std::string_view(story["source"]), "TASS");
  EXPECT_EQ(std::string_view(story["date"]), "2020-09-30");
}

TEST(JsonWriters, EmptyRunsAreStillDocuments) {
  simdjson::dom::parser parser;
  for (const OutputFormat format : {OutputFormat::kJson, OutputFormat::kGeojson}) {
    const auto writer = make_record_writer(format);
    std::string out;
    writer->begin(out);
    writer->end(out);
    simdjson::dom::element element;
    EXPECT_EQ(parser.parse(out).get(element), simdjson::SUCCESS) << out;
  }
}

TEST(JsonString, EscapesAndReplaces) {
  std::string out;
  append_json_string(out, "a\"\\\n\t\x01\x7F\xFFé\u2028");
  EXPECT_EQ(out, "\"a\\\"\\\\\\n\\t\\u0001\\u007f\uFFFDé\u2028\"");
}

TEST(JsonNumber, IsShortestAndKeepsItsPoint) {
  const auto text = [](double value) {
    std::string out;
    append_json_number(out, value);
    return out;
  };
  EXPECT_EQ(text(-9), "-9.0");
  EXPECT_EQ(text(0.1), "0.1");
  EXPECT_EQ(text(39.8), "39.8");
  EXPECT_EQ(text(1e300), "1e+300");
  EXPECT_EQ(text(0.0 / 0.0 * 0), "null");
}

}  // namespace
}  // namespace dragoman
