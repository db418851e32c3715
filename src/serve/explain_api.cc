// SPDX-License-Identifier: Apache-2.0
// Why a record is there: the text of its story coded once more, with the parse of its sentence and the reasons.
#include "base/json_writer.h"
#include "base/utf8.h"
#include "coding/story_coder.h"
#include "ledger/record_reader.h"
#include "serve/parameters.h"
#include "serve/service.h"

namespace dragoman {
namespace {

constexpr std::size_t kMostText = std::size_t{1} << 20;

void write_parse(const Document& document, const Sentence& sentence, const CodePointIndex& offsets, JsonWriter& json) {
  json.key("parse").begin_array();
  const std::uint32_t begin = sentence.tokens.begin;
  for (std::uint32_t t = begin; t < sentence.tokens.end; ++t) {
    const Token& token = document.tokens[t];
    json.begin_object().key("id").integer(t - begin + 1).key("form").string(document.form(t)).key("lemma").string(document.lemma(t));
    json.key("upos").string(kUposNames[static_cast<std::size_t>(token.upos)]);
    json.key("head").integer(token.head < 0 ? 0 : token.head - static_cast<std::int64_t>(begin) + 1);
    json.key("deprel").string(kDeprelNames[static_cast<std::size_t>(token.deprel)]);
    json.key("start").integer(static_cast<std::int64_t>(offsets.to_code_point(token.begin_byte)));
    json.key("end").integer(static_cast<std::int64_t>(offsets.to_code_point(token.end_byte))).end_object();
  }
  json.end_array();
}

void write_items(const Document& document, const Explanation& explanation, std::uint32_t sentence, bool dropped, JsonWriter& json) {
  json.key(dropped ? "dropped" : "reasons").begin_array();
  for (const Explanation::Item& item : explanation.items) {
    if (item.sentence != sentence || item.reason.empty() == dropped) continue;
    const std::uint32_t first = document.tokens[item.trigger.begin].begin_byte;
    const std::uint32_t last = document.tokens[item.trigger.end - 1].end_byte;
    json.begin_object().key("trigger").string(document.text.substr(first, last - first)).key("result").string(item.result);
    json.key("entry").string(item.entry).key("source").string(item.source).key("reason").string_or_null(item.reason).end_object();
  }
  json.end_array();
}

}  // namespace

HttpResponse Service::explain(const HttpRequest&, const std::string& argument) {
  const auto key = parse_key(argument);
  if (!key) return error_response(404, "not_found", "no such record");
  EventRecord record;
  Story story;
  {
    const auto reader = readers_.take();
    if (!reader) return failed(reader.error());
    const auto found = (*reader)->record(*key);
    if (!found) return failed(found.error());
    RecordReader record_reader;
    if (const Status status = record_reader.read(found->json, record); !status) return failed(status.error());
    auto kept = (*reader)->story(found->story);
    if (!kept) return failed(kept.error());
    story = std::move(kept).value();
  }
  if (story.text.size() > kMostText) return error_response(413, "limit", "the story is too long to be explained here; use dragoman explain");
  const auto loaded = resources();
  if (!loaded) return failed(loaded.error());
  const StoryCoder coder((*loaded)->view());
  const StoryCoder::ScratchPtr scratch = coder.make_scratch();
  std::vector<EventRecord> records;
  Explanation explanation;
  coder.code(story, *scratch, records, &explanation);
  const Document& document = StoryCoder::document(*scratch);
  HttpResponse response;
  JsonWriter json(response.body);
  const bool still = std::any_of(records.begin(), records.end(), [&](const EventRecord& other) { return other.id == record.id; });
  json.begin_object().key("record").integer(*key).key("sentence").integer(record.sentence_index).key("coded_again").boolean(still);
  if (record.sentence_index >= 0 && record.sentence_index < static_cast<std::int64_t>(document.sentences.size())) {
    const auto sentence = static_cast<std::uint32_t>(record.sentence_index);
    write_items(document, explanation, sentence, false, json);
    write_items(document, explanation, sentence, true, json);
    write_parse(document, document.sentences[sentence], CodePointIndex(document.text), json);
  } else {
    json.key("reasons").begin_array().end_array().key("dropped").begin_array().end_array().key("parse").begin_array().end_array();
  }
  json.end_object();
  return response;
}

}  // namespace dragoman
