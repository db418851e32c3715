// SPDX-License-Identifier: Apache-2.0
// table: records for people, on a terminal of 60 columns or more.
//
//   a.txt · TASS · 2020-09-30
//   ASSAULT territory  material conflict  -9  2020-09-30  Nagorno-Karabakh (AZE)
//     Azerbaijan (AZEMIL) → —
//     claimed: Azerbaijan (AZEGOV)
//     │ Baku said its troops had [captured] two hamlets and the ridge
//     │ above them.
#include <algorithm>
#include <cstdio>

#include "base/utf8.h"
#include "output/writers.h"

namespace dragoman {
namespace {

// Columns that a code point takes: none for marks, two for East Asian characters and most emoji.
int columns_of(char32_t c) {
  if (is_combining_mark(c) || (c >= 0x200B && c <= 0x200D) || (c >= 0xFE00 && c <= 0xFE0F)) return 0;
  const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF && c != 0x303F) ||
                    (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) ||
                    (c >= 0xFF00 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) ||
                    (c >= 0x20000 && c <= 0x3FFFD);
  return wide ? 2 : 1;
}

// What must not reach a terminal from a story: control characters (C0, DEL, C1), which move the cursor or start escape
// sequences, and the marks that reorder or hide text.
bool is_hostile(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c >= 0xE0000 && c <= 0xE007F);
}

// Text fit for a terminal: white space runs become one space, hostile characters U+FFFD.
void append_safe(std::string_view text, std::string& out) {
  bool space = false;
  for (std::size_t i = 0; i < text.size();) {
    const DecodedChar c = decode_utf8(text, i);
    i += c.size;
    if (is_unicode_space(c.code) && c.code != 0x200B && c.code != 0xFEFF) {
      if (!space) out += ' ';
      space = true;
      continue;
    }
    space = false;
    append_utf8(out, is_hostile(c.code) ? kReplacementCharacter : c.code);
  }
}

std::string safe(std::string_view text) {
  std::string out;
  append_safe(text, out);
  return out;
}

class TableWriter final : public RecordWriter {
 public:
  explicit TableWriter(const WriterOptions& options) : colour_(options.colour), width_(std::max(60, options.width)) {}

  void story(const Story& story, std::span<const EventRecord> records, std::string& out) const override {
    if (records.empty()) return;
    heading(story, records.front().story, out);
    for (const EventRecord& record : records) {
      out += '\n';
      event(record, out);
    }
  }
  [[nodiscard]] std::string_view between() const override { return "\n"; }

 private:
  static constexpr std::string_view kReset = "\x1b[0m";
  static constexpr std::string_view kBold = "\x1b[1m";
  static constexpr std::string_view kDim = "\x1b[2m";
  static constexpr std::string_view kUnderline = "\x1b[1;4m";

  void styled(std::string_view style, std::string_view text, std::string& out) const {
    if (colour_) out += style;
    out += text;
    if (colour_) out += kReset;
  }

  static std::string_view colour_of(Quad quad) {
    switch (quad) {
      case Quad::kVerbalCooperation: return "\x1b[36m";
      case Quad::kMaterialCooperation: return "\x1b[32m";
      case Quad::kVerbalConflict: return "\x1b[33m";
      case Quad::kMaterialConflict: return "\x1b[31m";
    }
    return {};
  }

  void heading(const Story& story, const StoryReference& reference, std::string& out) const {
    std::string name = safe(reference.title ? *reference.title : reference.path ? *reference.path : reference.id);
    if (name.empty()) name = safe(story.id);
    styled(kBold, name, out);
    std::string rest;
    if (reference.source) rest += " · " + safe(*reference.source);
    if (reference.date) rest += " · " + *reference.date;
    if (reference.title && reference.path) rest += " · " + safe(*reference.path);
    styled(kDim, rest, out);
    out += '\n';
  }

  static std::string describe(const Entity& entity) {
    std::string text = safe(!entity.name.empty() ? entity.name : entity.span.quoted() ? entity.span.text : "unnamed");
    if (!entity.code.empty()) text += " (" + safe(entity.code) + ")";
    return text;
  }

  static std::string describe(const std::vector<Entity>& entities) {
    if (entities.empty()) return "—";
    std::string text;
    for (const Entity& entity : entities) {
      if (!text.empty()) text += ", ";
      text += describe(entity);
    }
    return text;
  }

  static std::string describe(const RecordDate& date) {
    if (date.start.empty()) return "date unknown";
    if (date.start == date.end || date.end.empty()) return date.start;
    return date.start + ".." + date.end;
  }

