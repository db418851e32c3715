// SPDX-License-Identifier: Apache-2.0
// dragoman query: records out of a ledger in any output format, or counts of them.
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <vector>

#include "base/date.h"
#include "base/json_writer.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/ledger_options.h"
#include "cli/session.h"
#include "coding/resources.h"
#include "ledger/event_report.h"
#include "ledger/filter_query.h"
#include "ledger/record_export.h"
#include "ledger/sqlite_store.h"
#include "output/record_writer.h"

namespace dragoman {
namespace {

constexpr std::size_t kFlushBytes = std::size_t{1} << 20;

int terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 100;
}

/// A cell that keeps its line: keys come from stories.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  return out;
}

void print_counts(const std::vector<CountRow>& rows, const std::string& name, bool table, Output& output) {
  char numbers[96];
  if (!table) {
    output.write(name + "\tcount\tscore_sum\tscore_mean\n");
    for (const CountRow& row : rows) {
      std::snprintf(numbers, sizeof numbers, "\t%lld\t%.1f\t%.3f\n", static_cast<long long>(row.count), row.score_sum, row.score_mean());
      output.write(cell(row.key) + numbers);
    }
    return;
  }
  std::size_t width = name.size();
  for (const CountRow& row : rows) width = std::max(width, count_code_points(row.key));
  const auto padded = [&](const std::string& text) { return text + std::string(width - std::min(width, count_code_points(text)), ' '); };
  output.write(padded(name) + "    count  score sum   mean\n");
  for (const CountRow& row : rows) {
    std::snprintf(numbers, sizeof numbers, "  %7lld  %9.1f  %5.1f\n", static_cast<long long>(row.count), row.score_sum, row.score_mean());
    output.write(padded(cell(row.key)) + numbers);
  }
}

/// The filter that --saved names.
Result<FilterText> saved_filter(const LedgerOptions& options) {
  auto store = SqliteStore::open(options.file, SqliteStore::Mode::kRead);
  if (!store) return store.error();
  const auto views = (*store)->views();
  if (!views) return views.error();
  for (const SavedView& view : *views) {
    if (view.name == options.saved) return parse_filter_query(view.query);
  }
  return Error{ErrorCode::kUsage, "no query is saved as '" + options.saved + "'", {}, 0};
}

Status save_filter(const LedgerOptions& options, const FilterText& filter) {
  auto store = SqliteStore::open(options.file, SqliteStore::Mode::kMaintain);
  if (!store) return store.error();
  const char* user = std::getenv("USER");
  return (*store)->save_view({options.save, filter_query(filter), user != nullptr && *user != '\0' ? user : "command line", utc_now()});
}

/// Who did how much to whom: rows and columns are countries, mutual events count both ways.
void print_matrix(const std::vector<CountRow>& rows, bool table, Output& output) {
  std::map<std::string, std::map<std::string, std::int64_t>> cells;
  std::set<std::string> names;
  for (const CountRow& row : rows) {
    const std::size_t mark = row.key.find_first_of(">,");
    if (mark == std::string::npos) continue;
    const std::string a = cell(row.key.substr(0, mark)), b = cell(row.key.substr(mark + 1));
    cells[a][b] += row.count;
    if (row.key[mark] == ',') cells[b][a] += row.count;
    names.insert(a);
    names.insert(b);
  }
  const auto field = [&](const std::string& text) { return table ? std::string(6 - std::min<std::size_t>(6, text.size()), ' ') + text : "\t" + text; };
  std::string out = table ? "     " : "actor";
  for (const std::string& name : names) out += field(name);
  out += '\n';
  for (const std::string& actor : names) {
    std::string line = actor;
    if (table) line.resize(std::max<std::size_t>(line.size(), 5), ' ');
    for (const std::string& recipient : names) {
      const std::int64_t n = cells[actor][recipient];
      line += field(n == 0 && table ? "." : std::to_string(n));
    }
    out += line + '\n';
  }
  output.write(out);
}

/// Counts with the number of stories of the same day, week or month, so that a busy wire does not look like a war.
Status print_volumes(SqliteStore& store, const std::vector<CountRow>& rows, CountBy by, const std::string& name, Output& output) {
  if (by != CountBy::kDay && by != CountBy::kWeek && by != CountBy::kMonth) return Error{ErrorCode::kUsage, "--by-volume goes with --count-by day, week or month", {}, 0};
  const auto days = store.stories_by_day();
  if (!days) return days.error();
  std::map<std::string, std::int64_t> stories;
  for (const CountRow& day : *days) {
    const auto date = parse_iso_date(day.key);
    if (!date) continue;
    stories[by == CountBy::kDay ? day.key : by == CountBy::kMonth ? day.key.substr(0, 7) : to_iso(add_days(*date, -weekday_of(*date)))] += day.count;
  }
  output.write(name + "\tcount\tscore_sum\tscore_mean\tstories\tper_1000_stories\n");
  char numbers[128];
  for (const CountRow& row : rows) {
    const auto found = stories.find(row.key);
    const std::int64_t n = found == stories.end() ? 0 : found->second;
    std::snprintf(numbers, sizeof numbers, "\t%lld\t%.1f\t%.3f\t%lld\t", static_cast<long long>(row.count), row.score_sum, row.score_mean(), static_cast<long long>(n));
    std::string line = cell(row.key) + numbers;
    if (n > 0) {
      std::snprintf(numbers, sizeof numbers, "%.1f", 1000.0 * static_cast<double>(row.count) / static_cast<double>(n));
      line += numbers;
    }
    output.write(line + "\n");
  }
  return {};
}

