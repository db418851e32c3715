// SPDX-License-Identifier: Apache-2.0
#include "ledger/sqlite.h"

#include <sys/stat.h>
#include <unistd.h>

#include "knowledge/gazetteer.h"
#include "ledger/filter.h"

namespace dragoman {
namespace {

constexpr int kLogMilliseconds = 500;
constexpr int kPageBytes = 4096;
constexpr int kLongLog = 64 << 20;
constexpr int kBusyMilliseconds = 30000;
constexpr int kPollMicroseconds = 1000;

/// Looks often: a writer of many batches leaves little time between two of them.
int wait_for_turn(void*, int tries) {
  if (tries >= kBusyMilliseconds * 1000 / kPollMicroseconds) return 0;
  usleep(kPollMicroseconds);
  return 1;
}

void distance_function(sqlite3_context* context, int, sqlite3_value** values) {
  for (int i = 0; i < 4; ++i) {
    if (sqlite3_value_type(values[i]) == SQLITE_NULL) return sqlite3_result_null(context);
  }
  sqlite3_result_double(context, distance_km(sqlite3_value_double(values[0]), sqlite3_value_double(values[1]),
                                             sqlite3_value_double(values[2]), sqlite3_value_double(values[3])));
}

void polygon_function(sqlite3_context* context, int, sqlite3_value** values) {
  if (sqlite3_value_type(values[0]) == SQLITE_NULL || sqlite3_value_type(values[1]) == SQLITE_NULL) return sqlite3_result_null(context);
  // The corners are the same for each row of a statement: read once and kept with it.
  auto* polygon = static_cast<PolygonFilter*>(sqlite3_get_auxdata(context, 2));
  PolygonFilter read;
  if (polygon == nullptr) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values[2]));
    auto parsed = parse_polygon(text != nullptr ? text : "");
    if (!parsed) return sqlite3_result_null(context);
    read = std::move(parsed).value();
  }
  const PolygonFilter& shape = polygon != nullptr ? *polygon : read;
  sqlite3_result_int(context, is_inside(shape, sqlite3_value_double(values[0]), sqlite3_value_double(values[1])) ? 1 : 0);
  if (polygon == nullptr) {
    sqlite3_set_auxdata(context, 2, std::make_unique<PolygonFilter>(std::move(read)).release(), [](void* old) { std::unique_ptr<PolygonFilter>(static_cast<PolygonFilter*>(old)).reset(); });
  }
}

std::string uri_of(const std::string& path) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '%' || c == '?' || c == '#' || byte < 0x20) (uri += '%').append({kHex[byte >> 4], kHex[byte & 15]});
    else uri += c;
  }
  return uri;
}

bool exists(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0;
}

}  // namespace

Error sqlite_error(sqlite3* handle, int code) {
  const char* file = handle != nullptr ? sqlite3_db_filename(handle, "main") : nullptr;
  const std::string name = file != nullptr ? file : "";
  const std::string said = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  switch (code & 0xff) {
    case SQLITE_FULL:
      return {ErrorCode::kIo, "the disk is full; what was committed before is kept: make room and run the command again", name, 0};
    case SQLITE_READONLY:
      return {ErrorCode::kIo, "the ledger is read-only (" + said + "): check the rights of the file and its directory", name, 0};
    case SQLITE_CANTOPEN:
      return {ErrorCode::kIo, "cannot open the ledger (" + said + ")", name, 0};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::kIo, "another program is writing to the ledger; wait for it and run the command again", name, 0};
    case SQLITE_CORRUPT:
      return {ErrorCode::kCorrupt, "the ledger is damaged (" + said + "): restore a copy, or ingest the stories into a new one", name, 0};
    case SQLITE_NOTADB:
      return {ErrorCode::kFormat, "this file is not a ledger", name, 0};
    case SQLITE_IOERR:
      return {ErrorCode::kIo, "the system refused to read or write the ledger (" + said + ")", name, 0};
    default:
      return {ErrorCode::kIo, "ledger: " + said, name, 0};
  }
}

Statement& Statement::bind(int index, std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), index, value);
  return *this;
}

Statement& Statement::bind(int index, double value) {
  sqlite3_bind_double(statement_.get(), index, value);
  return *this;
}