  void event(const EventRecord& record, std::string& out) const {
    const Quad quad = quad_of(record.type);
    std::string head(kEventTypeNames[static_cast<std::size_t>(record.type)]);
    if (!record.mode.empty()) head += ' ' + record.mode;
    if (colour_) out += kBold;
    styled(colour_of(quad), head, out);
    out += "  ";
    styled(colour_of(quad), kQuadNames[static_cast<std::size_t>(quad)], out);
    char score[32];
    std::snprintf(score, sizeof score, "%+.1f", record.score);
    out += "  " + std::string(score) + "  " + describe(record.date);
    if (record.place) {
      out += "  " + safe(record.place->name.empty() ? record.place->span.text : record.place->name);
      if (!record.place->country.empty()) out += " (" + safe(record.place->country) + ")";
    }
    out += '\n';

    std::string who = describe(record.actors);
    // Several parties and no recipient: they do it with one another.
    if (record.recipients.empty() && record.actors.size() > 1) {
      who += " ↔";
    } else {
      who += " → " + describe(record.recipients);
    }
    wrap(who, "  ", "      ", out);

    std::string notes;
    const auto note = [&](std::string_view text) {
      if (text.empty()) return;
      if (!notes.empty()) notes += " · ";
      notes += text;
    };
    for (const AttributionLink& link : record.attribution) {
      const std::string cue = link.cue.empty() ? std::string(kStanceNames[static_cast<std::size_t>(link.stance)]) : safe(link.cue);
      note("according to " + describe(link.speaker) + " [" + cue + "]");
    }
    if (record.modality != Modality::kActual) note(kModalityNames[static_cast<std::size_t>(record.modality)]);
    if (record.historical) note("background");
    note(describe_magnitude(record));
    if (!notes.empty()) wrap(notes, "  ", "      ", out);
    evidence(record, out);
  }

  // Breaks safe text into lines at spaces.
  void wrap(std::string_view text, std::string_view first_indent, std::string_view indent, std::string& out) const {
    const std::string_view lead = first_indent;
    out += lead;
    int column = static_cast<int>(lead.size());
    bool line_start = true;
    for (std::size_t i = 0; i < text.size();) {
      std::size_t end = text.find(' ', i);
      if (end == std::string_view::npos) end = text.size();
      const std::string_view word = text.substr(i, end - i);
      i = end + 1;
      int columns = 0;
      for (std::size_t k = 0; k < word.size();) {
        const DecodedChar c = decode_utf8(word, k);
        columns += columns_of(c.code);
        k += c.size;
      }
      if (!line_start && column + 1 + columns > width_) {
        out += '\n';
        out += indent;
        column = static_cast<int>(indent.size());
        line_start = true;
      }
      if (!line_start) {
        out += ' ';
        ++column;
      }
      out += word;
      column += columns;
      line_start = false;
    }
    out += '\n';
  }

  // The sentence, its trigger underlined (in brackets without colour). Offsets count code points of the story text, so the
  // trigger is found by stepping through the sentence.
  void evidence(const EventRecord& record, std::string& out) const {
    static constexpr std::string_view kBar = "  │ ";
    const std::string_view text = record.sentence.text;
    const std::int64_t from = record.trigger.quoted() ? record.trigger.start - record.sentence.start : -1;
    const std::int64_t to = record.trigger.quoted() ? record.trigger.end - record.sentence.start : -1;
    constexpr int kLead = 4;
    std::string word;
    int word_columns = 0;
    int column = kLead;
    bool line_start = true;
    bool underlined = false;  // what is written out so far ends inside the trigger
    bool opened = false;      // the trigger has begun
    styled(kDim, kBar, out);
    const auto flush = [&] {
      if (word.empty()) return;
      if (!line_start && column + 1 + word_columns > width_) {
        // A trigger of several words may be broken: the bar is not underlined.
        if (underlined) out += kReset;
        out += '\n';
        styled(kDim, kBar, out);
        if (underlined) out += kUnderline;
        column = kLead;
        line_start = true;
      }
      if (!line_start) {
        out += ' ';
        ++column;
      }
      out += word;
      column += word_columns;
      word.clear();
      word_columns = 0;
      line_start = false;
      underlined = colour_ && opened;
    };
    std::int64_t index = 0;
    for (std::size_t i = 0; i <= text.size(); ++index) {
      if (index == from || (index == to && opened)) {
        opened = index == from;
        mark(opened, word, word_columns);
      }
      if (i == text.size()) break;
      const DecodedChar c = decode_utf8(text, i);
      i += c.size;
      if (is_unicode_space(c.code) && c.code != 0xFEFF) {
        flush();
        continue;
      }
      const char32_t shown = is_hostile(c.code) ? kReplacementCharacter : c.code;
      append_utf8(word, shown);
      word_columns += columns_of(shown);
    }
    flush();
    out += '\n';
  }

  void mark(bool begins, std::string& word, int& columns) const {
    if (colour_) {
      word += begins ? kUnderline : kReset;
    } else {
      word += begins ? '[' : ']';
      ++columns;
    }
  }

  bool colour_;
  int width_;
};

}  // namespace

std::unique_ptr<RecordWriter> make_table_writer(const WriterOptions& options) {
  return std::make_unique<TableWriter>(options);
}

}  // namespace dragoman
