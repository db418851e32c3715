// SPDX-License-Identifier: Apache-2.0
// A thin layer over SQLite: connections and statements that close themselves, errors as values. Internal to src/ledger.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "dragoman/result.h"

namespace dragoman {

/// What may be bound to a parameter.
using SqlValue = std::variant<std::nullptr_t, std::int64_t, double, std::string>;

/// A prepared statement. Texts are bound as views, which have to live until reset().
class Statement {
 public:
  Statement() = default;
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

  /// Parameters count from 1.
  Statement& bind(int index, std::int64_t value);
  Statement& bind(int index, double value);
  Statement& bind(int index, std::string_view value);
  Statement& bind_blob(int index, std::string_view bytes);
  Statement& bind_null(int index);
  /// Keeps a copy of its own.
  Statement& bind_copy(int index, const SqlValue& value);
  /// Empty text becomes NULL.
  Statement& bind_or_null(int index, std::string_view value) { return value.empty() ? bind_null(index) : bind(index, value); }
  template <typename Optional>
  Statement& bind_optional(int index, const Optional& value) {
    if (!value) return bind_null(index);
    if constexpr (std::is_same_v<typename Optional::value_type, std::string>) return bind(index, std::string_view(*value));
    else return bind(index, *value);
  }

  /// True: a row is there; false: done.
  Result<bool> step();
  /// Runs to the end and makes the statement ready for the next values.
  Status run();
  void reset();

  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
  [[nodiscard]] double real(int column) const { return sqlite3_column_double(statement_.get(), column); }
  [[nodiscard]] bool is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }
  /// Valid until the next step.
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::string_view blob(int column) const;
  [[nodiscard]] std::optional<std::string> optional_text(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Database {
 public:
  enum class Mode : std::uint8_t { kRead, kWrite, kCreate };
  static Result<Database> open(const std::string& path, Mode mode);

  /// Several statements without parameters.
  Status execute(const char* sql);
  Result<Statement> prepare(std::string_view sql);
  /// Where many read all the time the write-ahead log would grow without end: when it has become long, its beginning is
  /// used again, which waits for those that read at this moment, a short while at most.
  void restart_log();
  /// The first column of the first row; 0 when there is none.
  Result<std::int64_t> integer(std::string_view sql);
  [[nodiscard]] std::int64_t last_row() const { return sqlite3_last_insert_rowid(handle_.get()); }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }
  /// The error of the last call on this connection, in words that say what to do.
  [[nodiscard]] Error error(int code) const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  std::unique_ptr<sqlite3, Close> handle_;
  std::string path_;
};

/// The same for a bare handle.
Error sqlite_error(sqlite3* handle, int code);

}  // namespace dragoman