Statement& Statement::bind(int index, std::string_view value) {
  const char* data = value.data() != nullptr ? value.data() : "";
  sqlite3_bind_text64(statement_.get(), index, data, value.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind_blob(int index, std::string_view bytes) {
  sqlite3_bind_blob64(statement_.get(), index, bytes.empty() ? "" : bytes.data(), bytes.size(), SQLITE_STATIC);
  return *this;
}

Statement& Statement::bind_null(int index) {
  sqlite3_bind_null(statement_.get(), index);
  return *this;
}

Statement& Statement::bind_copy(int index, const SqlValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return bind(index, *integer);
  if (const auto* real = std::get_if<double>(&value)) return bind(index, *real);
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return bind_null(index);
  sqlite3_bind_text64(statement_.get(), index, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  const Error error = sqlite_error(sqlite3_db_handle(statement_.get()), code);
  sqlite3_reset(statement_.get());
  return error;
}

Status Statement::run() {
  for (;;) {
    const auto more = step();
    if (!more) return more.error();
    if (!*more) break;
  }
  reset();
  return {};
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

std::string_view Statement::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::string_view Statement::blob(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::optional<std::string> Statement::optional_text(int column) const {
  if (is_null(column)) return std::nullopt;
  return std::string(text(column));
}

Result<Database> Database::open(const std::string& path, Mode mode) {
  if (path.find('\0') != std::string::npos || path.empty()) return Error{ErrorCode::kUsage, "a ledger needs a file name", {}, 0};
  if (mode != Mode::kCreate && !exists(path)) return Error{ErrorCode::kNotFound, "no such ledger; 'dragoman ingest' makes one", path, 0};
  std::string uri = uri_of(path);
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  if (mode == Mode::kRead) {
    flags |= SQLITE_OPEN_READONLY;
    // Where nothing can be written (a ledger on a medium), readers cannot share their index; nobody changes it there either.
    const std::string folder = path.find('/') == std::string::npos ? "." : path.substr(0, path.rfind('/') + 1);
    if (access(folder.c_str(), W_OK) != 0 && !exists(path + "-wal")) uri += "?immutable=1";
  } else {
    flags |= SQLITE_OPEN_READWRITE | (mode == Mode::kCreate ? SQLITE_OPEN_CREATE : 0);
  }
  Database database;
  database.path_ = path;
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(uri.c_str(), &handle, flags, nullptr);
  database.handle_.reset(handle);
  if (code != SQLITE_OK) {
    Error error = sqlite_error(handle, code);
    error.file = path;
    return error;
  }
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_handler(handle, wait_for_turn, nullptr);
  // A hostile file must not run functions or write through its own schema.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  // Readers look at the mapped file; only what the write-ahead log holds goes through their cache.
  sqlite3_exec(handle, mode == Mode::kRead ? "PRAGMA cache_size = -16384" : "PRAGMA cache_size = -131072", nullptr, nullptr, nullptr);
  sqlite3_exec(handle, "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 1073741824;", nullptr, nullptr, nullptr);
  sqlite3_create_function_v2(handle, "distance_km", 4, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, distance_function, nullptr, nullptr, nullptr);
  sqlite3_create_function_v2(handle, "in_polygon", 3, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, polygon_function, nullptr, nullptr, nullptr);
  return database;
}

Error Database::error(int code) const {
  Error error = sqlite_error(handle_.get(), code);
  error.file = path_;
  return error;
}

Status Database::execute(const char* sql) {
  const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error(code);
  return {};
}

void Database::restart_log() {
  struct stat info {};
  if (stat((path_ + "-wal").c_str(), &info) != 0 || info.st_size < kLongLog) return;
  int pages = 0, copied = 0;
  // The file keeps its size; how much of it is in use is what counts.
  if (sqlite3_wal_checkpoint_v2(handle_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &pages, &copied) != SQLITE_OK || pages < kLongLog / kPageBytes) return;
  sqlite3_busy_timeout(handle_.get(), kLogMilliseconds);
  sqlite3_wal_checkpoint_v2(handle_.get(), nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
  sqlite3_busy_handler(handle_.get(), wait_for_turn, nullptr);
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()), 0, &statement, nullptr);
  if (code != SQLITE_OK) return error(code);
  return Statement(statement);
}

Result<std::int64_t> Database::integer(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement) return statement.error();
  const auto row = statement->step();
  if (!row) return row.error();
  return *row ? statement->integer(0) : 0;
}

}  // namespace dragoman