/// Places with their counts as a GeoJSON FeatureCollection.
void print_place_map(const std::vector<PlaceRow>& places, Output& output) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("type").string("FeatureCollection").key("features").begin_array();
  for (const PlaceRow& place : places) {
    json.begin_object().key("type").string("Feature").key("geometry").begin_object().key("type").string("Point").key("coordinates").begin_array();
    json.number(place.lon).number(place.lat).end_array().end_object().key("properties").begin_object();
    json.key("place").string_or_null(place.place).key("country").string_or_null(place.country).key("count").integer(place.count).key("score_sum").number(place.score_sum);
    for (std::size_t i = 0; i < kQuadNames.size(); ++i) json.key(kQuadNames[i]).integer(place.quads[i]);
    json.key("last").string_or_null(place.last).end_object().end_object();
  }
  json.end_array().end_object();
  output.write(out + "\n");
}

Status write_events(SqliteStore& store, const RecordFilter& filter, bool table, Output& output) {
  EventSummarizer summarizer;
  if (table) output.write("  event day        type      who, where                     reports  sources\n");
  Status status;
  const Status read = store.events(filter, [&](const StoredEvent& event) {
    const auto text = table ? summarizer.row(event) : summarizer.json(event);
    if (!text) {
      status = text.error();
      return false;
    }
    return output.write(table ? *text : *text + "\n");
  });
  return read ? status : read;
}

}  // namespace

int run_query(const Options& options) {
  Messages messages(options);
  FilterText written = options.ledger;
  if (!options.ledger.saved.empty()) {
    auto saved = saved_filter(options.ledger);
    if (!saved) {
      messages.error(saved.error());
      return saved.error().code == ErrorCode::kUsage ? kExitUsage : messages.status();
    }
    written = laid_over(std::move(saved).value(), options.ledger);
  }
  auto filter = read_filter(written, "--");
  if (!filter) {
    messages.error(filter.error());
    return kExitUsage;
  }
  if (!options.ledger.save.empty()) {
    if (const Status kept = save_filter(options.ledger, written); !kept) {
      messages.error(kept.error());
      return messages.status();
    }
  }
  std::optional<OutputFormat> format;
  if (!options.to.empty() && !(format = parse_output_format(options.to))) {
    messages.error("--to '" + options.to + "' is none of " + std::string(output_format_names()));
    return kExitUsage;
  }
  const bool matrix = options.ledger.count_by == "matrix";
  const auto count_by = matrix ? CountBy::kDyad : parse_count_by(options.ledger.count_by);
  const bool place_map = count_by && *count_by == CountBy::kPlace && format && *format == OutputFormat::kGeojson;
  if (count_by && format && *format != OutputFormat::kTable && *format != OutputFormat::kTsv && !place_map) {
    messages.error("counts are written as table or tsv, those by place also as geojson");
    return kExitUsage;
  }
  if (options.ledger.events && !count_by && format && *format != OutputFormat::kTable && *format != OutputFormat::kJsonl) {
    messages.error("events are written as table or jsonl");
    return kExitUsage;
  }
  filter->one_per_event = options.ledger.events;
  auto opened = SqliteStore::open(options.ledger.file, SqliteStore::Mode::kRead);
  if (!opened) {
    messages.error(opened.error());
    return messages.status();
  }
  SqliteStore& store = **opened;
  auto output = Output::open(options);
  if (!output) {
    messages.error(output.error());
    return messages.status();
  }
  const bool terminal = output->is_terminal();
  if (!format) format = terminal ? OutputFormat::kTable : count_by ? OutputFormat::kTsv : OutputFormat::kJsonl;

  Status status;
  if (place_map) {
    const auto places = store.places(*filter, filter->limit);
    if (places) print_place_map(*places, *output);
    else status = places.error();
  } else if (count_by) {
    const auto rows = store.count(*filter, *count_by);
    if (rows && matrix) print_matrix(*rows, *format == OutputFormat::kTable, *output);
    else if (rows && options.ledger.by_volume) status = print_volumes(store, *rows, *count_by, options.ledger.count_by, *output);
    else if (rows) print_counts(*rows, options.ledger.count_by, *format == OutputFormat::kTable, *output);
    else status = rows.error();
  } else if (options.ledger.events) {
    status = write_events(store, *filter, *format == OutputFormat::kTable, *output);
  } else {
    std::unique_ptr<const Resources> resources;
    WriterOptions writer_options;
    writer_options.colour = wants_color(options, terminal);
    writer_options.width = terminal ? terminal_width() : 100;
    if (*format == OutputFormat::kPolecat || *format == OutputFormat::kIcews || *format == OutputFormat::kGdelt) {
      resources = load_session(options, messages);
      if (!resources) return messages.status();
      writer_options.ontology = &resources->knowledge->ontology();
    }
    status = stream_records(store, *filter, *format, writer_options, kFlushBytes, [&](std::string_view bytes) { return output->write(bytes); });
  }
  if (!status) messages.error(status.error());
  if (const Status finished = output->finish(); !finished) messages.error(finished.error());
  return messages.status();
}

}  // namespace dragoman
