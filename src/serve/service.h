// SPDX-License-Identifier: Apache-2.0
// The desk's service: who may ask what, the API under /api/v1, the files of the page.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "coding/resources.h"
#include "serve/http_server.h"
#include "serve/live.h"
#include "serve/metrics.h"
#include "serve/reader_pool.h"
#include "serve/refresher.h"
#include "serve/security.h"

namespace dragoman {

struct ServiceOptions {
  std::string ledger;
  bool loopback = true;            ///< only names of this machine are taken as Host
  std::vector<std::string> hosts;  ///< and these
  Tokens tokens;                   ///< none: everybody who reaches us may read and write
  double requests_per_second = 500;
  std::size_t readers = 8;
  /// Loads model, knowledge and gazetteer when `explain` or an export first needs them.
  std::function<Result<Resources>()> load_resources;
  /// What went wrong and is not for the other side to know.
  std::function<void(const std::string&)> log;
};

class Service final : public HttpHandler {
 public:
  /// Errors: the ledger cannot be opened.
  static Result<std::unique_ptr<Service>> open(ServiceOptions options);
  ~Service() override;

  std::optional<HttpResponse> refuse(const HttpRequest& request) override;
  HttpResponse answer(const HttpRequest& request) override;
  /// Asks for what the first page wants, so that it is there when a browser comes.
  void warm_up();
  /// Ends the streams, so that the server can stop.
  void stop() {
    live_.stop();
    refresher_.stop();
  }

 private:
  using Handler = HttpResponse (Service::*)(const HttpRequest&, const std::string& argument);
  enum class Keep : std::uint8_t {
    kNothing,
    kTag,      ///< an ETag: not sent again while the ledger is as it was
    kShared,   ///< and kept for others, somewhat old while another program writes to the ledger
    kSlow,     ///< kept for others however old, made anew behind their backs
  };
  struct Route {
    std::string_view method, pattern;  ///< with at most one {}
    Role role;
    Keep keep;
    Handler handler;
  };
  static std::span<const Route> routes();
  struct Match {
    std::size_t number = Metrics::kRoutes - 1;
    const Route* route = nullptr;
    std::string argument;
    bool other_method = false;
  };
  static Match match(const HttpRequest& request);
  struct Kept {
    std::uint64_t generation = 0, own_writes = 0;
    std::chrono::steady_clock::time_point made, stale;  ///< from `stale` on an answer of an older generation is made anew
    std::chrono::steady_clock::duration cost{};
    std::string body, zipped;
  };

  Service(ServiceOptions options, std::unique_ptr<SqliteStore> watcher);
  HttpResponse respond(const HttpRequest& request, const Match& match);
  HttpResponse shared(const HttpRequest& request, const Match& match, const std::string& etag);
  std::shared_ptr<const Kept> kept(const std::string& key);
  /// Has the answer of a slow address made, or made anew when it is time.
  void make_later(const std::string& key, const HttpRequest& request, const Match& match, const Kept* old);
  /// What /changes has at present; "null" when it was not made yet.
  std::string present_changes();
  /// Makes the answer of an address and keeps it; the answer itself where it is none to keep.
  std::shared_ptr<const Kept> keep(const std::string& key, const HttpRequest& request, const Match& match, HttpResponse& other);
  HttpResponse file(const HttpRequest& request) const;
  HttpResponse failed(const Error& error) const;
  /// Runs `write` on the one connection that writes.
  HttpResponse with_writer(const std::function<HttpResponse(SqliteStore&)>& write);
  Result<std::shared_ptr<const Resources>> resources();
  Status append_event(SqliteStore& store, const StoredEvent& event, bool whole, std::string& out) const;
  Status append_records(SqliteStore& store, const std::vector<KeyedRecord>& records, std::string& out) const;

  HttpResponse health(const HttpRequest& request, const std::string& argument);
  HttpResponse metrics(const HttpRequest& request, const std::string& argument);
  HttpResponse records(const HttpRequest& request, const std::string& argument);
  HttpResponse record(const HttpRequest& request, const std::string& argument);
  HttpResponse explain(const HttpRequest& request, const std::string& argument);
  HttpResponse stories(const HttpRequest& request, const std::string& argument);
  HttpResponse story(const HttpRequest& request, const std::string& argument);
  HttpResponse map(const HttpRequest& request, const std::string& argument);
  HttpResponse series(const HttpRequest& request, const std::string& argument);
  HttpResponse counts(const HttpRequest& request, const std::string& argument);
  HttpResponse overview(const HttpRequest& request, const std::string& argument);
  HttpResponse dossiers(const HttpRequest& request, const std::string& argument);
  HttpResponse dossier(const HttpRequest& request, const std::string& argument);
  HttpResponse reviews(const HttpRequest& request, const std::string& argument);
  HttpResponse gold(const HttpRequest& request, const std::string& argument);
  HttpResponse add_review(const HttpRequest& request, const std::string& argument);
  HttpResponse views(const HttpRequest& request, const std::string& argument);
  HttpResponse put_view(const HttpRequest& request, const std::string& argument);
  HttpResponse delete_view(const HttpRequest& request, const std::string& argument);
  HttpResponse export_records(const HttpRequest& request, const std::string& argument);
  HttpResponse events(const HttpRequest& request, const std::string& argument);
  HttpResponse event(const HttpRequest& request, const std::string& argument);
  HttpResponse changes(const HttpRequest& request, const std::string& argument);
  HttpResponse events_stream(const HttpRequest& request, const std::string& argument);

  ServiceOptions options_;
  std::shared_ptr<RecordIndex> index_ = std::make_shared<RecordIndex>();
  ReaderPool readers_;
  Live live_;
  Metrics metrics_;
  RateLimiter rate_, write_rate_, refusals_;
  std::string nonce_;  ///< differs from run to run, for ETags
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::atomic<int> exports_ = 0;

  std::mutex writer_mutex_;
  std::unique_ptr<SqliteStore> writer_;
  std::mutex resources_mutex_;
  std::shared_ptr<const Resources> resources_;
  std::mutex kept_mutex_;
  std::unordered_map<std::string, std::shared_ptr<const Kept>> kept_;
  std::unordered_set<std::string> in_work_;  ///< keys that a thread is making anew
  std::size_t kept_bytes_ = 0;
  Refresher refresher_;  ///< last: its work uses all the others
};

}  // namespace dragoman
